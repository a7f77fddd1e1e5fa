//! Makes the catalogue: categories, brands and products with their skus, prices and barcodes.
//!
//! Not what is in stock, and not the tables it draws from: those are `kinds`, `grids` and `words`.
//!
//! The one rule to know: every kind gets at least four models, so there are at least 300 products.

use super::dice::{Dice, ean};
use super::grids::{ATTRIBUTES, Axis};
use super::kinds::{Kind, SHELVES, Shelf};
use super::words::{LINES, MAKERS, SUPPLIERS};
use super::world::{BrandPlan, CategoryPlan, ProductPlan, SkuPlan};

/// Models of one kind, at least and at most.
const MODELS: (i64, i64) = (4, 6);

/// Company numbers of the demo's brands begin here: Brazil's prefix and a range of four digits.
const FIRST_COMPANY: u32 = 7_899_400;

/// The goods and how they are ordered.
pub(super) struct Catalogue {
    pub(super) categories: Vec<CategoryPlan>,
    pub(super) brands: Vec<BrandPlan>,
    pub(super) products: Vec<ProductPlan>,
}

/// The brands of all makers, in the makers' order.
fn brands() -> Vec<BrandPlan> {
    let of = |(manufacturer, (_, names)): (usize, &(&str, &'static [&'static str]))| {
        names
            .iter()
            .map(move |name| BrandPlan { name, manufacturer })
            .collect::<Vec<_>>()
    };
    MAKERS.iter().enumerate().flat_map(of).collect()
}

pub(super) fn catalogue(dice: &mut Dice) -> Catalogue {
    let mut catalogue = Catalogue {
        categories: Vec::new(),
        brands: brands(),
        products: Vec::new(),
    };
    for shelf in SHELVES {
        let category = catalogue.shelve(shelf);
        for kind in shelf.kinds {
            let brands: Vec<usize> = (0..catalogue.brands.len())
                .filter(|brand| catalogue.brands[*brand].manufacturer == shelf.maker)
                .collect();
            let models = usize::try_from(dice.between(MODELS.0, MODELS.1)).expect("between four and six");
            for line in dice.some_of(models, LINES.len()) {
                let brand = *dice.pick(&brands);
                let product = catalogue.product(dice, kind, category, brand, LINES[line]);
                catalogue.products.push(product);
            }
        }
    }
    catalogue
}

impl Catalogue {
    /// The category of a shelf, made with its root when it is new.
    fn shelve(&mut self, shelf: &Shelf) -> usize {
        let known = self
            .categories
            .iter()
            .position(|category| category.name == shelf.root && category.parent.is_none());
        let root = known.unwrap_or_else(|| {
            self.categories.push(CategoryPlan {
                name: shelf.root,
                parent: None,
            });
            self.categories.len() - 1
        });
        self.categories.push(CategoryPlan {
            name: shelf.name,
            parent: Some(root),
        });
        self.categories.len() - 1
    }

    fn product(&self, dice: &mut Dice, kind: &Kind, category: usize, brand: usize, line: &str) -> ProductPlan {
        let number = self.products.len() + 1;
        let code = format!("JB{number:04}");
        let name = format!("{} {} {line}", kind.name, self.brands[brand].name);
        // Shelf prices end in 90 cents.
        let price_cents = dice.between(kind.price.0, kind.price.1) * 100 + 90;
        let cost_cents = price_cents * dice.between(42, 62) / 100;
        let axes = kind.grid.axes();
        let choices: Vec<Vec<(usize, usize)>> = axes.iter().map(|axis| choose(dice, axis)).collect();
        let skus = product_of(&choices)
            .into_iter()
            .enumerate()
            .map(|(place, options)| {
                let place = place + 1;
                // A larger volume, weight or power costs more; a size or a colour does not.
                let step = if is_measured(axes) {
                    i64::try_from(place).expect("a small number") - 1
                } else {
                    0
                };
                SkuPlan {
                    code: if options.is_empty() {
                        code.clone()
                    } else {
                        format!("{code}-{place:02}")
                    },
                    ean: sku_ean(brand, number, place),
                    name: options.iter().fold(name.clone(), |name, (attribute, option)| {
                        format!("{name} {}", ATTRIBUTES[*attribute].options[*option])
                    }),
                    options,
                    price_cents: price_cents + step * (price_cents / 200) * 100,
                    cost_cents: cost_cents + step * (cost_cents / 2),
                    weight_g: kind.weight_g + step * kind.weight_g / 2,
                    size_cm: kind.size_cm,
                }
            })
            .collect();
        ProductPlan {
            description: format!("{} da linha {line}, marca {}.", kind.name, self.brands[brand].name),
            code,
            name,
            category,
            brand,
            supplier: brand % SUPPLIERS.len(),
            unit: kind.unit,
            ncm: kind.ncm,
            skus,
        }
    }
}

