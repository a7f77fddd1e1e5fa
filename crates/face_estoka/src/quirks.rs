//! Where Estoka differs from what its own documents or common sense would have: one function each.
//!
//! Not a place for what is merely unusual; that is the wire types' business. Evidence is named as in `FACE.md`.
//!
//! The one rule to know: every quirk names its evidence and has a test.

use domain::amount::Money;
use domain::locations::{Location, LocationUsage, Modality};
use domain::refusal::Problem;

/// What lies in a stock, in one word: returned goods are `reversa`, in Portuguese, all others `normal`. Seed, stocks of
/// an organization.
pub(crate) fn stock_kind(location: &Location) -> &'static str {
    match location.details.usage {
        LocationUsage::Normal => "normal",
        LocationUsage::Reverse => "reversa",
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

#[cfg(test)]
mod tests {
    use domain::amount::Money;
    use domain::locations::Modality;
    use domain::refusal::Problem;

    use super::{stated_total, wanted_modality};

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
