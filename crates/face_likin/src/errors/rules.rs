//! The messages of the vendor's business rules.
//!
//! Not the messages of properties that are wrong in themselves, which are in `words.rs`.
//!
//! The one rule to know: the texts are the vendor's, missing full stops and accents included.

use domain::refusal::{Entity, Field, Problem};

use super::words::Area;

const RESERVED: &str = "O prefixo 'LKN.' é reservado para a geração automática de SKUs.";
const UNKNOWN_OF_STORE: &str = "Produto ou Variação de Produto inválido.";

/// The rules: where, which field, what is wrong with it, and what the vendor says.
const RULES: &[(Area, Field, Problem, &str)] = &[
    (
        Area::Categories,
        Field::Parent,
        Problem::Unknown,
        "Categoria predecessora inexistente.",
    ),
    (
        Area::Categories,
        Field::Parent,
        Problem::NotAllowed,
        "Categoria predecessora já possui a Categoria em sua hierarquia.",
    ),
    (
        Area::Categories,
        Field::Parent,
        Problem::OutOfRange,
        "Categoria predecessora está no nível máximo de profundidade da sua hierarquia.",
    ),
    (
        Area::Categories,
        Field::Parent,
        Problem::Taken,
        "Categoria possui Categoria(s).",
    ),
    (
        Area::Categories,
        Field::Product,
        Problem::Taken,
        "Categoria possui Produto(s).",
    ),
    (Area::Products, Field::Category, Problem::Unknown, "Categoria inválida."),
    (
        Area::Products,
        Field::Category,
        Problem::OutOfRange,
        "Categoria predecessora está no nível máximo de profundidade da sua hierarquia.",
    ),
    (
        Area::Products,
        Field::Name,
        Problem::Taken,
        "Já existe um Produto com o nome informado.",
    ),
    (
        Area::Products,
        Field::SkuCode,
        Problem::Taken,
        "Já existe um Produto com o SKU informado.",
    ),
    (
        Area::Products,
        Field::Code,
        Problem::Taken,
        "Já existe um Produto com o SKU informado.",
    ),
    (Area::Products, Field::SkuCode, Problem::NotAllowed, RESERVED),
    (
        Area::Products,
        Field::Image,
        Problem::Blank,
        "O Produto deve possuir Imagens para ser habilitado.",
    ),
    (
        Area::Products,
        Field::Feature,
        Problem::Blank,
        "O Produto deve possuir todos os Parâmetros obrigatórios preenchidos para ser habilitado.",
    ),
    (
        Area::Products,
        Field::Variable,
        Problem::Blank,
        "O Produto configurado como Variável deve possuir Variações ativas para ser habilitado.",
    ),
    (
        Area::Products,
        Field::Variable,
        Problem::NotAllowed,
        "O Produto configurado como não Variável não deve possuir Variações ativas para ser habilitado.",
    ),
    (
        Area::Variations,
        Field::SkuCode,
        Problem::Taken,
        "Já existe uma Variação de Produto com o SKU informado.",
    ),
    (Area::Variations, Field::SkuCode, Problem::NotAllowed, RESERVED),
    (
        Area::Variations,
        Field::Variable,
        Problem::NotAllowed,
        "O Produto não é variável e não pode possuir Variações.",
    ),
    (
        Area::Values,
        Field::Feature,
        Problem::Taken,
        "O Atributo Variável já está vinculado ao Produto.",
    ),
    (
        Area::Values,
        Field::Sku,
        Problem::Taken,
        "Já existe uma Variação de Produto com os mesmos Atributos.",
    ),
    (Area::StoreProducts, Field::Sku, Problem::Unknown, UNKNOWN_OF_STORE),
    (Area::StoreProducts, Field::Product, Problem::Unknown, UNKNOWN_OF_STORE),
    (
        Area::StoreProducts,
        Field::Sku,
        Problem::NotAllowed,
        "Produto ou Variação de Produto desabilitado.",
    ),
    (
        Area::StoreProducts,
        Field::Sku,
        Problem::Taken,
        "O Produto ou a Variação de Produto já está vinculado à Loja.",
    ),
    (
        Area::StoreProducts,
        Field::Sku,
        Problem::Blank,
        "A Variação de Produto não foi informada.",
    ),
    (Area::StoreProducts, Field::Feature, Problem::Blank, UNKNOWN_OF_STORE),
    (
        Area::StoreProducts,
        Field::Organization,
        Problem::Unknown,
        "Loja inválida.",
    ),
    (Area::StoreProducts, Field::Location, Problem::Unknown, "Loja inválida."),
];

