//! The vendor's field tables, read off its document again: name, kind, size, decimals.
//!
//! Not the face's own tables, which are held against these.
//!
//! The one rule to know: a row per field of the document, in its order; what a field with meaning is sent as stands beside it.

/// What a field holds, as the vendor's document says it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Size {
    /// Text of so many characters.
    Text(usize),
    /// So many digits, of which so many are decimals.
    Decimal(usize, usize),
    /// A whole number up to this one.
    Whole(i64),
    /// A day.
    Day,
    /// No size is said, or it is only read.
    Open,
}

use Size::{Day, Decimal, Open, Text, Whole};

/// A field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its size.
    pub(crate) size: Size,
    /// What it is sent as, where not any value of its size will do.
    pub(crate) sample: Option<&'static str>,
    /// Whether it comes back as it was sent.
    pub(crate) is_shown: bool,
    /// Whether it names something that need not exist, or repeats what follows from the rest: then it is only not too long at
    /// its limit.
    pub(crate) is_reference: bool,
}

const fn row(name: &'static str, size: Size) -> Row {
    Row {
        name,
        size,
        sample: None,
        is_shown: true,
        is_reference: false,
    }
}

impl Row {
    const fn with(mut self, sample: &'static str) -> Self {
        self.sample = Some(sample);
        self
    }

    const fn quiet(mut self) -> Self {
        self.is_shown = false;
        self
    }

    const fn reference(mut self) -> Self {
        self.is_reference = true;
        self
    }
}

/// Fields of entities.
pub(crate) const ENTITY: &[Row] = &[
    row("bairro", Text(50)),
    row("bairroCobranca", Text(50)),
    row("bairroEntrega", Text(50)),
    row("celular", Text(40)),
    row("celularEntrega", Text(40)),
    row("cep", Text(10)).with("50.000-000").quiet(),
    row("cepCobranca", Text(10)).with("50.000-000").quiet(),
    row("cepEntrega", Text(9)).with("50000-000").quiet(),
    row("cidade", Text(100)),
    row("cidadeCobranca", Text(100)),
    row("cidadeEntrega", Text(100)),
    row("cnpjCpf", Text(18)).with("11.222.333/0001-81").quiet(),
    row("codigo", Text(10)).with("8888888888"),
    row("complemento", Text(50)),
    row("complementoCobranca", Text(50)),
    row("complementoEntrega", Text(50)),
    row("conjuge", Text(50)),
    row("contatoCobranca", Text(50)),
    row("contatoEntrega", Text(50)),
    row("dataNascimento", Day),
    row("email", Text(50)),
    row("emailEntrega", Text(50)),
    row("endereco", Text(50)),
    row("enderecoCobranca", Text(50)),
    row("enderecoEntrega", Text(50)),
    row("estado", Text(2)).with("PE"),
    row("estadoCivil", Whole(6)),
    row("estadoCobranca", Text(2)).with("PE"),
    row("estadoEntrega", Text(2)).with("PE"),
    row("extra1", Text(512)),
    row("extra2", Text(512)),
    row("extra3", Text(512)),
    row("extra4", Text(512)),
    row("extra5", Text(512)),
    row("extra6", Text(512)),
    row("fax", Text(40)),
    row("faxEntrega", Text(40)),
    row("inativo", Whole(1)),
    row("inscricaoEstadual", Text(50)),
    row("limiteCredito", Decimal(12, 2)),
    row("mae", Text(50)),
    row("nome", Text(50)),
    row("nomeContato", Text(50)),
    row("numeroCobranca", Text(6)),
    row("numeroEndereco", Text(6)),
    row("numeroEntrega", Text(6)),
    row("observacao", Text(4096)),
    row("pai", Text(50)),
    row("profissao", Text(50)),
    row("razaoSocial", Text(50)),
    row("renda", Decimal(12, 2)),
    row("rg", Text(20)),
    row("telefone", Text(40)),
    row("telefoneEntrega", Text(40)),
    row("tipo", Text(20)).with("(1, 2, 3, 4, 5,  6 )").quiet(),
    row("usuario", Text(10)),
    row("creditoRestrito", Whole(1)),
];

