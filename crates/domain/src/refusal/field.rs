//! The fields that a refusal can name.
//!
//! Not what is wrong with them, which is `Problem`. The one rule to know: a field is called by its core word, and each face
//! has its own for it.

use crate::named::named;

named! {
    /// The core's fields that rules name. Each is the core word of the same name; DESIGN section 2 explains them.
    ///
    /// A face calls its own fields by the vendor's names in a table of `errors.rs`; a field that none of its objects has
    /// keeps the core's name there.
    Field {
        /// The access key.
        AccessKey "access_key",
        /// The account.
        Account "account",
        /// The address.
        Address "address",
        /// The attribute group.
        AttributeGroup "attribute_group",
        /// The authorization status.
        AuthorizationStatus "authorization_status",
        /// The barcode.
        Barcode "barcode",
        /// The base price.
        BasePrice "base_price",
        /// The batch.
        Batch "batch",
        /// The batch expiry.
        BatchExpiry "batch_expiry",
        /// The birth date.
        BirthDate "birth_date",
        /// The brand.
        Brand "brand",
        /// The carrier.
        Carrier "carrier",
        /// The category.
        Category "category",
        /// The cest.
        Cest "cest",
        /// The cash account.
        CashAccount "cash_account",
        /// The channel.
        Channel "channel",
        /// The city.
        City "city",
        /// The city code.
        CityCode "city_code",
        /// The claimed amount.
        ClaimedAmount "claimed_amount",
        /// The claimed discount.
        ClaimedDiscount "claimed_discount",
        /// The claimed rule.
        ClaimedRule "claimed_rule",
        /// The claimed sku.
        ClaimedSku "claimed_sku",
        /// The code.
        Code "code",
        /// The company name.
        CompanyName "company_name",
        /// The complement.
        Complement "complement",
        /// The contact.
        Contact "contact",
        /// The cost.
        Cost "cost",
        /// The country.
        Country "country",
        /// The coupon.
        Coupon "coupon",
        /// The bookkeeper's code to credit.
        Credit "credit",
        /// The credit limit.
        CreditLimit "credit_limit",
        /// The credit rule.
        CreditRule "credit_rule",
        /// The customer.
        Customer "customer",
        /// The customer category.
        CustomerCategory "customer_category",
        /// The customer job.
        CustomerJob "customer_job",
        /// The customer name.
        CustomerName "customer_name",
        /// The customer type.
        CustomerType "customer_type",
        /// The bookkeeper's code to debit.
        Debit "debit",
        /// The delivery radius.
        DeliveryRadius "delivery_radius",
        /// The description.
        Description "description",
        /// The discount.
        Discount "discount",
        /// The display order.
        DisplayOrder "display_order",
        /// The document.
        Document "document",
        /// The number of the paper behind it.
        DocumentNumber "document_number",
        /// The email.
        Email "email",
        /// The ends on.
        EndsOn "ends_on",
        /// The ex tipi.
        ExTipi "ex_tipi",
        /// The external id.
        ExternalId "external_id",
        /// The feature.
        Feature "feature",
        /// The feature value.
        FeatureValue "feature_value",
        /// The fiscal code.
        FiscalCode "fiscal_code",
        /// The note on fiscal documents.
        FiscalNote "fiscal_note",
        /// The fiscal number.
        FiscalNumber "fiscal_number",
        /// The freight.
        Freight "freight",
        /// What the channel keeps of an order.
        Fee "fee",
        /// The gender.
        Gender "gender",
        /// The gross weight.
        GrossWeight "gross_weight",
        /// The height.
        Height "height",
        /// The idempotency key.
        IdempotencyKey "idempotency_key",
        /// The identity document.
        IdentityDocument "identity_document",
        /// The image.
        Image "image",
        /// The amount of an instalment.
        InstalmentAmount "instalment_amount",
        /// The kind of item.
        ItemType "item_type",
        /// The item value.
        ItemValue "item_value",
        /// The items.
        Items "items",
        /// The kind.
        Kind "kind",
        /// The latitude.
        Latitude "latitude",
        /// The account in the chart of accounts.
        LedgerAccount "ledger_account",
        /// The length.
        Length "length",
        /// The location.
        Location "location",
        /// The longitude.
        Longitude "longitude",
        /// The manufacturer.
        Manufacturer "manufacturer",
        /// The minimum purchase.
        MinimumPurchase "minimum_purchase",
        /// The minimum stock.
        MinimumStock "minimum_stock",
        /// The modality.
        Modality "modality",
        /// The mother name.
        MotherName "mother_name",
        /// The municipal registration.
        MunicipalRegistration "municipal_registration",
        /// The name.
        Name "name",
        /// The ncm.
        Ncm "ncm",
        /// The neighborhood.
        Neighborhood "neighborhood",
        /// The nfe note.
        NfeNote "nfe_note",
        /// The nfe series.
        NfeSeries "nfe_series",
        /// The note.
        Note "note",
        /// The order.
        Order "order",
        /// The orders.
        Orders "orders",
        /// The organization.
        Organization "organization",
        /// The origin.
        Origin "origin",
        /// The parent.
        Parent "parent",
        /// The party.
        Party "party",
        /// The password.
        Password "password",
        /// The payment method.
        PaymentMethod "payment_method",
        /// The payment status.
        PaymentStatus "payment_status",
        /// The payments.
        Payments "payments",
        /// The phone.
        Phone "phone",
        /// The placed at.
        PlacedAt "placed_at",
        /// The postal code.
        PostalCode "postal_code",
        /// The price.
        Price "price",
        /// The price table.
        PriceTable "price_table",
        /// The product.
        Product "product",
        /// The promotional price.
        PromotionalPrice "promotional_price",
        /// The provider.
        Provider "provider",
        /// The public key.
        PublicKey "public_key",
        /// The quantity.
        Quantity "quantity",
        /// The reason.
        Reason "reason",
        /// The redirect uri.
        RedirectUri "redirect_uri",
        /// The relative.
        Relative "relative",
        /// The role.
        Role "role",
        /// The roles.
        Roles "roles",
        /// The safety margin.
        SafetyMargin "safety_margin",
        /// The shelf's minimum.
        MinimumLimit "minimum_limit",
        /// The scope.
        Scope "scope",
        /// The secret.
        Secret "secret",
        /// The seller.
        Seller "seller",
        /// The sku.
        Sku "sku",
        /// The sku code.
        SkuCode "sku_code",
        /// The sku name.
        SkuName "sku_name",
        /// The starts on.
        StartsOn "starts_on",
        /// The state.
        State "state",
        /// The state registration.
        StateRegistration "state_registration",
        /// The state registration kind.
        StateRegistrationKind "state_registration_kind",
        /// The status.
        Status "status",
        /// The street.
        Street "street",
        /// The street number.
        StreetNumber "street_number",
        /// The subdomain.
        Subdomain "subdomain",
        /// The suframa registration.
        SuframaRegistration "suframa_registration",
        /// The supplier code.
        SupplierCode "supplier_code",
        /// The supplier kind.
        SupplierKind "supplier_kind",
        /// The tags.
        Tags "tags",
        /// The tax regime.
        TaxRegime "tax_regime",
        /// The time zone.
        TimeZone "time_zone",
        /// The total.
        Total "total",
        /// The trading name.
        TradingName "trading_name",
        /// The unit.
        Unit "unit",
        /// The unit price.
        UnitPrice "unit_price",
        /// The usage.
        Usage "usage",
        /// Whether the skus of a product differ.
        Variable "variable",
        /// The validity days.
        ValidityDays "validity_days",
        /// The voucher.
        Voucher "voucher",
        /// The weight.
        Weight "weight",
        /// The width.
        Width "width",
        /// The withdrawal channel.
        WithdrawalChannel "withdrawal_channel",
        /// The withdrawal hours.
        WithdrawalHours "withdrawal_hours",
        /// The withdrawal price.
        WithdrawalPrice "withdrawal_price",
    }
}
