//! Selling at the counter: an order whose goods leave at once, with the titles that its instalments become; or a quote,
//! which moves nothing.
//!
//! Not the pricing and the stock, which are those of every order. The one rule to know: the instalments of a sale sum to
//! its total.

use domain::amount::{Money, Quantity, UnitPrice};
use domain::catalog::Sku;
use domain::channels::ChannelDetails;
use domain::finance::{Title, TitleKind, TitleOrigin, TitleState, plan_instalments};
use domain::ids::{
    CashAccountId, ChannelId, LedgerAccountId, LocationId, OrderId, OrganizationId, PartyId, PaymentMethodId,
    ProductId, TitleId,
};
use domain::orders::{
    self, CustomerSnapshot, NewItem, NewOrder, NewPayment, PaymentMethod, PaymentStatus, PlaceMode, SaleTermsChange,
    SkuReference,
};
use domain::page::PageRequest;
use domain::parties::{Party, Role};
use domain::refusal::{Entity, Field, InvalidField, Problem, Refusal};
use jiff::Timestamp;
use jiff::civil::{Date, time};
use store::counters::{self, Counter};
use store::tags::Tagged;

use super::place_order::{self, Beside};
use super::{sale_terms, settle_title};
use crate::accounts;
use crate::channels::CreateChannel;
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::finance::post;

/// The channel of sales at the counter.
const COUNTER_NAME: &str = "Balcão";
/// Who buys at the counter without giving a name.
const ANONYMOUS_NAME: &str = "Consumidor";
const ANONYMOUS_CODE: &str = "CONSUMIDOR";

/// Sells, or quotes.
#[derive(Debug, Clone, Default)]
pub struct PlaceSale {
    /// Who buys; `None` is anybody.
    pub customer: Option<PartyId>,
    /// Who sells, if that is one of the sellers the account has; another number is no seller.
    pub seller: Option<PartyId>,
    /// Whether it is an offer only.
    pub is_quote: bool,
    /// On which day; `None` is today.
    pub sold_on: Option<Date>,
    /// What.
    pub items: Vec<SaleItem>,
    /// The discount on the whole.
    pub discount: Money,
    /// Freight and other charges on top.
    pub charges: Money,
    /// How it is paid; none when nothing is to be received.
    pub instalments: Vec<SaleInstalment>,
    /// What it costs the seller.
    pub expenses: Vec<SaleExpense>,
    /// What else is agreed on.
    pub terms: SaleTermsChange,
    /// Fields that only the calling face defines.
    pub extras: Option<String>,
    /// Words by which it is found again.
    pub tags: Vec<String>,
}

/// A line of a sale.
#[derive(Debug, Clone)]
pub struct SaleItem {
    /// What is sold; of a product with several skus, its first.
    pub product: ProductId,
    /// How much.
    pub quantity: Quantity,
    /// Price of one; `None` is the product's.
    pub unit_price: Option<UnitPrice>,
    /// The line's discount.
    pub discount: Money,
    /// What is to be said of it.
    pub note: Option<String>,
}

/// An instalment of a sale.
#[derive(Debug, Clone, Default)]
pub struct SaleInstalment {
    /// How much; `None` shares what the others leave.
    pub amount: Option<Money>,
    /// When it falls due; `None` is the day of the sale.
    pub due_on: Option<Date>,
    /// What else is known of its title.
    pub title: SaleTitle,
}

/// What a sale costs the seller.
#[derive(Debug, Clone, Default)]
pub struct SaleExpense {
    /// How much.
    pub amount: Money,
    /// Who is paid.
    pub party: Option<PartyId>,
    /// The number of the paper behind it.
    pub number: Option<String>,
    /// What else is known of its title.
    pub title: SaleTitle,
}

/// What is known of a title that a sale makes.
#[derive(Debug, Clone, Default)]
pub struct SaleTitle {
    /// To which day it counts in the books.
    pub accrued_on: Option<Date>,
    /// Whether it is settled at once.
    pub is_settled: bool,
    /// By what means.
    pub payment_method: Option<PaymentMethodId>,
    /// Under which account of the chart.
    pub ledger_account: Option<LedgerAccountId>,
    /// In which cash account.
    pub cash_account: Option<CashAccountId>,
    /// What it is, for people.
    pub description: Option<String>,
    /// Words by which it is found.
    pub tags: Vec<String>,
}

