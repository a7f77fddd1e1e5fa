//! Tests of the documents: known numbers, and properties of generated ones.

use super::{
    AccessKey, AccessKeyParts, Cest, Cfop, CheckPolicy, Cnpj, Cpf, DocumentError, DocumentKind, DocumentProblem, Gtin,
    Municipality, Ncm, PostalCode, State, TaxDocument,
};
use proptest::prelude::*;

/// The problem a document was refused for.
fn problem<T>(result: Result<T, DocumentError>) -> Option<DocumentProblem> {
    result.err().map(|error| error.problem)
}

#[test]
fn known_cpfs_are_read_with_and_without_punctuation() {
    let table = [
        ("529.982.247-25", "52998224725"),
        ("390.533.447-05", "39053344705"),
        ("12345678909", "12345678909"),
        ("  111 444 777 35 ", "11144477735"),
    ];
    for (text, digits) in table {
        let cpf = Cpf::parse(text).expect(text);
        assert_eq!(cpf.as_str(), digits);
        assert_eq!(Cpf::parse(&cpf.formatted()), Ok(cpf));
    }
    assert_eq!(
        Cpf::parse("52998224725").map(|cpf| cpf.formatted()),
        Ok("529.982.247-25".to_owned())
    );
}

#[test]
fn a_cpf_that_is_wrong_is_refused_for_what_is_wrong() {
    let length = DocumentProblem::Length { expected: "11" };
    let table = [
        ("529.982.247-26", DocumentProblem::CheckDigit),
        ("123.456.789-00", DocumentProblem::CheckDigit),
        ("111.111.111-11", DocumentProblem::Repeated),
        ("", length),
        ("5299822472", length),
        ("529982247255", length),
        ("5299822472A", DocumentProblem::Character),
        ("529_982_247-25", DocumentProblem::Character),
        ("５2998224725", DocumentProblem::Character),
    ];
    for (text, expected) in table {
        assert_eq!(problem(Cpf::parse(text)), Some(expected), "{text}");
    }
}

#[test]
fn known_cnpjs_are_read_letters_included() {
    let table = [
        ("12.ABC.345/01DE-35", "12ABC34501DE35", true),
        ("12.abc.345/01de-35", "12ABC34501DE35", true),
        ("33.000.167/0001-01", "33000167000101", false),
        ("11444777000161", "11444777000161", false),
    ];
    for (text, characters, letters) in table {
        let cnpj = Cnpj::parse(text).expect(text);
        assert_eq!((cnpj.as_str(), cnpj.has_letters()), (characters, letters));
        assert_eq!(cnpj.root(), &characters[..8]);
        assert_eq!(Cnpj::parse(&cnpj.formatted()), Ok(cnpj));
    }
    let official = Cnpj::from_base("12ABC34501DE").expect("the tax office's own example");
    assert_eq!(official.formatted(), "12.ABC.345/01DE-35");
}

#[test]
fn a_cnpj_that_is_wrong_is_refused_for_what_is_wrong() {
    let table = [
        ("12.ABC.345/01DE-36", DocumentProblem::CheckDigit),
        ("12ABC34501DE3A", DocumentProblem::Character),
        ("00000000000000", DocumentProblem::Repeated),
        ("12ABC34501D", DocumentProblem::Length { expected: "14" }),
        ("12ÃBC34501DE35", DocumentProblem::Character),
    ];
    for (text, expected) in table {
        assert_eq!(problem(Cnpj::parse(text)), Some(expected), "{text}");
    }
}

#[test]
fn a_tax_document_is_told_by_its_length() {
    let kind = |text| TaxDocument::parse(text).map(|document| document.kind());
    assert_eq!(kind("529.982.247-25"), Ok(DocumentKind::Cpf));
    assert_eq!(kind("12.ABC.345/01DE-35"), Ok(DocumentKind::Cnpj));
    assert_eq!(
        TaxDocument::parse("1234").map_err(|error| error.kind),
        Err(DocumentKind::TaxDocument)
    );
    assert_eq!(
        TaxDocument::parse("12345678900").map_err(|error| error.kind),
        Err(DocumentKind::Cpf)
    );
}

