//! The core's fields, records and problems in Uniplus's words.
//!
//! Not answers; those are built in `errors.rs`.
//!
//! The one rule to know: a field has one name in most of the vendor's objects; where one object calls it otherwise, that
//! is a row of [`OTHERWISE`], and a field that none of them has keeps the core's name.

use domain::refusal::{Entity, Field, InvalidField, Problem};

/// Which of the vendor's objects a route writes: it decides what a field is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Area {
    /// Entities.
    Entities,
    /// Products.
    Products,
    /// Packagings.
    Packagings,
    /// Further barcodes.
    Barcodes,
    /// Grids.
    Variations,
    /// Balances.
    Balances,
    /// Documents of sale.
    Documents,
    /// Anything else.
    Other,
}

/// The start of a route after `/public-api`, and its area; the first that fits counts.
const AREAS: &[(&str, Area)] = &[
    ("/v1/entidades", Area::Entities),
    ("/v1/produtos", Area::Products),
    ("/v1/embalagens", Area::Packagings),
    ("/v1/eans", Area::Barcodes),
    ("/v1/variacoes", Area::Variations),
    ("/v1/saldo-estoque", Area::Balances),
    ("/v2/saldo-estoque", Area::Balances),
    ("/v1/davs", Area::Documents),
];

/// Fields that an area calls otherwise than [`USUALLY`].
const OTHERWISE: &[(Area, Field, &str)] = &[
    (Area::Products, Field::Provider, "codigoFornecedor"),
    (Area::Products, Field::Category, "codigoGrupoProduto"),
    (Area::Products, Field::Cost, "custo"),
    (Area::Products, Field::FiscalNote, "informacaoAdicional"),
    (Area::Products, Field::SkuCode, "codigo"),
    (Area::Products, Field::SkuName, "nome"),
    (Area::Packagings, Field::Quantity, "fatorConversao"),
    (Area::Balances, Field::Sku, "produto"),
    (Area::Balances, Field::Code, "produto"),
    (Area::Balances, Field::UnitPrice, "custo"),
    (Area::Balances, Field::Price, "custoMedio"),
    (Area::Documents, Field::Sku, "produto"),
    (Area::Documents, Field::SkuName, "variacoes"),
    (Area::Documents, Field::UnitPrice, "precoUnitario"),
    (Area::Documents, Field::Discount, "desconto"),
    (Area::Documents, Field::Total, "valor"),
    (Area::Documents, Field::ItemValue, "precoTotal"),
    (Area::Documents, Field::Price, "precoUnitario"),
    (Area::Documents, Field::Customer, "cliente"),
    (Area::Documents, Field::CustomerName, "cliente"),
];

/// What a field is called where nothing else is said.
const USUALLY: &[(Field, &str)] = &[
    (Field::Barcode, "ean"),
    (Field::BasePrice, "preco"),
    (Field::BirthDate, "dataNascimento"),
    (Field::Brand, "codigoMarca"),
    (Field::Carrier, "codigoTransportadora"),
    (Field::Category, "codigoGrupoProduto"),
    (Field::Cest, "cest"),
    (Field::Channel, "canal"),
    (Field::City, "cidade"),
    (Field::CityCode, "codigoCidade"),
    (Field::Code, "codigo"),
    (Field::Complement, "complemento"),
    (Field::CreditLimit, "limiteCredito"),
    (Field::Customer, "cliente"),
    (Field::Description, "descricaoShop"),
    (Field::Discount, "desconto"),
    (Field::Document, "cnpjCpf"),
    (Field::Email, "email"),
    (Field::Feature, "codigoGrade"),
    (Field::FeatureValue, "descricao"),
    (Field::Freight, "valorFrete"),
    (Field::IdentityDocument, "rg"),
    (Field::Items, "itens"),
    (Field::Kind, "tipoRegistro"),
    (Field::Location, "localEstoque"),
    (Field::MotherName, "mae"),
    (Field::Name, "nome"),
    (Field::Ncm, "ncm"),
    (Field::Neighborhood, "bairro"),
    (Field::Note, "observacao"),
    (Field::Organization, "filial"),
    (Field::Origin, "origem"),
    (Field::Party, "entidade"),
    (Field::Phone, "telefone"),
    (Field::PlacedAt, "data"),
    (Field::PostalCode, "cep"),
    (Field::Price, "preco"),
    (Field::PriceTable, "codigoPauta"),
    (Field::Product, "produto"),
    (Field::Provider, "codigoFornecedor"),
    (Field::Quantity, "quantidade"),
    (Field::Roles, "tipo"),
    (Field::Seller, "vendedor"),
    (Field::Sku, "variacao"),
    (Field::SkuCode, "variacao"),
    (Field::SkuName, "variacao"),
    (Field::State, "estado"),
    (Field::StateRegistration, "inscricaoEstadual"),
    (Field::Status, "status"),
    (Field::Street, "endereco"),
    (Field::StreetNumber, "numeroEndereco"),
    (Field::Total, "valor"),
    (Field::TradingName, "razaoSocial"),
    (Field::Unit, "unidadeMedida"),
    (Field::UnitPrice, "precoUnitario"),
    (Field::Usage, "tipoEmbalagem"),
    (Field::Weight, "peso"),
];

