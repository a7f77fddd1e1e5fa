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
    /// Customers who are persons.
    People,
    /// Customers that are companies.
    Companies,
    /// What else is said of customers.
    Customers,
    /// Providers.
    Providers,
    /// Products and skus.
    Products,
    /// Price tables.
    PriceTables,
    /// Entries and adjustments of stock.
    StockMovements,
    /// Shipments.
    Shipments,
    /// Transfers between stocks.
    Transfers,
    /// Goods with their fiscal document.
    Receivements,
    /// Orders.
    Orders,
    /// Anything else.
    Other,
}

/// The start of a route after `/api/v1`, and its area; the first that fits counts.
const AREAS: &[(&str, Area)] = &[
    ("/organizations/{organization_id}/transfers", Area::Transfers),
    ("/organizations/{organization_id}/shipments", Area::Shipments),
    (
        "/organizations/{organization_id}/customer_aquisition_channels",
        Area::Other,
    ),
    ("/organizations/{organization_id}/sale_channels", Area::Channels),
    ("/organizations/{organization_id}/orders", Area::Orders),
    ("/organizations", Area::Organizations),
    ("/sale_channels", Area::Channels),
    ("/product_categories", Area::Categories),
    ("/customers/people", Area::People),
    ("/customers/companies", Area::Companies),
    ("/customers", Area::Customers),
    ("/providers", Area::Providers),
    ("/products", Area::Products),
    ("/price_tables", Area::PriceTables),
    ("/stock_movements", Area::StockMovements),
    ("/receivements", Area::Receivements),
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
    (Area::People, Field::Document, "cpf"),
    (Area::Companies, Field::Document, "cnpj"),
    (Area::People, Field::PostalCode, "zip_code"),
    (Area::People, Field::StreetNumber, "street_number"),
    (Area::People, Field::Address, "addresses"),
    (Area::People, Field::Contact, "customer_contacts"),
    (Area::People, Field::Reason, "reason"),
    (Area::People, Field::Note, "cancel_observation"),
    (Area::Companies, Field::PostalCode, "zip_code"),
    (Area::Companies, Field::StreetNumber, "street_number"),
    (Area::Companies, Field::Address, "addresses"),
    (Area::Companies, Field::Contact, "customer_contacts"),
    (Area::Companies, Field::Reason, "reason"),
    (Area::Companies, Field::Note, "cancel_observation"),
    (Area::Shipments, Field::Carrier, "shipping_company.id"),
    (Area::Shipments, Field::TradingName, "shipping_company.name"),
    (Area::Shipments, Field::Kind, "shipment_type"),
    (Area::Providers, Field::Roles, "provider_type"),
    (Area::Products, Field::SkuCode, "code"),
    (Area::Products, Field::SkuName, "name"),
    (Area::PriceTables, Field::Channel, "sale_channel_ids"),
    (Area::StockMovements, Field::Items, "product_skus"),
    (Area::StockMovements, Field::Sku, "code"),
    (Area::Receivements, Field::AccessKey, "general_data.access_key"),
    (Area::Receivements, Field::FiscalNumber, "general_data.number"),
    (Area::Receivements, Field::NfeSeries, "general_data.serie"),
    (Area::Receivements, Field::Total, "general_data.total_nfe"),
    (Area::Receivements, Field::Document, "provider.document"),
    (Area::Receivements, Field::Name, "provider.name"),
    (Area::Receivements, Field::TradingName, "provider.trading_name"),
    (
        Area::Receivements,
        Field::StateRegistration,
        "provider.state_inscription",
    ),
    (Area::Receivements, Field::Street, "provider.address.street"),
    (Area::Receivements, Field::StreetNumber, "provider.address.number"),
    (Area::Receivements, Field::Complement, "provider.address.detail"),
    (Area::Receivements, Field::Neighborhood, "provider.address.neighborhood"),
    (Area::Receivements, Field::City, "provider.address.city"),
    (Area::Receivements, Field::CityCode, "provider.address.city_code"),
    (Area::Receivements, Field::State, "provider.address.state"),
    (Area::Receivements, Field::PostalCode, "provider.address.zipcode"),
    (Area::Receivements, Field::Country, "provider.address.country"),
    (Area::Receivements, Field::Items, "products"),
    (Area::Receivements, Field::SupplierCode, "code"),
    (Area::Receivements, Field::UnitPrice, "unit_value"),
    (Area::Receivements, Field::ItemValue, "total_cost"),
    (Area::Receivements, Field::Discount, "discount_value"),
    (Area::Receivements, Field::Freight, "freight"),
    (Area::Receivements, Field::Batch, "traceability.numero_lote"),
    (Area::Receivements, Field::BatchExpiry, "traceability.data_validade"),
];

