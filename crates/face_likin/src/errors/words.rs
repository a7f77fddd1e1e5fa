//! The core's fields, records and problems in Likin's words.
//!
//! Not answers; those are built in `errors.rs`.
//!
//! The one rule to know: the messages are those of the vendor's schema checker, with what a property's type and bounds
//! are put in from one table.

use domain::refusal::{Entity, Field, Problem};
use http::Method;

/// Which of the vendor's objects a route is about: it decides what a field is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Area {
    /// Attributes.
    Attributes,
    /// Groups of attributes.
    Groups,
    /// Options of attributes.
    Options,
    /// Values of attributes.
    Values,
    /// Categories.
    Categories,
    /// Products.
    Products,
    /// Pictures of products.
    Images,
    /// Variations.
    Variations,
    /// What a store sells.
    StoreProducts,
    /// Orders.
    Orders,
    /// Anything else.
    Other,
}

/// What a route has in it, and its area; the first that fits counts.
const AREAS: &[(&str, Area)] = &[
    ("/attribute/group", Area::Groups),
    ("/option", Area::Options),
    ("/attribute/value", Area::Values),
    ("/attribute", Area::Attributes),
    ("/category", Area::Categories),
    ("/store/product", Area::StoreProducts),
    ("/image", Area::Images),
    ("/variation", Area::Variations),
    ("/product", Area::Products),
    ("/order", Area::Orders),
];

/// Parameters of the query; the same names may be properties of a body.
const PARAMETERS: &[&str] = &["page", "limit", "status", "from", "until"];

/// Type, least and most of a property; where bounds are empty there are none.
const TYPES: &[(&str, &str, &str, &str)] = &[
    ("description", "string", "", ""),
    ("display_order", "integer", "", "255"),
    ("enabled", "boolean", "", ""),
    ("height", "integer", "0", "999999999"),
    ("length", "integer", "0", "999999999"),
    ("limit", "integer", "1", "50"),
    ("page", "integer", "1", ""),
    ("parents_enabled", "boolean", "", ""),
    ("price", "number", "0.01", "999999999.99"),
    ("promotional_price", "number", "0.01", "999999999.99"),
    ("quantity", "integer", "0", "999999999"),
    ("variable", "boolean", "", ""),
    ("weight", "integer", "0", "999999999"),
    ("width", "integer", "0", "999999999"),
];

/// The values of a property that has a list of them.
const LISTS: &[(&str, &str)] = &[("reason", "out_of_stock, delivery_failure, other")];

/// What an area calls the core's fields, where not all call them the same.
const OTHERWISE: &[(Area, Field, &str)] = &[
    (Area::Attributes, Field::Feature, "name"),
    (Area::Options, Field::FeatureValue, "value"),
    (Area::Categories, Field::Name, "category"),
    (Area::Categories, Field::Parent, "id_category_parent"),
    (Area::Products, Field::Name, "product"),
    (Area::Products, Field::Category, "id_category"),
    (Area::Products, Field::Parent, "category"),
    (Area::Products, Field::Image, "enabled"),
    (Area::Values, Field::Feature, "id_attribute"),
    (Area::Images, Field::Image, "data"),
    (Area::Orders, Field::Note, "description"),
    (Area::StoreProducts, Field::Status, "enabled"),
];

/// What most areas call the core's fields.
const USUALLY: &[(Field, &str)] = &[
    (Field::AttributeGroup, "id_attribute_group"),
    (Field::Barcode, "ean"),
    (Field::BasePrice, "price"),
    (Field::Category, "id_category"),
    (Field::Code, "sku"),
    (Field::ExternalId, "id_external"),
    (Field::Feature, "id_attribute"),
    (Field::FeatureValue, "id_attribute_option"),
    (Field::Organization, "id_store"),
    (Field::Product, "id_product"),
    (Field::Sku, "id_product_variation"),
    (Field::SkuCode, "sku"),
    (Field::SkuName, "product"),
    (Field::Status, "enabled"),
];

/// What is said of a record that does not exist.
const MISSING: &[(Entity, &str)] = &[
    (Entity::Attribute, "Atributo inexistente."),
    (Entity::AttributeGroup, "Grupo de Atributos inexistente."),
    (Entity::AttributeOption, "Opção de Atributo inexistente."),
    (Entity::AttributeValue, "Valor de Atributo inexistente."),
    (Entity::Category, "Categoria inexistente."),
    (Entity::Image, "Imagem de Produto inexistente."),
    (Entity::Location, "Loja inexistente."),
    (Entity::Order, "Pedido inexistente."),
    (Entity::Organization, "Loja inexistente."),
    (Entity::Product, "Produto inexistente."),
    (Entity::Sku, "Variação de Produto inexistente."),
    (Entity::StoreProduct, "Produto da Loja inexistente."),
];

impl Area {
    /// The area of a route's template.
    pub(crate) fn of(route: Option<&str>) -> Self {
        let route = route.unwrap_or_default();
        AREAS
            .iter()
            .find(|(part, _)| route.contains(part))
            .map_or(Self::Other, |(_, area)| *area)
    }
}

/// Whether a fault of this name is of the query.
pub(super) fn is_parameter(method: &Method, name: &str) -> bool {
    *method == Method::GET && PARAMETERS.contains(&name)
}