/// Fields of products.
pub(crate) const PRODUCT: &[Row] = &[
    row("aliquotaCofins", Decimal(5, 2)),
    row("aliquotaCofinsEntrada", Decimal(5, 4)),
    row("aliquotaICMS", Decimal(5, 2)),
    row("aliquotaIPI", Decimal(5, 2)),
    row("aliquotaPis", Decimal(5, 2)),
    row("aliquotaPisEntrada", Decimal(5, 4)),
    row("alturaShop", Decimal(12, 1)),
    row("caminhoImagem", Text(200)),
    row("casasDecimais", Whole(99)),
    row("cest", Text(10)).with("01.001.00").quiet(),
    row("codigo", Text(20)).with("88888888888888888888"),
    row("codigoCfopEntrada", Text(6)),
    row("codigoCfopEntradaDevolucaoExterna", Text(6)),
    row("codigoCfopEntradaDevolucaoInterna", Text(6)),
    row("codigoCfopEntradaExterna", Text(6)),
    row("codigoCfopEntradaTransfExterna", Text(6)),
    row("codigoCfopEntradaTransfInterna", Text(6)),
    row("codigoCfopSaida", Text(6)),
    row("codigoCfopSaidaDevolucaoExterna", Text(6)),
    row("codigoCfopSaidaDevolucaoInterna", Text(6)),
    row("codigoCfopSaidaExterna", Text(6)),
    row("codigoCfopSaidaTransfExterna", Text(6)),
    row("codigoCfopSaidaTransfInterna", Text(6)),
    row("codigoFabricante", Text(10)),
    row("codigoFornecedor", Text(10)),
    row("codigoGrupoProduto", Text(30)),
    row("codigoLeiComplementar", Text(10)),
    row("codigoReceitaSemContribuicao", Text(10)),
    row("comprimentoShop", Decimal(12, 1)),
    row("cstPisCofins", Text(2)),
    row("cstPisCofinsEntrada", Text(2)),
    row("currentTimeMillis", Open),
    row("custo", Decimal(12, 6)),
    row("custoMedioInicial", Decimal(15, 6)),
    row("descricaoShop", Text(4096)),
    row("ean", Text(20)),
    row("enviaECommerce", Whole(1)),
    row("exigibilidadeIss", Whole(9)),
    row("extra1", Text(50)),
    row("extra2", Text(50)),
    row("extra3", Text(50)),
    row("extra4", Text(50)),
    row("extra5", Text(50)),
    row("extra6", Text(50)),
    row("iat", Text(1)),
    row("imagens", Open),
    row("inativo", Whole(1)),
    row("infoShop", Text(4096)),
    row("informacaoAdicional", Text(500)),
    row("informarDimensoes", Whole(1)),
    row("ippt", Text(1)),
    row("larguraShop", Decimal(12, 1)),
    row("lucroBruto", Decimal(5, 2)),
    row("ncm", Text(10)).with("8517.12.31").quiet(),
    row("nome", Text(120)),
    row("nomeEcf", Text(120)),
    row("nomeFornecedor", Text(50)).quiet(),
    row("nomeGrupoProduto", Text(40)),
    row("numeroSerie", Whole(1)),
    row("observacao", Text(4096)),
    // The document has two origins, the NF-e nine.
    row("origem", Whole(8)),
    row("pesavel", Whole(1)),
    row("peso", Decimal(12, 3)),
    row("pesoShop", Decimal(12, 3)),
    row("preco", Decimal(15, 6)),
    row("precoPauta1", Decimal(15, 6)),
    row("precoPauta2", Decimal(15, 6)),
    row("precoPauta3", Decimal(15, 6)),
    row("precoPauta4", Decimal(15, 6)),
    row("precos", Open),
    row("referencia", Text(20)),
    row("situacaoTributaria", Text(3)),
    row("situacaoTributariaSN", Text(3)),
    row("tipoProduto", Text(2)),
    row("tipoRegistro", Text(1)).with("P"),
    row("tributacaoEspecial", Text(10)),
    row("tributacaoEspecialNfceSat", Text(3)),
    row("tributacaoICMS", Text(7)),
    row("tributacaoSN", Text(3)),
    row("unidadeMedida", Text(3)),
    row("tipoVolume", Whole(2)),
    row("quantidadeVolume", Whole(99)),
    // Follows from the grid.
    row("possuiVariacao", Whole(1)).quiet(),
    row("enviarOutrosECommerce", Whole(1)),
    row("possuiLote", Whole(1)),
    row("kit", Whole(1)),
];

/// Fields of prices per branch.
pub(crate) const BRANCH_PRICE: &[Row] = &[
    row("filial", Text(4)).with("0001").quiet(),
    row("preco", Decimal(15, 6)),
];

