//! Every way to say no, in eGestor's envelope and words.
//!
//! Not a place to decide whether: that is done when these functions are called. The words for fields, records and
//! problems are in `errors/words.rs`.
//!
//! The one rule to know: 400 is what is missing, unknown or of another type, 422 what is well typed and outside its
//! domain; when a request has both, 400. `errFields` lists the fields.

mod words;

use app::Answer;
use domain::refusal::{Entity, OrderAction, Problem, Refusal};
use face_kit::{Faults, Transport, to_answer};
use serde::Serialize;

use crate::quirks;
pub(crate) use words::path_of;
use words::{entity, message};

/// The envelope of every error.
#[derive(Serialize)]
struct Envelope<'a> {
    #[serde(rename = "errCode")]
    code: u16,
    #[serde(rename = "errMsg")]
    message: &'a str,
    #[serde(rename = "errObs")]
    note: Option<&'a str>,
    #[serde(rename = "errFields")]
    fields: Option<&'a [String]>,
    #[serde(rename = "errUrl", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// The answer to a rule that said no, at the route asked.
pub(crate) fn refusal(route: Option<&str>, refusal: &Refusal) -> Answer {
    let text = match refusal {
        Refusal::NotFound { key, .. } => return not_found(resource(route.unwrap_or_default()), key),
        Refusal::Invalid(fields) => {
            let named = fields.iter().map(|wrong| {
                let asked = resource(route.unwrap_or_default());
                told_of_core(path_of(asked, wrong.field, wrong.index), wrong.problem)
            });
            return fields_wrong(named);
        }
        Refusal::Forbidden => return denied(""),
        Refusal::StockNotAvailable {
            code, asked, available, ..
        } => format!("Estoque insuficiente para o produto {code}: solicitado {asked}, disponível {available}."),
        Refusal::NoLocationHasEveryItem => "Nenhum estoque possui todos os itens da venda.".to_owned(),
        Refusal::OrderStateForbids { action, .. } => cannot(*action).to_owned(),
        Refusal::OrderCodeTaken { code } => format!("Já existe uma venda com o código {code}."),
        Refusal::TotalDiffers { computed, .. } => {
            format!(
                "O total informado difere do total calculado ({}).",
                computed.to_fixed(2)
            )
        }
        Refusal::DiscountGivenTwice => {
            "O desconto não pode ser informado na venda e nos itens ao mesmo tempo.".to_owned()
        }
        Refusal::StateForbids { entity: document, .. } => {
            format!("{} não permite esta operação na situação atual.", entity(*document))
        }
        // None is in use but the two that every other one hangs from.
        Refusal::InUse {
            entity: Entity::LedgerAccount,
            ..
        } => "Plano de conta padrão não pode ser alterado nem excluído.".to_owned(),
        Refusal::InUse { entity: used, .. } => format!("{} está em uso e não pode ser removido(a).", entity(*used)),
        Refusal::IdempotencyKeyReused => "Idempotency-Key já utilizada com outro conteúdo.".to_owned(),
    };
    plain(422, &text)
}

/// The answer to fields that cannot be read.
pub(crate) fn faults(faults: &Faults) -> Answer {
    fields_wrong(faults.iter().map(|fault| told(fault.path.clone(), fault.problem)))
}

/// The answer to a request that did not reach its use case. `path` is the one asked.
pub(crate) fn transport(path: &str, transport: &Transport) -> Answer {
    match transport {
        Transport::Unauthorized { .. } => denied(path),
        Transport::MalformedJson { detail } => plain(400, &format!("JSON inválido: {detail}.")),
        Transport::NotAnObject => plain(400, "JSON inválido: tipo inesperado."),
        Transport::NotUtf8 => plain(400, "JSON inválido: codificação diferente de UTF-8."),
        Transport::BodyTooLarge { limit_bytes } => {
            plain(413, &format!("Requisição maior que o permitido ({limit_bytes} bytes)."))
        }
        Transport::MissingRoot { name } => fields_wrong([told((*name).to_owned(), Problem::Blank)].into_iter()),
        Transport::UnknownRoute => plain(404, "Recurso não encontrado."),
        Transport::MethodNotAllowed { .. } => plain(405, "Método não implementado."),
        Transport::TooManyRequests { .. } => plain(
            429,
            "Número máximo de requisições atingido. Aguarde alguns segundos e tente novamente.",
        ),
        Transport::Unavailable => plain(503, "Serviço temporariamente indisponível."),
        Transport::Timeout => plain(504, "Tempo de resposta excedido."),
        Transport::Internal => plain(500, "Erro interno."),
        Transport::BadQuery { detail } => plain(400, &format!("Parâmetros inválidos: {detail}.")),
    }
}

/// The answer for a number of this resource that nobody has.
fn not_found(resource: &str, key: &str) -> Answer {
    let found = quirks::found(resource);
    plain(404, &format!("Nenhum registro com código {key} {found}"))
}

/// The answer to a token that opens nothing.
fn denied(path: &str) -> Answer {
    let url = format!("/v1/{}", quirks::resource_in_error(resource(path)));
    let message = "Não foi possível acessar o sistema. Verifique seu \"access_token\".";
    answer(&Envelope {
        code: 401,
        message,
        note: Some("access_denied"),
        fields: None,
        url: Some(&url),
    })
}

/// An error without more than its text.
pub(crate) fn plain(status: u16, message: &str) -> Answer {
    answer(&Envelope {
        code: status,
        message,
        note: None,
        fields: None,
        url: None,
    })
}

/// What is told of one field: its name, a sentence, and the status that it alone would have.
struct Told {
    name: String,
    message: String,
    status: u16,
}

