//! The groups of a receivement that are kept and not used, field by field: taxes, transport, totals.
//!
//! Not what the core reads of a receivement.
//!
//! The one rule to know: a documented field that is there must have its node's form; whether it must be there, the table
//! says. Of the taxes none must: the document's own example leaves some out that its tables require.

use domain::amount::{NumberError, Quantity};
use domain::documents::TaxDocument;
use domain::refusal::Problem;
use face_kit::{Checker, Given};

use super::wire::{Group, TaxationIn};

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    /// Text of at most so many characters.
    Text(usize),
    /// A number with at most so many decimals.
    Number(u8),
    /// A CPF or CNPJ, or a zero for none.
    Document,
}

use Form::{Document, Number, Text};

const MONEY: Form = Number(2);
const RATE: Form = Number(4);

/// The fields of a group.
pub(super) type Table = &'static [(&'static str, Form)];

const ICMS: Table = &[
    ("situacao_tributaria", Text(3)),
    ("codigo_origem_produto", Text(1)),
    ("situacao_simples_nacional", Text(4)),
    ("situacao_Simples_nacional", Text(4)),
    ("motivo_desoneracao", Text(2)),
    ("uf_icmsst_devido", Text(2)),
    ("modalidade_base_calculo", Text(2)),
    ("modalidade_base_calculo_st", Text(2)),
    ("valor_uf_remetente_interestadual", MONEY),
    ("valor_uf_destinatario_interestadual", MONEY),
    ("valor_fcp_interestadual", MONEY),
    ("valor_icms_substituto", MONEY),
    ("valor_fcp_st_retido", MONEY),
    ("valor_efetivo", MONEY),
    ("valor_fcp", MONEY),
    ("valor_fcp_st", MONEY),
    ("credito_icms_simples_nacional", MONEY),
    ("credito_icms_Simples_nacional", MONEY),
    ("valor_icms_desonerado", MONEY),
    ("valor_icms_diferido", MONEY),
    ("valor_icms_operacao", MONEY),
    ("valor_icmsst_retido_destino", MONEY),
    ("valor_icms", MONEY),
    ("valor_icms_st", MONEY),
    ("base_calculo_icmsst_remetente", MONEY),
    ("valor_icmsst_retido_remetente", MONEY),
    ("base_icmsst_retido", MONEY),
    ("valor_icmsst_retido", MONEY),
    ("valor_base_calculo_uf_dest", MONEY),
    ("valor_base_calculo_fcp_st_retido", MONEY),
    ("valor_base_calculo_efetivo", MONEY),
    ("valor_base_calculo", MONEY),
    ("valor_base_calculo_st", MONEY),
    ("valor_base_calculo_fcp", MONEY),
    ("valor_base_calculo_fcp_st", MONEY),
    ("base_calculo_icmsst_destino", MONEY),
    ("base_calculo_operacao_propria", RATE),
    ("aliquota_interna_interestadual", RATE),
    ("aliquota_interestadual", RATE),
    ("aliquota_consumidor_final", RATE),
    ("aliquota_fcp_st_retido", RATE),
    ("aliquota_efetiva", RATE),
    ("aliquota_fcp", RATE),
    ("aliquota_fcp_st", RATE),
    ("aliquota_icms", RATE),
    ("aliquota_icms_st", RATE),
    ("aliquota_icms_simples_nacional", RATE),
    ("aliquota_icms_Simples_nacional", RATE),
    ("perc_provisorio_interestadual", RATE),
    ("perc_fcp_interestadual", RATE),
    ("perc_reducao_base_calculo_efetivo", RATE),
    ("perc_diferimento", RATE),
    ("perc_mva_icms_st", RATE),
    ("perc_reducao_base_calculo", RATE),
    ("perc_reducao_base_calculo_st", RATE),
];

const IPI: Table = &[
    ("valor_base_calculo", MONEY),
    ("aliquota_ipi", RATE),
    ("valor_ipi", MONEY),
    ("codigo_enquadramento", Text(3)),
    ("cnpj_produtor", Document),
    ("codigo_selo_controle", Text(60)),
    ("quantidade_selo_controle", Number(0)),
    ("valor_unidade", Number(4)),
    ("quantidade_unidade", Number(4)),
];

const PIS: Table = &[
    ("valor_base_calculo", MONEY),
    ("aliquota_pis", RATE),
    ("valor_pis", MONEY),
    ("quantidade_vendida", Number(4)),
    ("aliquota_pis_reais", Number(4)),
];

