//! Distance between two points, without floating point.
//!
//! Not geodesy: the globe is taken as flat between the two points and as wide as at the latitude in their middle. Within
//! Brazil that is right to about one part in a hundred.

use super::Coordinates;

/// Cosine of every whole degree from 0 to 90, in millionths.
const COSINES: [i64; 91] = [
    1_000_000, 999_848, 999_391, 998_630, 997_564, 996_195, 994_522, 992_546, 990_268, 987_688, 984_808, 981_627,
    978_148, 974_370, 970_296, 965_926, 961_262, 956_305, 951_057, 945_519, 939_693, 933_580, 927_184, 920_505,
    913_545, 906_308, 898_794, 891_007, 882_948, 874_620, 866_025, 857_167, 848_048, 838_671, 829_038, 819_152,
    809_017, 798_636, 788_011, 777_146, 766_044, 754_710, 743_145, 731_354, 719_340, 707_107, 694_658, 681_998,
    669_131, 656_059, 642_788, 629_320, 615_661, 601_815, 587_785, 573_576, 559_193, 544_639, 529_919, 515_038,
    500_000, 484_810, 469_472, 453_990, 438_371, 422_618, 406_737, 390_731, 374_607, 358_368, 342_020, 325_568,
    309_017, 292_372, 275_637, 258_819, 241_922, 224_951, 207_912, 190_809, 173_648, 156_434, 139_173, 121_869,
    104_528, 87_156, 69_756, 52_336, 34_899, 17_452, 0,
];

/// Metres in one degree of a great circle of the mean globe.
const METRES_PER_DEGREE: u64 = 111_195;

/// The square of the distance, in square microdegrees of a great circle: to compare distances.
#[must_use]
pub fn squared_distance(from: Coordinates, to: Coordinates) -> i64 {
    let north = from.latitude_microdegrees() - to.latitude_microdegrees();
    let straight = (from.longitude_microdegrees() - to.longitude_microdegrees()).abs();
    // The short way round the globe.
    let turn = straight.min(360_000_000 - straight);
    let middle = (from.latitude_microdegrees() + to.latitude_microdegrees()) / 2;
    let east = turn * cosine(middle) / 1_000_000;
    // At most 180 and 180 million: the sum of the squares is far below the largest number.
    north * north + east * east
}

/// The distance in km, rounded half up.
#[must_use]
pub fn distance_km(from: Coordinates, to: Coordinates) -> i64 {
    let microdegrees = squared_distance(from, to).unsigned_abs().isqrt();
    let metres = microdegrees * METRES_PER_DEGREE / 1_000_000;
    i64::try_from((metres + 500) / 1_000).unwrap_or(i64::MAX)
}

/// Cosine of an angle within ±90 degrees, in millionths, straight between the degrees of the table.
fn cosine(microdegrees: i64) -> i64 {
    let angle = microdegrees.unsigned_abs().min(90_000_000);
    let degree = usize::try_from(angle / 1_000_000).unwrap_or(90);
    let beyond = i64::try_from(angle % 1_000_000).unwrap_or(0);
    let at = COSINES[degree];
    let next = COSINES[(degree + 1).min(90)];
    at + (next - at) * beyond / 1_000_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cosine_is_exact_at_whole_degrees_and_between_its_neighbours() {
        let table = [
            (0, 1_000_000),
            (60_000_000, 500_000),
            (-60_000_000, 500_000),
            (90_000_000, 0),
        ];
        for (angle, expected) in table {
            assert_eq!(cosine(angle), expected, "{angle}");
        }
        let half = cosine(23_500_000);
        assert!((half - 917_060).abs() < 100, "{half}");
    }

    #[test]
    fn the_shortest_way_may_cross_the_date_line() {
        let east = Coordinates::new(0, 179_500_000).unwrap();
        let west = Coordinates::new(0, -179_500_000).unwrap();
        assert_eq!(distance_km(east, west), 111);
    }
}