/// What a field is called where nothing else is said, when that is not the core's own name.
const USUALLY: &[(Field, &str)] = &[
    (Field::Account, "account_id"),
    (Field::Barcode, "ean"),
    (Field::BasePrice, "price"),
    (Field::BatchExpiry, "batch_expiration_date"),
    (Field::BirthDate, "birthday"),
    (Field::Brand, "product_brand_id"),
    (Field::Carrier, "carrier_id"),
    (Field::Category, "product_category_id"),
    (Field::Channel, "sale_channel_id"),
    (Field::ClaimedAmount, "applied_discount_value"),
    (Field::ClaimedDiscount, "discount_id"),
    (Field::ClaimedRule, "discount_rule_id"),
    (Field::ClaimedSku, "product_sku_ids"),
    (Field::Complement, "detail"),
    (Field::Contact, "contacts"),
    (Field::CreditRule, "credit_limit_rules"),
    (Field::Coupon, "coupons"),
    (Field::CreditLimit, "limit_value"),
    (Field::CustomerCategory, "customer_category_id"),
    (Field::CustomerJob, "customer_job_code"),
    (Field::CustomerName, "customer.name"),
    (Field::CustomerType, "customer_type_code"),
    (Field::DeliveryRadius, "delivery_radius_max"),
    (Field::EndsOn, "end_on"),
    (Field::Feature, "product_feature_id"),
    (Field::FeatureValue, "feature_variant_id"),
    (Field::FiscalNumber, "number"),
    (Field::Freight, "shipping"),
    (Field::Fee, "partner_fee"),
    (Field::IdentityDocument, "rg"),
    (Field::Image, "product_images"),
    (Field::Location, "stock_id"),
    (Field::Manufacturer, "manufacturer_id"),
    (Field::MinimumPurchase, "minimum_value"),
    (Field::MunicipalRegistration, "municipal_inscription"),
    (Field::NfeNote, "additional_nfe_info"),
    (Field::NfeSeries, "serie_nfe"),
    (Field::Order, "order_id"),
    (Field::Organization, "organization_id"),
    (Field::Parent, "parent_id"),
    (Field::Party, "customer_id"),
    (Field::PaymentMethod, "method"),
    (Field::Phone, "phone_number"),
    (Field::PostalCode, "zipcode"),
    (Field::PriceTable, "price_table_id"),
    (Field::Product, "product_id"),
    (Field::Provider, "provider_id"),
    (Field::Reason, "operation_type"),
    (Field::Relative, "relatives"),
    (Field::Roles, "type"),
    (Field::Secret, "token"),
    (Field::Seller, "seller_external_id"),
    (Field::Sku, "product_sku_id"),
    (Field::SkuCode, "product_sku_code"),
    (Field::SkuName, "product_sku_name"),
    (Field::StartsOn, "start_on"),
    (Field::StateRegistration, "state_inscription"),
    (Field::StateRegistrationKind, "state_inscription_type"),
    (Field::StreetNumber, "number"),
    (Field::SuframaRegistration, "suframa_inscription"),
    (Field::SupplierCode, "provider_skus"),
    (Field::SupplierKind, "provider_type"),
    (Field::Total, "total_value"),
    (Field::Unit, "measure"),
    (Field::ValidityDays, "validate_time"),
    (Field::Voucher, "code"),
    (Field::WithdrawalChannel, "withdrawal_channel_id"),
    (Field::WithdrawalHours, "average_withdrawal_term"),
    (Field::WithdrawalPrice, "average_withdrawal_price"),
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
            Self::Shipments => "orders",
            Self::StockMovements => "product_skus",
            Self::Receivements => "products",
            Self::PriceTables if field == Field::Channel => "sale_channel_ids",
            Self::PriceTables => "sku_prices",
            Self::Products if is_of_attribute(field) => "product_features",
            Self::Products if field == Field::Image => "product_images",
            Self::Products => "product_skus",
            Self::Orders => list_of_order(field),
            Self::People | Self::Companies | Self::Customers => list_of_customer(field),
            Self::Organizations
            | Self::Channels
            | Self::Categories
            | Self::Providers
            | Self::Transfers
            | Self::Other => "items",
        }
    }
}