#[test]
fn the_policy_decides_what_a_wrong_check_digit_means() {
    let wrong = "123.456.789-00";
    let error = DocumentError {
        kind: DocumentKind::Cpf,
        problem: DocumentProblem::CheckDigit,
    };
    let read =
        |policy| Cpf::parse_with(policy, wrong).map(|(cpf, warning)| (cpf.to_string(), warning.map(|w| w.error())));
    assert_eq!(read(CheckPolicy::Off), Ok(("12345678900".to_owned(), None)));
    assert_eq!(read(CheckPolicy::Warn), Ok(("12345678900".to_owned(), Some(error))));
    assert_eq!(read(CheckPolicy::Reject), Err(error));
    assert_eq!(CheckPolicy::default(), CheckPolicy::Warn);
    for policy in CheckPolicy::ALL {
        assert_eq!(
            problem(Cpf::parse_with(policy, "123")),
            Some(DocumentProblem::Length { expected: "11" })
        );
        assert_eq!(
            Cpf::parse_with(policy, "52998224725").map(|(_, warning)| warning),
            Ok(None)
        );
        assert_eq!(CheckPolicy::from_name(policy.name()), Some(policy));
    }
    assert_eq!(CheckPolicy::from_name("Warn"), None);
}

#[test]
fn debug_text_of_a_cpf_hides_who_it_is() {
    let document = TaxDocument::parse("529.982.247-25").expect("valid");
    assert_eq!(format!("{document:?}"), "Cpf(Cpf(***.982.247-**))");
}

#[test]
fn an_access_key_is_read_and_taken_apart() {
    let key = AccessKey::parse("5206 0433 0099 1100 2506 5501 2000 0007 8002 6730 1615")
        .expect("the sample of the NF-e manual");
    assert_eq!(key.state(), Some(State::Go));
    assert_eq!(
        (key.issuer(), key.model(), key.series(), key.number()),
        ("33009911002506", 55, 12, 780)
    );
    assert_eq!(key.formatted().len(), 54);
    assert_eq!(AccessKey::parse(&key.formatted()), Ok(key));
    assert_eq!(AccessKey::from_base(&key.as_str()[..43]), Ok(key));
}

#[test]
fn an_access_key_has_letters_only_where_the_cnpj_has() {
    let parts = AccessKeyParts {
        state: State::Sp,
        year: 26,
        month: 7,
        issuer: TaxDocument::parse("12.ABC.345/01DE-35").expect("valid"),
        model: 55,
        series: 1,
        number: 42,
        emission_type: 1,
        code: 12_345_678,
    };
    let key = AccessKey::from_parts(&parts).expect("all in range");
    assert_eq!(key.as_str(), "35260712ABC34501DE35550010000000421123456787");
    assert_eq!(AccessKey::parse(&key.as_str().to_lowercase()), Ok(key));

    let person = AccessKeyParts {
        issuer: TaxDocument::parse("52998224725").expect("valid"),
        ..parts
    };
    assert_eq!(
        AccessKey::from_parts(&person).expect("all in range").issuer(),
        "00052998224725"
    );

    let misplaced = key.as_str().replacen("35550", "3555A", 1);
    assert_eq!(
        problem(AccessKey::parse_unchecked(&misplaced)),
        Some(DocumentProblem::Character)
    );
    let month = AccessKeyParts { month: 13, ..parts };
    assert_eq!(
        problem(AccessKey::from_parts(&month)),
        Some(DocumentProblem::Part { name: "mês" })
    );
}

#[test]
fn an_access_key_that_does_not_check_is_refused() {
    let table = [
        (
            "33180756794084000641550060000278861144439179",
            DocumentProblem::CheckDigit,
        ),
        ("00000000000000000000000000000000000000000000", DocumentProblem::Unknown),
        (
            "3318075679408400064155006000027886114443917",
            DocumentProblem::Length { expected: "44" },
        ),
    ];
    for (text, expected) in table {
        assert_eq!(problem(AccessKey::parse(text)), Some(expected), "{text}");
    }
}

#[test]
fn gtins_of_every_length_are_read() {
    let table = [
        "96385074",
        "036000291452",
        "4006381333931",
        "7891000315507",
        "10614141000415",
    ];
    for text in table {
        let gtin = Gtin::parse(text).expect(text);
        assert_eq!((gtin.as_str(), gtin.formatted().as_str()), (text, text));
        assert_eq!(Gtin::from_base(&text[..text.len() - 1]), Ok(gtin));
    }
    let [upc, ean] = ["036000291452", "0036000291452"].map(|text| Gtin::parse(text).expect(text));
    assert_ne!(upc, ean);
    assert_eq!(upc.padded(), ean.padded());
}

