//! The nodes of an order that create and update read alike: the buyer, addresses, the shipping service.
//!
//! Not the order's own fields and not its lines.
//!
//! The one rule to know: a node is read whole; what an update sends of it replaces all of it, but for the shipping service,
//! whose missing parts stay.

use domain::documents::{PostalCode, State};
use domain::orders::{CustomerSnapshot, OrderAddress, ShippingService};
use domain::refusal::Problem;
use face_kit::{Checker, Given, Raw, Text};

use super::wire::{AddressIn, CustomerIn, ShippingServiceIn};
use crate::numbers;

/// The most characters of a name, a street, a text of one line.
pub(super) const LINE_MAX: usize = 255;
/// The most characters of a web address.
pub(super) const URL_MAX: usize = 2_048;
/// The most characters of an e-mail address.
const EMAIL_MAX: usize = 254;
/// The most characters of a document, registration or telephone.
const SHORT_MAX: usize = 60;
/// The most telephones that are kept.
const PHONES_MAX: usize = 20;
/// The vendor's own limits, from its tables of fields.
const STREET_NUMBER_MAX: usize = 10;
const DETAIL_MAX: usize = 40;

/// The buyer. E-mail and document must be there but may be blank: a client in production sends them so.
pub(super) fn customer(check: &mut Checker, wire: &CustomerIn) -> CustomerSnapshot {
    CustomerSnapshot {
        name: check.required_text("name", &wire.name, LINE_MAX).trim().to_owned(),
        email: there(check, "email", &wire.email, EMAIL_MAX),
        document: there(check, "document", &wire.document, SHORT_MAX).map(|text| letters_and_digits(&text)),
        phones: phones(check, "phones", &wire.phones),
        state_registration: registration(check, "state_inscription", &wire.state_inscription),
        municipal_registration: registration(check, "municipal_inscription", &wire.municipal_inscription),
        suframa_registration: registration(check, "suframa_inscription", &wire.suframa_inscription),
    }
}

/// Text whose key must be there, blank or not.
fn there(check: &mut Checker, path: &str, given: &Given<Text>, max_chars: usize) -> Option<String> {
    if matches!(given, Given::Missing | Given::Null) {
        check.fault(path, Problem::Blank);
        return None;
    }
    check
        .optional_text(path, given, max_chars)
        .map(|text| text.trim().to_owned())
}

/// A registration: letters and digits count, the rest does not.
fn registration(check: &mut Checker, path: &str, given: &Given<Text>) -> Option<String> {
    let text = check.optional_text(path, given, SHORT_MAX)?;
    Some(letters_and_digits(&text)).filter(|text| !text.is_empty())
}

/// A document without its punctuation, in upper case.
fn letters_and_digits(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect()
}

/// A list of telephones, or one as text.
fn phones(check: &mut Checker, path: &str, given: &Given<Raw>) -> Vec<String> {
    let Some(raw) = check.optional_raw(path, given) else {
        if !matches!(given, Given::Wrong(_)) {
            check.fault(path, Problem::Blank);
        }
        return Vec::new();
    };
    let listed: Option<Vec<Given<Text>>> = match raw.json().as_bytes().first() {
        Some(b'[') => serde_json::from_str(raw.json()).ok(),
        Some(b'"' | b'0'..=b'9') => serde_json::from_str(raw.json()).ok().map(|one| vec![one]),
        Some(_) | None => None,
    };
    let Some(listed) = listed else {
        check.fault(path, Problem::WrongType);
        return Vec::new();
    };
    if listed.len() > PHONES_MAX {
        check.fault(path, Problem::OutOfRange);
        return Vec::new();
    }
    let read = |(index, phone): (usize, &Given<Text>)| one_line(check, &format!("{path}[{index}]"), phone, SHORT_MAX);
    listed.iter().enumerate().filter_map(read).collect()
}

/// Text without line breaks, which the store separates such texts by.
pub(super) fn one_line(check: &mut Checker, path: &str, given: &Given<Text>, max_chars: usize) -> Option<String> {
    let text = check.optional_text(path, given, max_chars)?;
    if text.contains(['\n', '\r']) {
        check.fault(path, Problem::Malformed);
        return None;
    }
    Some(text.trim().to_owned())
}

