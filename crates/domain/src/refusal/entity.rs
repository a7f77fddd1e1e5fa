//! The kinds of record that a refusal can be about.
//!
//! Not the records themselves. The one rule to know: a kind is called by its core word, and each face has its own for it.

use crate::named::named;

named! {
    /// The kinds of record that can be missing, taken or in use. Each is the core word of the same name.
    Entity {
        /// An account.
        Account "account",
        /// An acquisition channel.
        AcquisitionChannel "acquisition_channel",
        /// An attribute.
        Attribute "attribute",
        /// An attribute group.
        AttributeGroup "attribute_group",
        /// An attribute option.
        AttributeOption "attribute_option",
        /// An attribute value.
        AttributeValue "attribute_value",
        /// A balance.
        Balance "balance",
        /// A barcode.
        Barcode "barcode",
        /// A brand.
        Brand "brand",
        /// A cash account.
        CashAccount "cash_account",
        /// A category.
        Category "category",
        /// A channel.
        Channel "channel",
        /// A coupon.
        Coupon "coupon",
        /// A credential.
        Credential "credential",
        /// A customer category.
        CustomerCategory "customer_category",
        /// A discount.
        Discount "discount",
        /// A fiscal document.
        FiscalDocument "fiscal_document",
        /// An image.
        Image "image",
        /// A ledger account.
        LedgerAccount "ledger_account",
        /// A location.
        Location "location",
        /// A manufacturer.
        Manufacturer "manufacturer",
        /// An order.
        Order "order",
        /// An order item.
        OrderItem "order_item",
        /// An order return.
        OrderReturn "order_return",
        /// An organization.
        Organization "organization",
        /// A packaging.
        Packaging "packaging",
        /// A party.
        Party "party",
        /// A payable.
        Payable "payable",
        /// A payment method.
        PaymentMethod "payment_method",
        /// A price.
        Price "price",
        /// A price table.
        PriceTable "price_table",
        /// A product.
        Product "product",
        /// A provider.
        Provider "provider",
        /// A receipt.
        Receipt "receipt",
        /// A receivable.
        Receivable "receivable",
        /// A seller.
        Seller "seller",
        /// A service.
        Service "service",
        /// A shipment.
        Shipment "shipment",
        /// A sku.
        Sku "sku",
        /// A stock operation.
        StockOperation "stock_operation",
        /// A store product.
        StoreProduct "store_product",
        /// A transfer.
        Transfer "transfer",
        /// An user.
        User "user",
        /// A volume.
        Volume "volume",
        /// A voucher.
        Voucher "voucher",
    }
}
