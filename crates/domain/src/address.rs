//! A postal address, as organizations, locations and parties have one.
//!
//! Not where it lies on a map, which is `geography`; which cities there are is in `tables`.
//!
//! The one rule to know: postal codes and city codes are kept as digits; how they are written is each face's matter.

use crate::checks::{Checks, tidy};
use crate::documents::{CheckPolicy, Municipality, PostalCode, State};
use crate::refusal::{Field, Problem};
use crate::tables;

/// The most characters of a street, complement or landmark.
const LINE_MAX: usize = 255;
/// The most characters of a neighbourhood, city or country.
const NAME_MAX: usize = 120;
/// The most characters of a street number, which is often `s/n` or a kilometre.
const NUMBER_MAX: usize = 60;
/// The most digits of a city code. The IBGE's has seven; vendors' samples have up to eight.
const CITY_CODE_MAX: usize = 10;

/// An address. Every part may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// Street.
    pub street: Option<String>,
    /// Number; any text.
    pub number: Option<String>,
    /// Complement.
    pub complement: Option<String>,
    /// Neighbourhood.
    pub neighborhood: Option<String>,
    /// City, by name.
    pub city: Option<String>,
    /// City, by IBGE code; digits.
    pub city_code: Option<String>,
    /// State: two letters in upper case, `EX` abroad.
    pub state: Option<String>,
    /// CEP: eight digits; any text abroad.
    pub postal_code: Option<String>,
    /// Country, as given; `None` is Brazil.
    pub country: Option<String>,
}

impl Address {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it lies abroad, as far as the address says.
    #[must_use]
    pub fn is_abroad(&self) -> bool {
        let country = self.country.as_deref().map(crate::text::fold);
        self.state.as_deref() == Some("EX")
            || country.is_some_and(|country| !matches!(country.as_str(), "br" | "bra" | "brasil" | "brazil" | "1058"))
    }

    /// Writes every part as it is kept, and city and state from the city code when only that was given.
    pub(crate) fn tidy(&mut self) {
        for part in [
            &mut self.street,
            &mut self.number,
            &mut self.complement,
            &mut self.neighborhood,
            &mut self.city,
            &mut self.city_code,
            &mut self.state,
            &mut self.postal_code,
            &mut self.country,
        ] {
            tidy(part);
        }
        if let Some(state) = &mut self.state {
            *state = state.to_uppercase();
        }
        if let Some(code) = self
            .postal_code
            .as_deref()
            .and_then(|text| PostalCode::parse(text).ok())
        {
            self.postal_code = Some(code.as_str().to_owned());
        }
        let Some(code) = self.city_code.as_deref() else { return };
        if self.city.is_none() {
            self.city = tables::municipality(code).map(|(name, _)| name.to_owned());
        }
        if self.state.is_none() {
            let municipality = Municipality::parse_unchecked(code).ok();
            self.state = municipality
                .and_then(|code| code.state())
                .map(|state| state.as_str().to_owned());
        }
    }

    /// Notes what is wrong with it. City codes are held against the IBGE's table, and against the state, only where the
    /// account rejects documents that do not check.
    pub(crate) fn check(&self, checks: &mut Checks, policy: CheckPolicy) {
        checks.optional(Field::Street, self.street.as_deref(), LINE_MAX);
        checks.optional(Field::StreetNumber, self.number.as_deref(), NUMBER_MAX);
        checks.optional(Field::Complement, self.complement.as_deref(), LINE_MAX);
        checks.optional(Field::Neighborhood, self.neighborhood.as_deref(), NAME_MAX);
        checks.optional(Field::City, self.city.as_deref(), NAME_MAX);
        checks.optional(Field::Country, self.country.as_deref(), NAME_MAX);
        if let Some(code) = &self.city_code
            && !is_city_code(code, policy)
        {
            checks.note(Field::CityCode, Problem::Malformed);
        }
        if let Some(state) = &self.state {
            checks.ensure(
                state == "EX" || State::parse(state).is_ok(),
                Field::State,
                Problem::NotInList,
            );
        }
        let of_code = self.city_code.as_deref().and_then(tables::municipality);
        if let (CheckPolicy::Reject, Some((_, of_code)), Some(state)) = (policy, of_code, &self.state) {
            checks.ensure(of_code.as_str() == state, Field::State, Problem::Malformed);
        }
        if self.is_abroad() {
            checks.optional(Field::PostalCode, self.postal_code.as_deref(), NUMBER_MAX);
        } else if let Some(code) = &self.postal_code {
            checks.ensure(PostalCode::parse(code).is_ok(), Field::PostalCode, Problem::Malformed);
        }
    }
}

