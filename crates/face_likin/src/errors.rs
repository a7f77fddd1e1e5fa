//! Every way to say no, in Likin's envelope and words.
//!
//! Not a place to decide whether: that is done when these functions are called. The vendor's catalogue of messages is in
//! `errors/words.rs`, that of its business rules in `errors/rules.rs`.
//!
//! The one rule to know: a rule has one message of its own (1400); fields that are wrong in themselves are listed, all
//! at once (1500 for properties, 1600 for parameters of the query).

mod rules;
mod words;

use app::Answer;
use domain::refusal::{InvalidField, OrderAction, Refusal};
use face_kit::{Asked, Faults, Transport, Unauthorized, to_answer};
use http::Method;
use serde::Serialize;

pub(crate) use words::Area;
use words::{is_parameter, message, missing, property};

/// The envelope of every error.
#[derive(Serialize)]
struct Envelope {
    error: Body,
}

/// What went wrong.
#[derive(Serialize)]
struct Body {
    code: u16,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<Vec<Wrong>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameters: Option<Vec<Wrong>>,
}

/// One property or parameter and what is wrong with it.
#[derive(Serialize)]
struct Wrong {
    name: String,
    message: String,
}

/// A row of the vendor's table of error codes.
#[derive(Clone, Copy)]
enum Kind {
    Internal,
    Unauthorized,
    Communication,
    Invalid,
    RequestNotFound,
}

impl Kind {
    const fn code(self) -> u16 {
        match self {
            Self::Internal => 1000,
            Self::Unauthorized => 1100,
            Self::Communication => 1300,
            Self::Invalid => 1400,
            Self::RequestNotFound => 1700,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Unauthorized => "unauthorized",
            Self::Communication => "communication",
            Self::Invalid => "invalid",
            Self::RequestNotFound => "request_not_found",
        }
    }
}

/// The answer to a rule that said no, at the route asked.
pub(crate) fn refusal(asked: &Asked<'_>, refusal: &Refusal) -> Answer {
    let area = Area::of(asked.route);
    match refusal {
        Refusal::NotFound { entity, .. } => whole(404, Kind::Invalid, missing(*entity)),
        Refusal::Invalid(fields) => invalid(area, fields),
        Refusal::StockNotAvailable { .. } | Refusal::NoLocationHasEveryItem => rule("Estoque Insuficiente."),
        Refusal::OrderStateForbids { action, .. } => rule(order_forbids(*action)),
        Refusal::OrderCodeTaken { .. } | Refusal::TotalDiffers { .. } | Refusal::DiscountGivenTwice => {
            rule("Pedido inválido.")
        }
        Refusal::StateForbids { entity, .. } => rule(rules::state_forbids(*entity)),
        Refusal::InUse { entity, .. } => rule(rules::in_use(*entity)),
        Refusal::IdempotencyKeyReused => rule("Idempotency-Key já utilizada com outro conteúdo."),
        Refusal::Forbidden => whole(403, Kind::Unauthorized, may_not(asked.method)),
    }
}

/// The answer to fields that cannot be read.
pub(crate) fn faults(asked: &Asked<'_>, faults: &Faults) -> Answer {
    let area = Area::of(asked.route);
    let wrong = |fault: &face_kit::Fault| Wrong {
        name: fault.path.clone(),
        message: message(area, fault.name(), fault.problem),
    };
    let (parameters, properties): (Vec<&face_kit::Fault>, Vec<&face_kit::Fault>) = faults
        .iter()
        .partition(|fault| is_parameter(asked.method, fault.name()));
    if parameters.is_empty() {
        listed(properties.into_iter().map(wrong).collect())
    } else {
        let parameters = parameters.into_iter().map(wrong).collect();
        answer(
            400,
            1600,
            "invalid_parameter",
            "Parâmetro(s) inválido(s).",
            None,
            Some(parameters),
        )
    }
}

