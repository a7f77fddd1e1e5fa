//! Lookup tables: those the core has, with its own rows; codes of the state as data files; all others empty.
//!
//! Not resources of their own; nothing here is written.
//!
//! The one rule to know: a table that the vendor has and the core has not answers an empty list, a name that the vendor does
//! not have is refused.

use app::finance::{LedgerColumn, MeansColumn, OrderedBy};
use app::{Answer, Failure, Reader};
use domain::documents::State;
use domain::refusal::Entity;
use face_kit::{Checker, Error, Exchange, to_answer};
use serde_json::{Value, json};

use crate::page;
use crate::produtos::list_code;
use crate::vendas::{missing, whole};

/// Municipalities: IBGE code, name, state.
const CITIES: &str = include_str!("../data/cidade.tsv");
/// Fiscal operations: code and description.
const CFOP: &str = include_str!("../data/cfop.tsv");
/// Banks: code and name.
const BANKS: &str = include_str!("../data/banco.tsv");
/// Units of measure: code, name, decimals.
const UNITS: &str = include_str!("../data/unidademedida.tsv");

/// The vendor's tables of which the core knows nothing.
const EMPTY: &[&str] = &[
    "administradoracartao",
    "ajusteapuracaoicms",
    "ajustedocumentofiscal",
    "aliquotaestado",
    "apuracaoimposto",
    "bandeiracartao",
    "beneficiofiscal",
    "centrocusto",
    "cest",
    "complementoprodutofilial",
    "condicaopagamento",
    "creditoestimulo",
    "departamento",
    "desmontagem",
    "desmontagemitem",
    "desmontagemnotafiscal",
    "desmontagemorigem",
    "enquadramentoipi",
    "familiaproduto",
    "finalizador",
    "fundocombatepobreza",
    "gruposhop",
    "hierarquia",
    "horarioatendimento",
    "ibpt",
    "informacaoadicionalapuracao",
    "localretirada",
    "meiotransporte",
    "motivobaixafinanceiro",
    "motivocancelamentooperacao",
    "motivodesconto",
    "motivorebaixa",
    "motivosangriasuprimento",
    "observacaolancamentofiscal",
    "pautaprecofilial",
    "pedidocompra",
    "pedidocompraitem",
    "produtosimilar",
    "promocao",
    "receitaicms",
    "receitasemcontribuicao",
    "regiaoentidade",
    "subapuracaoicms",
    "tipocobranca",
    "tipocontato",
    "tipocredito",
    "tipodocumentoestoque",
    "tipoentidadeoperacaofiscal",
    "tipohistoricocontato",
    "tipoinformacaoadicionalapur",
    "tipopedido",
    "valornutricional",
];

/// `GET /public-api/v1/commons/{tabela}`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page::page(exchange.query())?;
    let table = exchange.path("tabela").to_ascii_lowercase();
    let mut check = Checker::new();
    let filters: Vec<(String, String)> = page::filters(exchange.query(), &[])
        .into_iter()
        .filter_map(|one| {
            if one.comparison == domain::criteria::Comparison::Equal {
                return Some((one.field, one.value.to_owned()));
            }
            page::unknown(&mut check, &one);
            None
        })
        .collect();
    check.finish()?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let rows = rows(reader, &table)?;
        let fits = |row: &Value| filters.iter().all(|(field, value)| has(row, field, value));
        let skip = usize::try_from(page.offset()).unwrap_or(usize::MAX);
        let take = usize::try_from(page.limit()).unwrap_or_default();
        Ok(rows
            .into_iter()
            .filter(fits)
            .skip(skip)
            .take(take)
            .collect::<Vec<Value>>())
    };
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

/// `GET /public-api/v1/commons/{tabela}/{id}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let table = exchange.path("tabela").to_ascii_lowercase();
    let id = exchange.path("id").to_owned();
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = rows(reader, &table)?.into_iter().find(|row| has(row, "id", &id));
        found.ok_or_else(|| missing(Entity::AttributeValue, &id))
    };
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

/// Whether a row has this value under a name, whatever its case.
fn has(row: &Value, field: &str, value: &str) -> bool {
    let members = row.as_object().into_iter().flatten();
    let mut named = members.filter(|(name, _)| name.eq_ignore_ascii_case(field));
    named.any(|(_, known)| match known {
        Value::String(text) => text == value,
        Value::Number(number) => number.to_string() == value,
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => false,
    })
}

