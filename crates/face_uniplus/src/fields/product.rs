//! The fields of a product.
//!
//! Not which of them the core has.
//!
//! The one rule to know: one row per field of the vendor's own table, in its order.

use super::Field;
use super::Kind::{Choice, Decimal, Flag, Text, Whole};

/// The table.
pub(crate) const PRODUCT: &[Field] = &[
    Field {
        name: "aliquotaCofins",
        kind: Decimal(5, 2),
    },
    Field {
        name: "aliquotaCofinsEntrada",
        kind: Decimal(5, 4),
    },
    Field {
        name: "aliquotaICMS",
        kind: Decimal(5, 2),
    },
    Field {
        name: "aliquotaIPI",
        kind: Decimal(5, 2),
    },
    Field {
        name: "aliquotaPis",
        kind: Decimal(5, 2),
    },
    Field {
        name: "aliquotaPisEntrada",
        kind: Decimal(5, 4),
    },
    Field {
        name: "alturaShop",
        kind: Decimal(12, 1),
    },
    Field {
        name: "caminhoImagem",
        kind: Text(200),
    },
    Field {
        name: "casasDecimais",
        kind: Whole(2),
    },
    Field {
        name: "cest",
        kind: Text(10),
    },
    Field {
        name: "codigo",
        kind: Text(20),
    },
    Field {
        name: "codigoCfopEntrada",
        kind: Text(6),
    },
    Field {
        name: "codigoCfopEntradaDevolucaoExterna",
        kind: Text(6),
    },
    Field {
        name: "codigoCfopEntradaDevolucaoInterna",
        kind: Text(6),
    },
    Field {
        name: "codigoCfopEntradaExterna",
        kind: Text(6),
    },
    Field {
        name: "codigoCfopEntradaTransfExterna",
        kind: Text(6),
    },
    Field {
        name: "codigoCfopEntradaTransfInterna",
        kind: Text(6),
    },
    Field {
        name: "codigoCfopSaida",
        kind: Text(6),
    },
    Field {
        name: "codigoCfopSaidaDevolucaoExterna",
        kind: Text(6),
    },
    Field {
        name: "codigoCfopSaidaDevolucaoInterna",
        kind: Text(6),
    },
    Field {
        name: "codigoCfopSaidaExterna",
        kind: Text(6),
    },
    Field {
        name: "codigoCfopSaidaTransfExterna",
        kind: Text(6),
    },
    Field {
        name: "codigoCfopSaidaTransfInterna",
        kind: Text(6),
    },
    Field {
        name: "codigoFabricante",
        kind: Text(10),
    },
    Field {
        name: "codigoFornecedor",
        kind: Text(10),
    },
    Field {
        name: "codigoGrupoProduto",
        kind: Text(30),
    },
    Field {
        name: "codigoLeiComplementar",
        kind: Text(10),
    },
    Field {
        name: "codigoReceitaSemContribuicao",
        kind: Text(10),
    },
    Field {
        name: "comprimentoShop",
        kind: Decimal(12, 1),
    },
    Field {
        name: "cstPisCofins",
        kind: Text(2),
    },
    Field {
        name: "cstPisCofinsEntrada",
        kind: Text(2),
    },
    Field {
        name: "custo",
        kind: Decimal(12, 6),
    },
    Field {
        name: "custoMedioInicial",
        kind: Decimal(15, 6),
    },
    Field {
        name: "descricaoShop",
        kind: Text(4096),
    },
    Field {
        name: "ean",
        kind: Text(20),
    },
    Field {
        name: "enviaECommerce",
        kind: Flag,
    },
    Field {
        name: "exigibilidadeIss",
        kind: Whole(1),
    },
    Field {
        name: "extra1",
        kind: Text(50),
    },
    Field {
        name: "extra2",
        kind: Text(50),
    },
    Field {
        name: "extra3",
        kind: Text(50),
    },
    Field {
        name: "extra4",
        kind: Text(50),
    },
    Field {
        name: "extra5",
        kind: Text(50),
    },
    Field {
        name: "extra6",
        kind: Text(50),
    },
    Field {
        name: "iat",
        kind: Text(1),
    },
    Field {
        name: "inativo",
        kind: Flag,
    },
    Field {
        name: "infoShop",
        kind: Text(4096),
    },
    Field {
        name: "informacaoAdicional",
        kind: Text(500),
    },
    Field {
        name: "informarDimensoes",
        kind: Flag,
    },
    Field {
        name: "ippt",
        kind: Text(1),
    },
    Field {
        name: "larguraShop",
        kind: Decimal(12, 1),
    },
    Field {
        name: "lucroBruto",
        kind: Decimal(5, 2),
    },
    Field {
        name: "ncm",
        kind: Text(10),
    },
    Field {
        name: "nome",
        kind: Text(120),
    },
    Field {
        name: "nomeEcf",
        kind: Text(120),
    },
    Field {
        name: "nomeFornecedor",
        kind: Text(50),
    },
    Field {
        name: "nomeGrupoProduto",
        kind: Text(40),
    },
    Field {
        name: "numeroSerie",
        kind: Flag,
    },
    Field {
        name: "observacao",
        kind: Text(4096),
    },
    Field {
        name: "origem",
        kind: Choice(8),
    },
    Field {
        name: "pesavel",
        kind: Flag,
    },
    Field {
        name: "peso",
        kind: Decimal(12, 3),
    },
    Field {
        name: "pesoShop",
        kind: Decimal(12, 3),
    },
    Field {
        name: "preco",
        kind: Decimal(15, 6),
    },
    Field {
        name: "precoPauta1",
        kind: Decimal(15, 6),
    },
    Field {
        name: "precoPauta2",
        kind: Decimal(15, 6),
    },
    Field {
        name: "precoPauta3",
        kind: Decimal(15, 6),
    },
    Field {
        name: "precoPauta4",
        kind: Decimal(15, 6),
    },
    Field {
        name: "referencia",
        kind: Text(20),
    },
    Field {
        name: "situacaoTributaria",
        kind: Text(3),
    },
    Field {
        name: "situacaoTributariaSN",
        kind: Text(3),
    },
    Field {
        name: "tipoProduto",
        kind: Text(2),
    },
    Field {
        name: "tipoRegistro",
        kind: Text(1),
    },
    Field {
        name: "tributacaoEspecial",
        kind: Text(10),
    },
    Field {
        name: "tributacaoEspecialNfceSat",
        kind: Text(3),
    },
    Field {
        name: "tributacaoICMS",
        kind: Text(7),
    },
    Field {
        name: "tributacaoSN",
        kind: Text(3),
    },
    Field {
        name: "unidadeMedida",
        kind: Text(3),
    },
    Field {
        name: "tipoVolume",
        kind: Choice(2),
    },
    Field {
        name: "quantidadeVolume",
        kind: Whole(2),
    },
    Field {
        name: "possuiVariacao",
        kind: Flag,
    },
    Field {
        name: "enviarOutrosECommerce",
        kind: Flag,
    },
    Field {
        name: "possuiLote",
        kind: Flag,
    },
    Field {
        name: "kit",
        kind: Flag,
    },
];