impl Command for PlaceSale {
    type Done = OrderId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<OrderId, Failure> {
        let account = cx.account();
        let today = post::today(cx)?;
        let day = self.sold_on.unwrap_or(today);
        let place = place_of_sale(cx)?;
        let channel = counter(cx, place.0)?;
        let (buyer, skus, mut titles) = self.named(cx, place.0, day)?;
        let mut asked = self.order(channel, place, snapshot(&buyer), &skus);
        asked.placed_at = Some(self.placed_at(cx, day, today)?);
        let (_, totals) = orders::check(&asked)?;
        let given: Vec<Option<Money>> = self.instalments.iter().map(|one| one.amount).collect();
        let amounts = plan_instalments(totals.total, &given)?;
        asked.payments = self.payments(cx, &amounts)?;
        let beside = Beside {
            customer: Some(buyer.id),
            seller: self.known_seller(cx)?,
            carrier: None,
            notes: self.items.iter().map(|item| item.note.clone()).collect(),
            is_numbered: true,
            is_billed: true,
        };
        // The instalments come first.
        for (title, amount) in titles.iter_mut().zip(&amounts) {
            title.amount = *amount;
        }
        for title in &titles {
            title.check()?;
        }
        let order = place_order::place(cx, &asked, &beside)?.order;
        sale_terms::change(cx, order, &self.terms)?;
        if let Some(extras) = &self.extras {
            store::orders::set_extras(cx.tx, account, order, cx.call.face, Some(extras))?;
        }
        if !self.tags.is_empty() {
            store::tags::replace(cx.tx, cx.call.principal.account, Tagged::Order, order.raw(), &self.tags)?;
        }
        number(cx, &mut titles, order)?;
        if !self.is_quote {
            settle_title::settle_marked(cx, &mut titles)?;
        }
        for title in &titles {
            store::titles::insert(cx.tx, account, title)?;
        }
        Ok(order)
    }
}

impl PlaceSale {
    /// The records that the sale names: who buys, the sku of each line, and its titles, without amounts yet.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] naming all that the account does not have.
    fn named(
        &self,
        cx: &mut Context<'_, '_>,
        organization: OrganizationId,
        day: Date,
    ) -> Result<(Party, Vec<Sku>, Vec<Title>), Failure> {
        let account = cx.account();
        let unknown = || InvalidField::new(Field::Customer, Problem::Unknown);
        let buyer = match self.customer {
            Some(id) => store::parties::find(cx.tx, account, id)?.filter(|party| party.deleted_at.is_none()),
            None => Some(anonymous(cx)?),
        };
        let mut invalid: Vec<InvalidField> = buyer.is_none().then(unknown).into_iter().collect();
        let skus = self.skus(cx, &mut invalid)?;
        let titles = self.titles(cx, buyer.as_ref().map(|party| party.id), organization, day);
        invalid.extend(crate::finance::unknown_references(cx, &titles)?);
        match buyer {
            Some(buyer) if invalid.is_empty() => Ok((buyer, skus, titles)),
            Some(_) | None => Err(Refusal::Invalid(invalid).into()),
        }
    }

    fn known_seller(&self, cx: &mut Context<'_, '_>) -> Result<Option<PartyId>, Failure> {
        let account = cx.account();
        let Some(id) = self.seller else { return Ok(None) };
        let found = store::parties::find(cx.tx, account, id)?;
        Ok(found
            .filter(|party| party.deleted_at.is_none() && party.details.roles.has(Role::Seller))
            .map(|party| party.id))
    }

