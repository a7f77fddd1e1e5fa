//! Writes the catalogue: categories, brands, attributes, price tables, channels and products.
//!
//! Not stock.
//!
//! The one rule to know: channels come between price tables, which they link, and products, which carry prices.

use std::ops::Range;
use std::sync::Arc;

use app::catalog::{CreateAttribute, CreateBrand, CreateCategory, CreatePriceTable, CreateProduct, NewPrice, NewSku};
use app::channels::CreateChannel;
use app::{Command, Context, Failure};
use domain::amount::Rate;
use domain::catalog::{AppliesTo, SkuOption, SupplierCode};
use domain::channels::ChannelDetails;
use domain::ids::{AttributeId, AttributeOptionId, BrandId, CategoryId, ChannelId, PartyId, PriceTableId};
use jiff::Timestamp;

use super::company::Company;
use super::parties::Parties;
use super::{Writing, inside, price, thousandths, units};
use crate::demo::grids::ATTRIBUTES;
use crate::demo::world::{ProductPlan, SkuAt, SkuPlan, World};
use crate::progress::Progress;
use crate::refusals::explain;

/// Products of one transaction.
const PRODUCTS: usize = 60;

/// What products refer to, in the order of the world.
#[derive(Debug, Clone)]
struct Shelves {
    categories: Vec<CategoryId>,
    brands: Vec<BrandId>,
    price_tables: Vec<PriceTableId>,
    channels: Vec<ChannelId>,
}

/// An attribute with its options, in the order of `grids`.
type Choices = Vec<(AttributeId, Vec<AttributeOptionId>)>;

/// Writes everything and answers the channels.
pub(super) fn write(
    writing: &Writing,
    company: &Company,
    parties: &Parties,
    progress: &Progress,
) -> anyhow::Result<Vec<ChannelId>> {
    progress.phase("catalogue", 1);
    let at = writing.set_up_at;
    let shelves = writing.run(SetUp {
        world: Arc::clone(&writing.world),
        company: company.clone(),
        manufacturers: parties.manufacturers.clone(),
        at,
    })?;
    let choices = choices(writing)?;
    let channels = shelves.channels.clone();
    let around = Arc::new((shelves, choices, parties.suppliers.clone()));
    let total = writing.world.products.len();
    writing.in_batches(("products", total, PRODUCTS), progress, |range| Products {
        world: Arc::clone(&writing.world),
        around: Arc::clone(&around),
        range,
        at,
    })?;
    Ok(channels)
}

/// Writes the attributes and finds the numbers of their options.
fn choices(writing: &Writing) -> anyhow::Result<Choices> {
    let mut choices = Choices::new();
    for attribute in ATTRIBUTES {
        let id = writing.run(CreateAttribute {
            name: attribute.name.to_owned(),
            applies_to: AppliesTo::Sku,
            options: attribute.options.iter().map(|option| (*option).to_owned()).collect(),
        })?;
        let view = writing
            .app
            .read_blocking(&writing.call, move |reader| reader.attribute(id))
            .map_err(explain)?;
        let of = |value: &str| {
            view.options
                .iter()
                .find(|option| option.value == value)
                .map(|option| option.id)
        };
        let options: Option<Vec<AttributeOptionId>> = attribute.options.iter().map(|value| of(value)).collect();
        choices.push((
            id,
            options.ok_or_else(|| anyhow::anyhow!("{} lost an option", attribute.name))?,
        ));
    }
    Ok(choices)
}

/// Everything before the products, in one transaction.
struct SetUp {
    world: Arc<World>,
    company: Company,
    manufacturers: Vec<PartyId>,
    at: Timestamp,
}

impl Command for SetUp {
    type Done = Shelves;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<Shelves, Failure> {
        let mut categories: Vec<CategoryId> = Vec::new();
        for (index, plan) in self.world.categories.iter().enumerate() {
            let category = CreateCategory {
                parent: plan.parent.map(|parent| categories[parent]),
                organization: None,
                name: plan.name.to_owned(),
                external_id: Some(format!("C{:02}", index + 1)),
                ..CreateCategory::default()
            };
            categories.push(inside(cx, self.at, &category)?);
        }
        let mut brands = Vec::new();
        for plan in &self.world.brands {
            let brand = CreateBrand {
                organization: None,
                manufacturer: Some(self.manufacturers[plan.manufacturer]),
                name: plan.name.to_owned(),
                external_id: None,
            };
            brands.push(inside(cx, self.at, &brand)?);
        }
        let mut price_tables = Vec::new();
        for plan in &self.world.price_tables {
            let table = CreatePriceTable {
                organization: None,
                external_id: None,
                name: plan.name.to_owned(),
                starts_on: plan.days.map(|(first, _)| first),
                ends_on: plan.days.map(|(_, last)| last),
                active: true,
                is_promotion: plan.is_promotion,
                visible_to_all: true,
                channels: Vec::new(),
            };
            price_tables.push(inside(cx, self.at, &table)?);
        }
        let channels = self.channels(cx, &price_tables)?;
        Ok(Shelves {
            categories,
            brands,
            price_tables,
            channels,
        })
    }
}

