//! eGestor's lists: what they are ordered by, and what they are narrowed by.
//!
//! The one rule to know: a list is ordered by what it shows, on both engines alike, and by number where that is equal.

use conformance::client::Client;
use conformance::merchant::Merchant;
use domain::text::fold;
use serde_json::{Value, json};

use crate::stories::{ask, get};

/// What a list shows of a row, as it is to be ordered.
#[derive(Debug, PartialEq, PartialOrd)]
enum Shown {
    Number(f64),
    Text(String),
    Flags([bool; 3]),
}

fn shown(column: &str, value: &Value) -> Shown {
    if column == "tipo" && value.is_array() {
        let has = |word: &str| value.as_array().unwrap().iter().any(|one| one == word);
        return Shown::Flags(["cliente", "fornecedor", "transportadora"].map(has));
    }
    match value {
        Value::Bool(flag) => Shown::Number(f64::from(u8::from(*flag))),
        Value::Number(number) => Shown::Number(number.as_f64().unwrap()),
        Value::String(text) if FOLDED.contains(&column) => Shown::Text(fold(text)),
        Value::String(text) => Shown::Text(text.clone()),
        Value::Array(words) => Shown::Text(words.first().map_or(String::new(), |word| fold(word.as_str().unwrap()))),
        Value::Null | Value::Object(_) => panic!("{column} shows {value}"),
    }
}

/// Columns whose case and accents do not count.
const FOLDED: [&str; 4] = ["nome", "descricao", "nomeContato", "nomeVendedor"];

/// Asks a list by each of these columns, both ways; a column has the name it is shown by.
fn is_ordered(client: &Client, path: &str, columns: &[(&str, &str)]) {
    for (column, member) in columns {
        let mut told = std::collections::BTreeSet::new();
        for direction in ["asc", "desc"] {
            let address = format!("{path}?orderBy={column},{direction}&fields=codigo,{member}&listarCanceladas=1");
            let list = get(client, &address);
            let rows: Vec<(Shown, i64)> = list["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| (shown(column, &row[member]), row["codigo"].as_i64().unwrap()))
                .collect();
            assert!(rows.len() > 3, "{address}: {list}");
            told.extend(rows.iter().map(|(value, _)| format!("{value:?}")));
            for pair in rows.windows(2) {
                let fits = if direction == "asc" {
                    pair[0] < pair[1]
                } else {
                    pair[0] > pair[1]
                };
                assert!(fits, "{address}: {pair:?}");
            }
        }
        assert!(
            told.len() > 1,
            "every row of {path} shows the same {column}, which proves nothing"
        );
    }
}

/// The numbers that a list answers, in their order.
fn found(client: &Client, address: &str) -> Vec<i64> {
    let list = get(client, address);
    let rows = list["data"].as_array().unwrap();
    assert_eq!(
        list["total"].as_u64(),
        Some(u64::try_from(rows.len()).unwrap()),
        "{address}"
    );
    rows.iter().map(|row| row["codigo"].as_i64().unwrap()).collect()
}

fn add(client: &Client, path: &str, body: Value) -> i64 {
    ask(client, 200, "POST", path, &body)["codigo"].as_i64().unwrap()
}

fn each(story: impl Fn(&Client)) {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open_egestor(store);
        story(&merchant.egestor());
        assert_eq!(merchant.audit(), Vec::<String>::new());
    });
}

fn contacts(client: &Client) -> [i64; 4] {
    [
        json!({"nome": "Érica Prado", "tipo": ["cliente"], "clienteFinal": false, "indicadorIE": 1,
               "inscricaoEstadual": "110042490114", "fantasia": "Prado", "emails": ["erica@example.com"],
               "codIBGE": "4316907", "uf": "RS", "tags": ["atacado"], "obs": "Paga em dia"}),
        json!({"nome": "abel", "tipo": ["fornecedor"], "nomeParaContato": "Rita", "cpfcnpj": "529.982.247-25",
               "inscricaoMunicipal": "77", "suframa": "210140267", "cidade": "Bagé", "uf": "RS",
               "fones": ["55 3222-1111"]}),
        json!({"nome": "Zeca", "tipo": ["cliente", "transportadora"], "clienteFinal": true, "indicadorIE": 9,
               "cpfcnpj": "11444777000161", "nomeParaContato": "Ana", "logradouro": "Rua das Flores"}),
        json!({"nome": "Bela Vista", "tipo": ["cliente", "fornecedor"], "indicadorIE": 2, "fantasia": "Bela",
               "emails": ["contato@example.com"]}),
    ]
    .map(|body| add(client, "/contatos", body))
}