/// Every row of a table.
fn rows(reader: &mut Reader<'_, '_>, table: &str) -> Result<Vec<Value>, Failure> {
    Ok(match table {
        "estado" => State::ALL.into_iter().map(state).collect(),
        "pais" => vec![json!({"id": 1058, "codigo": "1058", "nome": "BRASIL"})],
        "cidade" => parts(CITIES)
            .map(|row| json!({"id": number(row[0]), "codigo": row[0], "nome": row[1], "estado": row[2]}))
            .collect(),
        "cfop" => parts(CFOP)
            .map(|row| json!({"id": number(row[0]), "codigo": row[0], "descricao": row[1]}))
            .collect(),
        "banco" => parts(BANKS)
            .map(|row| json!({"id": number(row[0]), "codigo": row[0], "nome": row[1]}))
            .collect(),
        "unidademedida" => (1..)
            .zip(parts(UNITS))
            .map(|(id, row)| json!({"id": id, "codigo": row[0], "nome": row[1], "casasDecimais": number(row[2])}))
            .collect(),
        "filial" | "empresa" => branches(reader)?,
        "localestoque" => places(reader)?,
        "marca" => {
            let found = reader.brands(whole())?;
            found
                .iter()
                .map(|one| json!({"id": one.id.raw(), "codigo": one.id.to_string(), "nome": one.name}))
                .collect()
        }
        "grade" => grids(reader)?,
        "pautapreco" => {
            let found = reader.all_price_tables()?;
            found
                .iter()
                .map(|one| json!({"id": one.id.raw(), "codigo": list_code(one), "nome": one.name, "inativo": i64::from(!one.active)}))
                .collect()
        }
        "planocontas" => {
            let order = OrderedBy {
                column: LedgerColumn::Id,
                descending: false,
            };
            let found = reader.ledger_accounts(order, whole())?.items;
            found
                .iter()
                .map(|one| json!({"id": one.id.raw(), "codigo": one.id.to_string(), "nome": one.name, "idPai": one.parent.map(|id| id.raw())}))
                .collect()
        }
        "usuario" => {
            let found = reader.users(whole())?;
            found
                .iter()
                .map(|one| json!({"id": one.id.raw(), "codigo": one.id.to_string(), "nome": one.name, "inativo": i64::from(!one.active)}))
                .collect()
        }
        "categoriacliente" => {
            let found = reader.customer_categories(whole())?;
            found
                .iter()
                .map(|one| json!({"id": one.id.raw(), "codigo": one.id.to_string(), "nome": one.name}))
                .collect()
        }
        other if EMPTY.contains(&other) => Vec::new(),
        other => return Err(missing(Entity::AttributeGroup, other)),
    })
}

fn state(state: State) -> Value {
    json!({
        "id": state.ibge_code(),
        "codigo": state.as_str(),
        "sigla": state.as_str(),
        "nome": state.name(),
        "codigoIbge": state.ibge_code(),
    })
}

fn branches(reader: &mut Reader<'_, '_>) -> Result<Vec<Value>, Failure> {
    let found = reader.organizations(whole())?;
    let row = |one: &domain::organizations::Organization| {
        let details = &one.details;
        json!({
            "id": one.id.raw(),
            "codigo": one.id.to_string(),
            "nome": details.name,
            "razaoSocial": details.company_name,
            "cnpj": details.tax_document,
            "cidade": details.address.city.as_deref().unwrap_or_default(),
            "estado": details.address.state.as_deref().unwrap_or_default(),
            "inativo": i64::from(!details.active),
        })
    };
    Ok(found.iter().map(row).collect())
}

fn places(reader: &mut Reader<'_, '_>) -> Result<Vec<Value>, Failure> {
    let found = reader.locations(whole())?;
    let shown = found
        .iter()
        .filter(|one| one.details.kind != domain::locations::LocationKind::InTransit);
    let row = |one: &domain::locations::Location| {
        json!({
            "id": one.id.raw(),
            "codigo": one.details.code,
            "nome": one.details.name,
            "filial": one.details.organization.to_string(),
            "inativo": i64::from(!one.details.active),
        })
    };
    Ok(shown.map(row).collect())
}

/// Grids by their code, each once.
fn grids(reader: &mut Reader<'_, '_>) -> Result<Vec<Value>, Failure> {
    let mut codes: Vec<String> = reader
        .grid_values(None, None, None, whole())?
        .into_iter()
        .map(|one| one.grid)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    Ok((1..)
        .zip(codes)
        .map(|(id, code)| json!({"id": id, "codigo": code, "nome": format!("Grade {code}")}))
        .collect())
}

/// Means of payment by number.
pub(crate) fn by_number_of_means() -> OrderedBy<MeansColumn> {
    OrderedBy {
        column: MeansColumn::Id,
        descending: false,
    }
}

/// The rows of a data file, its comments left out; what is missing is empty.
fn parts(file: &'static str) -> impl Iterator<Item = [&'static str; 3]> {
    let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let mut cells = line.split('\t');
        [(); 3].map(|()| cells.next().unwrap_or_default())
    })
}

fn number(text: &str) -> i64 {
    text.parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use domain::documents::{Cfop, Municipality, State};

    use super::{BANKS, CFOP, CITIES, UNITS, parts};

    #[test]
    fn every_state_has_its_capital_under_a_code_that_checks() {
        let cities: Vec<_> = parts(CITIES).collect();
        for [code, name, state] in &cities {
            let code = Municipality::parse(code).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(code.state().map(State::as_str), Some(*state), "{name}");
        }
        for state in State::ALL {
            assert!(
                cities.iter().any(|city| city[2] == state.as_str()),
                "{}",
                state.as_str()
            );
        }
    }

    #[test]
    fn codes_have_their_form_and_stand_once() {
        for [code, name, _] in parts(CFOP) {
            assert!(Cfop::parse(code).is_ok() && !name.is_empty(), "{code}");
        }
        for [code, name, _] in parts(BANKS) {
            assert!(code.len() == 3 && !name.is_empty(), "{code}");
        }
        for file in [CFOP, BANKS, UNITS, CITIES] {
            let mut codes: Vec<_> = parts(file).map(|row| row[0]).collect();
            let count = codes.len();
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), count);
        }
    }
}
