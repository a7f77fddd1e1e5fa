//! Requests about products as commands.
//!
//! Not rules between fields; those are the core's.
//!
//! The one rule to know: a category's path wins over its number.

use app::catalog::{CategoryChoice, CreateOffer, Measures, OfferChange, UpdateOffer};
use domain::change::Change;
use domain::ids::{CategoryId, ProductId};
use domain::refusal::Problem;
use face_kit::{Checker, Decimal, Faults, Flag, Given, Text, WholeNumber};

use super::wire::ProductIn;
use crate::categories::NAME_MAX as CATEGORY_MAX;
use crate::numbers::{ID_MAX, read_measure, read_price, read_whole, required_id};
use crate::quirks::RESERVED_PREFIX;

/// The most characters of a name.
const NAME_MAX: usize = 150;

/// The most characters of a complement.
pub(crate) const COMPLEMENT_MAX: usize = 150;

/// The most characters of a description.
pub(crate) const DESCRIPTION_MAX: usize = 65_000;

/// The most characters of a sku.
pub(crate) const SKU_MAX: usize = 150;

/// The most characters of a barcode.
pub(crate) const EAN_MAX: usize = 14;

/// The most characters of a category's path.
const PATH_MAX: usize = 900;

/// A new product.
pub(super) fn create(wire: &ProductIn, mut check: Checker) -> Result<CreateOffer, Faults> {
    let name = check.required_text("product", &wire.product, NAME_MAX);
    let category = match path(&mut check, &wire.category) {
        Some(path) => CategoryChoice::Path(path),
        None => CategoryChoice::Known(CategoryId::from_raw(required_id(
            &mut check,
            "id_category",
            &wire.id_category,
        ))),
    };
    let complement = check.optional_text("complement", &wire.complement, COMPLEMENT_MAX);
    let description = check.required_text("description", &wire.description, DESCRIPTION_MAX);
    let price = required_price(&mut check, &wire.price);
    let promotional_price = read_price(&mut check, "promotional_price", &wire.promotional_price);
    let code = check.optional_text("sku", &wire.sku, SKU_MAX);
    let ean = check.optional_text("ean", &wire.ean, EAN_MAX);
    let measures = Measures {
        width: read_measure(&mut check, "width", &wire.width, 100),
        height: read_measure(&mut check, "height", &wire.height, 100),
        length: read_measure(&mut check, "length", &wire.length, 100),
        weight: read_measure(&mut check, "weight", &wire.weight, 1_000),
    };
    let display_order = read_whole(&mut check, "display_order", &wire.display_order, ID_MAX);
    let is_variable = check.required_flag("variable", &wire.variable);
    let enabled = check.flag("enabled", &wire.enabled);
    check.finish()?;
    Ok(CreateOffer {
        name,
        category,
        complement,
        description: Some(description),
        price: price.unwrap_or_default(),
        promotional_price,
        code,
        automatic_prefix: RESERVED_PREFIX,
        ean,
        measures,
        display_order,
        is_variable,
        enabled,
    })
}

/// A change of a product.
pub(super) fn update(product: ProductId, wire: &ProductIn, mut check: Checker) -> Result<UpdateOffer, Faults> {
    let named = |check: &mut Checker, path: &str, given: &Given<Text>, most: usize| {
        (!given.is_missing()).then(|| check.required_text(path, given, most))
    };
    let name = named(&mut check, "product", &wire.product, NAME_MAX);
    let category = match path(&mut check, &wire.category) {
        Some(path) => Some(CategoryChoice::Path(path)),
        None if wire.id_category.is_missing() => None,
        None => {
            let id = required_id(&mut check, "id_category", &wire.id_category);
            Some(CategoryChoice::Known(CategoryId::from_raw(id)))
        }
    };
    let complement = check.change("complement", &wire.complement, |check, path, given| {
        check.optional_text(path, given, COMPLEMENT_MAX)
    });
    let description = named(&mut check, "description", &wire.description, DESCRIPTION_MAX);
    let price = (!wire.price.is_missing()).then(|| required_price(&mut check, &wire.price));
    let promotional_price = check.change("promotional_price", &wire.promotional_price, read_price);
    let code = named(&mut check, "sku", &wire.sku, SKU_MAX);
    let ean = check.change("ean", &wire.ean, |check, path, given| {
        check.optional_text(path, given, EAN_MAX)
    });
    let display_order = check.change("display_order", &wire.display_order, |check, path, given| {
        read_whole(check, path, given, ID_MAX)
    });
    let change = OfferChange {
        name,
        category,
        complement,
        description: description.map_or(Change::Keep, Change::Set),
        price: price.flatten(),
        promotional_price,
        code,
        ean,
        width: measure(&mut check, "width", &wire.width, 100),
        height: measure(&mut check, "height", &wire.height, 100),
        length: measure(&mut check, "length", &wire.length, 100),
        weight: measure(&mut check, "weight", &wire.weight, 1_000),
        display_order,
        is_variable: flag(&mut check, "variable", &wire.variable),
        enabled: flag(&mut check, "enabled", &wire.enabled),
    };
    check.finish_with(UpdateOffer {
        product,
        change,
        automatic_prefix: RESERVED_PREFIX,
    })
}