/// The list of an order's parts in which a field with an index stands.
fn list_of_order(field: Field) -> &'static str {
    const PAYMENTS: &[Field] = &[Field::Payments, Field::PaymentMethod, Field::Voucher];
    const CLAIMS: &[Field] = &[
        Field::ClaimedAmount,
        Field::ClaimedDiscount,
        Field::ClaimedRule,
        Field::ClaimedSku,
    ];
    if PAYMENTS.contains(&field) {
        "payments"
    } else if CLAIMS.contains(&field) {
        "nexaas_promo_discounts"
    } else {
        "items"
    }
}

/// The list of a customer's parts in which a field with an index stands; the face looks at names before the core does.
fn list_of_customer(field: Field) -> &'static str {
    const OF_RULES: &[Field] = &[
        Field::CreditRule,
        Field::CreditLimit,
        Field::ValidityDays,
        Field::Reason,
        Field::Note,
        Field::Order,
    ];
    if OF_RULES.contains(&field) {
        "credit_limit_rules"
    } else if field == Field::Contact {
        "customer_contacts"
    } else if field == Field::Coupon {
        "coupons"
    } else if field == Field::Relative {
        "relatives"
    } else {
        "addresses"
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
    let row = USUALLY.iter().find(|(called, _)| *called == field);
    row.map_or_else(|| field.name(), |(_, name)| name)
}

/// What a kind of record is called.
pub(super) fn entity(entity: Entity) -> &'static str {
    match entity {
        Entity::Account => "Conta",
        Entity::AcquisitionChannel => "Canal de aquisição",
        Entity::Attribute => "Característica",
        Entity::AttributeGroup => "Grupo de características",
        Entity::AttributeOption => "Variação",
        Entity::AttributeValue => "Valor de característica",
        Entity::Balance => "Sku do estoque",
        Entity::Barcode => "Código de barras",
        Entity::Brand => "Marca",
        Entity::CashAccount => "Conta caixa",
        Entity::Category => "Categoria",
        Entity::Channel => "Canal de venda",
        Entity::Coupon => "Cupom",
        Entity::Credential => "Credencial",
        Entity::CustomerCategory => "Categoria de cliente",
        Entity::Discount => "Desconto",
        Entity::FiscalDocument => "Documento fiscal",
        Entity::Image => "Imagem",
        Entity::LedgerAccount => "Conta do plano de contas",
        Entity::Location => "Estoque",
        Entity::Manufacturer => "Fabricante",
        Entity::Order => "Pedido",
        Entity::OrderItem => "Item do pedido",
        Entity::OrderReturn => "Devolução",
        Entity::Organization => "Organização",
        Entity::Packaging => "Embalagem",
        Entity::Party => "Cliente",
        Entity::Payable => "Conta a pagar",
        Entity::PaymentMethod => "Forma de pagamento",
        Entity::Price => "Preço Sku",
        Entity::PriceTable => "Tabela de preço",
        Entity::Product => "Produto",
        Entity::Provider => "Fornecedor",
        Entity::Receipt => "Entrada de mercadoria",
        Entity::Receivable => "Conta a receber",
        Entity::Seller => "Colaborador",
        Entity::Service => "Serviço",
        Entity::Shipment => "Embarque",
        Entity::Sku => "Sku",
        Entity::StockOperation => "Movimentação de estoque",
        Entity::StoreProduct => "Produto da loja",
        Entity::Transfer => "Transferência",
        Entity::User => "Usuário",
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