/// The answer to a request that did not reach its use case.
pub(crate) fn transport(asked: &Asked<'_>, transport: &Transport) -> Answer {
    match transport {
        Transport::MalformedJson { detail } => rule(&format!("JSON inválido: {detail}")),
        Transport::NotAnObject => rule("JSON inválido: tipo inesperado."),
        Transport::NotUtf8 => rule("JSON inválido: codificação diferente de UTF-8."),
        Transport::MissingRoot { .. } => rule("JSON inválido: objeto não informado."),
        Transport::BodyTooLarge { limit_bytes } => whole(
            413,
            Kind::Invalid,
            &format!("Conteúdo maior que o permitido ({limit_bytes} bytes)."),
        ),
        Transport::UnknownRoute | Transport::MethodNotAllowed { .. } => whole(
            404,
            Kind::RequestNotFound,
            &format!("Recurso inexistente: {}", asked.uri),
        ),
        Transport::Unauthorized { reason } => unauthorized(*reason),
        Transport::TooManyRequests { .. } => whole(429, Kind::Communication, "Limite de requisições excedido."),
        Transport::Unavailable => whole(503, Kind::Communication, "Serviço temporariamente indisponível."),
        Transport::Timeout => whole(504, Kind::Communication, "Tempo de resposta excedido."),
        Transport::Internal => whole(500, Kind::Internal, "Erro interno."),
        Transport::BadQuery { detail } => rule(&format!("Parâmetro(s) inválido(s): {detail}.")),
    }
}

fn unauthorized(reason: Unauthorized) -> Answer {
    match reason {
        // The vendor writes it without the accent.
        Unauthorized::Missing | Unauthorized::Invalid => whole(401, Kind::Unauthorized, "Access Token invalido."),
        Unauthorized::Expired => whole(401, Kind::Unauthorized, "Access Token expirado."),
        Unauthorized::Scope => whole(
            403,
            Kind::Unauthorized,
            "Access Token não garante acesso ao Scope solicitado.",
        ),
    }
}

/// What a client of the other kind is told.
fn may_not(method: &Method) -> &'static str {
    if *method == Method::POST {
        "Cliente sem permissão para criar estas informações."
    } else if *method == Method::PUT {
        "Cliente sem permissão para atualizar estas informações."
    } else if *method == Method::DELETE {
        "Cliente sem permissão para excluir estas informações."
    } else {
        "Cliente sem permissão para visualizar estas informações."
    }
}

/// Fields that break a rule: the rule's own message where the vendor has one, otherwise the properties.
fn invalid(area: Area, fields: &[InvalidField]) -> Answer {
    let own = fields
        .iter()
        .find_map(|wrong| rules::message(area, wrong.field, wrong.problem));
    match own {
        Some(text) => rule(text),
        None => listed(
            fields
                .iter()
                .map(|wrong| {
                    let name = property(area, wrong.field);
                    Wrong {
                        name: name.to_owned(),
                        message: message(area, name, wrong.problem),
                    }
                })
                .collect(),
        ),
    }
}

fn listed(properties: Vec<Wrong>) -> Answer {
    answer(
        400,
        1500,
        "invalid_property",
        "Propriedade(s) inválida(s).",
        Some(properties),
        None,
    )
}

/// A rule's message.
fn rule(text: &str) -> Answer {
    whole(400, Kind::Invalid, text)
}

fn whole(status: u16, kind: Kind, text: &str) -> Answer {
    answer(status, kind.code(), kind.name(), text, None, None)
}

fn answer(
    status: u16,
    code: u16,
    kind: &'static str,
    text: &str,
    properties: Option<Vec<Wrong>>,
    parameters: Option<Vec<Wrong>>,
) -> Answer {
    let error = Body {
        code,
        kind,
        message: text.to_owned(),
        properties,
        parameters,
    };
    to_answer(status, &Envelope { error })
}

/// What an order in its state does not allow; the vendor has one message for all of it.
fn order_forbids(action: OrderAction) -> &'static str {
    match action {
        OrderAction::Accept
        | OrderAction::ApprovePayment
        | OrderAction::AwaitWithdrawal
        | OrderAction::Cancel
        | OrderAction::ChangeItems
        | OrderAction::Conclude
        | OrderAction::Confirm
        | OrderAction::Delete
        | OrderAction::Deliver
        | OrderAction::Invoice
        | OrderAction::Label
        | OrderAction::Pack
        | OrderAction::Pick
        | OrderAction::Return
        | OrderAction::Route
        | OrderAction::Separate
        | OrderAction::Ship
        | OrderAction::Unload
        | OrderAction::Update
        | OrderAction::Void => "Pedido inválido.",
    }
}