#[test]
fn contacts_are_ordered_by_what_is_shown_and_narrowed_by_what_is_asked() {
    each(|client| {
        let [erica, abel, zeca, bela] = contacts(client);
        let columns = [
            "codigo",
            "tipo",
            "nome",
            "fantasia",
            "nomeParaContato",
            "cpfcnpj",
            "clienteFinal",
            "indicadorIE",
            "inscricaoEstadual",
            "inscricaoMunicipal",
            "suframa",
            "emails",
            "cidade",
        ];
        is_ordered(client, "/contatos", &columns.map(|column| (column, column)));
        let table = [
            ("filtro=PRADO", vec![erica]),
            ("filtro=atacado", vec![erica]),
            ("filtro=Rita", vec![abel]),
            ("filtro=contato@", vec![bela]),
            ("filtro=3222", vec![abel]),
            ("endereco=flores", vec![zeca]),
            ("endereco=santa%20maria", vec![erica]),
            ("telefone=3222", vec![abel]),
            ("email=erica", vec![erica]),
            ("clienteFinal=1", vec![abel, zeca, bela]),
            ("clienteFinal=2", vec![erica]),
            ("indIE=1", vec![erica]),
            ("indIE=2", vec![bela]),
            ("indIE=9", vec![abel, zeca]),
            ("IE=1100", vec![erica]),
            ("IM=77", vec![abel]),
            ("suframa=2101", vec![abel]),
            ("obs=em%20dia", vec![erica]),
        ];
        for (query, expected) in table {
            assert_eq!(found(client, &format!("/contatos?{query}")), expected, "{query}");
        }
    });
}

fn products(client: &Client) -> [i64; 5] {
    let [mugs, paper] = ["Canecas", "Papel"].map(|nome| add(client, "/categorias", json!({"nome": nome})));
    [
        json!({"descricao": "Óleo", "codigoProprio": "OL1", "codCategoria": paper, "estoque": 7, "estoqueMinimo": 10,
               "margemLucro": 30.5, "precoCusto": 5, "precoVenda": 8.5, "origemFiscal": 2, "unidadeTributada": "L",
               "refEanGtin": "7894900011517", "ncm": "15079011", "pesoBruto": 1.2, "pesoLiquido": 1,
               "anotacoesNFE": "Frágil", "anotacoesInternas": "Prateleira 3", "tags": ["cozinha", "óleo"], "tipoUso": 1,
               "codigoGrupoTributos": 4}),
        json!({"descricao": "ábaco", "estoqueMinimo": 2, "margemLucro": -5, "precoCusto": 100, "precoVenda": 95,
               "codigoCEST": "0100100", "ncm": "95030097", "tags": ["Brinquedo"], "anotacoesNFE": "Brinde"}),
        json!({"descricao": "Zinco", "codigoProprio": "AZ", "controlarEstoque": true, "precoVenda": 8.5,
               "excecaoIPI": "01", "ncm": "79011111", "pesoBruto": 0.5, "refEanGtin": "96385074",
               "anotacoesInternas": "PRATELEIRA 1"}),
        json!({"descricao": "Caneca", "codCategoria": mugs, "estoque": 2.5, "precoCusto": 5.25}),
        json!({"descricao": "Velho", "arquivado": true}),
    ]
    .map(|body| add(client, "/produtos", body))
}

