//! Where Estoka differs from what its own documents or common sense would have: one function each.
//!
//! Not a place for what is merely unusual; that is the wire types' business. Evidence is named as in `FACE.md`.
//!
//! The one rule to know: every quirk names its evidence and has a test.

use domain::amount::Money;
use domain::customers::{Relative, RelativeDegree};
use domain::locations::{Location, LocationUsage, Modality};
use domain::parties::PartyDetails;
use domain::refusal::Problem;
use face_kit::instant;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What lies in a stock, in one word: returned goods are `reversa`, in Portuguese, all others `normal`. Seed, stocks of
/// an organization.
pub(crate) fn stock_kind(location: &Location) -> &'static str {
    match location.details.usage {
        LocationUsage::Normal => "normal",
        LocationUsage::Reverse => "reversa",
    }
}

/// How a rule that takes an amount off, and not a share, is marked. Proposed: every example of the seed is `percentual`,
/// even the one whose name promises R$ 30,00.
pub(crate) const FORM_OF_AMOUNTS: &str = "absolute";

/// A discount's type as the list prints it. Contract, decision 38: the seed asks for `total_sale_amount`, which is none of
/// the types it prints.
pub(crate) fn discount_type(asked: &str) -> &str {
    if asked == "total_sale_amount" {
        "about_total_value"
    } else {
        asked
    }
}

/// A modality as asked for: by name or by number, where 0 (and `disabled`) asks for none in particular. Contract,
/// decision 23: the seed's example sends 0, which its own table does not list.
///
/// # Errors
/// [`Problem::NotInList`]
pub(crate) fn wanted_modality(text: &str) -> Result<Option<Modality>, Problem> {
    match text.trim() {
        "0" => Ok(None),
        "1" => Ok(Some(Modality::ShipFromStore)),
        "2" => Ok(Some(Modality::PickupOnStore)),
        "3" => Ok(Some(Modality::Both)),
        name => match Modality::from_name(name).ok_or(Problem::NotInList)? {
            Modality::Disabled => Ok(None),
            modality @ (Modality::ShipFromStore | Modality::PickupOnStore | Modality::Both) => Ok(Some(modality)),
        },
    }
}

/// What an order's lines must cost, when that is compared: not for an order that is created waiting for its customer.
/// Seed, orders waiting for withdrawal: the example sends 65 and is answered 90, which is what its lines cost.
pub(crate) fn stated_total(waits_for_customer: bool, total: Money) -> Option<Money> {
    (!waits_for_customer).then_some(total)
}

/// A person's date of birth as the vendor writes it, `14-01-1987`; a relative's is `2000-11-18`. Seed, customers;
/// contract, decision 37: both are taken in for both.
pub(crate) fn birthday(day: Date) -> String {
    format!("{:02}-{:02}-{:04}", day.day(), day.month(), day.year())
}

/// The mother's name: what was said of it, or else that of the relative who is the mother. Seed, customers: the example
/// answers the name of a relative where the request has no `mother_name`.
pub(crate) fn mother_name(details: &PartyDetails, relatives: &[Relative]) -> Option<String> {
    let mother = || {
        relatives
            .iter()
            .find(|relative| relative.degree == RelativeDegree::Mother)
    };
    details
        .mother_name
        .clone()
        .or_else(|| mother().map(|mother| mother.name.clone()))
}

/// An instant without zone and fraction, `2021-08-09 17:26:56`, in the account's time. Seed, types of customers: the one
/// place that prints instants so.
pub(crate) fn bare_instant(at: Timestamp, zone: &TimeZone) -> String {
    instant(at, zone, 0)
        .chars()
        .take(19)
        .map(|sign| if sign == 'T' { ' ' } else { sign })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_that_the_document_asks_for_is_the_one_it_prints() {
        assert_eq!(discount_type("total_sale_amount"), "about_total_value");
        assert_eq!(
            discount_type("about_total_value_gift_item"),
            "about_total_value_gift_item"
        );
    }

    #[test]
    fn a_birthday_begins_with_the_day_and_a_bare_instant_has_no_zone() {
        assert_eq!(birthday(Date::constant(1987, 1, 14)), "14-01-1987");
        let at = "2021-08-09T20:26:56.5Z".parse().expect("an instant");
        let zone = TimeZone::get("America/Sao_Paulo").expect("a zone");
        assert_eq!(bare_instant(at, &zone), "2021-08-09 17:26:56");
    }

    #[test]
    fn the_mother_is_who_is_said_or_else_the_relative() {
        use domain::ids::RelativeId;
        use domain::parties::{Gender, PartyKind, Roles};
        let relative = |degree| Relative {
            id: RelativeId::from_raw(1),
            name: "Louis Lane".to_owned(),
            birth_date: Date::constant(2000, 11, 18),
            gender: Gender::Female,
            degree,
        };
        let mut person = PartyDetails::new(PartyKind::Person, "John", Roles::default());
        assert_eq!(mother_name(&person, &[relative(RelativeDegree::Aunt)]), None);
        let family = [relative(RelativeDegree::Aunt), relative(RelativeDegree::Mother)];
        assert_eq!(mother_name(&person, &family).as_deref(), Some("Louis Lane"));
        person.mother_name = Some("Jane Doe".to_owned());
        assert_eq!(mother_name(&person, &family).as_deref(), Some("Jane Doe"));
    }

    #[test]
    fn the_total_of_an_order_created_for_withdrawal_is_not_compared() {
        assert_eq!(stated_total(true, Money::ONE), None);
        assert_eq!(stated_total(false, Money::ONE), Some(Money::ONE));
    }

    #[test]
    fn a_modality_is_asked_for_by_number_or_name_and_zero_asks_for_any() {
        let table = [
            ("0", Ok(None)),
            ("disabled", Ok(None)),
            ("1", Ok(Some(Modality::ShipFromStore))),
            ("2", Ok(Some(Modality::PickupOnStore))),
            ("3", Ok(Some(Modality::Both))),
            ("both", Ok(Some(Modality::Both))),
            ("4", Err(Problem::NotInList)),
            ("tudo", Err(Problem::NotInList)),
        ];
        for (text, expected) in table {
            assert_eq!(wanted_modality(text), expected, "{text}");
        }
    }
}
