//! Coupons and exchange vouchers as they are shown.
//!
//! Not how they come about; that is `workflow`. The one rule to know: whether one is used or expired is asked of it with
//! the clock's time, nothing here is filtered by it but what is to be used.

use std::collections::BTreeMap;

use domain::coupons::{Coupon, Voucher};
use domain::documents::TaxDocument;
use domain::fiscal::FiscalDocument;
use domain::ids::{OrderId, OrganizationId, SkuId, VoucherId};
use domain::orders::Order;
use domain::organizations::Organization;
use domain::page::PageRequest;
use jiff::Timestamp;

use crate::catalog::SkuView;
use crate::failure::Failure;
use crate::reader::Reader;

/// A coupon with what it is for and who owes it.
#[derive(Debug, Clone)]
pub struct CouponView {
    /// The coupon.
    pub coupon: Coupon,
    /// What came back.
    pub sku: Option<SkuView>,
    /// Who owes it.
    pub organization: Option<Organization>,
}

/// What coupons are searched by; everything given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CouponSearch {
    /// The customer's CPF or CNPJ, with or without punctuation.
    pub document: Option<String>,
    /// Who owes it.
    pub organization: Option<OrganizationId>,
    /// What came back.
    pub sku: Option<SkuId>,
    /// Its code.
    pub code: Option<String>,
    /// The order the goods were of.
    pub order: Option<OrderId>,
}

/// A voucher with the coupons in it and the sale they stem from.
#[derive(Debug, Clone)]
pub struct VoucherView {
    /// The voucher.
    pub voucher: Voucher,
    /// Its coupons, by number.
    pub coupons: Vec<CouponView>,
    /// The order the goods were of.
    pub order: Option<Order>,
    /// That order's fiscal documents.
    pub fiscal_documents: Vec<FiscalDocument>,
}

impl Reader<'_, '_> {
    /// A page of coupons, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn coupons(&mut self, search: &CouponSearch, page: PageRequest) -> Result<Vec<CouponView>, Failure> {
        let customer = match &search.document {
            None => None,
            Some(document) => {
                let tidy = TaxDocument::parse_unchecked(document).ok();
                let document = tidy.as_ref().map_or(document.as_str(), |tidy| tidy.as_str());
                let found = store::parties::find_by_tax_document(self.tx, self.account, document)?;
                let Some(party) = found else { return Ok(Vec::new()) };
                Some(party.id)
            }
        };
        let filter = store::coupons::CouponFilter {
            code: search.code.clone(),
            customer,
            organization: search.organization,
            order: search.order,
            sku: search.sku,
        };
        let coupons = store::coupons::page(self.tx, self.account, &filter, page)?;
        self.coupon_views(coupons)
    }

    /// Coupons that can be used, for each of these skus at most as many as asked for, those that expire first going
    /// first; an organization's own when one is given, otherwise everybody's.
    ///
    /// # Errors
    /// A broken store.
    pub fn coupons_of_skus(
        &mut self,
        organization: Option<OrganizationId>,
        asked: &[(SkuId, i64)],
        now: Timestamp,
    ) -> Result<Vec<(SkuId, Vec<CouponView>)>, Failure> {
        let mut skus: Vec<SkuId> = asked.iter().map(|(sku, _)| *sku).collect();
        skus.sort_unstable();
        skus.dedup();
        let most = asked.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let found = store::coupons::active_of_skus(self.tx, self.account, &skus, organization, most, now)?;
        let views = self.coupon_views(found)?;
        let of = |(sku, count): &(SkuId, i64)| {
            let count = usize::try_from(*count).unwrap_or(0);
            let own = views.iter().filter(|view| view.coupon.sku == *sku).take(count);
            (*sku, own.cloned().collect())
        };
        Ok(asked.iter().map(of).collect())
    }

    /// These vouchers, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn vouchers_by_id(&mut self, ids: &[VoucherId]) -> Result<Vec<VoucherView>, Failure> {
        let vouchers = store::vouchers::find_many(self.tx, self.account, ids)?;
        let ids: Vec<VoucherId> = vouchers.iter().map(|voucher| voucher.id).collect();
        let coupons = store::coupons::of_vouchers(self.tx, self.account, &ids)?;
        let coupons = self.coupon_views(coupons)?;
        let mut orders: Vec<OrderId> = vouchers.iter().map(|voucher| voucher.order).collect();
        orders.sort_unstable();
        orders.dedup();
        let documents = store::fiscal_documents::of_orders(self.tx, self.account, &orders)?;
        let orders = store::orders::find_many(self.tx, self.account, &orders)?;
        let view = |voucher: Voucher| VoucherView {
            coupons: coupons
                .iter()
                .filter(|view| view.coupon.voucher == Some(voucher.id))
                .cloned()
                .collect(),
            order: orders.iter().find(|order| order.id == voucher.order).cloned(),
            fiscal_documents: documents
                .iter()
                .filter(|one| one.order == Some(voucher.order))
                .cloned()
                .collect(),
            voucher,
        };
        Ok(vouchers.into_iter().map(view).collect())
    }

    /// The coupons with what they refer to, a constant number of statements for all of them.
    fn coupon_views(&mut self, coupons: Vec<Coupon>) -> Result<Vec<CouponView>, Failure> {
        let mut organizations: Vec<OrganizationId> = coupons.iter().map(|coupon| coupon.organization).collect();
        organizations.sort_unstable();
        organizations.dedup();
        let skus: Vec<SkuId> = coupons.iter().map(|coupon| coupon.sku).collect();
        let skus: BTreeMap<SkuId, SkuView> = self
            .sku_views(&skus)?
            .into_iter()
            .map(|view| (view.sku.id, view))
            .collect();
        let organizations: BTreeMap<OrganizationId, Organization> = self
            .organizations_by_id(&organizations)?
            .into_iter()
            .map(|one| (one.id, one))
            .collect();
        let view = |coupon: Coupon| CouponView {
            sku: skus.get(&coupon.sku).cloned(),
            organization: organizations.get(&coupon.organization).cloned(),
            coupon,
        };
        Ok(coupons.into_iter().map(view).collect())
    }
}
