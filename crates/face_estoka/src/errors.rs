//! Every way to say no, in Estoka's envelope and words.
//!
//! Not a place to decide whether: that is done when these functions are called. The words for fields, records and
//! problems are in `errors/words.rs`.
//!
//! The one rule to know: `{"errors": …}` holds a text when the request as a whole is wrong, and lists of messages by
//! field when fields are; what concerns no field alone stands under `base`.

mod words;

use app::Answer;
use app::workflow::receive_nfe::NfeError;
use domain::refusal::{Field, InvalidField, OrderAction, Problem, Refusal};
use face_kit::{Faults, Transport, to_answer};
use serde::Serialize;
use serde_json::{Map, Value};

pub(crate) use words::Area;
use words::{entity, field_name, message};

/// The envelope of every error.
#[derive(Serialize)]
struct Envelope<T> {
    errors: T,
}

/// The answer to a rule that said no, at the route asked.
pub(crate) fn refusal(route: Option<&str>, refusal: &Refusal) -> Answer {
    let area = Area::of(route);
    match refusal {
        Refusal::NotFound { entity: missing, .. } => whole(404, &format!("{} não encontrado(a)", entity(*missing))),
        Refusal::Invalid(fields) => invalid(area, fields),
        Refusal::StockNotAvailable {
            code, asked, available, ..
        } => base(&format!(
            "Quantidade indisponível em estoque para o SKU {code}: solicitado {asked}, disponível {available}"
        )),
        Refusal::NoLocationHasEveryItem => base("Nenhum estoque possui todos os itens do pedido"),
        Refusal::OrderStateForbids { action, .. } => base(cannot(*action)),
        Refusal::OrderCodeTaken { .. } => one(field_name(area, Field::Code), message(Problem::Taken)),
        Refusal::TotalDiffers { computed, .. } => one(
            field_name(area, Field::Total),
            format!("não confere com o valor calculado ({})", computed.to_fixed(2)),
        ),
        Refusal::DiscountGivenTwice => one(
            field_name(area, Field::Discount),
            "não pode ser informado junto ao desconto do item".to_owned(),
        ),
        Refusal::StateForbids { entity: document, .. } => base(&format!(
            "{} não permite esta operação na situação atual",
            entity(*document)
        )),
        Refusal::InUse { entity: used, .. } => {
            base(&format!("{} está em uso e não pode ser removido(a)", entity(*used)))
        }
        Refusal::IdempotencyKeyReused => base("Idempotency-Key já utilizada com outro conteúdo"),
        Refusal::Forbidden => whole(403, "Acesso negado"),
    }
}

/// The answer to fields that cannot be read.
pub(crate) fn faults(faults: &Faults) -> Answer {
    by_field(faults.iter().map(|fault| (fault.path.clone(), message(fault.problem))))
}

/// The answer to a request that did not reach its use case.
pub(crate) fn transport(transport: &Transport) -> Answer {
    match transport {
        Transport::MalformedJson { detail } => whole(400, &format!("JSON inválido: {detail}")),
        Transport::NotAnObject => whole(400, "JSON inválido: tipo inesperado"),
        Transport::NotUtf8 => whole(400, "JSON inválido: codificação diferente de UTF-8"),
        Transport::BodyTooLarge { limit_bytes } => {
            whole(413, &format!("Requisição maior que o permitido ({limit_bytes} bytes)"))
        }
        Transport::MissingRoot { name } => whole(400, &format!("Parâmetro obrigatório não informado: {name}")),
        Transport::UnknownRoute => whole(404, "Recurso não encontrado"),
        Transport::MethodNotAllowed { .. } => whole(405, "Método não permitido"),
        Transport::Unauthorized { .. } => whole(401, "Não autorizado"),
        Transport::TooManyRequests { .. } => whole(429, "Limite de requisições excedido"),
        Transport::Unavailable => whole(503, "Serviço temporariamente indisponível"),
        Transport::Timeout => whole(504, "Tempo de resposta excedido"),
        Transport::Internal => whole(500, "Erro interno"),
        Transport::BadQuery { detail } => whole(400, &format!("Parâmetro(s) inválido(s) para busca: {detail}")),
    }
}

/// The answer to an XML that cannot be received: 400 when it is no XML, 413 when it is too large, 422 when it is XML and
/// not an NF-e that can be.
pub(crate) fn nfe(error: &NfeError) -> Answer {
    match error {
        NfeError::TooLarge { .. } => whole(413, &format!("XML inválido: {error}")),
        NfeError::Encoding
        | NfeError::Malformed { .. }
        | NfeError::Truncated
        | NfeError::DocumentType
        | NfeError::Entity
        | NfeError::TooDeep { .. }
        | NfeError::TooMany => whole(400, &format!("XML inválido: {error}")),
        NfeError::OtherRoot { .. }
        | NfeError::OtherVersion { .. }
        | NfeError::OtherModel
        | NfeError::NotAuthorized { .. } => base(&error.to_string()),
        NfeError::Missing { path } => one(path, message(Problem::Blank)),
        NfeError::Repeated { path } => one(path, "aparece mais de uma vez".to_owned()),
        NfeError::Field { path, problem } => one(path, problem.to_string()),
        NfeError::Document { path, error } => one(path, error.to_string()),
        NfeError::KeyDiffers { path } => one(path, "não confere com a chave de acesso".to_owned()),
    }
}

fn whole(status: u16, errors: &str) -> Answer {
    to_answer(status, &Envelope { errors })
}

fn base(text: &str) -> Answer {
    one("base", text.to_owned())
}

fn one(name: &str, text: String) -> Answer {
    by_field([(name.to_owned(), text)].into_iter())
}

