//! Where things are and how far apart, in whole numbers.
//!
//! Not roads, traffic or freight: distances are as the crow flies, and good enough to say which store is nearer.
//!
//! The one rule to know: who is in the customer's municipality comes first, then who is nearer, then who has the lower
//! number; what lies outside an organization's delivery radius does not come at all.

mod distance;
mod postal_regions;

pub use distance::{distance_km, squared_distance};
pub use postal_regions::postal_code_centroid;

use crate::address::Address;
use crate::ids::LocationId;

/// A point, in millionths of a degree, which is how coordinates are written: six decimals, about eleven centimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Coordinates {
    latitude_microdegrees: i64,
    longitude_microdegrees: i64,
}

const MICRODEGREES_PER_DEGREE: i64 = 1_000_000;

impl Coordinates {
    /// The point; `None` off the globe.
    #[must_use]
    pub const fn new(latitude_microdegrees: i64, longitude_microdegrees: i64) -> Option<Self> {
        let latitude_max = 90 * MICRODEGREES_PER_DEGREE;
        let longitude_max = 180 * MICRODEGREES_PER_DEGREE;
        if latitude_microdegrees < -latitude_max
            || latitude_microdegrees > latitude_max
            || longitude_microdegrees < -longitude_max
            || longitude_microdegrees > longitude_max
        {
            return None;
        }
        Some(Self {
            latitude_microdegrees,
            longitude_microdegrees,
        })
    }

    /// Reads two decimal numbers, point or comma, of any precision; digits after the sixth are cut.
    #[must_use]
    pub fn parse(latitude: &str, longitude: &str) -> Option<Self> {
        Self::new(parse_degrees(latitude)?, parse_degrees(longitude)?)
    }

    /// Degrees north of the equator, in millionths.
    #[must_use]
    pub const fn latitude_microdegrees(self) -> i64 {
        self.latitude_microdegrees
    }

    /// Degrees east of Greenwich, in millionths.
    #[must_use]
    pub const fn longitude_microdegrees(self) -> i64 {
        self.longitude_microdegrees
    }

    /// The latitude as decimal text, without needless zeros: `-23.622093`.
    #[must_use]
    pub fn latitude(self) -> String {
        degrees_text(self.latitude_microdegrees)
    }

    /// The longitude as decimal text.
    #[must_use]
    pub fn longitude(self) -> String {
        degrees_text(self.longitude_microdegrees)
    }
}

/// One coordinate out of decimal text.
#[must_use]
pub fn parse_degrees(text: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let cut = &fraction[..fraction.len().min(6)];
    let microdegrees: i64 = format!("{whole}{cut:0<6}").parse().ok()?;
    Some(if negative { -microdegrees } else { microdegrees })
}

fn degrees_text(microdegrees: i64) -> String {
    let sign = if microdegrees < 0 { "-" } else { "" };
    let whole = microdegrees.unsigned_abs() / MICRODEGREES_PER_DEGREE.unsigned_abs();
    let fraction = format!(
        "{:06}",
        microdegrees.unsigned_abs() % MICRODEGREES_PER_DEGREE.unsigned_abs()
    );
    let fraction = fraction.trim_end_matches('0');
    format!("{sign}{whole}.{}", if fraction.is_empty() { "0" } else { fraction })
}

/// How far an organization delivers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DeliveryRadius {
    /// Everywhere.
    #[default]
    Unlimited,
    /// 30 km.
    Km30,
    /// 60 km.
    Km60,
    /// 100 km.
    Km100,
}

impl DeliveryRadius {
    /// Every radius.
    pub const ALL: [Self; 4] = [Self::Unlimited, Self::Km30, Self::Km60, Self::Km100];

    /// The radius in km; `None` is unlimited.
    #[must_use]
    pub const fn km(self) -> Option<i64> {
        match self {
            Self::Unlimited => None,
            Self::Km30 => Some(30),
            Self::Km60 => Some(60),
            Self::Km100 => Some(100),
        }
    }

    /// The radius of so many km, if there is one.
    #[must_use]
    pub fn from_km(km: Option<i64>) -> Option<Self> {
        Self::ALL.into_iter().find(|radius| radius.km() == km)
    }
}

/// What is known of where something is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// IBGE code of the municipality.
    pub city_code: Option<String>,
    /// Coordinates, or else the middle of the postal code's region.
    pub coordinates: Option<Coordinates>,
}

impl Place {
    /// Where an address is. Without coordinates of its own, it is in the middle of its postal code's region.
    #[must_use]
    pub fn of(address: &Address, coordinates: Option<Coordinates>) -> Self {
        Self::known(
            address.city_code.as_deref(),
            address.postal_code.as_deref(),
            coordinates,
        )
    }

    /// Where something is of which only codes are known.
    #[must_use]
    pub fn known(city_code: Option<&str>, postal_code: Option<&str>, coordinates: Option<Coordinates>) -> Self {
        Self {
            city_code: city_code.map(str::to_owned),
            coordinates: coordinates.or_else(|| postal_code.and_then(postal_code_centroid)),
        }
    }

    fn is_in_municipality_of(&self, other: &Self) -> bool {
        self.city_code.is_some() && self.city_code == other.city_code
    }
}

/// A location that may serve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Which one.
    pub location: LocationId,
    /// Where it is.
    pub place: Place,
    /// How far its organization delivers.
    pub radius: DeliveryRadius,
}

/// The locations that deliver to a place, best first: those of the same municipality, then by distance, then by number.
/// One whose distance is unknown comes last and is never outside a radius; a municipality is never outside its own.
#[must_use]
pub fn nearest(destination: &Place, candidates: &[Candidate]) -> Vec<LocationId> {
    let mut ranked: Vec<(bool, i64, LocationId)> = candidates
        .iter()
        .filter_map(|candidate| {
            let elsewhere = !candidate.place.is_in_municipality_of(destination);
            let points = candidate.place.coordinates.zip(destination.coordinates);
            let outside = points.is_some_and(|(from, to)| {
                candidate
                    .radius
                    .km()
                    .is_some_and(|radius_km| distance_km(from, to) > radius_km)
            });
            let squared = points.map_or(i64::MAX, |(from, to)| squared_distance(from, to));
            (!(elsewhere && outside)).then_some((elsewhere, squared, candidate.location))
        })
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, _, location)| location).collect()
}

#[cfg(test)]
mod tests;