/// An address; `{}` is none, as the vendor's own example sends it.
pub(super) fn address(check: &mut Checker, path: &str, given: &Given<AddressIn>) -> Option<OrderAddress> {
    if given.value().is_some_and(|address| *address == AddressIn::default()) {
        return None;
    }
    check.optional_object(path, given, |check, wire| {
        let country = check.required_text("country", &wire.country, SHORT_MAX);
        let is_brazil = matches!(
            country.trim().to_lowercase().as_str(),
            "br" | "bra" | "brasil" | "brazil"
        );
        OrderAddress {
            street: Some(check.required_text("street", &wire.street, LINE_MAX)),
            street_number: Some(check.required_text("number", &wire.number, STREET_NUMBER_MAX)),
            complement: check
                .optional_text("detail", &wire.detail, DETAIL_MAX)
                .or_else(|| check.optional_text("complement", &wire.complement, DETAIL_MAX)),
            neighborhood: Some(check.required_text("neighborhood", &wire.neighborhood, LINE_MAX)),
            city: Some(check.required_text("city", &wire.city, LINE_MAX)),
            city_code: check.optional_by("city_code", &wire.city_code, city_code),
            state: check.required_by("state", &wire.state, |text| state(text, is_brazil)),
            postal_code: check.required_by("zipcode", &wire.zipcode, |text| postal_code(text, is_brazil)),
            country: Some(country.trim().to_owned()),
        }
    })
}

/// A municipality's code: digits. Whether there is such a municipality is not asked; the vendor's examples break that.
fn city_code(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    let is_code = text.len() <= STREET_NUMBER_MAX && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_code {
        Ok(text.to_owned())
    } else {
        Err(Problem::Malformed)
    }
}

/// A state's two letters; of another country, any short text.
fn state(text: &str, is_brazil: bool) -> Result<String, Problem> {
    let text = text.trim().to_uppercase();
    let is_known = State::ALL.iter().any(|state| state.as_str() == text) || text == "EX";
    match (is_brazil, is_known) {
        (true, false) => Err(Problem::NotInList),
        (true, true) => Ok(text),
        (false, _) if text.chars().count() > SHORT_MAX => Err(Problem::TooLong { max: SHORT_MAX }),
        (false, _) => Ok(text),
    }
}

/// A CEP with or without its hyphen; of another country, any short text.
fn postal_code(text: &str, is_brazil: bool) -> Result<String, Problem> {
    if is_brazil {
        return PostalCode::parse(text)
            .map(|code| code.as_str().to_owned())
            .map_err(|_| Problem::Malformed);
    }
    let text = text.trim();
    if text.chars().count() > STREET_NUMBER_MAX {
        return Err(Problem::TooLong { max: STREET_NUMBER_MAX });
    }
    Ok(text.to_owned())
}

/// The shipping service; on an update its name may be missing.
pub(super) fn shipping_service(check: &mut Checker, wire: &ShippingServiceIn, is_new: bool) -> ShippingService {
    let name = if is_new {
        check.required_text("name", &wire.name, LINE_MAX)
    } else {
        check.optional_text("name", &wire.name, LINE_MAX).unwrap_or_default()
    };
    ShippingService {
        name,
        carrier_code: carrier_code(check, "carrier_external_id", &wire.carrier_external_id),
        tracking_code: check.optional_text("tracking_code", &wire.tracking_code, LINE_MAX),
        tracking_url: check.optional_text("tracking_url", &wire.tracking_url, URL_MAX),
        due_on: check.optional_stamp("estimated_due_date", &wire.estimated_due_date, numbers::date),
        carrier_due_on: check.optional_stamp(
            "carrier_estimated_due_date",
            &wire.carrier_estimated_due_date,
            numbers::date,
        ),
    }
}

/// The carrier's code as text, whether it came as text or as a number.
fn carrier_code(check: &mut Checker, path: &str, given: &Given<Raw>) -> Option<String> {
    let raw = check.optional_raw(path, given)?;
    // Any JSON is a field; only text and numbers are a code.
    let code: Given<Text> = serde_json::from_str(raw.json()).unwrap_or_default();
    check.optional_text(path, &code, SHORT_MAX)
}

/// The carrier's code when it came as a number, which the answer must be, too.
pub(super) fn numeric_carrier_code(given: &Given<Raw>) -> Option<Raw> {
    given
        .value()
        .filter(|raw| raw.json().starts_with(|first: char| first.is_ascii_digit()))
        .cloned()
}

#[cfg(test)]
mod tests {
    use domain::refusal::Problem;
    use face_kit::{Checker, Given};
    use serde::de::DeserializeOwned;

    use super::{address, customer, shipping_service};
    use crate::orders::wire::{AddressIn, CustomerIn};

    fn read<T: DeserializeOwned>(json: &str) -> T {
        serde_json::from_str(json).expect("JSON of a node")
    }