fn is_city_code(code: &str, policy: CheckPolicy) -> bool {
    match policy {
        CheckPolicy::Reject => tables::municipality(code).is_some(),
        CheckPolicy::Off | CheckPolicy::Warn => {
            code.len() <= CITY_CODE_MAX && code.bytes().all(|byte| byte.is_ascii_digit())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{InvalidField, Refusal};

    fn problems(address: &Address, policy: CheckPolicy) -> Vec<(Field, Problem)> {
        let mut checks = Checks::default();
        address.check(&mut checks, policy);
        match checks.verdict() {
            Err(Refusal::Invalid(fields)) => fields
                .into_iter()
                .map(|InvalidField { field, problem, .. }| (field, problem))
                .collect(),
            Ok(()) => Vec::new(),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn parts_are_kept_bare_and_city_and_state_follow_from_the_city_code() {
        let mut address = Address {
            street: Some(" Rua do Carmo ".to_owned()),
            complement: Some("  ".to_owned()),
            city_code: Some("3550308".to_owned()),
            postal_code: Some("05348-030 ".to_owned()),
            ..Address::default()
        };
        address.tidy();
        assert_eq!(
            address,
            Address {
                street: Some("Rua do Carmo".to_owned()),
                city: Some("São Paulo".to_owned()),
                city_code: Some("3550308".to_owned()),
                state: Some("SP".to_owned()),
                postal_code: Some("05348030".to_owned()),
                ..Address::default()
            }
        );
        address.state = Some("rj".to_owned());
        address.tidy();
        assert_eq!(address.state.as_deref(), Some("RJ"));
    }

    #[test]
    fn a_brazilian_postal_code_has_eight_digits_and_a_foreign_one_any_form() {
        let table = [
            (None, "01001000", true),
            (Some("Brasil"), "0100100", false),
            (None, "W1A 1AA", false),
            (Some("GB"), "W1A 1AA", true),
        ];
        for (country, postal_code, accepted) in table {
            let mut address = Address {
                postal_code: Some(postal_code.to_owned()),
                country: country.map(str::to_owned),
                ..Address::default()
            };
            address.tidy();
            let expected = if accepted {
                vec![]
            } else {
                vec![(Field::PostalCode, Problem::Malformed)]
            };
            assert_eq!(
                problems(&address, CheckPolicy::Warn),
                expected,
                "{country:?} {postal_code}"
            );
        }
    }

    #[test]
    fn a_city_code_is_digits_and_is_looked_up_only_where_the_account_rejects() {
        let table = [
            ("3550308", true, true),
            ("12345", true, false),
            ("3550309", true, false),
            // It checks, and the IBGE has not given it.
            ("3599990", true, false),
            ("SP", false, false),
        ];
        for (code, lenient, strict) in table {
            let address = Address {
                city_code: Some(code.to_owned()),
                ..Address::default()
            };
            assert_eq!(problems(&address, CheckPolicy::Warn).is_empty(), lenient, "{code}");
            assert_eq!(problems(&address, CheckPolicy::Reject).is_empty(), strict, "{code}");
        }
    }

    #[test]
    fn a_city_lies_in_its_state_where_the_account_rejects() {
        for (state, strict) in [("SP", true), ("RJ", false)] {
            let address = Address {
                city_code: Some("3550308".to_owned()),
                state: Some(state.to_owned()),
                ..Address::default()
            };
            assert_eq!(problems(&address, CheckPolicy::Warn), []);
            assert_eq!(problems(&address, CheckPolicy::Reject).is_empty(), strict, "{state}");
        }
    }

    #[test]
    fn an_unknown_state_is_refused() {
        let address = |state: &str| Address {
            state: Some(state.to_owned()),
            ..Address::default()
        };
        assert_eq!(problems(&address("SP"), CheckPolicy::Warn), []);
        assert_eq!(problems(&address("EX"), CheckPolicy::Warn), []);
        assert_eq!(
            problems(&address("XX"), CheckPolicy::Warn),
            [(Field::State, Problem::NotInList)]
        );
    }
}
