//! Every way to say no, in Uniplus's envelope and words.
//!
//! Not a place to decide whether: that is done when these functions are called. The words for fields, records and
//! problems are in `errors/words.rs`.
//!
//! The one rule to know: the vendor knows 422 for whatever the business refuses, unknown keys too, with
//! `{"message", "errors"}`, where `errors` names fields; credentials are refused as its token server does, with
//! `{"error", "error_description"}`.

mod words;

use app::Answer;
use domain::refusal::{OrderAction, Refusal};
use face_kit::{Faults, Transport, Unauthorized, to_answer};
use serde::Serialize;
use serde_json::{Map, Value};

pub(crate) use words::Area;
use words::{entity, field_name, message};

/// The envelope of every error but those of credentials.
#[derive(Serialize)]
struct Envelope<'a> {
    message: &'a str,
    #[serde(skip_serializing_if = "Map::is_empty")]
    errors: Map<String, Value>,
}

/// The envelope of what concerns credentials.
#[derive(Serialize)]
struct OAuth<'a> {
    error: &'a str,
    error_description: &'a str,
}

/// The answer to a rule that said no, at the route asked.
pub(crate) fn refusal(route: Option<&str>, refusal: &Refusal) -> Answer {
    let area = Area::of(route);
    let text = match refusal {
        Refusal::NotFound { entity: missing, key } => format!("{} {key} não encontrado(a)", entity(*missing)),
        Refusal::Invalid(fields) => {
            return wrong(fields.iter().map(|wrong| (area.path(wrong), wrong.problem)));
        }
        Refusal::StockNotAvailable {
            code, asked, available, ..
        } => format!("Saldo insuficiente do produto {code}: solicitado {asked}, disponível {available}"),
        Refusal::NoLocationHasEveryItem => "Nenhum local de estoque possui todos os itens do documento".to_owned(),
        Refusal::OrderStateForbids { action, .. } => cannot(*action).to_owned(),
        Refusal::OrderCodeTaken { code } => format!("O código {code} já está em uso por outro documento"),
        Refusal::TotalDiffers { stated, computed } => {
            let text = format!(
                "O valor informado ({}) difere do calculado ({})",
                stated.to_fixed(2),
                computed.to_fixed(2)
            );
            return field(field_name(area, domain::refusal::Field::Total), &text);
        }
        Refusal::DiscountGivenTwice => "O desconto deve ser informado no sub-total ou nos itens".to_owned(),
        Refusal::StateForbids { entity: document, key } => {
            format!(
                "{} {key} não permite esta operação na situação atual",
                entity(*document)
            )
        }
        Refusal::InUse { entity: used, key } => {
            format!("{} {key} está em uso e não pode ser removido(a)", entity(*used))
        }
        Refusal::IdempotencyKeyReused => "Idempotency-Key já utilizada com outro conteúdo".to_owned(),
        Refusal::Forbidden => return plain(403, "Acesso negado"),
    };
    plain(422, &text)
}

/// The answer to fields that cannot be read.
pub(crate) fn faults(faults: &Faults) -> Answer {
    wrong(faults.iter().map(|fault| (fault.path.clone(), fault.problem)))
}

/// The answer to a request that did not reach its use case.
pub(crate) fn transport(transport: &Transport) -> Answer {
    match transport {
        Transport::MalformedJson { detail } => plain(422, &format!("JSON inválido: {detail}")),
        Transport::NotAnObject => plain(422, "JSON inválido: tipo inesperado"),
        Transport::NotUtf8 => plain(422, "JSON inválido: codificação diferente de UTF-8"),
        Transport::BodyTooLarge { limit_bytes } => {
            plain(413, &format!("Requisição maior que o permitido ({limit_bytes} bytes)"))
        }
        Transport::MissingRoot { name } => field(name, &format!("O objeto {name} não foi informado")),
        Transport::UnknownRoute => plain(404, "Recurso não encontrado"),
        Transport::MethodNotAllowed { .. } => plain(405, "Método não suportado"),
        Transport::Unauthorized { reason } => unauthorized(*reason),
        Transport::TooManyRequests { .. } => plain(429, "Limite de requisições excedido"),
        Transport::Unavailable => plain(503, "Serviço temporariamente indisponível"),
        Transport::Timeout => plain(504, "Tempo de resposta excedido"),
        Transport::Internal => plain(500, "Erro interno"),
        Transport::BadQuery { detail } => plain(422, &format!("Parâmetros inválidos: {detail}")),
    }
}

/// The answer of the token server.
pub(crate) fn oauth(status: u16, error: &str, error_description: &str) -> Answer {
    let body = OAuth {
        error,
        error_description,
    };
    to_answer(status, &body)
}

/// An error that is no field's.
pub(crate) fn plain(status: u16, message: &str) -> Answer {
    let errors = Map::new();
    to_answer(status, &Envelope { message, errors })
}

