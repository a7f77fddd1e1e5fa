//! Documents read and refused: what a supplier sends, and what an attacker would.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use domain::amount::{Money, NumberError, Quantity, UnitPrice};
use domain::documents::DocumentProblem;
use nfe::testing::{Draft, DraftLine};
use nfe::{FieldProblem, MAX_BYTES, Nfe, NfeError, read};

fn draft() -> Draft {
    Draft::new(
        27886,
        vec![
            DraftLine::of("695", "10.0000", "2.5000000000").barcode("7891000315507"),
            DraftLine::of("A<&>\"1", "3.5", "0.3333333333").lot("L1", "1.500", "2026-01-01", "2027-01-31"),
        ],
    )
}

fn refused(xml: &str) -> NfeError {
    read(xml.as_bytes()).unwrap_err()
}

/// The draft's XML with one piece of text replaced, which must be there.
fn with(piece: &str, other: &str) -> String {
    let xml = draft().xml();
    assert!(xml.contains(piece), "{piece}");
    xml.replacen(piece, other, 1)
}

#[test]
fn a_document_is_read_with_letters_in_its_cnpj_and_the_new_taxes() {
    let draft = draft();
    let read: Nfe = read(draft.xml().as_bytes()).unwrap();
    assert_eq!(read.access_key, draft.key());
    assert!(read.issuer.document.as_str().starts_with("12ABC34501DE"));
    assert_eq!(read.issuer.name, "Atacado & Filhos 12AB Ltda");
    assert_eq!(read.issuer.address.city_code.as_deref(), Some("3304557"));
    assert_eq!(
        (read.series.as_str(), read.number.as_str(), read.model),
        ("1", "27886", 55)
    );
    assert_eq!(read.issued_at.to_string(), "2026-09-14T13:20:30Z");
    assert_eq!(read.recipient.unwrap().document.unwrap().as_str(), "11222333000181");
    assert_eq!(read.total, Money::parse("26.17").unwrap());
    assert_eq!(read.authorization.unwrap().status, "100");
    let taxes = read.ibs_cbs.unwrap();
    assert_eq!(
        [taxes.base, taxes.ibs, taxes.cbs].map(|amount| amount.to_fixed(2)),
        ["26.17", "0.10", "0.90"]
    );

    let [first, second] = read.lines.as_slice() else {
        panic!("two lines")
    };
    assert_eq!(
        (first.number, first.code.as_str(), first.unit.as_str()),
        (1, "695", "UN")
    );
    assert_eq!(first.barcode.as_deref(), Some("7891000315507"));
    assert_eq!(first.quantity, Quantity::parse("10").unwrap());
    assert_eq!(first.unit_price, UnitPrice::parse("2.5").unwrap());
    let taxes = first.ibs_cbs.as_ref().unwrap();
    assert_eq!(
        (taxes.situation.as_str(), taxes.classification.as_str()),
        ("000", "000001")
    );
    assert_eq!(taxes.amounts.unwrap().cbs, Money::parse("0.90").unwrap());
    assert_eq!((second.code.as_str(), second.barcode.as_deref()), ("A<&>\"1", None));
    assert_eq!(second.unit_price, UnitPrice::parse("0.333333").unwrap());
    assert_eq!(second.lots[0].expires_on.to_string(), "2027-01-31");
    assert_eq!(second.lots[0].quantity, Quantity::parse("1.5").unwrap());
}

#[test]
fn a_bare_nfe_prefixes_a_mark_and_comments_make_no_difference() {
    let mut bare = draft();
    bare.status = None;
    let xml = bare.xml();
    assert_eq!(read(xml.as_bytes()).unwrap().authorization, None);
    let marked = format!("\u{feff}{}", xml.replace("<ide>", "<!-- nota --><?x y?><ide>"));
    assert!(read(marked.as_bytes()).is_ok());
    let prefixed = xml
        .replace("<NFe xmlns=", "<n:NFe xmlns:n=")
        .replace("</NFe>", "</n:NFe>");
    assert!(read(prefixed.as_bytes()).is_ok());
    let in_cdata = xml.replace("<xFant>Atacado</xFant>", "<xFant><![CDATA[A & B]]></xFant>");
    assert_eq!(
        read(in_cdata.as_bytes()).unwrap().issuer.trading_name.as_deref(),
        Some("A & B")
    );
}