impl SetUp {
    fn channels(&self, cx: &mut Context<'_, '_>, price_tables: &[PriceTableId]) -> Result<Vec<ChannelId>, Failure> {
        let mut channels = Vec::new();
        for plan in &self.world.channels {
            let organization = plan
                .organization
                .map(|organization| self.company.organizations[organization]);
            let details = ChannelDetails {
                is_pickup_point: plan.is_pickup_point,
                requires_acceptance: plan.requires_acceptance,
                ..ChannelDetails::new(plan.name, organization)
            };
            let channel = CreateChannel {
                price_tables: plan.price_tables.iter().map(|table| price_tables[*table]).collect(),
                locations: Some(
                    plan.organizations
                        .iter()
                        .map(|place| self.company.locations[*place])
                        .collect(),
                ),
                ..CreateChannel::new(details)
            };
            channels.push(inside(cx, self.at, &channel)?);
        }
        Ok(channels)
    }
}

/// Some of the products, in one transaction.
struct Products {
    world: Arc<World>,
    around: Arc<(Shelves, Choices, Vec<PartyId>)>,
    range: Range<usize>,
    at: Timestamp,
}

impl Command for Products {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        for index in self.range.clone() {
            inside(cx, self.at, &self.product(index, &self.world.products[index]))?;
        }
        Ok(())
    }
}

impl Products {
    fn product(&self, index: usize, plan: &ProductPlan) -> CreateProduct {
        let (shelves, _, suppliers) = &*self.around;
        let sku = |(place, sku)| {
            self.sku(
                SkuAt {
                    product: index,
                    sku: place,
                },
                plan,
                sku,
            )
        };
        CreateProduct {
            category: Some(shelves.categories[plan.category]),
            brand: Some(shelves.brands[plan.brand]),
            supplier: Some(suppliers[plan.supplier]),
            code: Some(plan.code.clone()),
            description: Some(plan.description.clone()),
            unit: plan.unit.to_owned(),
            ncm: Some(plan.ncm.to_owned()),
            origin: Some(0),
            skus: plan.skus.iter().enumerate().map(sku).collect(),
            ..CreateProduct::named(plan.name.clone())
        }
    }

    fn sku(&self, at: SkuAt, product: &ProductPlan, plan: &SkuPlan) -> NewSku {
        let (shelves, choices, suppliers) = &*self.around;
        let option = |(attribute, option): &(usize, usize)| {
            let (id, options) = &choices[*attribute];
            SkuOption {
                attribute: *id,
                option: options[*option],
                is_additional: false,
            }
        };
        let (width, height, length) = plan.size_cm;
        NewSku {
            code: Some(plan.code.clone()),
            ean: Some(plan.ean.clone()),
            name: Some(plan.name.clone()),
            width: Some(units(width)),
            height: Some(units(height)),
            length: Some(units(length)),
            weight: Some(thousandths(plan.weight_g)),
            base_price: Some(price(plan.price_cents)),
            options: plan.options.iter().map(option).collect(),
            supplier_codes: vec![SupplierCode {
                supplier: suppliers[product.supplier],
                code: format!("F{}", plan.code),
            }],
            prices: self.prices(at, &shelves.price_tables),
            ..NewSku::default()
        }
    }

    /// What the sku costs in each table that has it.
    fn prices(&self, at: SkuAt, tables: &[PriceTableId]) -> Vec<NewPrice> {
        let in_table = |(index, table): (usize, &PriceTableId)| {
            let cents = self.world.price_tables[index].prices.get(&at)?;
            Some(NewPrice {
                table: *table,
                price: price(*cents),
                discount: Rate::ZERO,
            })
        };
        tables.iter().enumerate().filter_map(in_table).collect()
    }
}