fn unauthorized(reason: Unauthorized) -> Answer {
    let (error, text) = match reason {
        Unauthorized::Missing => (
            "unauthorized",
            "Full authentication is required to access this resource",
        ),
        Unauthorized::Invalid => ("invalid_token", "Cannot convert access token to JSON"),
        Unauthorized::Expired => ("invalid_token", "Access token expired"),
        Unauthorized::Scope => (
            "invalid_token",
            "Invalid token does not contain resource id (uniplusweb)",
        ),
    };
    oauth(401, error, text)
}

/// The answer to one wrong field, with a text of its own.
fn field(path: &str, text: &str) -> Answer {
    let mut errors = Map::new();
    errors.insert(path.to_owned(), Value::Array(vec![text.into()]));
    to_answer(422, &Envelope { message: text, errors })
}

/// The answer to wrong fields: each under its name, all of them in the message.
fn wrong(fields: impl Iterator<Item = (String, domain::refusal::Problem)>) -> Answer {
    let mut errors: Map<String, Value> = Map::new();
    let mut texts = Vec::new();
    for (path, problem) in fields {
        let text = message(&path, problem);
        if let Value::Array(list) = errors.entry(path).or_insert_with(|| Value::Array(Vec::new())) {
            list.push(text.clone().into());
        }
        texts.push(text);
    }
    let message = texts.join("; ");
    to_answer(
        422,
        &Envelope {
            message: &message,
            errors,
        },
    )
}

/// What a document in its state does not allow.
fn cannot(action: OrderAction) -> &'static str {
    match action {
        OrderAction::Confirm => "O documento não pode ser confirmado",
        OrderAction::ChangeItems => "Os itens do documento não podem ser alterados",
        OrderAction::Update => "O documento não pode ser alterado",
        OrderAction::Delete | OrderAction::Cancel | OrderAction::Void => "O documento não pode ser cancelado",
        OrderAction::Accept => "O documento não pode ser aceito",
        OrderAction::Conclude => "O documento não pode ser concluído",
        OrderAction::ApprovePayment => "O pagamento do documento não pode ser aprovado",
        OrderAction::Invoice => "O documento não pode ser faturado",
        OrderAction::Deliver => "O documento não pode ser entregue",
        OrderAction::Return => "O documento não pode ser devolvido",
        OrderAction::Pick
        | OrderAction::Pack
        | OrderAction::Label
        | OrderAction::Separate
        | OrderAction::Unload
        | OrderAction::Ship
        | OrderAction::Route
        | OrderAction::AwaitWithdrawal => "A situação do documento não permite esta operação",
    }
}

#[cfg(test)]
mod tests {
    use domain::refusal::{Entity, Field, InvalidField, Problem, Refusal};
    use face_kit::{Fault, Faults, Transport, Unauthorized};

    use super::{faults, refusal, transport};

    fn body(answer: app::Answer) -> (u16, String) {
        (answer.status, String::from_utf8(answer.body).expect("UTF-8"))
    }

    #[test]
    fn a_key_that_nobody_has_is_422_with_its_noun() {
        let expected = r#"{"message":"Produto 97 não encontrado(a)"}"#;
        let answer = refusal(None, &Refusal::not_found(Entity::Product, 97));
        assert_eq!(body(answer), (422, expected.to_owned()));
    }

    #[test]
    fn fields_are_named_as_the_route_names_them() {
        let refused = Refusal::Invalid(vec![InvalidField::new(Field::Document, Problem::Taken)]);
        let expected =
            r#"{"message":"O campo cnpjCpf já está em uso","errors":{"cnpjCpf":["O campo cnpjCpf já está em uso"]}}"#;
        let answer = refusal(Some("/public-api/v1/entidades"), &refused);
        assert_eq!(body(answer), (422, expected.to_owned()));
    }

    #[test]
    fn faults_say_their_limit() {
        let fault = Fault::new("nome", Problem::TooLong { max: 50 });
        let text = "O campo nome deve ter no máximo 50 caracteres";
        let expected = format!(r#"{{"message":"{text}","errors":{{"nome":["{text}"]}}}}"#);
        assert_eq!(body(faults(&Faults::one(fault))), (422, expected));
    }

    #[test]
    fn credentials_are_refused_in_the_envelope_of_the_token_server() {
        let table = [
            (
                Unauthorized::Missing,
                r#"{"error":"unauthorized","error_description":"Full authentication is required to access this resource"}"#,
            ),
            (
                Unauthorized::Expired,
                r#"{"error":"invalid_token","error_description":"Access token expired"}"#,
            ),
        ];
        for (reason, expected) in table {
            let answer = transport(&Transport::Unauthorized { reason });
            assert_eq!(body(answer), (401, expected.to_owned()));
        }
    }
}