    /// The sku of each line whose product is known.
    fn skus(&self, cx: &mut Context<'_, '_>, invalid: &mut Vec<InvalidField>) -> Result<Vec<Sku>, Failure> {
        let account = cx.account();
        let mut products: Vec<ProductId> = self.items.iter().map(|item| item.product).collect();
        products.sort_unstable();
        products.dedup();
        let known = store::skus::of_products(cx.tx, account, &products)?;
        let mut skus = Vec::with_capacity(self.items.len());
        for (index, item) in self.items.iter().enumerate() {
            match known.iter().find(|sku| sku.product == item.product) {
                Some(sku) => skus.push(sku.clone()),
                None => invalid.push(InvalidField::at(Field::Product, index, Problem::Unknown)),
            }
        }
        Ok(skus)
    }

    /// When it was placed: now, or at noon of another day.
    fn placed_at(&self, cx: &mut Context<'_, '_>, day: Date, today: Date) -> Result<Timestamp, Failure> {
        if day == today {
            return Ok(cx.now);
        }
        let zone = accounts::settings(cx)?.time_zone;
        let noon = day.to_datetime(time(12, 0, 0, 0)).to_zoned(zone);
        Ok(noon
            .map(|noon| noon.timestamp())
            .map_err(|_| Refusal::invalid(Field::PlacedAt, Problem::OutOfRange))?)
    }

    /// The order that the sale is.
    fn order(
        &self,
        channel: ChannelId,
        place: (OrganizationId, LocationId),
        customer: CustomerSnapshot,
        skus: &[Sku],
    ) -> NewOrder {
        let items: Vec<NewItem> = self
            .items
            .iter()
            .zip(skus)
            .map(|(item, sku)| {
                let unit_price = item.unit_price.or(sku.base_price).unwrap_or(UnitPrice::ZERO);
                NewItem {
                    discount: item.discount,
                    ..NewItem::plain(SkuReference::Id(sku.id), item.quantity, unit_price)
                }
            })
            .collect();
        let (items, discount) = orders::join_discounts(items, self.discount);
        let paid = !self.instalments.is_empty() && self.instalments.iter().all(|one| one.title.is_settled);
        NewOrder {
            place: Some(place),
            discount,
            freight: self.charges,
            mode: if self.is_quote {
                PlaceMode::Quote
            } else {
                PlaceMode::Delivered
            },
            payment_status: if paid {
                PaymentStatus::Approved
            } else {
                PaymentStatus::Pending
            },
            // Its code is made of its number; this only says that it has one.
            ..NewOrder::plain("V", channel, customer, items)
        }
    }

    /// The order's payments: one for each instalment.
    fn payments(&self, cx: &mut Context<'_, '_>, amounts: &[Money]) -> Result<Vec<NewPayment>, Failure> {
        let account = cx.account();
        let mut ids: Vec<PaymentMethodId> = self
            .instalments
            .iter()
            .filter_map(|one| one.title.payment_method)
            .collect();
        ids.sort_unstable();
        ids.dedup();
        let means = store::payment_methods::find_many(cx.tx, account, &ids)?;
        let method = |id: Option<PaymentMethodId>| {
            let known = means.iter().find(|means| Some(means.id) == id);
            known
                .and_then(|means| PaymentMethod::from_code(&means.nfe_code))
                // A voucher names its code, and paying nothing is no instalment; neither is paid so at the counter.
                .filter(|method| !matches!(method, PaymentMethod::ExchangeVoucher | PaymentMethod::NoPayment))
                .unwrap_or(PaymentMethod::Other)
        };
        let payment =
            |(one, amount): (&SaleInstalment, &Money)| NewPayment::plain(method(one.title.payment_method), *amount);
        Ok(self.instalments.iter().zip(amounts).map(payment).collect())
    }