    fn faults(check: Checker) -> Vec<(String, Problem)> {
        let faults = check.finish().err();
        faults
            .iter()
            .flat_map(|faults| faults.iter())
            .map(|fault| (fault.path.clone(), fault.problem))
            .collect()
    }

    #[test]
    fn a_buyer_may_have_a_blank_document_and_e_mail_but_not_none() {
        let mut check = Checker::new();
        let wire: CustomerIn = read(r#"{"name":" Ana ","email":"","document":"","phones":[]}"#);
        let found = customer(&mut check, &wire);
        assert_eq!((found.name.as_str(), found.email, found.document), ("Ana", None, None));
        assert!(check.is_clean());
        customer(&mut check, &CustomerIn::default());
        let blank: Vec<_> = faults(check).into_iter().map(|(path, _)| path).collect();
        assert_eq!(blank, ["name", "email", "document", "phones"]);
    }

    #[test]
    fn documents_lose_their_punctuation_and_phones_come_alone_or_in_a_list() {
        let mut check = Checker::new();
        let read_one = |check: &mut Checker, phones: &str| {
            let json = format!(
                r#"{{"name":"A","email":"a@b","document":"57.414.248/0001-16","phones":{phones},
                    "state_inscription":"92.122-8 isento"}}"#
            );
            customer(check, &read(&json))
        };
        let found = read_one(&mut check, r#"["21 9", 22]"#);
        assert_eq!(found.document.as_deref(), Some("57414248000116"));
        assert_eq!(found.state_registration.as_deref(), Some("921228ISENTO"));
        assert_eq!(found.phones, ["21 9", "22"]);
        assert_eq!(read_one(&mut check, r#""21 9""#).phones, ["21 9"]);
        assert!(check.is_clean());
        read_one(&mut check, r#"["1\n2", {}]"#);
        read_one(&mut check, "{}");
        assert_eq!(
            faults(check),
            [
                ("phones[0]".to_owned(), Problem::Malformed),
                ("phones[1]".to_owned(), Problem::WrongType),
                ("phones".to_owned(), Problem::WrongType),
            ]
        );
    }

    #[test]
    fn an_address_keeps_the_vendors_limits() {
        let says = |key: &str, value: &str| {
            let mut parts = vec![
                ("street", "Rua A"),
                ("number", "999"),
                ("zipcode", "20550-012"),
                ("neighborhood", "Tijuca"),
                ("city", "Rio"),
                ("state", "rj"),
                ("country", "BR"),
            ];
            parts.retain(|(name, _)| *name != key);
            parts.push((key, value));
            let object: serde_json::Map<String, serde_json::Value> = parts
                .into_iter()
                .map(|(name, text)| (name.to_owned(), text.into()))
                .collect();
            let mut check = Checker::new();
            let wire: AddressIn = read(&serde_json::Value::Object(object).to_string());
            address(&mut check, "x", &Given::Value(wire));
            faults(check).into_iter().next()
        };
        let at = |path: &str, problem| Some((format!("x.{path}"), problem));
        let table = [
            ("number", "1234567890", None),
            ("number", "12345678901", at("number", Problem::TooLong { max: 10 })),
            ("detail", &"x".repeat(40), None),
            ("detail", &"x".repeat(41), at("detail", Problem::TooLong { max: 40 })),
            ("street", " ", at("street", Problem::Blank)),
            ("zipcode", "2055001", at("zipcode", Problem::Malformed)),
            ("state", "XX", at("state", Problem::NotInList)),
            ("city_code", "3304557", None),
            ("city_code", "Rio", at("city_code", Problem::Malformed)),
        ];
        for (key, value, expected) in table {
            assert_eq!(says(key, value), expected, "{key} {value}");
        }
        assert_eq!(
            address(&mut Checker::new(), "x", &Given::Value(AddressIn::default())),
            None
        );
    }

    #[test]
    fn a_carriers_code_is_text_or_a_number() {
        for (json, code) in [
            (r#"{"name":"S","carrier_external_id":1}"#, "1"),
            (r#"{"name":"S","carrier_external_id":"code1"}"#, "code1"),
        ] {
            let mut check = Checker::new();
            assert_eq!(
                shipping_service(&mut check, &read(json), true).carrier_code.as_deref(),
                Some(code)
            );
            assert!(check.is_clean());
        }
        let mut check = Checker::new();
        shipping_service(&mut check, &read(r#"{"carrier_external_id":[1]}"#), true);
        assert_eq!(
            faults(check),
            [
                ("name".to_owned(), Problem::Blank),
                ("carrier_external_id".to_owned(), Problem::WrongType)
            ]
        );
    }
}