const COFINS: Table = &[
    ("valor_base_calculo", MONEY),
    ("aliquota_cofins", RATE),
    ("valor_cofins", MONEY),
    ("quantidade_vendida", Number(4)),
    ("aliquota_cofins_reais", Number(4)),
];

const IMPORT: Table = &[
    ("base_calculo_importacao", MONEY),
    ("valor_despesas_aduaneiras", MONEY),
    ("valor_imposto_importacao", MONEY),
    ("valor_iof", MONEY),
];

/// How the goods travel.
pub(super) const MODE: Table = &[("codigo_modalidade", Text(1))];

pub(super) const CARRIER: Table = &[
    ("cnpj", Document),
    ("nome", Text(255)),
    ("inscricao_estadual", Text(60)),
    ("endereco", Text(255)),
    ("municipio", Text(120)),
    ("uf", Text(2)),
];

pub(super) const WITHHOLDING: Table = &[
    ("valor_servico", MONEY),
    ("base_retencao_icms", MONEY),
    ("aliquota_icms", RATE),
    ("valor_icms", MONEY),
    ("cfop", Text(4)),
];

pub(super) const VOLUME: Table = &[
    ("quantidade", Number(0)),
    ("especie", Text(60)),
    ("peso_liquido", Number(3)),
    ("peso_bruto", Number(3)),
];

pub(super) const TOTAL: Table = &[
    ("valor_total", MONEY),
    ("base_calculo_icms", MONEY),
    ("valor_icms", MONEY),
    ("base_calculo_icms_st", MONEY),
    ("valor_icms_st", MONEY),
    ("valor_ipi", MONEY),
    ("valor_pis", MONEY),
    ("valor_cofins", MONEY),
    ("valor_seguro", MONEY),
    ("valor_frete", MONEY),
    ("outras_despesas", MONEY),
    ("desconto", MONEY),
];

/// Looks at the taxes of a line.
pub(super) fn taxation(check: &mut Checker, taxes: &TaxationIn) {
    loose(check, "icms", &taxes.icms, ICMS);
    loose(check, "ipi", &taxes.ipi, IPI);
    loose(check, "pis", &taxes.pis, PIS);
    loose(check, "cofins", &taxes.cofins, COFINS);
    loose(check, "importacao", &taxes.importacao, IMPORT);
}

/// A group that must be there, none of whose fields must.
pub(super) fn loose(check: &mut Checker, path: &str, group: &Given<Group>, table: Table) {
    check.required_object(path, group, |check, group| {
        for (name, form) in table {
            field(check, name, group.get(*name).unwrap_or(&Given::Missing), *form);
        }
    });
}

/// A group that must be there, with every field.
pub(super) fn full(check: &mut Checker, path: &str, group: &Given<Group>, table: Table) {
    check.required_object(path, group, |check, group| {
        for (name, form) in table {
            let given = group.get(*name).unwrap_or(&Given::Missing);
            // A fault of its own stands for a field that is there.
            if check.required_by(name, given, |_| Ok(())).is_some() {
                field(check, name, given, *form);
            }
        }
    });
}

fn field(check: &mut Checker, name: &str, given: &Given<face_kit::Text>, form: Form) {
    check.optional_by(name, given, |text| match form {
        Text(max) if text.chars().count() > max => Err(Problem::TooLong { max }),
        Text(_) => Ok(()),
        Number(decimals) => number(text, decimals),
        Document => document(text),
    });
}

/// Whether the text is a number with so few decimals.
pub(super) fn number(text: &str, decimals: u8) -> Result<(), Problem> {
    match Quantity::parse_with_decimals(text.trim(), decimals) {
        Ok(_) => Ok(()),
        Err(NumberError::NotANumber) => Err(Problem::NotANumber),
        Err(NumberError::TooManyDecimals { max_decimals }) => Err(Problem::TooManyDecimals { max: max_decimals }),
        Err(NumberError::OutOfRange) => Err(Problem::OutOfRange),
    }
}

/// Whether the text has the form of a CPF or CNPJ, or is the zero that documents write for none.
pub(super) fn document(text: &str) -> Result<(), Problem> {
    if text.trim().bytes().all(|digit| digit == b'0') {
        return Ok(());
    }
    TaxDocument::parse_unchecked(text)
        .map(|_| ())
        .map_err(|_| Problem::Malformed)
}