/// What a field is called in an area.
pub(super) fn property(area: Area, field: Field) -> &'static str {
    let otherwise = OTHERWISE.iter().find(|(of, named, _)| (*of, *named) == (area, field));
    match otherwise {
        Some((_, _, name)) => name,
        None => USUALLY
            .iter()
            .find(|(named, _)| *named == field)
            .map_or(field.name(), |(_, name)| *name),
    }
}

/// What a record that does not exist is called.
pub(super) fn missing(entity: Entity) -> &'static str {
    let row = MISSING.iter().find(|(absent, _)| *absent == entity);
    row.map_or("Inexistente.", |(_, text)| text)
}

/// What is wrong with a property of that name.
pub(super) fn message(area: Area, name: &str, problem: Problem) -> String {
    let typed = Typed::of(area, name);
    match problem {
        Problem::Blank => "Obrigatório.".to_owned(),
        Problem::NotANumber | Problem::NotAnInteger | Problem::WrongType => {
            format!("Tipo '{}' obrigatório.", typed.kind)
        }
        Problem::NotADate => "Formato inválido.".to_owned(),
        Problem::TooLong { max } => format!("Máximo de {max} caractere(s)."),
        Problem::TooManyDecimals { .. } => "Quantidade máxima de casas decimais excedida.".to_owned(),
        Problem::OutOfRange if typed.most.is_empty() => "Inválido.".to_owned(),
        Problem::OutOfRange => format!("Máximo '{}' excedido.", typed.most),
        Problem::NotPositive | Problem::Negative => format!("Mínimo '{}' excedido.", typed.least),
        Problem::NotInList => {
            let list = LISTS.iter().find(|(property, _)| *property == name);
            match list {
                Some((_, list)) => format!("Valor inválido. Possíveis valores: {list}."),
                None if typed.kind == "boolean" => "Tipo 'boolean' obrigatório.".to_owned(),
                None => "Valor inválido.".to_owned(),
            }
        }
        Problem::Taken => "Já utilizado.".to_owned(),
        Problem::Unknown => "Inexistente.".to_owned(),
        Problem::WrongCheckDigit | Problem::Malformed => "Inválido.".to_owned(),
        Problem::NotAllowed => "Não permitido.".to_owned(),
    }
}

/// A property's type and bounds, as the vendor prints them.
struct Typed {
    kind: &'static str,
    least: &'static str,
    most: &'static str,
}

impl Typed {
    fn of(area: Area, name: &str) -> Self {
        // A product's order has no most, a store's has.
        if name == "display_order" && area != Area::StoreProducts {
            return Self::ID;
        }
        match TYPES.iter().find(|(property, ..)| *property == name) {
            Some((_, kind, least, most)) => Self { kind, least, most },
            None if name.starts_with("id_") && name != "id_external" => Self::ID,
            None => Self {
                kind: "string",
                least: "0",
                most: "",
            },
        }
    }

    const ID: Self = Self {
        kind: "integer",
        least: "0",
        most: "9999999999",
    };
}

#[cfg(test)]
mod tests {
    use domain::refusal::{Field, Problem};

    use super::{Area, message, property};

    #[test]
    fn the_route_tells_what_it_is_about() {
        let table = [
            ("/attribute/{id_attribute}/option", Area::Options),
            (
                "/attribute/value/product/variation/{id_product_variation}",
                Area::Values,
            ),
            ("/attribute/group/{id_attribute_group}", Area::Groups),
            ("/product/{id_product}/image", Area::Images),
            ("/product/variation/{id_product_variation}", Area::Variations),
            ("/store/product/{id_store_product}", Area::StoreProducts),
            ("/product/sku/{sku}", Area::Products),
        ];
        for (route, area) in table {
            assert_eq!(Area::of(Some(route)), area, "{route}");
        }
    }

    #[test]
    fn bounds_and_types_stand_in_the_messages() {
        let table = [
            ("price", Problem::NotPositive, "Mínimo '0.01' excedido."),
            ("price", Problem::OutOfRange, "Máximo '999999999.99' excedido."),
            ("id_product", Problem::OutOfRange, "Máximo '9999999999' excedido."),
            ("id_product", Problem::NotANumber, "Tipo 'integer' obrigatório."),
            ("id_external", Problem::WrongType, "Tipo 'string' obrigatório."),
            ("variable", Problem::NotInList, "Tipo 'boolean' obrigatório."),
            ("value", Problem::TooLong { max: 40 }, "Máximo de 40 caractere(s)."),
            (
                "reason",
                Problem::NotInList,
                "Valor inválido. Possíveis valores: out_of_stock, delivery_failure, other.",
            ),
        ];
        for (name, problem, expected) in table {
            assert_eq!(message(Area::Products, name, problem), expected, "{name}");
        }
    }

    #[test]
    fn a_field_is_called_as_in_the_object_of_the_route() {
        assert_eq!(property(Area::Categories, Field::Name), "category");
        assert_eq!(property(Area::Products, Field::Name), "product");
        assert_eq!(property(Area::Groups, Field::Name), "name");
        assert_eq!(property(Area::Variations, Field::Barcode), "ean");
    }
}