/// What is told of a field that a face's check found fault with.
fn told(name: String, problem: Problem) -> Told {
    let message = message(&name, problem);
    let status = status_of(problem);
    Told { name, message, status }
}

/// What is told of a field that a rule refuses. What the core does not allow is a field that the vendor knows, of a record
/// that keeps it as it is.
fn told_of_core(name: String, problem: Problem) -> Told {
    if problem != Problem::NotAllowed {
        return told(name, problem);
    }
    let message = format!("O campo \"{name}\" não pode mais ser alterado.");
    Told {
        name,
        message,
        status: 422,
    }
}

fn fields_wrong(wrong: impl Iterator<Item = Told>) -> Answer {
    let (mut names, mut messages, mut status) = (Vec::new(), Vec::new(), 422);
    for told in wrong {
        status = status.min(told.status);
        messages.push(told.message);
        names.push(told.name);
    }
    answer(&Envelope {
        code: status,
        message: &messages.join(" "),
        note: None,
        fields: Some(&names),
        url: None,
    })
}

fn answer(envelope: &Envelope<'_>) -> Answer {
    to_answer(envelope.code, envelope)
}

/// The resource a path or a template is about: `contatos` of `/api/v1/contatos/7`.
fn resource(path: &str) -> &str {
    let rest = path.strip_prefix("/api/v1/").unwrap_or_default();
    rest.split('/').next().unwrap_or_default()
}

fn status_of(problem: Problem) -> u16 {
    match problem {
        Problem::Blank | Problem::NotANumber | Problem::NotAnInteger | Problem::WrongType | Problem::NotAllowed => 400,
        Problem::NotADate
        | Problem::TooLong { .. }
        | Problem::TooManyDecimals { .. }
        | Problem::OutOfRange
        | Problem::NotPositive
        | Problem::Negative
        | Problem::NotInList
        | Problem::Taken
        | Problem::Unknown
        | Problem::WrongCheckDigit
        | Problem::Malformed => 422,
    }
}

/// What a sale in its state does not allow.
fn cannot(action: OrderAction) -> &'static str {
    match action {
        OrderAction::Confirm => "Venda não pode ser confirmada.",
        OrderAction::ChangeItems => "Os itens da venda não podem ser alterados.",
        OrderAction::Update => "Impossível salvar a venda.",
        OrderAction::Accept => "A venda não pode ser aceita.",
        OrderAction::Conclude => "Venda não pode ser efetivada.",
        OrderAction::Delete | OrderAction::Cancel | OrderAction::Void => "Venda não pode ser cancelada.",
        OrderAction::ApprovePayment => "O pagamento da venda não pode ser aprovado.",
        OrderAction::Pick
        | OrderAction::Pack
        | OrderAction::Label
        | OrderAction::Separate
        | OrderAction::Unload
        | OrderAction::Ship
        | OrderAction::Route
        | OrderAction::AwaitWithdrawal => "A situação da venda não permite esta operação.",
        OrderAction::Invoice => "Venda não pode ser faturada.",
        OrderAction::Deliver => "Venda não pode ser entregue.",
        OrderAction::Return => "Venda não pode ser devolvida.",
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
    fn a_token_that_opens_nothing_is_told_so_with_the_resource_asked() {
        let reason = Unauthorized::Expired;
        let expected = r#"{"errCode":401,"errMsg":"Não foi possível acessar o sistema. Verifique seu \"access_token\".","errObs":"access_denied","errFields":null,"errUrl":"/v1/contatos"}"#;
        let answer = transport("/api/v1/contatos/7", &Transport::Unauthorized { reason });
        assert_eq!(body(answer), (401, expected.to_owned()));
    }

    #[test]
    fn a_number_that_nobody_has_is_said_as_the_resource_says_it() {
        let missing = Refusal::not_found(Entity::Party, 7);
        let table = [
            ("/api/v1/contatos/{codigo}", "econtrado"),
            ("/api/v1/vendas/{codigo}/contato", "encontrado"),
        ];
        for (route, found) in table {
            let expected = format!(
                r#"{{"errCode":404,"errMsg":"Nenhum registro com código 7 {found}","errObs":null,"errFields":null}}"#
            );
            assert_eq!(body(refusal(Some(route), &missing)), (404, expected));
        }
    }

    #[test]
    fn what_is_missing_or_ill_typed_is_400_and_what_is_outside_its_domain_422() {
        let mixed = Faults::one(Fault::new("tipo", Problem::NotInList));
        let expected =
            r#"{"errCode":422,"errMsg":"Valor inválido para o campo \"tipo\".","errObs":null,"errFields":["tipo"]}"#;
        assert_eq!(body(faults(&mixed)), (422, expected.to_owned()));
        let both = Refusal::Invalid(vec![
            InvalidField::new(Field::Name, Problem::Blank),
            InvalidField::at(Field::Quantity, 1, Problem::Negative),
        ]);
        let expected = r#"{"errCode":400,"errMsg":"Campo \"nome\" é obrigatório. Valor inválido para o campo \"produtos[1].quant\".","errObs":null,"errFields":["nome","produtos[1].quant"]}"#;
        assert_eq!(body(refusal(None, &both)), (400, expected.to_owned()));
        let kept = Refusal::invalid(Field::Total, Problem::NotAllowed);
        let expected = r#"{"errCode":422,"errMsg":"O campo \"valor\" não pode mais ser alterado.","errObs":null,"errFields":["valor"]}"#;
        assert_eq!(body(refusal(None, &kept)), (422, expected.to_owned()));
    }
}
