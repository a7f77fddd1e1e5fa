//! The core's fields, records and problems in eGestor's words.
//!
//! Not answers; those are built in `errors.rs`.
//!
//! The one rule to know: a field that none of the vendor's objects has keeps the core's name.

use domain::refusal::{Entity, Field, Problem};

/// The vendor's names of fields.
const FIELDS: &[(Field, &str)] = &[
    (Field::BirthDate, "dtNasc"),
    (Field::Barcode, "refEanGtin"),
    (Field::BasePrice, "precoVenda"),
    (Field::CashAccount, "codDisponivel"),
    (Field::Category, "codCategoria"),
    (Field::Cest, "codigoCEST"),
    (Field::City, "cidade"),
    (Field::CityCode, "codIBGE"),
    (Field::Code, "codigoProprio"),
    (Field::Complement, "complemento"),
    (Field::Country, "pais"),
    (Field::Credit, "creditar"),
    (Field::Customer, "codContato"),
    (Field::Debit, "debitar"),
    (Field::Description, "descricao"),
    (Field::Document, "cpfcnpj"),
    (Field::Discount, "vDesc"),
    (Field::DocumentNumber, "numDoc"),
    (Field::Email, "emails"),
    (Field::ExTipi, "excecaoIPI"),
    (Field::Freight, "valorFrete"),
    (Field::InstalmentAmount, "financeiros.valor"),
    (Field::Image, "foto"),
    (Field::Items, "produtos"),
    (Field::LedgerAccount, "codPlanoContas"),
    (Field::MunicipalRegistration, "inscricaoMunicipal"),
    (Field::Name, "nome"),
    (Field::Ncm, "ncm"),
    (Field::Neighborhood, "bairro"),
    (Field::Note, "obs"),
    (Field::Origin, "origemFiscal"),
    (Field::Parent, "codPai"),
    (Field::Party, "codContato"),
    (Field::PaymentMethod, "codFormaPgto"),
    (Field::Phone, "fones"),
    (Field::PostalCode, "cep"),
    (Field::Price, "precoVenda"),
    (Field::Product, "codProduto"),
    (Field::Quantity, "quant"),
    (Field::Reason, "motivo"),
    (Field::Roles, "tipo"),
    (Field::Seller, "codVendedor"),
    (Field::Sku, "codProduto"),
    (Field::State, "uf"),
    (Field::StateRegistration, "inscricaoEstadual"),
    (Field::StateRegistrationKind, "indicadorIE"),
    (Field::Status, "situacao"),
    (Field::Street, "logradouro"),
    (Field::StreetNumber, "numero"),
    (Field::SuframaRegistration, "suframa"),
    (Field::Tags, "tags"),
    (Field::Total, "valor"),
    (Field::TradingName, "fantasia"),
    (Field::Unit, "unidadeTributada"),
    (Field::UnitPrice, "preco"),
    (Field::Weight, "pesoLiquido"),
];

/// The vendor's name of a field.
pub(super) fn field_name(field: Field) -> &'static str {
    let named = FIELDS.iter().find(|(known, _)| *known == field);
    named.map_or_else(|| field.name(), |(_, name)| name)
}

/// The vendor's name of a kind of record, to begin a sentence.
pub(super) fn entity(entity: Entity) -> &'static str {
    match entity {
        Entity::Account => "Empresa",
        Entity::AcquisitionChannel => "Canal de aquisição",
        Entity::Attribute => "Atributo",
        Entity::AttributeGroup => "Grupo de atributos",
        Entity::AttributeOption => "Opção de atributo",
        Entity::AttributeValue => "Valor de atributo",
        Entity::Balance => "Estoque",
        Entity::Barcode => "Código de barras",
        Entity::Brand => "Marca",
        Entity::CashAccount => "Conta caixa",
        Entity::Category => "Categoria",
        Entity::Channel => "Canal de venda",
        Entity::Coupon => "Cupom",
        Entity::Credential => "Aplicativo conectado",
        Entity::CustomerCategory => "Categoria de clientes",
        Entity::Discount => "Desconto",
        Entity::FiscalDocument => "Nota fiscal",
        Entity::Image => "Foto",
        Entity::LedgerAccount => "Plano de conta",
        Entity::Location => "Estoque",
        Entity::Manufacturer => "Fabricante",
        Entity::Order => "Venda",
        Entity::OrderItem => "Item da venda",
        Entity::OrderReturn => "Devolução",
        Entity::Organization => "Empresa",
        Entity::Packaging => "Embalagem",
        Entity::Party => "Contato",
        Entity::Payable => "Pagamento",
        Entity::PaymentMethod => "Forma de pagamento",
        Entity::Price => "Preço",
        Entity::PriceTable => "Tabela de preços",
        Entity::Product => "Produto",
        Entity::Provider => "Fornecedor",
        Entity::Receipt => "Compra",
        Entity::Receivable => "Recebimento",
        Entity::Seller => "Vendedor",
        Entity::Service => "Serviço",
        Entity::Shipment => "Embarque",
        Entity::Sku => "Produto",
        Entity::StockOperation => "Ajuste de estoque",
        Entity::StoreProduct => "Produto da loja",
        Entity::Transfer => "Transferência",
        Entity::User => "Usuário",
        Entity::Volume => "Volume",
        Entity::Voucher => "Vale-troca",
    }
}

/// What is wrong with a field, as one sentence.
pub(super) fn message(name: &str, problem: Problem) -> String {
    match problem {
        Problem::Blank => format!("Campo \"{name}\" é obrigatório."),
        Problem::NotAllowed => format!("Campo \"{name}\" não é permitido."),
        Problem::TooLong { max } => format!("Campo \"{name}\" deve ter no máximo {max} caracteres."),
        Problem::TooManyDecimals { max } => format!("Campo \"{name}\" deve ter no máximo {max} casas decimais."),
        Problem::Taken => format!("O valor do campo \"{name}\" já está em uso."),
        Problem::Unknown => format!("O campo \"{name}\" aponta para um registro que não existe."),
        Problem::NotANumber
        | Problem::NotAnInteger
        | Problem::NotADate
        | Problem::WrongType
        | Problem::OutOfRange
        | Problem::NotPositive
        | Problem::Negative
        | Problem::NotInList
        | Problem::WrongCheckDigit
        | Problem::Malformed => format!("Valor inválido para o campo \"{name}\"."),
    }
}