#[cfg(test)]
mod tests {
    use domain::refusal::{Entity, Field, InvalidField, Problem, Refusal};
    use face_kit::{Asked, Fault, Faults, Transport, Unauthorized};
    use http::{Method, Uri};

    use super::{faults, refusal, transport};

    fn said(route: &'static str, method: &Method, answer: impl FnOnce(&Asked<'_>) -> app::Answer) -> (u16, String) {
        let uri = Uri::from_static("/likin/attribute/1?x=y");
        let asked = Asked {
            method,
            uri: &uri,
            path: "/attribute/1",
            route: Some(route),
            access: None,
            request_id: "",
        };
        let answer = answer(&asked);
        (answer.status, String::from_utf8(answer.body).expect("UTF-8"))
    }

    #[test]
    fn all_wrong_properties_are_listed_with_the_vendors_messages() {
        let mut checker = face_kit::Checker::new();
        checker.fault("name", Problem::WrongType);
        checker.fault("id_attribute_group", Problem::Blank);
        let wrong = checker.finish().expect_err("faults");
        let expected = r#"{"error":{"code":1500,"type":"invalid_property","message":"Propriedade(s) inválida(s).","properties":[{"name":"name","message":"Tipo 'string' obrigatório."},{"name":"id_attribute_group","message":"Obrigatório."}]}}"#;
        assert_eq!(
            said("/attribute", &Method::POST, |asked| faults(asked, &wrong)),
            (400, expected.to_owned())
        );
    }

    #[test]
    fn parameters_of_the_query_have_a_code_of_their_own() {
        let wrong = Faults::one(Fault::new("limit", Problem::OutOfRange));
        let expected = r#"{"error":{"code":1600,"type":"invalid_parameter","message":"Parâmetro(s) inválido(s).","parameters":[{"name":"limit","message":"Máximo '50' excedido."}]}}"#;
        assert_eq!(
            said("/product", &Method::GET, |asked| faults(asked, &wrong)),
            (400, expected.to_owned())
        );
    }

    #[test]
    fn a_business_rule_has_one_message() {
        let wrong = Refusal::Invalid(vec![InvalidField::new(Field::Name, Problem::Taken)]);
        let (status, text) = said("/product", &Method::POST, |asked| refusal(asked, &wrong));
        let expected =
            r#"{"error":{"code":1400,"type":"invalid","message":"Já existe um Produto com o nome informado."}}"#;
        assert_eq!((status, text.as_str()), (400, expected));
    }

    #[test]
    fn what_is_missing_and_what_does_not_exist_are_told_apart() {
        let (status, text) = said("/category/{id_category}", &Method::GET, |asked| {
            refusal(asked, &Refusal::not_found(Entity::Category, 7))
        });
        assert_eq!(status, 404);
        assert!(
            text.contains(r#""code":1400"#) && text.contains("Categoria inexistente."),
            "{text}"
        );
        let (status, text) = said("/x", &Method::GET, |asked| transport(asked, &Transport::UnknownRoute));
        assert_eq!(status, 404);
        assert!(text.contains(r#""code":1700"#), "{text}");
        assert!(text.contains("Recurso inexistente: /likin/attribute/1?x=y"), "{text}");
    }

    #[test]
    fn a_client_of_the_other_kind_is_told_what_it_may_not() {
        let (status, text) = said("/attribute", &Method::DELETE, |asked| {
            refusal(asked, &Refusal::Forbidden)
        });
        assert_eq!(status, 403);
        assert!(
            text.contains("Cliente sem permissão para excluir estas informações."),
            "{text}"
        );
        let reason = Unauthorized::Invalid;
        let (status, text) = said("/attribute", &Method::GET, |asked| {
            transport(asked, &Transport::Unauthorized { reason })
        });
        assert_eq!(status, 401);
        assert!(text.contains("Access Token invalido."), "{text}");
    }
}