#[test]
fn a_gtin_that_is_wrong_is_refused_for_what_is_wrong() {
    let table = [
        ("7891000315508", DocumentProblem::CheckDigit),
        ("0000000000000", DocumentProblem::Repeated),
        ("789100031550", DocumentProblem::CheckDigit),
        (
            "789",
            DocumentProblem::Length {
                expected: "8, 12, 13 ou 14",
            },
        ),
        ("SEM GTIN", DocumentProblem::Character),
    ];
    for (text, expected) in table {
        assert_eq!(problem(Gtin::parse(text)), Some(expected), "{text}");
    }
    assert_eq!(
        problem(Gtin::from_base("12345678")),
        Some(DocumentProblem::Length {
            expected: "7, 11, 12 ou 13"
        })
    );
}

#[test]
fn states_have_a_code_and_a_name() {
    assert_eq!(State::parse(" sp "), Ok(State::Sp));
    assert_eq!(
        (State::Sp.ibge_code(), State::Sp.name(), State::Sp.as_str()),
        (35, "São Paulo", "SP")
    );
    assert_eq!(problem(State::parse("EX")), Some(DocumentProblem::Unknown));
    assert_eq!(
        problem(State::parse("São Paulo")),
        Some(DocumentProblem::Length { expected: "2" })
    );
    assert_eq!(State::from_ibge_code(99), None);
    for state in State::ALL {
        assert_eq!(State::parse(state.as_str()), Ok(state));
        assert_eq!(State::from_ibge_code(state.ibge_code()), Some(state));
    }
}

#[test]
fn municipalities_check_with_their_nine_exceptions() {
    let table = [
        ("3550308", State::Sp),
        ("3304557", State::Rj),
        ("5300108", State::Df),
        ("1302603", State::Am),
        ("2201919", State::Pi),
        ("5203962", State::Go),
    ];
    for (text, state) in table {
        let municipality = Municipality::parse(text).expect(text);
        assert_eq!(municipality.state(), Some(state));
        assert_eq!(Municipality::from_base(&text[..6]), Ok(municipality));
    }
    assert_eq!(
        problem(Municipality::parse("3550309")),
        Some(DocumentProblem::CheckDigit)
    );
    assert_eq!(problem(Municipality::parse("9950308")), Some(DocumentProblem::Unknown));
    assert_eq!(
        problem(Municipality::parse("355030")),
        Some(DocumentProblem::Length { expected: "7" })
    );
}

#[test]
fn codes_without_check_digits_have_a_shape() {
    assert_eq!(
        PostalCode::parse("01310-100").map(|code| code.to_string()),
        Ok("01310100".to_owned())
    );
    assert_eq!(
        PostalCode::parse("01310100").map(|code| code.formatted()),
        Ok("01310-100".to_owned())
    );
    assert_eq!(
        Ncm::parse("0901.21.00").map(|code| code.to_string()),
        Ok("09012100".to_owned())
    );
    assert_eq!(
        Ncm::parse("09012100").map(|code| code.formatted()),
        Ok("0901.21.00".to_owned())
    );
    assert_eq!(
        Cest::parse("2803800").map(|code| code.formatted()),
        Ok("28.038.00".to_owned())
    );
    assert_eq!(
        Cfop::parse("5102").map(|code| (code.formatted(), code.is_inbound())),
        Ok(("5.102".to_owned(), false))
    );
    assert_eq!(Cfop::parse("1.102").map(|code| code.is_inbound()), Ok(true));
    assert_eq!(problem(Cfop::parse("4102")), Some(DocumentProblem::Unknown));
    assert_eq!(
        problem(Ncm::parse("901210")),
        Some(DocumentProblem::Length { expected: "8" })
    );
    assert_eq!(problem(Cest::parse("28.038.0A")), Some(DocumentProblem::Character));
}

