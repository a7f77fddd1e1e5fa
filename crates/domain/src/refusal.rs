//! What a user may be told no about. Not an error type for broken machines (that is `store::StoreError`), and it holds
//! no prose: each face words every variant in its own `errors.rs`, without a catch-all arm, so that a new rule does not
//! compile until all vendors' answers are chosen.

use crate::amount::{Money, Quantity};
use crate::ids::{OrderId, SkuId};
use crate::named::named;
use crate::orders::OrderStatus;

/// A rule said no. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The entity does not exist in this account; another account's entity answers the same.
    NotFound {
        /// What was looked for.
        entity: Entity,
        /// The id or code as the caller gave it.
        key: String,
    },
    /// One or more fields break a rule; all that were found, in the order of the request.
    Invalid(Vec<InvalidField>),
    /// A reservation or a shipment asks for more than there is.
    StockNotAvailable {
        /// The sku that is short.
        sku: SkuId,
        /// Its code, for the message.
        code: String,
        /// What was asked.
        asked: Quantity,
        /// What can be promised now.
        available: Quantity,
    },
    /// No location of the channel has every item of the order.
    NoLocationHasEveryItem,
    /// The order's state does not allow the action.
    OrderStateForbids {
        /// The order.
        order: OrderId,
        /// Where it stands.
        status: OrderStatus,
        /// What was asked of it.
        action: OrderAction,
    },
    /// The order code exists with other content; the same content would have answered the first order.
    OrderCodeTaken {
        /// The code.
        code: String,
    },
    /// The total the caller states is not the total of the lines.
    TotalDiffers {
        /// What the caller states.
        stated: Money,
        /// Σ items − discounts + freight.
        computed: Money,
    },
    /// A discount was given for the order and for an item; only one of the two may be above zero.
    DiscountGivenTwice,
    /// The state of a transfer, receipt, shipment or title does not allow the action.
    StateForbids {
        /// What kind of document.
        entity: Entity,
        /// Its id or code.
        key: String,
    },
    /// The entity is used elsewhere and cannot go.
    InUse {
        /// What was to be removed.
        entity: Entity,
        /// Its id or code.
        key: String,
    },
    /// The same idempotency key came with another body.
    IdempotencyKeyReused,
    /// The credential may not do this.
    Forbidden,
}

/// One field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidField {
    /// The core's name of the field.
    pub field: Field,
    /// Which element of the list the field is in, from 0; `None` outside lists.
    pub index: Option<usize>,
    /// What is wrong.
    pub problem: Problem,
}

impl InvalidField {
    /// A problem with a field that is not in a list.
    pub fn new(field: Field, problem: Problem) -> Self {
        Self {
            field,
            index: None,
            problem,
        }
    }

    /// A problem with a field of the list's element `index` (from 0).
    pub fn at(field: Field, index: usize, problem: Problem) -> Self {
        Self {
            field,
            index: Some(index),
            problem,
        }
    }
}

impl Refusal {
    /// A refusal of one field.
    pub fn invalid(field: Field, problem: Problem) -> Self {
        Self::Invalid(vec![InvalidField::new(field, problem)])
    }

    /// Nothing when no field is wrong, otherwise the refusal of all of them.
    ///
    /// # Errors
    /// [`Refusal::Invalid`]
    pub fn unless_empty(invalid: Vec<InvalidField>) -> Result<(), Self> {
        if invalid.is_empty() {
            Ok(())
        } else {
            Err(Self::Invalid(invalid))
        }
    }

    /// The refusal for an entity that this account does not have.
    pub fn not_found(entity: Entity, key: impl ToString) -> Self {
        Self::NotFound {
            entity,
            key: key.to_string(),
        }
    }
}

/// What can be wrong with a field. Closed, so that every face can word every case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Required and absent, null or empty.
    Blank,
    /// Text where a number is due.
    NotANumber,
    /// A fraction where a whole number is due.
    NotAnInteger,
    /// Not a date or time in any spelling the vendor takes.
    NotADate,
    /// Another JSON type than the field's (a list for a text, say).
    WrongType,
    /// Longer than `max` characters.
    TooLong {
        /// The most characters.
        max: usize,
    },
    /// More decimals than the field holds.
    TooManyDecimals {
        /// The most decimals.
        max: u8,
    },
    /// A number beyond what the field holds.
    OutOfRange,
    /// Zero or less where more is due.
    NotPositive,
    /// Less than zero where that is not allowed.
    Negative,
    /// Not one of the listed values.
    NotInList,
    /// Another record of the account has it.
    Taken,
    /// Points at a record that this account does not have.
    Unknown,
    /// A document number whose check digits are wrong.
    WrongCheckDigit,
    /// Any other break of the field's form.
    Malformed,
    /// Given although it may not be with what else was given.
    NotAllowed,
}

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
        /// The fiscal number.
        FiscalNumber "fiscal_number",
        /// The freight.
        Freight "freight",
        /// What the channel keeps of an order.
        Fee "fee",
        /// The gender.
        Gender "gender",
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

/// What can be asked of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderAction {
    /// Turn the pre-order into an order.
    Confirm,
    /// Add or remove items.
    ChangeItems,
    /// Change anything else.
    Update,
    /// Remove the pre-order.
    Delete,
    /// Take the paid order on: the store says yes.
    Accept,
    /// Hand the goods of a quote over at the counter.
    Conclude,
    /// Take a counter sale back as if it had not been.
    Void,
    /// Approve the payment.
    ApprovePayment,
    /// Collect the goods.
    Pick,
    /// Close the volumes.
    Pack,
    /// Issue the fiscal document.
    Invoice,
    /// Print the transport label.
    Label,
    /// Put it with a carrier's load.
    Separate,
    /// Take it out of the load again.
    Unload,
    /// Hand it to the carrier.
    Ship,
    /// Send it out for the last mile.
    Route,
    /// Hand it to the customer.
    Deliver,
    /// Hold it for the customer to collect.
    AwaitWithdrawal,
    /// Cancel it.
    Cancel,
    /// Take goods back.
    Return,
}