/// Fields of packagings.
pub(crate) const PACKAGING: &[Row] = &[
    row("ean", Text(20)),
    row("fatorConversao", Decimal(15, 6)),
    row("preco", Decimal(15, 6)),
    row("produto", Text(20)).with("77777777777777777777"),
    row("tipoEmbalagem", Whole(2)),
    row("unidadeMedida", Text(3)),
    row("casasDecimais", Whole(99)),
];

/// Fields of further barcodes.
pub(crate) const BARCODE: &[Row] = &[
    row("ean", Text(14)),
    row("descricaoVariacao", Open),
    row("produto", Text(14)).with("77777777777777"),
    row("variacao", Text(5)).with("00002").quiet(),
];

/// Fields of rows and columns.
pub(crate) const VARIATION: &[Row] = &[
    row("codigoGrade", Text(100)),
    row("descricao", Text(30)),
    row("ordem", Text(5)),
    row("produto", Text(14)).with("77777777777777"),
    row("tipoRegistro", Text(1)).with("1"),
    row("variacao", Open),
];

/// Fields of balances, first version.
pub(crate) const BALANCE_V1: &[Row] = &[
    row("custo", Decimal(15, 6)),
    row("custoMedio", Decimal(15, 6)),
    row("filial", Text(4)).with("0001").quiet(),
    row("produto", Text(14)).with("77777777777777"),
    row("quantidade", Decimal(12, 6)),
    row("variacao", Text(12)).with("000000000002").quiet(),
];

/// Fields of balances, second version.
pub(crate) const BALANCE: &[Row] = &[
    row("custo", Decimal(15, 6)),
    row("custoMedio", Decimal(15, 6)),
    row("filial", Text(4)).with("0001").quiet(),
    row("produto", Text(14)).with("77777777777777"),
    row("quantidade", Decimal(12, 6)),
    row("variacao", Text(12)).with("000000000002").quiet(),
    row("localEstoque", Text(5)).with("00001").quiet(),
];

/// Fields of documents of sale.
pub(crate) const DOCUMENT: &[Row] = &[
    row("bairroEntrega", Text(50)),
    row("cepEntrega", Text(9)).with("50000-000").quiet(),
    row("cidadeEntrega", Text(100)),
    row("cliente", Text(14)).reference(),
    row("codigo", Open),
    row("codigoIdentificacao", Text(20)),
    row("codigoPauta", Text(1)),
    row("codigoTipoFrete", Text(1)),
    row("codigoTransportadora", Text(14)).reference(),
    row("complementoEntrega", Text(50)),
    row("condicaoPagamento", Text(6)),
    row("data", Day),
    row("desconto", Decimal(12, 2)),
    row("enderecoEntrega", Text(50)),
    row("estadoEntrega", Text(2)).with("PE"),
    row("extra1", Text(512)),
    row("extra2", Text(512)),
    row("filial", Text(4)).with("0001").quiet(),
    row("numeroEntrega", Text(6)),
    row("observacao", Text(4096)),
    row("percentualDescontoSubtotal", Decimal(12, 2)).with("100.00"),
    row("status", Whole(10)),
    row("tipoDocumento", Whole(6)).with("2").quiet(),
    row("tipoDocumentoFinanceiro", Open),
    row("valor", Decimal(12, 3)).reference(),
    row("valorDescontoItens", Decimal(12, 2)).quiet(),
    row("valorFrete", Decimal(12, 2)),
    row("vendedor", Text(14)).reference(),
    row("codigoECommerce", Text(50)),
];

/// Fields of lines of documents of sale.
pub(crate) const LINE: &[Row] = &[
    row("codigoDAV", Open),
    row("codigoUnidadeMedida", Text(3)),
    // As much as the line: no line's total has twelve digits.
    row("desconto", Decimal(12, 3)).with("999999.999"),
    row("isBrinde", Whole(1)),
    row("nrItem", Open),
    row("numeroSerie", Text(20)),
    row("precoTotal", Decimal(12, 2)).quiet(),
    row("precoUnitario", Decimal(12, 3)),
    row("produto", Text(14)).with("66666666666666"),
    row("quantidade", Decimal(12, 3)),
    row("tipoDesconto", Text(1)).with("1").quiet(),
];

/// Fields of variations of lines.
pub(crate) const LINE_VARIATION: &[Row] = &[row("variacao", Open), row("quantidade", Open)];