#[test]
fn products_are_ordered_by_what_is_shown_and_narrowed_by_what_is_asked() {
    each(|client| {
        let [oil, abacus, zinc, mug, old] = products(client);
        let columns = [
            "codigo",
            "codCategoria",
            "descricao",
            "codigoProprio",
            "estoque",
            "estoqueMinimo",
            "controlarEstoque",
            "margemLucro",
            "precoCusto",
            "precoVenda",
            "origemFiscal",
            "unidadeTributada",
            "refEanGtin",
            "ncm",
            "excecaoIPI",
            "codigoCEST",
            "pesoBruto",
            "pesoLiquido",
            "anotacoesNFE",
            "anotacoesInternas",
            "tags",
        ];
        is_ordered(client, "/produtos", &columns.map(|column| (column, column)));
        let category = get(client, &format!("/produtos/{mug}"))["codCategoria"].clone();
        let categories = format!("codCategoria={category}");
        let own = format!("filtro={oil}");
        let table = [
            ("filtro=oleo", vec![oil]),
            ("filtro=az", vec![zinc]),
            (own.as_str(), vec![oil]),
            (categories.as_str(), vec![mug]),
            ("controlarEstoque=1", vec![oil, zinc, mug]),
            ("controlarEstoque=0", vec![abacus]),
            ("tipoUso=1", vec![oil]),
            ("tipoUso=0", vec![abacus, zinc, mug]),
            ("arquivado=true", vec![old]),
            ("Norig=2", vec![oil]),
            ("Norig=0", vec![abacus, zinc, mug]),
            ("INCM=9503.00.97", vec![abacus]),
            ("codConfigTrib=4", vec![oil]),
            ("IcProd=AZ", vec![zinc]),
            ("anotInternas=prateleira", vec![oil, zinc]),
            ("updatedAfter=2000-01-01%2000:00:00", vec![oil, abacus, zinc, mug]),
            ("updatedBefore=2000-01-01%2000:00:00", vec![]),
        ];
        for (query, expected) in table {
            assert_eq!(found(client, &format!("/produtos?{query}")), expected, "{query}");
        }
        let refused = ask(client, 422, "GET", "/produtos?updatedAfter=ontem", &Value::Null);
        assert_eq!(refused["errFields"], json!(["updatedAfter"]));
    });
}

#[test]
fn services_are_ordered_by_what_is_shown() {
    each(|client| {
        for (name, price) in [("Pintura", 30), ("Água", 20), ("banho", 20), ("Zelo", 5)] {
            add(
                client,
                "/servicos",
                json!({"descricao": name, "precoVenda": price, "tags": [name]}),
            );
        }
        let columns = ["codigo", "descricao", "precoVenda"];
        is_ordered(client, "/servicos", &columns.map(|column| (column, column)));
        assert_eq!(found(client, "/servicos?filtro=agua").len(), 1);
    });
}

/// A quote, two sales of which one pays later, and one that was taken back.
fn sales(client: &Client) -> [i64; 4] {
    let [erica, abel, ..] = contacts(client);
    let [oil, _, _, mug, _] = products(client);
    let account = add(client, "/disponiveis", json!({"nome": "Banco", "saldo": 0}));
    let card = add(
        client,
        "/formasPagamento",
        json!({"nome": "Cartão", "codDisponivel": account}),
    );
    let made = [
        json!({"codContato": erica, "dtVenda": "2026-03-01", "situacao": 10, "tags": ["feira"],
               "produtos": [{"codProduto": oil, "quant": 1, "preco": 8}]}),
        json!({"codContato": abel, "dtVenda": "2026-03-03", "dtEntrega": "2026-03-20", "situacao": 50, "codVendedor": 77,
               "clienteFinal": false, "situacaoOS": "Finalizada",
               "produtos": [{"codProduto": oil, "quant": 2, "preco": 9, "obs": "Embrulhar"}],
               "financeiros": [{"valor": 10, "dtVenc": "2026-03-03", "codFormaPgto": card, "codCaixa": account},
                               {"valor": 8, "dtVenc": "2026-04-03"}]}),
        json!({"dtVenda": "2026-03-02", "dtEntrega": "2026-03-05", "situacao": 50, "tags": ["balcão", "feira"],
               "produtos": [{"codProduto": mug, "quant": 1, "preco": 5}], "financeiros": [{"valor": 5}]}),
        json!({"codContato": erica, "dtVenda": "2026-03-04", "situacao": 50, "situacaoOS": "Entregue",
               "produtos": [{"codProduto": mug, "quant": 1, "preco": 7}]}),
    ]
    .map(|body| add(client, "/vendas", body));
    ask(client, 200, "DELETE", &format!("/vendas/{}", made[3]), &Value::Null);
    made
}