#[test]
fn refusals_are_worded_in_portuguese_without_the_document() {
    let message = |text| Cpf::parse(text).map_err(|error| error.to_string());
    assert_eq!(
        message("529.982.247-26"),
        Err("CPF com dígito verificador incorreto".to_owned())
    );
    assert_eq!(message("1"), Err("CPF deve ter 11 caracteres".to_owned()));
}

/// What modulus 11 cannot see, kept here so that nobody promises more than it gives.
#[test]
fn one_wrong_digit_may_pass_when_the_first_check_digit_is_zero() {
    assert!(Cpf::parse("69053247106").is_ok() && Cpf::parse("79053247106").is_ok());
    assert!(Cnpj::parse("81027242096500").is_ok() && Cnpj::parse("81027242996500").is_ok());
    // And letters eleven apart weigh alike: L for A.
    assert_eq!(
        Cnpj::from_base("12ABC34501DE").map(|cnpj| cnpj.as_str()[12..].to_owned()),
        Cnpj::from_base("12LBC34501DE").map(|cnpj| cnpj.as_str()[12..].to_owned()),
    );
}

/// The text with the digit at `index` replaced by another.
fn with_another_digit(text: &str, index: usize, shift: u8) -> String {
    let mut bytes = text.as_bytes().to_vec();
    bytes[index] = b'0' + (bytes[index] - b'0' + shift) % 10;
    String::from_utf8(bytes).expect("digits")
}

fn alike(text: &str) -> bool {
    text.bytes().all(|byte| Some(&byte) == text.as_bytes().first())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_generated_document_always_parses(
        nine in "[0-9]{9}",
        twelve in "[0-9A-Z]{12}",
        gtin in "[0-9]{7}|[0-9]{11,13}",
        key in "35[0-9]{4}[0-9A-Z]{12}[0-9]{25}",
    ) {
        prop_assume!(!alike(&nine) && !alike(&twelve) && !gtin.bytes().all(|byte| byte == b'0'));
        let cpf = Cpf::from_base(&nine).expect("nine digits");
        prop_assert_eq!(Cpf::parse(&cpf.formatted()), Ok(cpf));
        let cnpj = Cnpj::from_base(&twelve).expect("twelve characters");
        prop_assert_eq!(Cnpj::parse(&cnpj.formatted()), Ok(cnpj));
        let gtin = Gtin::from_base(&gtin).expect("a length of a GTIN");
        prop_assert_eq!(Gtin::parse(gtin.as_str()), Ok(gtin));
        let key = AccessKey::from_base(&key).expect("43 characters");
        prop_assert_eq!(AccessKey::parse(&key.formatted()), Ok(key));
    }

    #[test]
    fn one_wrong_digit_never_passes_in_a_cpf_whose_first_check_digit_is_not_zero(
        base in "[0-9]{9}", index in 0_usize..11, shift in 1_u8..10,
    ) {
        prop_assume!(!alike(&base));
        let cpf = Cpf::from_base(&base).expect("nine digits");
        prop_assume!(cpf.as_str().as_bytes()[9] != b'0');
        prop_assert!(Cpf::parse(&with_another_digit(cpf.as_str(), index, shift)).is_err());
    }

    #[test]
    fn one_wrong_digit_never_passes_in_a_numeric_cnpj_whose_check_digits_are_not_zeros(
        base in "[0-9]{12}", index in 0_usize..14, shift in 1_u8..10,
    ) {
        prop_assume!(!alike(&base));
        let cnpj = Cnpj::from_base(&base).expect("twelve digits");
        prop_assume!(!cnpj.as_str().ends_with("00"));
        prop_assert!(Cnpj::parse(&with_another_digit(cnpj.as_str(), index, shift)).is_err());
    }

    #[test]
    fn one_wrong_digit_never_passes_in_a_gtin(base in "[1-9][0-9]{11}", index in 0_usize..13, shift in 1_u8..10) {
        let gtin = Gtin::from_base(&base).expect("twelve digits");
        prop_assert!(Gtin::parse(&with_another_digit(gtin.as_str(), index, shift)).is_err());
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>()) {
        let _ = TaxDocument::parse(&text);
        let _ = AccessKey::parse(&text);
        let _ = Gtin::parse(&text);
        let _ = Municipality::parse(&text);
        let _ = State::parse(&text);
        let _ = Cfop::parse(&text);
    }
}
