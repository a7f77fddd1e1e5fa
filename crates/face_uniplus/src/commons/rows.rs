//! The rows of the lookup tables, in the vendor's words.
//!
//! Not paging and filters, which are the same for all of them.
//!
//! The one rule to know: what the state decides comes from the core's files, which name their source; what the account keeps
//! comes from the account; a table of neither is empty.

use app::finance::{LedgerColumn, MeansColumn, OrderedBy};
use app::{Failure, Reader};
use domain::documents::State;
use domain::refusal::Entity;
use domain::tables::{BANKS, CEST, CFOP, COUNTRIES, MUNICIPALITIES, Row, UNITS};
use serde_json::{Value, json};

use crate::produtos::list_code;
use crate::vendas::{missing, whole};

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
    "fundocombatepobreza",
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

/// The rows of a table, made as they are asked for where they come from a file.
pub(super) fn rows(reader: &mut Reader<'_, '_>, table: &str) -> Result<Box<dyn Iterator<Item = Value>>, Failure> {
    Ok(match table {
        "cidade" => Box::new(MUNICIPALITIES.rows().map(city)),
        "cfop" => Box::new(CFOP.rows().map(described)),
        "cest" => Box::new(CEST.rows().map(described)),
        "banco" => Box::new(BANKS.rows().map(bank)),
        "pais" => Box::new(COUNTRIES.rows().map(country)),
        "unidademedida" => Box::new((1..).zip(UNITS.rows()).map(unit)),
        "estado" => Box::new(State::ALL.into_iter().map(state)),
        other => Box::new(kept(reader, other)?.into_iter()),
    })
}

/// The rows of a table that the account keeps, or that nobody keeps.
fn kept(reader: &mut Reader<'_, '_>, table: &str) -> Result<Vec<Value>, Failure> {
    Ok(match table {
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
            let found = reader.ledger_accounts(None, order, whole())?.items;
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
        "gruposhop" => groups(reader)?,
        "finalizador" => {
            let found = reader.all_means_of_payment(None, by_number_of_means(), whole())?.items;
            found
                .iter()
                .map(|one| json!({"id": one.id.raw(), "codigo": one.id.to_string(), "nome": one.name, "formaPagamentoNfe": one.nfe_code, "inativo": i64::from(one.deleted_at.is_some())}))
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

/// Groups of products, which are the core's categories.
fn groups(reader: &mut Reader<'_, '_>) -> Result<Vec<Value>, Failure> {
    let found = reader.categories(whole())?;
    let row = |one: &app::catalog::CategoryView| {
        let group = &one.category;
        json!({
            "id": group.id.raw(),
            "codigo": group.code.clone().unwrap_or_else(|| group.id.to_string()),
            "nome": group.name,
            "idPai": group.parent.map(|id| id.raw()),
        })
    };
    Ok(found.iter().map(row).collect())
}

fn city([code, name, state]: Row) -> Value {
    json!({"id": number(code), "codigo": code, "nome": name, "estado": state, "codigoIbge": number(code)})
}

fn described([code, name, _]: Row) -> Value {
    json!({"id": number(code), "codigo": code, "descricao": name})
}

fn bank([code, name, ispb]: Row) -> Value {
    json!({"id": number(code), "codigo": code, "nome": name, "ispb": ispb})
}

fn country([code, name, _]: Row) -> Value {
    json!({"id": number(code), "codigo": code, "nome": name})
}

fn unit((id, [code, name, decimals]): (i64, Row)) -> Value {
    json!({"id": id, "codigo": code, "nome": name, "casasDecimais": number(decimals)})
}

/// Means of payment by number.
pub(crate) fn by_number_of_means() -> OrderedBy<MeansColumn> {
    OrderedBy {
        column: MeansColumn::Id,
        descending: false,
    }
}

fn number(text: &str) -> i64 {
    text.parse().unwrap_or_default()
}