/// The addresses of an entity, in the order in which the face writes them, and what their fields end in.
const ADDRESS_ENDS: [&str; 3] = ["", "Entrega", "Cobranca"];

impl Area {
    /// The area of a route's template.
    pub(crate) fn of(route: Option<&str>) -> Self {
        let path = route
            .and_then(|route| route.strip_prefix("/public-api"))
            .unwrap_or_default();
        let found = AREAS.iter().find(|(start, _)| path.starts_with(start));
        found.map_or(Self::Other, |(_, area)| *area)
    }

    /// The path of a wrong field.
    pub(super) fn path(self, wrong: &InvalidField) -> String {
        let name = field_name(self, wrong.field);
        match (self, wrong.index) {
            (Self::Documents, Some(index)) => format!("itens[{index}].{name}"),
            // An entity's lists are its addresses; a product has one sku in a request.
            (Self::Entities, Some(index)) => {
                let name = name.strip_suffix("Endereco").unwrap_or(name);
                let end = ADDRESS_ENDS.get(index).copied().unwrap_or_default();
                format!("{name}{end}")
            }
            (
                Self::Products
                | Self::Packagings
                | Self::Barcodes
                | Self::Variations
                | Self::Balances
                | Self::Documents
                | Self::Entities
                | Self::Other,
                _,
            ) => name.to_owned(),
        }
    }
}

/// The vendor's name of a field in an area.
pub(super) fn field_name(area: Area, field: Field) -> &'static str {
    let otherwise = OTHERWISE.iter().find(|(known, of, _)| *known == area && *of == field);
    if let Some((_, _, name)) = otherwise {
        return name;
    }
    let usual = USUALLY.iter().find(|(known, _)| *known == field);
    usual.map_or_else(|| field.name(), |(_, name)| name)
}

/// The vendor's name of a kind of record, to begin a sentence.
pub(super) fn entity(entity: Entity) -> &'static str {
    match entity {
        Entity::Account => "Conta",
        Entity::AcquisitionChannel => "Canal de aquisição",
        Entity::Attribute => "Grade",
        Entity::AttributeGroup => "Tabela",
        Entity::AttributeOption => "Valor da grade",
        Entity::AttributeValue => "Registro",
        Entity::Balance => "Saldo",
        Entity::Barcode => "EAN",
        Entity::Brand => "Marca",
        Entity::CashAccount => "Conta bancária",
        Entity::Category => "Grupo de produto",
        Entity::Channel => "Canal de venda",
        Entity::Coupon => "Cupom",
        Entity::Credential => "Credencial",
        Entity::CustomerCategory => "Categoria de clientes",
        Entity::Discount => "Desconto",
        Entity::FiscalDocument => "Nota fiscal",
        Entity::Image => "Imagem",
        Entity::LedgerAccount => "Plano de contas",
        Entity::Location => "Local de estoque",
        Entity::Manufacturer => "Fabricante",
        Entity::Order => "DAV",
        Entity::OrderItem => "Item do DAV",
        Entity::OrderReturn => "Devolução",
        Entity::Organization => "Filial",
        Entity::Packaging => "Embalagem",
        Entity::Party => "Entidade",
        Entity::Payable => "Título a pagar",
        Entity::PaymentMethod => "Tipo de documento financeiro",
        Entity::Price => "Preço",
        Entity::PriceTable => "Pauta de preço",
        Entity::Product => "Produto",
        Entity::Provider => "Fornecedor",
        Entity::Receipt => "Nota de entrada",
        Entity::Receivable => "Título a receber",
        Entity::Seller => "Vendedor",
        Entity::Service => "Serviço",
        Entity::Shipment => "Embarque",
        Entity::Sku => "Produto",
        Entity::StockOperation => "Movimentação de estoque",
        Entity::StoreProduct => "Produto da filial",
        Entity::Transfer => "Transferência",
        Entity::User => "Usuário",
        Entity::Volume => "Volume",
        Entity::Voucher => "Vale-troca",
    }
}

/// What is wrong with a field, as one sentence.
pub(super) fn message(name: &str, problem: Problem) -> String {
    let said = match problem {
        Problem::Blank => "é obrigatório".to_owned(),
        Problem::NotANumber => "não é um número".to_owned(),
        Problem::NotAnInteger => "não é um número inteiro".to_owned(),
        Problem::NotADate => "não é uma data no formato AAAA-MM-DD".to_owned(),
        Problem::WrongType => "é de um tipo inesperado".to_owned(),
        Problem::TooLong { max } => format!("deve ter no máximo {max} caracteres"),
        Problem::TooManyDecimals { max } => format!("deve ter no máximo {max} casas decimais"),
        Problem::OutOfRange => "está fora do limite permitido".to_owned(),
        Problem::NotPositive => "deve ser maior que zero".to_owned(),
        Problem::Negative => "não pode ser negativo".to_owned(),
        Problem::NotInList => "não é um dos valores permitidos".to_owned(),
        Problem::Taken => "já está em uso".to_owned(),
        Problem::Unknown => "não corresponde a um registro existente".to_owned(),
        Problem::WrongCheckDigit => "tem dígito verificador inválido".to_owned(),
        Problem::Malformed => "é inválido".to_owned(),
        Problem::NotAllowed => "não pode ser informado neste caso".to_owned(),
    };
    format!("O campo {name} {said}")
}
