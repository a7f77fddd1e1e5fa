//! Every field of the vendor's tables at its limit and one past it.
//!
//! Not what the fields mean.
//!
//! The one rule to know: the tables here are read off the vendor's document again, so that a slip in the face's tables is
//! found.

use conformance::client::Client;
use conformance::merchant::Merchant;
use serde_json::{Value, json};

/// What a field holds, as the vendor's document says it: characters, or digits and decimals.
#[derive(Debug, Clone, Copy)]
enum Size {
    Text(usize),
    Decimal(usize, usize),
}

use Size::{Decimal, Text};

/// Fields of an entity.
const ENTITY: &[(&str, Size)] = &[
    ("bairro", Text(50)),
    ("bairroCobranca", Text(50)),
    ("bairroEntrega", Text(50)),
    ("celular", Text(40)),
    ("celularEntrega", Text(40)),
    ("cidade", Text(100)),
    ("cidadeCobranca", Text(100)),
    ("cidadeEntrega", Text(100)),
    ("complemento", Text(50)),
    ("complementoCobranca", Text(50)),
    ("complementoEntrega", Text(50)),
    ("conjuge", Text(50)),
    ("contatoCobranca", Text(50)),
    ("contatoEntrega", Text(50)),
    ("email", Text(50)),
    ("emailEntrega", Text(50)),
    ("endereco", Text(50)),
    ("enderecoCobranca", Text(50)),
    ("enderecoEntrega", Text(50)),
    ("extra1", Text(512)),
    ("extra2", Text(512)),
    ("extra3", Text(512)),
    ("extra4", Text(512)),
    ("extra5", Text(512)),
    ("extra6", Text(512)),
    ("fax", Text(40)),
    ("faxEntrega", Text(40)),
    ("inscricaoEstadual", Text(50)),
    ("limiteCredito", Decimal(12, 2)),
    ("mae", Text(50)),
    ("nome", Text(50)),
    ("nomeContato", Text(50)),
    ("numeroCobranca", Text(6)),
    ("numeroEndereco", Text(6)),
    ("numeroEntrega", Text(6)),
    ("observacao", Text(4096)),
    ("pai", Text(50)),
    ("profissao", Text(50)),
    ("razaoSocial", Text(50)),
    ("renda", Decimal(12, 2)),
    ("rg", Text(20)),
    ("telefone", Text(40)),
    ("telefoneEntrega", Text(40)),
    ("usuario", Text(10)),
];

/// Fields of a product.
const PRODUCT: &[(&str, Size)] = &[
    ("aliquotaCofins", Decimal(5, 2)),
    ("aliquotaCofinsEntrada", Decimal(5, 4)),
    ("aliquotaICMS", Decimal(5, 2)),
    ("aliquotaIPI", Decimal(5, 2)),
    ("aliquotaPis", Decimal(5, 2)),
    ("aliquotaPisEntrada", Decimal(5, 4)),
    ("alturaShop", Decimal(12, 1)),
    ("caminhoImagem", Text(200)),
    ("codigoCfopEntrada", Text(6)),
    ("codigoCfopEntradaDevolucaoExterna", Text(6)),
    ("codigoCfopEntradaDevolucaoInterna", Text(6)),
    ("codigoCfopEntradaExterna", Text(6)),
    ("codigoCfopEntradaTransfExterna", Text(6)),
    ("codigoCfopEntradaTransfInterna", Text(6)),
    ("codigoCfopSaida", Text(6)),
    ("codigoCfopSaidaDevolucaoExterna", Text(6)),
    ("codigoCfopSaidaDevolucaoInterna", Text(6)),
    ("codigoCfopSaidaExterna", Text(6)),
    ("codigoCfopSaidaTransfExterna", Text(6)),
    ("codigoCfopSaidaTransfInterna", Text(6)),
    ("codigoFabricante", Text(10)),
    ("codigoGrupoProduto", Text(30)),
    ("codigoLeiComplementar", Text(10)),
    ("codigoReceitaSemContribuicao", Text(10)),
    ("comprimentoShop", Decimal(12, 1)),
    ("cstPisCofins", Text(2)),
    ("cstPisCofinsEntrada", Text(2)),
    ("custo", Decimal(12, 6)),
    ("custoMedioInicial", Decimal(15, 6)),
    ("descricaoShop", Text(4096)),
    ("ean", Text(20)),
    ("extra1", Text(50)),
    ("extra2", Text(50)),
    ("extra3", Text(50)),
    ("extra4", Text(50)),
    ("extra5", Text(50)),
    ("extra6", Text(50)),
    ("iat", Text(1)),
    ("infoShop", Text(4096)),
    ("informacaoAdicional", Text(500)),
    ("ippt", Text(1)),
    ("larguraShop", Decimal(12, 1)),
    ("lucroBruto", Decimal(5, 2)),
    ("nome", Text(120)),
    ("nomeEcf", Text(120)),
    ("nomeGrupoProduto", Text(40)),
    ("observacao", Text(4096)),
    ("peso", Decimal(12, 3)),
    ("pesoShop", Decimal(12, 3)),
    ("preco", Decimal(15, 6)),
    ("precoPauta1", Decimal(15, 6)),
    ("precoPauta2", Decimal(15, 6)),
    ("precoPauta3", Decimal(15, 6)),
    ("precoPauta4", Decimal(15, 6)),
    ("referencia", Text(20)),
    ("situacaoTributaria", Text(3)),
    ("situacaoTributariaSN", Text(3)),
    ("tipoProduto", Text(2)),
    ("tributacaoEspecial", Text(10)),
    ("tributacaoEspecialNfceSat", Text(3)),
    ("tributacaoICMS", Text(7)),
    ("tributacaoSN", Text(3)),
    ("unidadeMedida", Text(3)),
];