#[test]
fn a_document_type_and_its_entities_are_refused_before_anything_grows() {
    let mut bomb = String::from("<?xml version=\"1.0\"?><!DOCTYPE nfeProc [<!ENTITY a \"ha\">");
    for (name, of) in [("b", "a"), ("c", "b"), ("d", "c")] {
        bomb += &format!("<!ENTITY {name} \"{}\">", format!("&{of};").repeat(10));
    }
    bomb += "]><nfeProc>&d;</nfeProc>";
    assert_eq!(refused(&bomb), NfeError::DocumentType);
    let outside = "<!DOCTYPE nfeProc SYSTEM \"file:///etc/passwd\"><nfeProc/>";
    assert_eq!(refused(outside), NfeError::DocumentType);
    assert_eq!(refused("<!DOCTYPE nfeProc ["), NfeError::DocumentType);
    assert_eq!(refused(&with("Atacado</xFant>", "&eacute;</xFant>")), NfeError::Entity);
}

#[test]
fn whatever_is_not_whole_xml_is_refused() {
    let whole = draft().xml();
    for end in (0..whole.len()).step_by(97).filter(|end| whole.is_char_boundary(*end)) {
        let error = refused(&whole[..end]);
        assert!(
            matches!(error, NfeError::Truncated | NfeError::Malformed { .. }),
            "{end}: {error:?}"
        );
    }
    for text in [
        "",
        "   ",
        "{}",
        "<a></b>",
        "<a/><b/>",
        "<a/>x",
        "x<a/>",
        "<a b=1/>",
        "<a>\u{1}</a>",
        "<a>&#0;</a>",
        "<a>&#x1;</a>",
        "<a x='1' x='2'/>",
    ] {
        assert!(
            matches!(refused(text), NfeError::Malformed { .. }),
            "{text:?}: {:?}",
            refused(text)
        );
    }
    assert_eq!(read(b"<a>\xff</a>").unwrap_err(), NfeError::Encoding);
    assert_eq!(
        refused("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><NFe/>"),
        NfeError::Encoding
    );
}

#[test]
fn size_depth_elements_and_attributes_have_limits() {
    let large = format!("<NFe>{}</NFe>", " ".repeat(10 << 20));
    assert_eq!(refused(&large), NfeError::TooLarge { limit_bytes: MAX_BYTES });
    assert!(matches!(refused(&"<a>".repeat(100_000)), NfeError::TooDeep { .. }));
    assert_eq!(
        refused(&format!("<NFe>{}</NFe>", "<a/>".repeat(300_000))),
        NfeError::TooMany
    );
    let attributes: String = (0..100_000).map(|number| format!(" a{number}=''")).collect();
    assert_eq!(refused(&format!("<NFe{attributes}/>")), NfeError::TooMany);
    let lines = (0..991).map(|_| DraftLine::of("1", "1", "1")).collect();
    assert_eq!(refused(&Draft::new(1, lines).xml()), NfeError::TooMany);
}

#[test]
fn another_document_is_called_by_its_name() {
    assert_eq!(
        refused("<cteProc/>"),
        NfeError::OtherRoot {
            root: "cteProc".to_owned()
        }
    );
    assert_eq!(
        refused("<html/>").to_string(),
        "o documento é html, e não uma NF-e (nfeProc ou NFe)"
    );
    let other = with("infNFe versao=\"4.00\"", "infNFe versao=\"3.10\"");
    assert_eq!(
        refused(&other),
        NfeError::OtherVersion {
            version: "3.10".to_owned()
        }
    );
    assert_eq!(refused(&with("<mod>55</mod>", "<mod>57</mod>")), NfeError::OtherModel);
}

