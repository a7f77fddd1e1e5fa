//! Identifiers of the core's entities, one type per kind, so that a sku is never passed where a lot is meant.
//!
//! This is not the place of text codes (`codigo`, `sku`, `order_number`) nor of vendor identifiers: those are
//! columns of their own.
//!
//! The one rule to know: an identifier is a small number rising from 1 per account and kind; it means nothing
//! without its account, so every finder takes the [`AccountId`] as well.

/// Declares identifier newtypes over `i64`.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            /// The identifier with this number. Any number is accepted: whether it exists is the store's answer.
            #[must_use]
            pub const fn from_raw(raw: i64) -> Self {
                Self(raw)
            }

            /// The bare number, as stored and as faces show it.
            #[must_use]
            pub const fn raw(self) -> i64 {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// A tenant: everything else belongs to exactly one.
    AccountId,
    /// A branch, store or merchant inside an account.
    OrganizationId,
    /// A warehouse, zone or bin.
    LocationId,
    /// A person or company, whatever its roles; all roles share one numbering.
    PartyId,
    /// An address of a party.
    AddressId,
    /// A further contact of a party.
    ContactId,
    /// A node of the category tree.
    CategoryId,
    /// A brand.
    BrandId,
    /// An attribute by which the skus of a product differ (colour, size).
    AttributeId,
    /// One of the values an attribute may take (blue, G).
    AttributeOptionId,
    /// A group of attributes.
    AttributeGroupId,
    /// The value that an attribute has for a product or sku.
    AttributeValueId,
    /// A product: what is described and classified.
    ProductId,
    /// A sku: what is priced, stored and sold.
    SkuId,
    /// A box or pack of a sku.
    PackagingId,
    /// A price table.
    PriceTableId,
    /// A sku's price in one price table.
    PriceId,
    /// A sales channel.
    ChannelId,
    /// A lot of a sku.
    LotId,
    /// A balance: one sku in one location and lot.
    BalanceId,
    /// A manual entry, exit or count of stock.
    StockOperationId,
    /// A stock movement.
    MovementId,
    /// A promise: stock reserved for somebody.
    PromiseId,
    /// An order.
    OrderId,
    /// One line of an order.
    OrderItemId,
    /// A payment of an order.
    PaymentId,
    /// A goods receipt.
    ReceiptId,
    /// A transfer between locations.
    TransferId,
    /// A shipment of an order.
    ShipmentId,
    /// One volume (parcel) of a shipment.
    VolumeId,
    /// A customer's return.
    ReturnId,
    /// A title: a receivable or a payable.
    TitleId,
    /// A cash or bank account.
    CashAccountId,
    /// An entry of a cash account.
    CashEntryId,
    /// A means of payment.
    PaymentMethodId,
    /// An account of the chart of accounts.
    LedgerAccountId,
    /// A fiscal document.
    FiscalDocumentId,
    /// A credential of an integration.
    CredentialId,
    /// What an application was permitted.
    GrantId,
    /// Tokens that follow from one another.
    TokenFamilyId,
    /// An entry of the audit log.
    AuditLogId,
    /// An event waiting to be delivered.
    OutboxId,
    /// A person who signs in to the back office.
    UserId,
    /// An image of a product or sku.
    ImageId,
    /// A discount by rule.
    DiscountId,
    /// One rule of a discount.
    DiscountRuleId,
    /// A coupon: what a customer is owed for goods that came back.
    CouponId,
    /// An exchange voucher, made of coupons.
    VoucherId,
    /// A category of customers.
    CustomerCategoryId,
    /// A way by which customers find an organization.
    AcquisitionChannelId,
    /// A sku as one store offers it.
    StoreProductId,
    /// A relative of a customer.
    RelativeId,
    /// An exception to a customer's credit limit.
    CreditRuleId,
}

#[cfg(test)]
mod tests {
    use super::{OrderId, SkuId};

    #[test]
    fn an_id_prints_as_its_bare_number() {
        assert_eq!(SkuId::from_raw(42).to_string(), "42");
        assert_eq!(format!("{:>4}", SkuId::from_raw(42)), "  42");
    }

    #[test]
    fn ids_order_by_their_number() {
        assert!(OrderId::from_raw(9) < OrderId::from_raw(10));
        assert_eq!(OrderId::from_raw(i64::MIN).raw(), i64::MIN);
    }
}