/// Rules of prices, which products, variations and store products share.
const PRICES: &[(Field, Problem, &str)] = &[
    (
        Field::PromotionalPrice,
        Problem::OutOfRange,
        "Preço promocional não pode ser maior ou igual ao preço",
    ),
    (
        Field::BasePrice,
        Problem::OutOfRange,
        "Preço menor ou igual ao preço promocional já cadastrado",
    ),
    (
        Field::BasePrice,
        Problem::Blank,
        "Preço obrigatório caso informado preço promocional",
    ),
    (
        Field::BasePrice,
        Problem::NotAllowed,
        "Não é possivel remover o preço enquanto existir um preço promocional",
    ),
];

/// The message of a rule that the vendor words itself; `None` when the property is listed.
pub(super) fn message(area: Area, field: Field, problem: Problem) -> Option<&'static str> {
    let of_area = RULES
        .iter()
        .find(|(of, named, what, _)| (*of, *named, *what) == (area, field, problem))
        .map(|(_, _, _, text)| *text);
    let has_prices = match area {
        Area::Products | Area::Variations | Area::StoreProducts => true,
        Area::Attributes | Area::Groups | Area::Options | Area::Values | Area::Categories => false,
        Area::Images | Area::Orders | Area::Other => false,
    };
    let of_prices = || {
        PRICES
            .iter()
            .find(|(named, what, _)| has_prices && (*named, *what) == (field, problem))
            .map(|(_, _, text)| *text)
    };
    of_area.or_else(of_prices)
}

/// Why something that others use does not go.
const IN_USE: &[(Entity, &str)] = &[
    (Entity::AttributeGroup, "Grupo de Atributos possui Atributo(s)."),
    (Entity::Attribute, "Atributo possui Valor(es)."),
    (Entity::AttributeOption, "Opção de Atributo está sendo utilizada."),
    (
        Entity::AttributeValue,
        "O Atributo Variável está sendo utilizado por Variações.",
    ),
    (Entity::Category, "Categoria possui Produto(s)."),
    (Entity::Sku, "A Variação de Produto está sendo utilizada por Loja(s)."),
    (Entity::Product, "O Produto está sendo utilizado por Loja(s)."),
    (Entity::StoreProduct, "O Produto da Loja possui Pedidos."),
    (
        Entity::Image,
        "O Produto está habilitado e possui somente uma Imagem. Desabilite-o ou inclua outra Imagem para realizar a \
         exclusão da Imagem.",
    ),
];

/// Why something in its state cannot be changed.
const STATE: &[(Entity, &str)] = &[
    (
        Entity::Sku,
        "O Produto está habilitado. Desabilite-o para inserir, modificar ou excluir uma Variação.",
    ),
    (
        Entity::AttributeValue,
        "O Produto está habilitado. Desabilite-o para realizar a inclusão/exclusão de Atributos Variáveis.",
    ),
    (
        Entity::StoreProduct,
        "O Produto da Loja deve estar desabilitado para a realização de modificações.",
    ),
    (Entity::Order, "Pedido inválido."),
];

/// Why something that others use does not go.
pub(super) fn in_use(entity: Entity) -> &'static str {
    let row = IN_USE.iter().find(|(used, _)| *used == entity);
    row.map_or("Registro está sendo utilizado.", |(_, text)| text)
}

/// Why something in its state cannot be changed.
pub(super) fn state_forbids(entity: Entity) -> &'static str {
    let row = STATE.iter().find(|(stands, _)| *stands == entity);
    row.map_or("Operação não permitida na situação atual.", |(_, text)| text)
}