/// The barcode of a product's sku: items of a brand are numbered by product and place.
fn sku_ean(brand: usize, product: usize, place: usize) -> String {
    let brand = u32::try_from(brand).expect("a few dozen brands");
    let item = u32::try_from(product * 100 + place).expect("fewer than a thousand products");
    ean(FIRST_COMPANY + brand, item)
}

/// The options of an axis that a product takes.
fn choose(dice: &mut Dice, axis: &Axis) -> Vec<(usize, usize)> {
    let options = ATTRIBUTES[axis.attribute].options.len();
    let chosen = if axis.consecutive {
        let first = dice.index(options - axis.count + 1);
        (first..first + axis.count).collect()
    } else {
        dice.some_of(axis.count, options)
    };
    chosen.into_iter().map(|option| (axis.attribute, option)).collect()
}

/// Whether the one axis is an amount of the good itself.
fn is_measured(axes: &[Axis]) -> bool {
    matches!(axes, [axis] if ["Volume", "Peso", "Potência"].contains(&ATTRIBUTES[axis.attribute].name))
}

/// Every combination of one option of each axis; one empty combination of no axes.
fn product_of(choices: &[Vec<(usize, usize)>]) -> Vec<Vec<(usize, usize)>> {
    choices.iter().fold(vec![Vec::new()], |combinations, options| {
        combinations
            .iter()
            .flat_map(|combination| {
                options
                    .iter()
                    .map(move |option| combination.iter().copied().chain([*option]).collect())
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use domain::documents::{Gtin, Ncm};

    use super::*;

    fn made() -> Catalogue {
        catalogue(&mut Dice::new(1))
    }

    #[test]
    fn there_are_at_least_300_products_and_most_have_variations() {
        let products = made().products;
        assert!(products.len() >= 300, "{}", products.len());
        let varied = products.iter().filter(|product| product.skus.len() > 1).count();
        assert!(varied * 4 > products.len() * 3 && varied < products.len(), "{varied}");
    }

    #[test]
    fn every_barcode_checks_is_brazilian_and_is_used_once() {
        let mut seen = HashSet::new();
        for sku in made().products.into_iter().flat_map(|product| product.skus) {
            assert!(Gtin::parse(&sku.ean).is_ok(), "{}", sku.ean);
            assert!(
                sku.ean.len() == 13 && (sku.ean.starts_with("789") || sku.ean.starts_with("790")),
                "{}",
                sku.ean
            );
            assert!(seen.insert(sku.ean), "{} twice", sku.code);
        }
    }

    #[test]
    fn every_product_has_a_tariff_code_a_name_of_its_own_and_a_cost_below_its_price() {
        let mut names = HashSet::new();
        let mut codes = HashSet::new();
        for product in made().products {
            assert!(Ncm::parse(product.ncm).is_ok(), "{}", product.name);
            assert!(names.insert(product.name.clone()), "{} twice", product.name);
            for sku in product.skus {
                assert!(codes.insert(sku.code.clone()), "{} twice", sku.code);
                assert!(0 < sku.cost_cents && sku.cost_cents < sku.price_cents, "{}", sku.code);
                assert_eq!(sku.price_cents % 100, 90, "{}", sku.code);
            }
        }
    }

    #[test]
    fn the_skus_of_a_product_differ_in_their_options_alone() {
        for product in made().products {
            let combinations: HashSet<_> = product.skus.iter().map(|sku| &sku.options).collect();
            assert_eq!(combinations.len(), product.skus.len(), "{}", product.name);
        }
    }

    #[test]
    fn a_shelf_stands_below_its_root_and_roots_come_first() {
        let categories = made().categories;
        for (index, category) in categories.iter().enumerate() {
            if let Some(parent) = category.parent {
                assert!(
                    parent < index && categories[parent].parent.is_none(),
                    "{}",
                    category.name
                );
            }
        }
        let roots: Vec<_> = categories
            .iter()
            .filter(|category| category.parent.is_none())
            .map(|category| category.name)
            .collect();
        let distinct: HashSet<_> = roots.iter().collect();
        assert_eq!(distinct.len(), roots.len());
    }
}