#[test]
fn a_wrong_check_digit_is_said_in_words() {
    let key = draft().key();
    let digit = if key.as_str().ends_with('9') { '8' } else { '9' };
    let wrong = format!("{}{digit}", &key.as_str()[..43]);
    let error = refused(&with(&format!("Id=\"NFe{key}"), &format!("Id=\"NFe{wrong}")));
    assert!(matches!(error, NfeError::Document { error, .. } if error.problem == DocumentProblem::CheckDigit));
    assert_eq!(
        error.to_string(),
        "nfeProc/NFe/infNFe/@Id: chave de acesso com dígito verificador incorreto"
    );

    let issuer = draft().issuer;
    let error = refused(&with(&format!("<emit><CNPJ>{issuer}"), "<emit><CNPJ>12ABC34501DE99"));
    assert_eq!(
        error.to_string(),
        "nfeProc/NFe/infNFe/emit/CNPJ: CNPJ com dígito verificador incorreto"
    );
    let error = refused(&with("<dest><CNPJ>11222333000181", "<dest><CNPJ>11222333000182"));
    assert!(matches!(error, NfeError::Document { .. }), "{error:?}");
}

#[test]
fn a_key_that_tells_another_document_is_refused() {
    let table = [
        ("<serie>1</serie>", "<serie>2</serie>", "ide/serie"),
        ("<nNF>27886</nNF>", "<nNF>27887</nNF>", "ide/nNF"),
        ("<mod>55</mod>", "<mod>65</mod>", "ide/mod"),
        (
            "<emit><CNPJ>12ABC34501DE35</CNPJ>",
            "<emit><CNPJ>11222333000181</CNPJ>",
            "emit/CNPJ",
        ),
        ("<chNFe>3", "<chNFe>4", "infProt/chNFe"),
    ];
    for (piece, other, path) in table {
        let error = refused(&with(piece, other));
        assert!(
            matches!(&error, NfeError::KeyDiffers { path: found } if found.ends_with(path)),
            "{error:?}"
        );
    }
}

#[test]
fn a_document_the_authority_did_not_authorise_is_refused() {
    for (status, accepted) in [("100", true), ("150", true), ("110", false), ("101", false)] {
        let mut answered = draft();
        answered.status = Some(status.to_owned());
        let read = read(answered.xml().as_bytes());
        assert_eq!(read.is_ok(), accepted, "{status}");
        if let Err(error) = read {
            assert_eq!(
                error.to_string(),
                format!("a NF-e não está autorizada: {status} Resposta {status}")
            );
        }
    }
}

#[test]
fn a_field_that_is_missing_doubled_or_no_number_is_named() {
    let number = |error| FieldProblem::Number(error);
    let table = [
        ("<qCom>10.0000", "<qCom>1e5", number(NumberError::NotANumber)),
        ("<qCom>10.0000", "<qCom>-1", number(NumberError::NotANumber)),
        (
            "<qCom>10.0000",
            "<qCom>1.00001",
            number(NumberError::TooManyDecimals { max_decimals: 4 }),
        ),
        (
            "<qCom>10.0000",
            "<qCom>99999999999999999999",
            number(NumberError::OutOfRange),
        ),
        ("<uCom>UN", "<uCom>UNIDADE", FieldProblem::TooLong { max: 6 }),
        ("<dVal>2027-01-31", "<dVal>2027-02-31", FieldProblem::NotADate),
        ("<dVal>2027-01-31", "<dVal>31/01/2027", FieldProblem::NotADate),
        ("<dhEmi>2026-09-14T10", "<dhEmi>2026-09-14T25", FieldProblem::NotADate),
    ];
    for (piece, other, problem) in table {
        let error = refused(&with(piece, other));
        assert!(
            matches!(error, NfeError::Field { problem: found, .. } if found == problem),
            "{other}: {error:?}"
        );
    }
    let error = refused(&with("<qCom>10.0000</qCom>", ""));
    assert_eq!(
        error.to_string(),
        "nfeProc/NFe/infNFe/det[1]/prod/qCom não foi informado"
    );
    let error = refused(&with("<nNF>", "<nNF>1</nNF><nNF>"));
    assert_eq!(
        error,
        NfeError::Repeated {
            path: "nfeProc/NFe/infNFe/ide/nNF".to_owned()
        }
    );
    assert!(matches!(
        refused("<NFe><infNFe versao=\"4.00\"/></NFe>"),
        NfeError::Missing { .. }
    ));
}