#[test]
fn sales_are_ordered_by_what_is_shown_and_narrowed_by_what_is_asked() {
    each(|client| {
        let [quote, sold, counter, ended] = sales(client);
        let columns = [
            ("codigo", "codigo"),
            ("codContato", "codContato"),
            ("codVendedor", "codVendedor"),
            ("nomeContato", "nomeContato"),
            ("clienteFinal", "clienteFinal"),
            ("dtVenda", "dtVenda"),
            ("dtEntrega", "dtEntrega"),
            ("valorTotal", "valorTotal"),
            ("valorFinanc", "valorFinanc"),
            ("numParcelas", "numParcelas"),
            ("tags", "tags"),
            ("situOS", "situacaoOS"),
            ("situacao", "situacao"),
        ];
        is_ordered(client, "/vendas", &columns);
        let (means, account) = ("formaPgto=1", "contaDest=2");
        let number = format!("filtro={sold}");
        let numbers = format!("filtro={quote},{counter}");
        let table = [
            ("", vec![quote, sold, counter]),
            (number.as_str(), vec![sold]),
            (numbers.as_str(), vec![quote, counter]),
            ("filtro=abel", vec![sold]),
            ("filtro=feira", vec![quote, counter]),
            ("tipo=10", vec![quote]),
            ("tipo=50", vec![sold, counter]),
            ("dtIni=2026-03-02&dtFim=2026-03-03", vec![sold, counter]),
            ("dtTipo=dtEntrega&dtIni=2026-03-05&dtFim=2026-03-19", vec![counter]),
            ("dtTipo=dtEntrega&dtIni=2026-03-20", vec![sold]),
            ("dtTipo=dtEntrega&dtFim=2026-03-20", vec![sold, counter]),
            (means, vec![sold]),
            (account, vec![sold]),
            ("vendedor=77", vec![sold]),
            ("vendedor=1", vec![]),
            ("situOS=Finalizada", vec![sold]),
            ("situOS=Em%20espera", vec![quote]),
            ("situOS=Entregue", vec![counter]),
            ("situOS=Cancelada&listarCanceladas=1", vec![ended]),
            ("buscaObs=embrulhar", vec![sold]),
            ("fiscal=semNFe", vec![quote, sold, counter]),
            ("fiscal=comNFe", vec![]),
            ("listarCanceladas=1", vec![quote, sold, counter, ended]),
            ("listarCanceladas=2", vec![ended]),
        ];
        for (query, expected) in table {
            assert_eq!(found(client, &format!("/vendas?{query}")), expected, "{query}");
        }
    });
}

/// A title that nobody paid yet, into this cash account, and one that was paid.
fn titles(client: &Client, bank: i64) -> [i64; 2] {
    [
        json!({"descricao": "Água 2026", "valor": 90, "dtVenc": "2026-05-01", "numDoc": "NF 7", "obs": "Trimestral",
               "tags": ["casa"], "codContato": 1, "codDisponivel": bank, "codPlanoContas": 1,
               "dtComp": "2026-01-31", "dtCred": "2026-05-03"}),
        json!({"descricao": "zinco", "valor": 12, "dtVenc": "2026-02-01", "dtPgto": "2026-02-02", "recebido": true}),
    ]
    .map(|body| add(client, "/recebimentos", body))
}

#[test]
fn titles_are_ordered_by_what_is_shown_and_narrowed_by_what_is_asked() {
    each(|client| {
        let sales = sales(client);
        let bank = 2;
        let [rent, paid] = titles(client, bank);
        let columns = [
            "codigo",
            "codContato",
            "nomeContato",
            "codFormaPgto",
            "codDisponivel",
            "codPlanoContas",
            "codModulo",
            "origem",
            "descricao",
            "numDoc",
            "tags",
            "valor",
            "valorPago",
            "dtComp",
            "dtVenc",
            "dtPgto",
            "dtCred",
            "obs",
            "situacao",
        ];
        is_ordered(client, "/recebimentos", &columns.map(|column| (column, column)));
        let all = found(client, "/recebimentos");
        let of_sales: Vec<i64> = all.iter().copied().filter(|id| ![rent, paid].contains(id)).collect();
        assert_eq!(of_sales.len(), 3, "of {sales:?}");
        let number = format!("filtro={rent}");
        let numbers = format!("filtro={rent},{paid}");
        let bank = format!("caixa={bank}");
        let table = [
            (number.as_str(), vec![rent]),
            (numbers.as_str(), vec![rent, paid]),
            ("filtro=agua", vec![rent]),
            ("filtro=casa", vec![rent]),
            ("filtro=abel", of_sales[..2].to_vec()),
            ("dtIni=2026-02-02&dtFim=2026-02-02", vec![paid]),
            ("dtTipo=dtVenc&dtFim=2026-02-28", vec![paid]),
            ("dtTipo=dtPgto&dtIni=2026-01-01", vec![paid]),
            ("dtTipo=dtComp&dtFim=2026-01-31", vec![rent]),
            ("dtTipo=dtCred&dtIni=2026-01-01", vec![rent]),
            ("dtTipo=dtCad&dtFim=2000-01-01", vec![]),
            (bank.as_str(), vec![of_sales[0], rent]),
            ("origem=vendas", of_sales.clone()),
            ("origem=financeiro", vec![rent, paid]),
            ("planoContas=1", vec![rent]),
            ("obs=TRIMESTRAL", vec![rent]),
            ("formaPgto=1", vec![of_sales[0]]),
            ("numDoc=NF%207", vec![rent]),
            ("situFin=40", vec![paid]),
            ("situFin=30", vec![paid]),
            ("boleto=com", vec![]),
            ("boleto=sem", all.clone()),
            ("recibo=com", vec![]),
            ("conciliacao=com", vec![]),
        ];
        for (query, expected) in table {
            assert_eq!(found(client, &format!("/recebimentos?{query}")), expected, "{query}");
        }
    });
}

