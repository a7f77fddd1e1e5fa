//! The core's fields, records and problems in eGestor's words.
//!
//! Not answers; those are built in `errors.rs`.
//!
//! The one rule to know: a field that none of the vendor's objects has keeps the core's name.

use domain::refusal::{Entity, Field, Problem};

/// All instalments of a sale together.
const INSTALMENTS: &str = "financeiros.valor";

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
    (Field::Cost, "precoCusto"),
    (Field::Credit, "creditar"),
    (Field::Customer, "codContato"),
    (Field::Debit, "debitar"),
    (Field::Description, "descricao"),
    (Field::Document, "cpfcnpj"),
    (Field::Discount, "vDesc"),
    (Field::DocumentNumber, "numDoc"),
    (Field::Email, "emails"),
    (Field::ExTipi, "excecaoIPI"),
    (Field::FiscalNote, "anotacoesNFE"),
    (Field::Freight, "valorFrete"),
    (Field::GrossWeight, "pesoBruto"),
    (Field::InstalmentAmount, INSTALMENTS),
    (Field::Image, "foto"),
    (Field::Items, "produtos"),
    (Field::ItemType, "tipoUso"),
    (Field::LedgerAccount, "codPlanoContas"),
    (Field::MinimumStock, "estoqueMinimo"),
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
    (Field::PlacedAt, "dtVenda"),
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

/// The vendor's names of fields where a resource has others.
const OF_RESOURCES: &[(&str, Field, &str)] = &[
    ("vendas", Field::CashAccount, "codCaixa"),
    ("vendas", Field::Discount, "valorDesc"),
    ("formasPagamento", Field::Price, "valorCusto"),
];

/// The fields of a contact's two addresses, the second of which is where goods are delivered.
const OF_ADDRESSES: &[Field] = &[
    Field::City,
    Field::CityCode,
    Field::Complement,
    Field::Country,
    Field::Neighborhood,
    Field::PostalCode,
    Field::State,
    Field::Street,
    Field::StreetNumber,
];

/// The fields that every line of a sale has.
const OF_LINES: &[(Field, &str)] = &[
    (Field::Discount, "vDesc"),
    (Field::Product, "codProduto"),
    (Field::Quantity, "quant"),
    (Field::Sku, "codProduto"),
    (Field::UnitPrice, "preco"),
];

/// Where a field is in the body of this resource, in the vendor's names. `index` counts its list's elements.
pub(crate) fn path_of(resource: &str, field: Field, index: Option<usize>) -> String {
    let in_table = |table: &[(Field, &'static str)]| {
        let named = table.iter().find(|(known, _)| *known == field);
        named.map(|(_, name)| *name)
    };
    let usual = in_table(FIELDS).unwrap_or(field.name());
    let Some(index) = index else {
        let own = OF_RESOURCES
            .iter()
            .find(|(of, known, _)| *of == resource && *known == field);
        return own.map_or(usual, |(_, _, name)| *name).to_owned();
    };
    if OF_ADDRESSES.contains(&field) {
        return format!("{usual}{}", if index == 0 { "" } else { "Entrega" });
    }
    if field == Field::InstalmentAmount {
        return format!("financeiros[{index}].valor");
    }
    match in_table(OF_LINES) {
        Some(name) => format!("produtos[{index}].{name}"),
        None => format!("{usual}[{index}]"),
    }
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
        Problem::OutOfRange if name == INSTALMENTS => "A soma das parcelas difere do total da venda.".to_owned(),
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

#[cfg(test)]
mod tests {
    use domain::refusal::Field;

    use super::path_of;

    #[test]
    fn a_field_is_named_as_the_body_has_it() {
        let table = [
            ("contatos", Field::Name, None, "nome"),
            ("contatos", Field::Email, Some(1), "emails[1]"),
            ("contatos", Field::PostalCode, Some(0), "cep"),
            ("contatos", Field::PostalCode, Some(1), "cepEntrega"),
            ("formasPagamento", Field::Price, None, "valorCusto"),
            ("recebimentos", Field::CashAccount, None, "codDisponivel"),
            ("vendas", Field::CashAccount, None, "codCaixa"),
            ("vendas", Field::Discount, None, "valorDesc"),
            ("vendas", Field::Discount, Some(0), "produtos[0].vDesc"),
            ("vendas", Field::InstalmentAmount, Some(2), "financeiros[2].valor"),
            ("vendas", Field::InstalmentAmount, None, super::INSTALMENTS),
            ("ajusteEstoque", Field::Product, Some(1), "produtos[1].codProduto"),
            ("vendas", Field::Carrier, None, Field::Carrier.name()),
        ];
        for (resource, field, index, expected) in table {
            assert_eq!(path_of(resource, field, index), expected);
        }
    }
}
