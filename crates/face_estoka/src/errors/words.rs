//! The core's fields, records and problems in Estoka's words.
//!
//! Not answers; those are built in `errors.rs`.
//!
//! The one rule to know: a field has one name in most of the vendor's objects; where one object calls it otherwise, that
//! is a row of [`OTHERWISE`].

use domain::refusal::{Entity, Field, Problem};

/// Which of the vendor's objects a route writes: it decides what a field is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Area {
    /// Organizations.
    Organizations,
    /// Sale channels.
    Channels,
    /// Categories.
    Categories,
    /// Customers.
    Customers,
    /// Providers.
    Providers,
    /// Products and skus.
    Products,
    /// Price tables.
    PriceTables,
    /// Entries and adjustments of stock.
    StockMovements,
    /// Transfers between stocks.
    Transfers,
    /// Orders.
    Orders,
    /// Anything else.
    Other,
}

/// The start of a route after `/api/v1`, and its area; the first that fits counts.
const AREAS: &[(&str, Area)] = &[
    ("/organizations/{organization_id}/transfers", Area::Transfers),
    ("/organizations/{organization_id}/sale_channels", Area::Channels),
    ("/organizations/{organization_id}/orders", Area::Orders),
    ("/organizations", Area::Organizations),
    ("/sale_channels", Area::Channels),
    ("/product_categories", Area::Categories),
    ("/customers", Area::Customers),
    ("/providers", Area::Providers),
    ("/products", Area::Products),
    ("/price_tables", Area::PriceTables),
    ("/stock_movements", Area::StockMovements),
    ("/orders", Area::Orders),
];

/// Fields that an area calls otherwise than [`usual_name`].
const OTHERWISE: &[(Area, Field, &str)] = &[
    (Area::Organizations, Field::Document, "cnpj"),
    (Area::Organizations, Field::StateRegistration, "state_registration"),
    (Area::Organizations, Field::PostalCode, "zip_code"),
    (Area::Organizations, Field::Complement, "complement"),
    (Area::Channels, Field::Category, "product_category_ids"),
    (Area::Channels, Field::PriceTable, "price_table_ids"),
    (Area::Categories, Field::Parent, "ancestry"),
    (Area::Customers, Field::Document, "document_number"),
    (Area::Customers, Field::StateRegistration, "state_registration"),
    (Area::Customers, Field::MunicipalRegistration, "municipal_registration"),
    (Area::Providers, Field::Roles, "provider_type"),
    (Area::Products, Field::SkuCode, "code"),
    (Area::Products, Field::SkuName, "name"),
    (Area::PriceTables, Field::Channel, "sale_channel_ids"),
    (Area::StockMovements, Field::Items, "product_skus"),
    (Area::StockMovements, Field::Sku, "code"),
];

impl Area {
    /// The area of a route's template.
    pub(crate) fn of(route: Option<&str>) -> Self {
        let path = route
            .and_then(|route| route.strip_prefix("/api/v1"))
            .unwrap_or_default();
        let found = AREAS.iter().find(|(start, _)| path.starts_with(start));
        found.map_or(Self::Other, |(_, area)| *area)
    }

    /// The path of a field of the list's element `index`.
    pub(super) fn path_of(self, field: Field, index: usize) -> String {
        let name = field_name(self, field);
        let list = self.list_of(field);
        // The list's elements may be the values themselves.
        if list == name {
            format!("{name}[{index}]")
        } else {
            format!("{list}[{index}].{name}")
        }
    }

    /// The list in which a field with an index stands.
    fn list_of(self, field: Field) -> &'static str {
        match self {
            Self::StockMovements => "product_skus",
            Self::PriceTables if field == Field::Channel => "sale_channel_ids",
            Self::PriceTables => "sku_prices",
            Self::Products if is_of_attribute(field) => "product_features",
            Self::Products if field == Field::Image => "product_images",
            Self::Products => "product_skus",
            Self::Orders if field == Field::Payments || field == Field::PaymentMethod => "payments",
            Self::Customers => "addresses",
            Self::Organizations
            | Self::Channels
            | Self::Categories
            | Self::Providers
            | Self::Transfers
            | Self::Orders
            | Self::Other => "items",
        }
    }
}

fn is_of_attribute(field: Field) -> bool {
    field == Field::Feature || field == Field::FeatureValue
}

/// What a field is called in an area.
pub(super) fn field_name(area: Area, field: Field) -> &'static str {
    let row = OTHERWISE.iter().find(|(of, called, _)| (*of, *called) == (area, field));
    row.map_or_else(|| usual_name(field), |(_, _, name)| name)
}