#[test]
fn the_short_lists_are_ordered_and_searched_by_name_whatever_its_accents() {
    each(|client| {
        for (name, amount) in [("Óleo", 3), ("abono", 1), ("Zona", 2), ("Água", 2)] {
            add(client, "/categorias", json!({"nome": name}));
            add(
                client,
                "/disponiveis",
                json!({"nome": name, "saldo": amount, "visivel": amount != 2}),
            );
            add(
                client,
                "/formasPagamento",
                json!({"nome": name, "tipoCusto": amount, "valorCusto": amount, "formaPgtoNFCe": amount,
                       "codDisponivel": if amount == 2 { 0 } else { 1 }}),
            );
            add(
                client,
                "/planoContas",
                json!({"nome": name, "codPai": amount % 2 + 1, "debitar": format!("{amount}.1"), "creditar": name}),
            );
        }
        let lists: [(&str, &[&str]); 4] = [
            ("/categorias", &["codigo", "nome"]),
            ("/disponiveis", &["codigo", "nome", "saldo", "visivel"]),
            (
                "/formasPagamento",
                &[
                    "codigo",
                    "nome",
                    "codDisponivel",
                    "tipoCusto",
                    "valorCusto",
                    "formaPgtoNFCe",
                ],
            ),
            (
                "/planoContas",
                &[
                    "codigo",
                    "codPai",
                    "nome",
                    "tipo",
                    "debitar",
                    "creditar",
                    "registroPadrao",
                ],
            ),
        ];
        for (path, columns) in lists {
            let columns: Vec<(&str, &str)> = columns.iter().map(|column| (*column, *column)).collect();
            is_ordered(client, path, &columns);
            assert_eq!(found(client, &format!("{path}?filtro=AGUA")).len(), 1, "{path}");
            let one = found(client, &format!("{path}?filtro=%C3%B3le"));
            assert_eq!(found(client, &format!("{path}?filtro={}", one[0])), one, "{path}");
        }
    });
}

#[test]
fn adjustments_are_narrowed_by_reason_day_and_words() {
    each(|client| {
        let [_, abel, ..] = contacts(client);
        let product = add(client, "/produtos", json!({"descricao": "Caneca", "estoque": 1}));
        let first = found(client, "/ajusteEstoque");
        let adjust = |reason: i64, more: Value| {
            let mut body = json!({"motivo": reason, "produtos": [{"codProduto": product, "estoqueFinal": reason}]});
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            add(client, "/ajusteEstoque", body)
        };
        let sent = adjust(20, json!({"codContato": abel, "obs": "Conserto da Ação"}));
        let counted = adjust(10, json!({"tags": ["balanço"]}));
        let general = [first.as_slice(), &[counted]].concat();
        let number = format!("filtro={sent}");
        let table = [
            ("motivo=20", vec![sent]),
            ("motivo=10", general.clone()),
            ("motivo=50", vec![]),
            ("motivo=11", vec![]),
            ("filtro=acao", vec![sent]),
            ("filtro=abel", vec![sent]),
            ("filtro=BALANCO", vec![counted]),
            (number.as_str(), vec![sent]),
            ("dtFim=2000-01-01", vec![]),
            ("orderBy=codigo,desc", vec![counted, sent, first[0]]),
            ("orderBy=dtCad,desc", vec![counted, sent, first[0]]),
        ];
        for (query, expected) in table {
            assert_eq!(found(client, &format!("/ajusteEstoque?{query}")), expected, "{query}");
        }
    });
}