fn invalid(area: Area, fields: &[InvalidField]) -> Answer {
    by_field(fields.iter().map(|wrong| {
        let path = match wrong.index {
            None => field_name(area, wrong.field).to_owned(),
            Some(index) => area.path_of(wrong.field, index),
        };
        (path, message(wrong.problem))
    }))
}

/// Messages under their fields, in the order in which the fields first come.
fn by_field(messages: impl Iterator<Item = (String, String)>) -> Answer {
    let mut errors: Map<String, Value> = Map::new();
    for (path, text) in messages {
        let list = errors.entry(path).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(list) = list {
            list.push(text.into());
        }
    }
    to_answer(422, &Envelope { errors })
}

/// What an order in its state does not allow.
fn cannot(action: OrderAction) -> &'static str {
    match action {
        OrderAction::Confirm => "Pedido não pode ser confirmado",
        OrderAction::ChangeItems => "Itens do pedido não podem ser alterados",
        OrderAction::Update => "Pedido não pode ser alterado",
        OrderAction::Delete => "Pedido não pode ser excluído",
        OrderAction::Accept => "Pedido não pode ser aceito",
        OrderAction::Conclude => "Pedido não pode ser concluído",
        OrderAction::Void => "Pedido não pode ser desfeito",
        OrderAction::ApprovePayment => "Pagamento do pedido não pode ser aprovado",
        OrderAction::Pick => "Pedido não pode ser coletado",
        OrderAction::Pack => "Pedido não pode ser empacotado",
        OrderAction::Invoice => "Pedido não pode ser faturado",
        OrderAction::Label => "Etiqueta do pedido não pode ser gerada",
        OrderAction::Separate => "Pedido não pode ser separado",
        OrderAction::Unload => "Pedido não pode ser retirado do embarque",
        OrderAction::Ship => "Pedido não pode ser enviado",
        OrderAction::Route => "Pedido não pode sair para entrega",
        OrderAction::Deliver => "Pedido não pode ser entregue",
        OrderAction::AwaitWithdrawal => "Pedido não pode aguardar retirada",
        OrderAction::Cancel => "Pedido não pode ser cancelado",
        OrderAction::Return => "Pedido não pode ser devolvido",
    }
}

#[cfg(test)]
mod tests {
    use domain::amount::Quantity;
    use domain::ids::SkuId;
    use domain::refusal::{Entity, Field, InvalidField, Problem, Refusal};
    use face_kit::{Fault, Faults, Transport, Unauthorized};

    use super::{faults, refusal, transport};

    fn body(answer: app::Answer) -> (u16, String) {
        (answer.status, String::from_utf8(answer.body).expect("UTF-8"))
    }

    #[test]
    fn what_is_missing_is_called_by_its_portuguese_name() {
        let table = [
            (Entity::Order, "Pedido"),
            (Entity::Price, "Preço Sku"),
            (Entity::Channel, "Canal de venda"),
            (Entity::Location, "Estoque"),
        ];
        for (missing, name) in table {
            let expected = format!(r#"{{"errors":"{name} não encontrado(a)"}}"#);
            let answer = refusal(None, &Refusal::not_found(missing, 7));
            assert_eq!(body(answer), (404, expected));
        }
    }

    #[test]
    fn messages_stand_under_their_fields_in_the_names_of_the_route() {
        let wrong = Refusal::Invalid(vec![
            InvalidField::new(Field::Document, Problem::Taken),
            InvalidField::new(Field::ExternalId, Problem::TooLong { max: 19 }),
            InvalidField::new(Field::Document, Problem::WrongCheckDigit),
        ]);
        let expected = r#"{"errors":{"cnpj":["já está em uso","não é válido"],"external_id":["é muito longo (máximo: 19 caracteres)"]}}"#;
        assert_eq!(
            body(refusal(Some("/api/v1/organizations"), &wrong)),
            (422, expected.to_owned())
        );
        let wrong = Refusal::Invalid(vec![InvalidField::at(Field::Quantity, 2, Problem::Negative)]);
        let (_, text) = body(refusal(Some("/api/v1/stock_movements/entry"), &wrong));
        assert_eq!(
            text,
            r#"{"errors":{"product_skus[2].quantity":["deve ser maior ou igual a 0"]}}"#
        );
    }

    #[test]
    fn what_concerns_no_field_alone_stands_under_base() {
        let short = Refusal::StockNotAvailable {
            sku: SkuId::from_raw(1),
            code: "CAI74".to_owned(),
            asked: Quantity::parse("5").expect("a quantity"),
            available: Quantity::parse("2.5").expect("a quantity"),
        };
        let expected = r#"{"errors":{"base":["Quantidade indisponível em estoque para o SKU CAI74: solicitado 5, disponível 2.5"]}}"#;
        assert_eq!(body(refusal(None, &short)), (422, expected.to_owned()));
    }

    #[test]
    fn faults_keep_their_paths() {
        let wrong = Faults::one(Fault::new("items[0].quantity", Problem::NotANumber));
        let expected = r#"{"errors":{"items[0].quantity":["não é um número"]}}"#;
        assert_eq!(body(faults(&wrong)), (422, expected.to_owned()));
    }

    #[test]
    fn a_request_that_is_wrong_as_a_whole_gets_one_text() {
        let reason = Unauthorized::Missing;
        let expected = r#"{"errors":"Não autorizado"}"#;
        assert_eq!(
            body(transport(&Transport::Unauthorized { reason })),
            (401, expected.to_owned())
        );
        let detail = "cnpj".to_owned();
        let expected = r#"{"errors":"Parâmetro(s) inválido(s) para busca: cnpj"}"#;
        assert_eq!(
            body(transport(&Transport::BadQuery { detail })),
            (400, expected.to_owned())
        );
    }
}