/// Fields of a document of sale.
const DOCUMENT: &[(&str, Size)] = &[
    ("bairroEntrega", Text(50)),
    ("cidadeEntrega", Text(100)),
    ("codigoIdentificacao", Text(20)),
    ("codigoPauta", Text(1)),
    ("codigoTipoFrete", Text(1)),
    ("complementoEntrega", Text(50)),
    ("condicaoPagamento", Text(6)),
    ("enderecoEntrega", Text(50)),
    ("extra1", Text(512)),
    ("extra2", Text(512)),
    ("numeroEntrega", Text(6)),
    ("observacao", Text(4096)),
    ("valorFrete", Decimal(12, 2)),
    ("codigoECommerce", Text(50)),
];

impl Size {
    fn at_limit(self) -> Value {
        match self {
            // Of digits, so that barcodes are taken; each try begins otherwise, see `with`.
            Text(most) => json!("7".repeat(most)),
            Decimal(digits, decimals) => {
                let fraction = if decimals == 0 {
                    String::new()
                } else {
                    format!(".{}", "9".repeat(decimals))
                };
                json!(format!("{}{fraction}", "9".repeat(digits - decimals)))
            }
        }
    }

    fn past_limit(self) -> Vec<Value> {
        match self {
            Text(most) => vec![json!("7".repeat(most + 1))],
            Decimal(digits, decimals) => vec![
                json!(format!("1{}", "0".repeat(digits - decimals))),
                json!(format!("0.{}1", "0".repeat(decimals))),
            ],
        }
    }
}

/// Sends the object with one field set, for each field at and past its limit.
fn walk(client: &Client, path: &str, wrapper: &str, base: &dyn Fn() -> Value, table: &[(&str, Size)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (field, size) in table {
        let send = |value: Value| {
            let mut object = base();
            object[*field] = value;
            client.json("POST", path, &json!({ wrapper: object }))
        };
        let taken = send(size.at_limit());
        let shown = taken.value();
        if taken.status != 200 {
            wrong.push(format!("{field} at its limit: {} {}", taken.status, shown["message"]));
        } else if shown[*field] != size.at_limit() {
            wrong.push(format!("{field} came back as {}", shown[*field]));
        }
        for value in size.past_limit() {
            let refused = send(value.clone());
            let named = refused.value()["errors"][*field].is_array();
            let says = refused.value()["message"]
                .as_str()
                .is_some_and(|text| text.contains(*field));
            if refused.status != 422 || !named || !says {
                wrong.push(format!(
                    "{field} past its limit with {value}: {} {}",
                    refused.status,
                    refused.value()
                ));
            }
        }
    }
    wrong
}

#[test]
fn every_field_is_taken_at_its_limit_and_refused_past_it() {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open_uniplus(store);
        let client = merchant.uniplus();
        let entity = || json!({"nome": "Teste", "tipo": 1});
        let mut wrong = walk(&client, "/public-api/v1/entidades", "entidade", &entity, ENTITY);
        let product = || json!({"nome": "Teste", "preco": 1});
        wrong.extend(walk(&client, "/public-api/v1/produtos", "produto", &product, PRODUCT));
        let made = client.json(
            "POST",
            "/public-api/v1/produtos",
            &json!({"produto": {"codigo": "DAV", "nome": "x"}}),
        );
        assert_eq!(made.status, 200);
        let line = json!({"produto": "DAV", "quantidade": 1, "precoUnitario": 1});
        let document = || json!({"tipoDocumento": 2, "data": "2020-08-01", "itens": [line]});
        wrong.extend(walk(&client, "/public-api/v1/davs", "dav", &document, DOCUMENT));
        assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
    });
}
