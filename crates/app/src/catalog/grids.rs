//! Grids: the rows and columns by which a product's skus differ, and the skus that they make.
//!
//! Not attributes and options, which grids are made of.
//!
//! The one rule to know: every row meets every column in one sku; a sku that is there already is kept and told apart further,
//! so that nothing that lies on its shelf is lost.

use std::collections::BTreeMap;

use domain::catalog::{AppliesTo, AttributeOption, Sku, SkuOption};
use domain::change::Change;
use domain::ids::{AttributeId, AttributeOptionId, ProductId, SkuId};
use domain::page::PageRequest;
use domain::refusal::{Entity, Field, Problem, Refusal};
use domain::text::fold;
use store::counters::{self, Counter};
use store::grid_values::{self, GridValue};
use store::{attributes, organization_prices, prices, products, skus};

use super::attributes::{AddAttributeOption, CreateAttribute};
use super::create_product::NewPrice;
use super::update_product::{ProductChange, SkuChange, UpdateProduct};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::reader::Reader;

pub use store::grid_values::{Axis, GridValue as GridEntry};

/// The most skus that a grid makes.
const SKUS_MAX: usize = 1_000;

/// Adds a row or column to a product's grid, or moves one.
#[derive(Debug, Clone)]
pub struct PutGridValue {
    /// The product's code.
    pub product: String,
    /// The grid's code.
    pub grid: String,
    /// Row or column.
    pub axis: Axis,
    /// The value.
    pub value: String,
    /// Where it is drawn.
    pub position: String,
    /// Whether it is added; otherwise it must be there.
    pub is_new: bool,
}

impl Command for PutGridValue {
    /// The product, and the value's number.
    type Done = (ProductId, i64);

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(ProductId, i64), Failure> {
        let account = cx.account();
        let found = products::find_many_by_code(cx.tx, account, &[self.product.as_str()])?.pop();
        let product = found.ok_or_else(|| Failure::not_found(Entity::Product, &self.product))?;
        let attribute = self.attribute(cx)?;
        let option = self.option(cx, attribute)?;
        let mut values = grid_values::of_products(cx.tx, account, &[product.id])?;
        let known = values
            .iter()
            .find(|value| value.attribute == attribute && Some(value.option) == option);
        if let Some(known) = known {
            if self.is_new {
                return Err(Failure::invalid(Field::FeatureValue, Problem::Taken));
            }
            let id = known.id;
            grid_values::set_position(cx.tx, account, id, &self.position, cx.now)?;
            return Ok((product.id, id));
        }
        if !self.is_new {
            return Err(Failure::not_found(Entity::AttributeOption, &self.value));
        }
        let option = match option {
            Some(option) => option,
            None => {
                let value = self.value.trim().to_owned();
                AddAttributeOption { attribute, value }.run(cx)?
            }
        };
        let value = GridValue {
            id: counters::next(cx.tx, account, Counter::GridValue)?,
            product: product.id,
            attribute,
            option,
            grid: self.grid.trim().to_owned(),
            axis: self.axis,
            position: self.position.clone(),
            created_at: cx.now,
            updated_at: cx.now,
        };
        grid_values::insert(cx.tx, account, &value)?;
        let id = value.id;
        values.push(value);
        assemble(cx, product.id, &product.code, &values)?;
        Ok((product.id, id))
    }
}

impl PutGridValue {
    /// The attribute that the axis of the grid is, made with the first value.
    fn attribute(&self, cx: &mut Context<'_, '_>) -> Result<AttributeId, Failure> {
        let account = cx.account();
        let axis = match self.axis {
            Axis::Row => "linha",
            Axis::Column => "coluna",
        };
        let name = format!("Grade {} ({axis})", self.grid.trim());
        let known = attributes::all(cx.tx, account)?;
        if let Some(known) = known.iter().find(|one| one.name == name) {
            return Ok(known.id);
        }
        let new = CreateAttribute {
            name,
            applies_to: AppliesTo::Sku,
            options: Vec::new(),
        };
        new.run(cx)
    }

    /// The option that the value is, if the attribute has it.
    fn option(&self, cx: &mut Context<'_, '_>, attribute: AttributeId) -> Result<Option<AttributeOptionId>, Failure> {
        let account = cx.account();
        let options = attributes::options_of(cx.tx, account, &[attribute])?;
        let is_this = |option: &&AttributeOption| fold(&option.value) == fold(self.value.trim());
        Ok(options.iter().find(is_this).map(|option| option.id))
    }
}

/// What each sku of a complete grid is told apart by.
fn combinations(values: &[GridValue]) -> Vec<Vec<SkuOption>> {
    let of = |axis: Axis| -> Vec<SkuOption> {
        let on_axis = values.iter().filter(|value| value.axis == axis);
        on_axis
            .map(|value| SkuOption {
                attribute: value.attribute,
                option: value.option,
                is_additional: false,
            })
            .collect()
    };
    let (rows, columns) = (of(Axis::Row), of(Axis::Column));
    if rows.is_empty() || columns.is_empty() {
        return rows.into_iter().chain(columns).map(|one| vec![one]).collect();
    }
    rows.iter()
        .flat_map(|row| columns.iter().map(move |column| vec![*row, *column]))
        .collect()
}