    /// The titles, those of instalments first and without amount, all without number and order yet.
    fn titles(
        &self,
        cx: &mut Context<'_, '_>,
        customer: Option<PartyId>,
        organization: OrganizationId,
        day: Date,
    ) -> Vec<Title> {
        let state = if self.is_quote {
            TitleState::Planned
        } else {
            TitleState::Open
        };
        let now = cx.now;
        let count = self.instalments.len();
        let base = |kind, amount, due_on, known: &SaleTitle| {
            let mut title = Title::new(TitleId::from_raw(0), kind, TitleOrigin::Sale, amount, due_on, now);
            title.organization = Some(organization);
            title.state = state;
            title.settled_on = known.is_settled.then_some(day);
            title.accrued_on = known.accrued_on;
            title.payment_method = known.payment_method;
            title.ledger_account = known.ledger_account;
            title.cash_account = known.cash_account;
            title.tags.clone_from(&known.tags);
            title
        };
        let receivables = self.instalments.iter().zip(1u32..).map(|(one, number)| {
            let mut title = base(
                TitleKind::Receivable,
                Money::ZERO,
                one.due_on.unwrap_or(day),
                &one.title,
            );
            title.party = customer;
            title.instalment = number;
            let usual = || format!("Parcela {number}/{count}");
            title.description = one.title.description.clone().unwrap_or_else(usual);
            title
        });
        let payables = self.expenses.iter().map(|one| {
            let mut title = base(TitleKind::Payable, one.amount, day, &one.title);
            title.party = one.party;
            title.number.clone_from(&one.number);
            let usual = || "Despesa da venda".to_owned();
            title.description = one.title.description.clone().unwrap_or_else(usual);
            title
        });
        receivables.chain(payables).collect()
    }
}

/// How the order writes who buys.
fn snapshot(buyer: &Party) -> CustomerSnapshot {
    let details = &buyer.details;
    CustomerSnapshot {
        name: details.name.clone(),
        email: details.email.clone(),
        document: details.tax_document.clone(),
        phones: details.phone.iter().cloned().collect(),
        state_registration: details.state_registration.clone(),
        municipal_registration: details.municipal_registration.clone(),
        suframa_registration: details.suframa_registration.clone(),
    }
}

/// Gives the titles of an order their numbers.
fn number(cx: &mut Context<'_, '_>, titles: &mut [Title], order: OrderId) -> Result<(), Failure> {
    let account = cx.account();
    let [first] = counters::take(cx.tx, account, [(Counter::Title, titles.len())])?;
    for (id, title) in (first..).zip(titles) {
        title.id = TitleId::from_raw(id);
        title.order = Some(order);
    }
    Ok(())
}

/// Where a counter sells from: the credential's organization or the account's first, and its first place.
///
/// # Errors
/// The account has no organization, or it no place.
pub(crate) fn place_of_sale(cx: &mut Context<'_, '_>) -> Result<(OrganizationId, LocationId), Failure> {
    let account = cx.account();
    let own = cx.call.principal.organization;
    Ok(store::locations::first_place(cx.tx, account, own)?
        .ok_or_else(|| Refusal::not_found(Entity::Organization, "1"))?)
}

/// The counter's channel, opened with the first sale.
pub(crate) fn counter(cx: &mut Context<'_, '_>, organization: OrganizationId) -> Result<ChannelId, Failure> {
    let account = cx.account();
    let page = PageRequest::new(1, 50, 50);
    let known = store::channels::search(cx.tx, account, COUNTER_NAME, page)?
        .into_iter()
        .find(|channel| channel.details.organization == Some(organization) && channel.details.name == COUNTER_NAME);
    if let Some(channel) = known {
        return Ok(channel.id);
    }
    let details = ChannelDetails {
        organization: Some(organization),
        name: COUNTER_NAME.to_owned(),
        is_global: false,
        is_pickup_point: false,
        carrier: None,
        requires_acceptance: false,
    };
    CreateChannel::new(details).run(cx)
}

/// The party that stands for whoever gives no name.
pub(crate) fn anonymous(cx: &mut Context<'_, '_>) -> Result<Party, Failure> {
    use domain::parties::{PartyDetails, PartyKind, Roles};
    let account = cx.account();
    if let Some(known) = store::parties::find_by_code(cx.tx, account, ANONYMOUS_CODE)? {
        return Ok(known);
    }
    let mut details = PartyDetails::new(PartyKind::Person, ANONYMOUS_NAME, Roles::of(&[Role::Customer]));
    details.code = Some(ANONYMOUS_CODE.to_owned());
    let id = crate::parties::CreateParty::new(details).run(cx)?;
    store::parties::find(cx.tx, account, id)?.ok_or_else(|| Failure::not_found(Entity::Party, id))
}