/// A measure of an update: null takes it away.
pub(crate) fn measure(
    check: &mut Checker,
    path: &str,
    given: &Given<WholeNumber>,
    per_unit: i64,
) -> Change<domain::amount::Quantity> {
    check.change(path, given, |check, path, given| {
        read_measure(check, path, given, per_unit)
    })
}

/// Yes or no of an update, which null is neither of.
pub(crate) fn flag(check: &mut Checker, path: &str, given: &Given<Flag>) -> Option<bool> {
    if given.is_null() {
        check.fault(path, Problem::WrongType);
    }
    check.flag(path, given)
}

fn required_price(check: &mut Checker, given: &Given<Decimal>) -> Option<domain::amount::UnitPrice> {
    let nothing = match given {
        Given::Missing | Given::Null => true,
        Given::Value(_) | Given::Wrong(_) => false,
    };
    if nothing {
        check.fault("price", Problem::Blank);
        return None;
    }
    read_price(check, "price", given)
}

/// The names of `Vestuário > Masculino > Camisa`; none when nothing was given.
fn path(check: &mut Checker, given: &Given<Text>) -> Option<Vec<String>> {
    let text = check.optional_text("category", given, PATH_MAX)?;
    let names: Vec<String> = text.split('>').map(|name| name.trim().to_owned()).collect();
    if names.iter().any(String::is_empty) {
        check.fault("category", Problem::Malformed);
    } else if names.iter().any(|name| name.chars().count() > CATEGORY_MAX) {
        check.fault("category", Problem::TooLong { max: CATEGORY_MAX });
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use app::catalog::CategoryChoice;
    use domain::ids::ProductId;
    use domain::refusal::Problem;

    use face_kit::Checker;

    use super::{create, update};

    fn wire(json: &str) -> super::ProductIn {
        serde_json::from_str(json).expect("a wire struct takes any object")
    }

    #[test]
    fn a_path_names_the_category_and_wins_over_the_number() {
        let body = r#"{"product":"Camisa Adidas 10","description":"Descrição","category":"Vestuário > Masculino > Camisa",
            "id_category":9,"price":10.95,"variable":true}"#;
        let command = create(&wire(body), Checker::new()).expect("a product");
        let path = ["Vestuário", "Masculino", "Camisa"].map(str::to_owned).to_vec();
        assert_eq!(command.category, CategoryChoice::Path(path));
        assert!(command.code.is_none() && command.is_variable);
    }

    #[test]
    fn everything_that_is_wrong_is_named_at_once() {
        let body = r#"{"product":["a"],"price":0,"promotional_price":1.999,"ean":"123456789012345","width":-1,
            "category":"A > > B","variable":"talvez","sku":12}"#;
        let faults = create(&wire(body), Checker::new()).expect_err("faults");
        let found: Vec<(&str, Problem)> = faults
            .iter()
            .map(|fault| (fault.path.as_str(), fault.problem))
            .collect();
        assert_eq!(
            found,
            [
                ("product", Problem::WrongType),
                ("category", Problem::Malformed),
                ("description", Problem::Blank),
                ("price", Problem::NotPositive),
                ("promotional_price", Problem::TooManyDecimals { max: 2 }),
                ("ean", Problem::TooLong { max: 14 }),
                ("width", Problem::Negative),
                ("variable", Problem::NotInList),
            ]
        );
    }

    #[test]
    fn an_update_changes_what_it_names_and_null_clears_what_may_be_empty() {
        let id = ProductId::from_raw(1);
        let nothing = update(id, &wire("{}"), Checker::new()).expect("a change of nothing");
        assert!(nothing.change.name.is_none() && nothing.change.price.is_none());
        assert!(!nothing.change.promotional_price.is_set() && !nothing.change.promotional_price.is_clear());
        let cleared = update(
            id,
            &wire(r#"{"promotional_price":null,"complement":null}"#),
            Checker::new(),
        )
        .expect("a change");
        assert!(cleared.change.promotional_price.is_clear() && cleared.change.complement.is_clear());
        let faults = update(
            id,
            &wire(r#"{"price":null,"product":null,"enabled":null}"#),
            Checker::new(),
        )
        .expect_err("faults");
        assert_eq!(faults.len(), 3);
    }
}
