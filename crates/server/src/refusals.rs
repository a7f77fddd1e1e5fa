//! A failure of the application, worded for the person at the command line.
//!
//! Not for clients: each face words refusals in its vendor's way.
//!
//! The one rule to know: a refusal says what was asked wrong; a broken store says what to look at.

use app::Failure;
use domain::refusal::{Entity, InvalidField, Problem, Refusal};

/// The failure as an error for people.
pub(crate) fn explain(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Refused(refusal) => anyhow::anyhow!(in_words(&refusal)),
        Failure::Broken(error) => anyhow::Error::new(error).context("the database cannot be used"),
    }
}

fn in_words(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Invalid(fields) => {
            let fields: Vec<String> = fields.iter().map(field).collect();
            format!("refused: {}", fields.join("; "))
        }
        Refusal::NotFound { entity, key } => format!("there is no {} `{key}`", spaced(*entity)),
        Refusal::StateForbids { entity, key } => {
            format!(
                "the {} `{key}` is no longer in a state that allows this",
                spaced(*entity)
            )
        }
        Refusal::InUse { entity, key } => format!("the {} `{key}` is in use", spaced(*entity)),
        Refusal::StockNotAvailable {
            code, asked, available, ..
        } => format!("of sku `{code}` {asked} were asked for and {available} are available"),
        Refusal::NoLocationHasEveryItem => "no location has every item of the order".to_owned(),
        Refusal::OrderStateForbids { order, status, .. } => {
            format!("order {order} is {}, which does not allow this", status.name())
        }
        Refusal::OrderCodeTaken { code } => format!("another order has the code `{code}`"),
        Refusal::TotalDiffers { stated, computed } => {
            format!("the total is {computed}, not {stated} as was stated")
        }
        Refusal::DiscountGivenTwice => "a discount was given for the order and for an item, too".to_owned(),
        Refusal::IdempotencyKeyReused => "the same key came with another request".to_owned(),
        Refusal::Forbidden => "this may not be done with that credential".to_owned(),
    }
}

fn spaced(entity: Entity) -> String {
    entity.name().replace('_', " ")
}

fn field(invalid: &InvalidField) -> String {
    let name = invalid.field.name().replace('_', " ");
    let place = invalid
        .index
        .map_or_else(String::new, |index| format!(" {}", index + 1));
    format!("{name}{place} {}", problem(invalid.problem))
}

fn problem(problem: Problem) -> String {
    match problem {
        Problem::Blank => "is missing".to_owned(),
        Problem::NotANumber => "is not a number".to_owned(),
        Problem::NotAnInteger => "is not a whole number".to_owned(),
        Problem::NotADate => "is not a date".to_owned(),
        Problem::WrongType => "is of another kind".to_owned(),
        Problem::TooLong { max } => format!("is longer than {max} characters"),
        Problem::TooManyDecimals { max } => format!("has more than {max} decimals"),
        Problem::OutOfRange => "is out of range".to_owned(),
        Problem::NotPositive => "must be more than zero".to_owned(),
        Problem::Negative => "must not be less than zero".to_owned(),
        Problem::NotInList => "is not one of the values there are".to_owned(),
        Problem::Taken => "is taken".to_owned(),
        Problem::Unknown => "is not known here".to_owned(),
        Problem::WrongCheckDigit => "has a wrong check digit".to_owned(),
        Problem::Malformed => "is malformed".to_owned(),
        Problem::NotAllowed => "may not be given here".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain::refusal::Field;

    use super::*;

    #[test]
    fn a_refusal_is_a_sentence_without_the_words_of_the_code() {
        let table = [
            (
                Refusal::invalid(Field::Document, Problem::WrongCheckDigit),
                "refused: document has a wrong check digit",
            ),
            (
                Refusal::Invalid(vec![
                    InvalidField::at(Field::Sku, 1, Problem::Unknown),
                    InvalidField::new(Field::Name, Problem::TooLong { max: 60 }),
                ]),
                "refused: sku 2 is not known here; name is longer than 60 characters",
            ),
            (Refusal::not_found(Entity::PriceTable, 7), "there is no price table `7`"),
            (
                Refusal::StateForbids {
                    entity: Entity::Receipt,
                    key: "3".to_owned(),
                },
                "the receipt `3` is no longer in a state that allows this",
            ),
        ];
        for (refusal, words) in table {
            assert_eq!(in_words(&refusal), words);
        }
    }
}