/// What a field is called where nothing else is said.
fn usual_name(field: Field) -> &'static str {
    match field {
        Field::AccessKey => "access_key",
        Field::Account => "account_id",
        Field::Address => "address",
        Field::AuthorizationStatus => "authorization_status",
        Field::Barcode => "ean",
        Field::BasePrice | Field::Price => "price",
        Field::Batch => "batch",
        Field::BatchExpiry => "batch_expiration_date",
        Field::BirthDate => "birthday",
        Field::Brand => "product_brand_id",
        Field::Carrier => "carrier_id",
        Field::Category => "product_category_id",
        Field::Cest => "cest",
        Field::Channel => "sale_channel_id",
        Field::City => "city",
        Field::CityCode => "city_code",
        Field::ClaimedAmount => "applied_discount_value",
        Field::ClaimedDiscount => "discount_id",
        Field::ClaimedRule => "discount_rule_id",
        Field::ClaimedSku => "product_sku_ids",
        Field::Code => "code",
        Field::CompanyName => "company_name",
        Field::Complement => "detail",
        Field::Contact => "contacts",
        Field::Country => "country",
        Field::CreditRule => "limit_type",
        Field::Coupon => "coupons",
        Field::CreditLimit => "limit_value",
        Field::Customer => "customer",
        Field::CustomerCategory => "customer_category_id",
        Field::CustomerJob => "job",
        Field::CustomerName => "customer.name",
        Field::CustomerType => "customer_type_id",
        Field::DeliveryRadius => "delivery_radius_max",
        Field::Description => "description",
        Field::Discount => "discount",
        Field::Document => "document",
        Field::Email => "email",
        Field::EndsOn => "end_on",
        Field::ExTipi => "ex_tipi",
        Field::ExternalId => "external_id",
        Field::Feature => "product_feature_id",
        Field::FeatureValue => "feature_variant_id",
        Field::FiscalCode => "fiscal_code",
        Field::FiscalNumber => "number",
        Field::Freight => "shipping",
        Field::Gender => "gender",
        Field::Height => "height",
        Field::IdempotencyKey => "idempotency_key",
        Field::IdentityDocument => "rg",
        Field::Image => "product_images",
        Field::ItemValue => "item_value",
        Field::Items => "items",
        Field::Kind => "kind",
        Field::Latitude => "latitude",
        Field::Length => "length",
        Field::Location => "stock_id",
        Field::Longitude => "longitude",
        Field::Manufacturer => "manufacturer_id",
        Field::MinimumPurchase => "minimum_value",
        Field::Modality => "modality",
        Field::MotherName => "mother_name",
        Field::MunicipalRegistration => "municipal_inscription",
        Field::Name => "name",
        Field::Ncm => "ncm",
        Field::Neighborhood => "neighborhood",
        Field::NfeNote => "additional_nfe_info",
        Field::NfeSeries => "serie_nfe",
        Field::Note => "note",
        Field::Order => "order_id",
        Field::Orders => "order_ids",
        Field::Organization => "organization_id",
        Field::Origin => "origin",
        Field::Parent => "parent_id",
        Field::Party => "customer_id",
        Field::PaymentMethod => "method",
        Field::PaymentStatus => "payment_status",
        Field::Payments => "payments",
        Field::Phone => "phone_number",
        Field::PlacedAt => "placed_at",
        Field::PostalCode => "zipcode",
        Field::PriceTable => "price_table_id",
        Field::Product => "product_id",
        Field::PromotionalPrice => "promotional_price",
        Field::Provider => "provider_id",
        Field::PublicKey => "public_key",
        Field::Quantity => "quantity",
        Field::Reason => "operation_type",
        Field::Relative => "relatives",
        Field::Roles => "type",
        Field::SafetyMargin => "safety_margin",
        Field::Scope => "scope",
        Field::Secret => "token",
        Field::Seller => "seller_external_id",
        Field::Sku => "product_sku_id",
        Field::SkuCode => "product_sku_code",
        Field::SkuName => "product_sku_name",
        Field::StartsOn => "start_on",
        Field::State => "state",
        Field::StateRegistration => "state_inscription",
        Field::StateRegistrationKind => "state_inscription_type",
        Field::Status => "status",
        Field::Street => "street",
        Field::StreetNumber => "number",
        Field::Subdomain => "subdomain",
        Field::SuframaRegistration => "suframa_inscription",
        Field::SupplierCode => "provider_skus",
        Field::SupplierKind => "provider_type",
        Field::TaxRegime => "tax_regime",
        Field::TimeZone => "time_zone",
        Field::Total => "total_value",
        Field::TradingName => "trading_name",
        Field::Unit => "measure",
        Field::UnitPrice => "unit_price",
        Field::Usage => "usage",
        Field::ValidityDays => "validity_days",
        Field::Voucher => "code",
        Field::Weight => "weight",
        Field::Width => "width",
        Field::WithdrawalChannel => "withdrawal_channel_id",
        Field::WithdrawalHours => "average_withdrawal_term",
        Field::WithdrawalPrice => "average_withdrawal_price",
    }
}