/// Makes the skus that a grid lacks. One that fits part of a combination that nobody has takes it.
fn assemble(cx: &mut Context<'_, '_>, product: ProductId, code: &str, values: &[GridValue]) -> Result<(), Failure> {
    let account = cx.account();
    let wanted = combinations(values);
    if wanted.len() > SKUS_MAX {
        return Err(Refusal::invalid(Field::FeatureValue, Problem::OutOfRange).into());
    }
    let existing = skus::of_products(cx.tx, account, &[product])?;
    let ids: Vec<SkuId> = existing.iter().map(|sku| sku.id).collect();
    let mut options: BTreeMap<SkuId, Vec<SkuOption>> = ids.iter().map(|id| (*id, Vec::new())).collect();
    for (sku, option) in skus::options_of(cx.tx, account, &ids)? {
        if !option.is_additional {
            options.entry(sku).or_default().push(option);
        }
    }
    let is_same = |have: &[SkuOption], want: &[SkuOption]| {
        have.len() == want.len() && want.iter().all(|option| have.contains(option))
    };
    let mut free: Vec<SkuId> = ids
        .iter()
        .copied()
        .filter(|id| !wanted.iter().any(|want| is_same(&options[id], want)))
        .collect();
    let mut changes: Vec<SkuChange> = Vec::new();
    let first = existing.first();
    let prices = first.map_or(Ok(Vec::new()), |sku| copied_prices(cx, sku))?;
    let mut number = skus::numbers_of(cx.tx, account, &[product])?.len();
    for want in &wanted {
        if options.values().any(|have| is_same(have, want)) {
            continue;
        }
        let part = free
            .iter()
            .position(|id| options[id].iter().all(|option| want.contains(option)));
        if let Some(place) = part {
            changes.push(SkuChange {
                id: Some(free.remove(place)),
                options: Some(want.clone()),
                name: Some(String::new()),
                ..SkuChange::default()
            });
            continue;
        }
        number += 1;
        changes.push(SkuChange {
            code: Some(format!("{code}-{number}")),
            options: Some(want.clone()),
            active: Some(true),
            base_price: first.and_then(|sku| sku.base_price).map_or(Change::Keep, Change::Set),
            weight: first.and_then(|sku| sku.weight).map_or(Change::Keep, Change::Set),
            prices: prices.clone(),
            ..SkuChange::default()
        });
    }
    let update = UpdateProduct {
        product,
        change: ProductChange {
            skus: changes,
            ..ProductChange::default()
        },
    };
    update.run(cx)?;
    copy_organization_prices(cx, product, first.map(|sku| sku.id), &ids)
}

/// The prices that a new sku begins with: those of the first.
fn copied_prices(cx: &mut Context<'_, '_>, sku: &Sku) -> Result<Vec<NewPrice>, Failure> {
    let account = cx.account();
    let of_sku = prices::of_skus(cx.tx, account, &[sku.id])?;
    let copy = |price: domain::catalog::Price| NewPrice {
        table: price.table,
        price: price.price,
        discount: price.discount,
    };
    Ok(of_sku.into_iter().map(copy).collect())
}

fn copy_organization_prices(
    cx: &mut Context<'_, '_>,
    product: ProductId,
    first: Option<SkuId>,
    before: &[SkuId],
) -> Result<(), Failure> {
    let (account, now) = (cx.account(), cx.now);
    let Some(first) = first else { return Ok(()) };
    let charged = organization_prices::of_skus(cx.tx, account, &[first])?;
    if charged.is_empty() {
        return Ok(());
    }
    let after = skus::of_products(cx.tx, account, &[product])?;
    for sku in after.iter().filter(|sku| !before.contains(&sku.id)) {
        for one in &charged {
            organization_prices::set_price(cx.tx, account, sku.id, one.organization, one.price, now)?;
        }
    }
    Ok(())
}

impl Reader<'_, '_> {
    /// The rows and columns of these products' grids.
    ///
    /// # Errors
    /// A broken store.
    pub fn grids_of(&mut self, products: &[ProductId]) -> Result<Vec<GridValue>, Failure> {
        Ok(grid_values::of_products(self.tx, self.account, products)?)
    }

    /// A page of rows and columns, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn grid_values(
        &mut self,
        product: Option<ProductId>,
        grid: Option<&str>,
        axis: Option<Axis>,
        page: PageRequest,
    ) -> Result<Vec<GridValue>, Failure> {
        Ok(grid_values::list(self.tx, self.account, product, grid, axis, page)?)
    }

    /// The options of these numbers.
    ///
    /// # Errors
    /// A broken store.
    pub fn attribute_options(&mut self, ids: &[AttributeOptionId]) -> Result<Vec<AttributeOption>, Failure> {
        Ok(attributes::find_options(self.tx, self.account, ids)?)
    }

    /// The skus of these products with their places among all that the product ever had, from 1: a number that stays.
    ///
    /// # Errors
    /// A broken store.
    pub fn sku_numbers(&mut self, products: &[ProductId]) -> Result<BTreeMap<SkuId, i64>, Failure> {
        let mut numbers = BTreeMap::new();
        let mut last: Option<(ProductId, i64)> = None;
        for (product, sku) in skus::numbers_of(self.tx, self.account, products)? {
            let number = match last {
                Some((same, number)) if same == product => number + 1,
                Some(_) | None => 1,
            };
            last = Some((product, number));
            numbers.insert(sku, number);
        }
        Ok(numbers)
    }
}
