//! Reading titles and books.
//!
//! The one rule to know: a page costs a constant number of statements.

use std::collections::BTreeMap;

use domain::finance::{CashAccount, LedgerAccount, MeansOfPayment, Title, TitleKind};
use domain::ids::{CashAccountId, LedgerAccountId, OrderId, PartyId, PaymentMethodId, TitleId};
use domain::page::{Page, PageRequest};
use domain::parties::Party;
use domain::refusal::Entity;

use super::{CashColumn, LedgerColumn, MeansColumn, OrderedBy, TitleColumn, TitleFilter};
use crate::failure::Failure;
use crate::reader::Reader;

/// A title with what it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleView {
    /// The title.
    pub title: Title,
    /// Who owes or is owed.
    pub party: Option<Party>,
    /// Where it is, or was, settled.
    pub cash_account: Option<CashAccount>,
    /// By what means.
    pub payment_method: Option<MeansOfPayment>,
}

impl Reader<'_, '_> {
    /// One title. A removed one answers too, with the day on which it was.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn title(&mut self, kind: TitleKind, id: TitleId) -> Result<TitleView, Failure> {
        let found = store::titles::find(self.tx, self.account, kind, id)?;
        self.title_views(found.into_iter().collect())?
            .pop()
            .ok_or_else(|| Failure::not_found(kind.entity(), id))
    }

    /// A page of titles.
    ///
    /// # Errors
    /// A broken store.
    pub fn titles(
        &mut self,
        filter: &TitleFilter,
        order: OrderedBy<TitleColumn>,
        page: PageRequest,
    ) -> Result<Page<TitleView>, Failure> {
        let Page { items, total, request } = store::titles::list(self.tx, self.account, filter, order, page)?;
        Ok(Page::new(self.title_views(items)?, total, request))
    }

    /// The titles of these orders, by order and number.
    ///
    /// # Errors
    /// A broken store.
    pub fn titles_of_orders(&mut self, orders: &[OrderId]) -> Result<BTreeMap<OrderId, Vec<TitleView>>, Failure> {
        let found = store::titles::of_orders(self.tx, self.account, orders)?;
        let mut grouped: BTreeMap<OrderId, Vec<TitleView>> = BTreeMap::new();
        for view in self.title_views(found)? {
            if let Some(order) = view.title.order {
                grouped.entry(order).or_default().push(view);
            }
        }
        Ok(grouped)
    }

    fn title_views(&mut self, titles: Vec<Title>) -> Result<Vec<TitleView>, Failure> {
        let distinct = |ids: &mut dyn Iterator<Item = Option<i64>>| {
            let ids: std::collections::BTreeSet<i64> = ids.flatten().collect();
            ids.into_iter().collect::<Vec<i64>>()
        };
        let parties = distinct(&mut titles.iter().map(|title| title.party.map(PartyId::raw)));
        let parties: Vec<PartyId> = parties.into_iter().map(PartyId::from_raw).collect();
        let parties = store::parties::find_many(self.tx, self.account, &parties)?;
        let parties: BTreeMap<PartyId, Party> = parties.into_iter().map(|one| (one.id, one)).collect();
        let cash = distinct(&mut titles.iter().map(|title| title.cash_account.map(CashAccountId::raw)));
        let cash: Vec<CashAccountId> = cash.into_iter().map(CashAccountId::from_raw).collect();
        let cash = store::cash::find_many(self.tx, self.account, &cash)?;
        let cash: BTreeMap<CashAccountId, CashAccount> = cash.into_iter().map(|one| (one.id, one)).collect();
        let means = distinct(
            &mut titles
                .iter()
                .map(|title| title.payment_method.map(PaymentMethodId::raw)),
        );
        let means: Vec<PaymentMethodId> = means.into_iter().map(PaymentMethodId::from_raw).collect();
        let means = store::payment_methods::find_many(self.tx, self.account, &means)?;
        let means: BTreeMap<PaymentMethodId, MeansOfPayment> = means.into_iter().map(|one| (one.id, one)).collect();
        Ok(titles
            .into_iter()
            .map(|title| TitleView {
                party: title.party.and_then(|id| parties.get(&id)).cloned(),
                cash_account: title.cash_account.and_then(|id| cash.get(&id)).cloned(),
                payment_method: title.payment_method.and_then(|id| means.get(&id)).cloned(),
                title,
            })
            .collect())
    }

    /// One cash account, a removed one too.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn cash_account(&mut self, id: CashAccountId) -> Result<CashAccount, Failure> {
        store::cash::find(self.tx, self.account, id)?.ok_or_else(|| Failure::not_found(Entity::CashAccount, id))
    }

    /// A page of cash accounts; only those whose name contains the text, when there is one.
    ///
    /// # Errors
    /// A broken store.
    pub fn cash_accounts(
        &mut self,
        text: Option<&str>,
        order: OrderedBy<CashColumn>,
        page: PageRequest,
    ) -> Result<Page<CashAccount>, Failure> {
        Ok(store::cash::list(self.tx, self.account, text, order, page)?)
    }

    /// One means of payment, a removed one too.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn means_of_payment(&mut self, id: PaymentMethodId) -> Result<MeansOfPayment, Failure> {
        store::payment_methods::find(self.tx, self.account, id)?
            .ok_or_else(|| Failure::not_found(Entity::PaymentMethod, id))
    }

    /// A page of means of payment; only those whose name contains the text, when there is one.
    ///
    /// # Errors
    /// A broken store.
    pub fn all_means_of_payment(
        &mut self,
        text: Option<&str>,
        order: OrderedBy<MeansColumn>,
        page: PageRequest,
    ) -> Result<Page<MeansOfPayment>, Failure> {
        Ok(store::payment_methods::list(self.tx, self.account, text, order, page)?)
    }

    /// One account of the chart, a removed one too.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn ledger_account(&mut self, id: LedgerAccountId) -> Result<LedgerAccount, Failure> {
        store::ledger_accounts::find(self.tx, self.account, id)?
            .ok_or_else(|| Failure::not_found(Entity::LedgerAccount, id))
    }

    /// A page of the chart of accounts; only those whose name contains the text, when there is one.
    ///
    /// # Errors
    /// A broken store.
    pub fn ledger_accounts(
        &mut self,
        text: Option<&str>,
        order: OrderedBy<LedgerColumn>,
        page: PageRequest,
    ) -> Result<Page<LedgerAccount>, Failure> {
        Ok(store::ledger_accounts::list(self.tx, self.account, text, order, page)?)
    }
}