/// What a kind of record is called.
pub(super) fn entity(entity: Entity) -> &'static str {
    match entity {
        Entity::Account => "Conta",
        Entity::AcquisitionChannel => "Canal de aquisição",
        Entity::Attribute => "Característica",
        Entity::AttributeOption => "Variação",
        Entity::Balance => "Sku do estoque",
        Entity::Brand => "Marca",
        Entity::Category => "Categoria",
        Entity::Channel => "Canal de venda",
        Entity::Coupon => "Cupom",
        Entity::Credential => "Credencial",
        Entity::CustomerCategory => "Categoria de cliente",
        Entity::Discount => "Desconto",
        Entity::FiscalDocument => "Documento fiscal",
        Entity::Location => "Estoque",
        Entity::Manufacturer => "Fabricante",
        Entity::Order => "Pedido",
        Entity::OrderItem => "Item do pedido",
        Entity::Organization => "Organização",
        Entity::Party => "Cliente",
        Entity::Price => "Preço Sku",
        Entity::PriceTable => "Tabela de preço",
        Entity::Product => "Produto",
        Entity::Provider => "Fornecedor",
        Entity::Receipt => "Entrada de mercadoria",
        Entity::Seller => "Colaborador",
        Entity::Shipment => "Embarque",
        Entity::Sku => "Sku",
        Entity::Transfer => "Transferência",
        Entity::Volume => "Volume",
        Entity::Voucher => "Vale-troca",
    }
}

/// What is wrong with a field, to follow its name, as Rails says it in Portuguese.
pub(super) fn message(problem: Problem) -> String {
    let fixed = match problem {
        Problem::Blank => "não pode ficar em branco",
        Problem::NotANumber => "não é um número",
        Problem::NotAnInteger => "não é um número inteiro",
        Problem::NotADate => "não é uma data válida",
        Problem::TooLong { max } => return format!("é muito longo (máximo: {max} caracteres)"),
        Problem::TooManyDecimals { max } => return format!("deve ter no máximo {max} casas decimais"),
        Problem::OutOfRange => "está fora do intervalo permitido",
        Problem::NotPositive => "deve ser maior que 0",
        Problem::Negative => "deve ser maior ou igual a 0",
        Problem::NotInList => "não está incluído na lista",
        Problem::Taken => "já está em uso",
        Problem::WrongType | Problem::Unknown | Problem::WrongCheckDigit | Problem::Malformed => "não é válido",
        Problem::NotAllowed => "não é permitido",
    };
    fixed.to_owned()
}

#[cfg(test)]
mod tests {
    use domain::refusal::Field;

    use super::{Area, OTHERWISE, field_name, usual_name};

    #[test]
    fn the_route_decides_what_a_field_is_called() {
        let table = [
            (Some("/api/v1/organizations"), Field::Document, "cnpj"),
            (Some("/api/v1/providers"), Field::Document, "document"),
            (
                Some("/api/v1/organizations/{organization_id}/transfers"),
                Field::Document,
                "document",
            ),
            (Some("/api/v1/orders/{id}"), Field::Location, "stock_id"),
            (None, Field::Location, "stock_id"),
        ];
        for (route, field, name) in table {
            assert_eq!(field_name(Area::of(route), field), name, "{route:?}");
        }
    }

    #[test]
    fn a_field_of_a_list_stands_under_its_list() {
        let table = [
            (Area::Orders, Field::Quantity, "items[1].quantity"),
            (Area::Products, Field::SkuCode, "product_skus[1].code"),
            (Area::Products, Field::Feature, "product_features[1].product_feature_id"),
            (Area::Products, Field::Image, "product_images[1]"),
            (Area::PriceTables, Field::Price, "sku_prices[1].price"),
            (Area::PriceTables, Field::Channel, "sale_channel_ids[1]"),
        ];
        for (area, field, path) in table {
            assert_eq!(area.path_of(field, 1), path);
        }
    }

    #[test]
    fn a_row_that_says_otherwise_says_something_else() {
        for (area, field, name) in OTHERWISE {
            assert_ne!(*name, usual_name(*field), "{area:?} {field:?}");
        }
    }
}
