//! How the domain's types are stored: identifiers and amounts are whole numbers.
//!
//! Not the place of codes for statuses and kinds: a finder stores those with the domain's own spelling.
//!
//! The one rule to know: a new identifier or amount of `domain` is one more name in a list here.

use domain::amount::{Money, Quantity, Rate, UnitPrice};
use domain::ids;

use super::param::{Param, ToParam};
use super::row::{Column, FromColumn};

/// Declares types stored as a whole number, with the two functions that convert.
macro_rules! stored_as_number {
    ($from:ident, $to:ident: $($type:ty),+ $(,)?) => {$(
        impl From<$type> for Param<'_> {
            fn from(value: $type) -> Self {
                Param::Int(value.$to())
            }
        }

        impl ToParam for $type {
            fn to_param(&self) -> Param<'_> {
                Param::Int(self.$to())
            }
        }

        impl FromColumn for $type {
            fn from_column(column: Column<'_>) -> Result<Self, String> {
                i64::from_column(column).map(<$type>::$from)
            }
        }
    )+};
}

stored_as_number!(from_millionths, millionths: Money, Quantity, Rate, UnitPrice);

stored_as_number!(
    from_raw, raw:
    ids::AccountId,
    ids::AcquisitionChannelId,
    ids::AddressId,
    ids::AttributeGroupId,
    ids::AttributeId,
    ids::AttributeOptionId,
    ids::AttributeValueId,
    ids::AuditLogId,
    ids::BalanceId,
    ids::BrandId,
    ids::CategoryId,
    ids::ChannelId,
    ids::ContactId,
    ids::CouponId,
    ids::CredentialId,
    ids::GrantId,
    ids::TokenFamilyId,
    ids::CreditRuleId,
    ids::CustomerCategoryId,
    ids::DiscountId,
    ids::DiscountRuleId,
    ids::CashAccountId,
    ids::CashEntryId,
    ids::PaymentMethodId,
    ids::LedgerAccountId,
    ids::FiscalDocumentId,
    ids::ImageId,
    ids::LocationId,
    ids::LotId,
    ids::MovementId,
    ids::OrderId,
    ids::OrderItemId,
    ids::OrganizationId,
    ids::OutboxId,
    ids::PackagingId,
    ids::PartyId,
    ids::PaymentId,
    ids::PriceId,
    ids::PriceTableId,
    ids::ProductId,
    ids::PromiseId,
    ids::ReceiptId,
    ids::RelativeId,
    ids::ReturnId,
    ids::ShipmentId,
    ids::SkuId,
    ids::StockOperationId,
    ids::StoreProductId,
    ids::TitleId,
    ids::TransferId,
    ids::UserId,
    ids::VolumeId,
    ids::VoucherId,
);
