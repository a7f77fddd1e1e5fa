//! Payments of an order, both ways, with the vendor's tables of methods and card brands.
//!
//! Not what is owed by them.
//!
//! The one rule to know: a method comes as `3`, `"3"` or `"03"` and goes as two digits with its name.

use domain::finance::INSTALMENTS_MAX;
use domain::orders::{NewPayment, OrderPayment, PaymentMethod};
use domain::refusal::Problem;
use face_kit::{Checker, JsonDecimal};
use jiff::tz::TimeZone;
use serde::Serialize;

use super::nodes::{LINE_MAX, URL_MAX};
use super::wire::PaymentIn;
use crate::numbers::{self, Spelling, float};

/// Decimals of what is paid.
const CENTS: u8 = 2;

/// The codes and names of card brands.
const CARD_BRANDS: [(&str, &str); 13] = [
    ("1", "Visa"),
    ("2", "Mastercard"),
    ("3", "Amex"),
    ("4", "Diners"),
    ("5", "Redeshop"),
    ("6", "Elo"),
    ("7", "Hipercard"),
    ("8", "Banrisul"),
    ("9", "Aura"),
    ("10", "Valecard"),
    ("11", "Redecard"),
    ("12", "Convênio Loja"),
    ("13", "Outros"),
];

/// Which fields of a payment a route asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PaymentForm {
    /// All of the table, taxes and total included.
    Full,
    /// The older table: method, instalments and value; what it pays in all follows.
    Short,
}

/// A payment.
pub(super) fn payment(check: &mut Checker, wire: &PaymentIn, form: PaymentForm, zone: &TimeZone) -> NewPayment {
    let method = check.required_by("method", &wire.method, |text| {
        PaymentMethod::from_code(text).ok_or(Problem::NotInList)
    });
    let amount = check.required_money("value", &wire.value, CENTS);
    let (taxes, total) = match form {
        PaymentForm::Full => (
            check.required_money("taxes", &wire.taxes, CENTS),
            check.required_money("total", &wire.total, CENTS),
        ),
        PaymentForm::Short => {
            let taxes = check.optional_money("taxes", &wire.taxes, CENTS).unwrap_or_default();
            let total = check.optional_money("total", &wire.total, CENTS);
            // A sum beyond the range is refused for its parts.
            (taxes, total.or_else(|| amount.checked_add(taxes)).unwrap_or(amount))
        }
    };
    let voucher_code = if method == Some(PaymentMethod::ExchangeVoucher) {
        Some(check.required_text("code", &wire.code, LINE_MAX))
    } else {
        check.optional_text("code", &wire.code, LINE_MAX)
    };
    let credit_contract = check.optional_text("creditor_contract_id", &wire.creditor_contract_id, LINE_MAX);
    if method == Some(PaymentMethod::CreditContract) && credit_contract.is_none() {
        check.fault("creditor_contract_id", Problem::Blank);
    }
    let instalments = check.required_whole("installments", &wire.installments, 0..=i64::from(INSTALMENTS_MAX));
    NewPayment {
        method: method.unwrap_or(PaymentMethod::Other),
        instalments: u32::try_from(instalments).unwrap_or(1),
        amount,
        taxes,
        total,
        card_brand: check.optional_by("card_brand", &wire.card_brand, card_brand),
        acquirer_response_code: check.optional_text("acquirer_response_code", &wire.acquirer_response_code, LINE_MAX),
        acquirer_name: check.optional_text("acquirer_name", &wire.acquirer_name, LINE_MAX),
        acquirer_id: check.optional_text("acquirer_id", &wire.acquirer_id, LINE_MAX),
        authorization_code: check.optional_text("authorization_code", &wire.authorization_code, LINE_MAX),
        nsu: check.optional_text("nsu", &wire.nsu, LINE_MAX),
        processed_at: check.optional_stamp("processed_at", &wire.processed_at, |text| numbers::instant(text, zone)),
        bank_slip_barcode: check.optional_text("billet_barcode", &wire.billet_barcode, LINE_MAX),
        bank_slip_expires_on: check.optional_stamp(
            "billet_expiration_date",
            &wire.billet_expiration_date,
            numbers::date,
        ),
        bank_slip_url: check.optional_text("billet_url", &wire.billet_url, URL_MAX),
        voucher_code,
        credit_contract,
        external_id: check.optional_text("external_id", &wire.external_id, LINE_MAX),
    }
}

/// A card brand's code, with or without a zero before it.
fn card_brand(text: &str) -> Result<String, Problem> {
    let code = text.trim().trim_start_matches('0');
    let known = CARD_BRANDS.iter().find(|(known, _)| *known == code);
    known.map(|(code, _)| (*code).to_owned()).ok_or(Problem::NotInList)
}

/// What the vendor calls a method. Seed and contract, decision 18.
fn method_name(method: PaymentMethod) -> &'static str {
    match method {
        PaymentMethod::Cash => "money",
        PaymentMethod::Check => "check",
        PaymentMethod::CreditCard => "credit_card",
        PaymentMethod::DebitCard => "debit_card",
        PaymentMethod::StoreCredit => "store_credit",
        PaymentMethod::FoodVoucher => "food_voucher",
        PaymentMethod::MealVoucher => "meal_voucher",
        PaymentMethod::GiftCard => "gift_card",
        PaymentMethod::FuelVoucher => "fuel_voucher",
        PaymentMethod::TradeBill => "duplicate",
        PaymentMethod::BankSlip => "billet",
        PaymentMethod::ExchangeVoucher => "exchange_voucher",
        PaymentMethod::Loyalty => "fidelity",
        PaymentMethod::CreditContract => "creditor",
        PaymentMethod::Pix => "pix",
        PaymentMethod::Paypal => "paypal",
        PaymentMethod::Ame => "ame",
        PaymentMethod::NoPayment => "no_payment",
        PaymentMethod::Other => "other",
    }
}

/// A payment in `order.payments`.
#[derive(Debug, Serialize)]
pub(super) struct PaymentOut {
    created_at: String,
    updated_at: String,
    id: i64,
    method: &'static str,
    method_name: &'static str,
    billet_barcode: Option<String>,
    billet_expiration_date: Option<String>,
    billet_url: Option<String>,
    card_brand: Option<String>,
    card_brand_name: Option<&'static str>,
    acquirer_response_code: Option<String>,
    acquirer_name: Option<String>,
    acquirer_id: Option<String>,
    processed_at: Option<String>,
    authorization_code: Option<String>,
    nsu: Option<String>,
    installments: u32,
    value: JsonDecimal,
    taxes: JsonDecimal,
    total: JsonDecimal,
    code: Option<String>,
    creditor_contract_id: Option<String>,
    external_id: Option<String>,
}

/// A payment in `order.data.payments`.
#[derive(Debug, Serialize)]
pub(super) struct DataPaymentOut {
    method: &'static str,
    method_name: &'static str,
    installments: u32,
    value: JsonDecimal,
    creditor_contract_id: Option<String>,
    external_id: Option<String>,
}

impl PaymentOut {
    pub(super) fn of(payment: &OrderPayment, spelling: &Spelling) -> Self {
        let brand = payment.card_brand.clone();
        let known = |code: &String| {
            CARD_BRANDS
                .iter()
                .find(|(known, _)| known == code)
                .map(|(_, name)| *name)
        };
        Self {
            created_at: spelling.instant(payment.created_at),
            updated_at: spelling.instant(payment.updated_at),
            id: payment.id.raw(),
            method: payment.method.code(),
            method_name: method_name(payment.method),
            billet_barcode: payment.bank_slip_barcode.clone(),
            billet_expiration_date: payment.bank_slip_expires_on.map(|day| day.to_string()),
            billet_url: payment.bank_slip_url.clone(),
            card_brand_name: brand.as_ref().and_then(known),
            card_brand: brand,
            acquirer_response_code: payment.acquirer_response_code.clone(),
            acquirer_name: payment.acquirer_name.clone(),
            acquirer_id: payment.acquirer_id.clone(),
            processed_at: spelling.optional_instant(payment.processed_at),
            authorization_code: payment.authorization_code.clone(),
            nsu: payment.nsu.clone(),
            installments: payment.instalments,
            value: float(payment.amount),
            taxes: float(payment.taxes),
            total: float(payment.total),
            code: payment.voucher_code.clone(),
            creditor_contract_id: payment.credit_contract.clone(),
            external_id: payment.external_id.clone(),
        }
    }
}

impl DataPaymentOut {
    pub(super) fn of(payment: &OrderPayment) -> Self {
        Self {
            method: payment.method.code(),
            method_name: method_name(payment.method),
            installments: payment.instalments,
            value: float(payment.amount),
            creditor_contract_id: payment.credit_contract.clone(),
            external_id: payment.external_id.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::amount::Money;
    use domain::refusal::Problem;
    use face_kit::Checker;
    use jiff::tz::TimeZone;

    use super::{PaymentForm, card_brand, payment};

    fn read(json: &str, form: PaymentForm) -> (domain::orders::NewPayment, Vec<(String, Problem)>) {
        let mut check = Checker::new();
        let wire = serde_json::from_str(json).expect("JSON of a payment");
        let read = payment(&mut check, &wire, form, &TimeZone::UTC);
        let faults = check.finish().err();
        let faults = faults.iter().flat_map(|faults| faults.iter());
        (read, faults.map(|fault| (fault.path.clone(), fault.problem)).collect())
    }

    #[test]
    fn a_method_comes_as_a_number_or_text_of_one_or_two_digits() {
        for method in ["3", "\"3\"", "\"03\""] {
            let json = format!(r#"{{"method":{method},"installments":2,"value":90.0,"taxes":7.0,"total":97.0}}"#);
            let (payment, faults) = read(&json, PaymentForm::Full);
            assert_eq!((payment.method.code(), faults), ("03", Vec::new()), "{method}");
        }
        let (_, faults) = read(
            r#"{"method":"6","installments":1,"value":1,"taxes":0,"total":1}"#,
            PaymentForm::Full,
        );
        assert_eq!(faults, [("method".to_owned(), Problem::NotInList)]);
    }

    #[test]
    fn the_full_form_asks_for_taxes_and_total_and_the_short_one_adds_them_up() {
        let json = r#"{"method":"4","installments":1,"value":90}"#;
        let (_, faults) = read(json, PaymentForm::Full);
        assert_eq!(
            faults,
            [
                ("taxes".to_owned(), Problem::Blank),
                ("total".to_owned(), Problem::Blank)
            ]
        );
        let (payment, faults) = read(json, PaymentForm::Short);
        assert_eq!(
            (payment.total, faults),
            (Money::parse("90").expect("an amount"), Vec::new())
        );
    }

    #[test]
    fn vouchers_and_credit_name_their_paper() {
        let with = |method: &str, more: &str| {
            let json = format!(r#"{{"method":"{method}","installments":1,"value":1,"taxes":0,"total":1{more}}}"#);
            read(&json, PaymentForm::Full).1
        };
        assert_eq!(with("16", ""), [("code".to_owned(), Problem::Blank)]);
        assert_eq!(with("16", r#","code":"V1""#), []);
        assert_eq!(with("18", ""), [("creditor_contract_id".to_owned(), Problem::Blank)]);
        assert_eq!(with("18", r#","creditor_contract_id":1"#), []);
    }

    #[test]
    fn a_card_brand_is_one_of_the_vendors() {
        assert_eq!(card_brand("01"), Ok("1".to_owned()));
        assert_eq!(card_brand("13"), Ok("13".to_owned()));
        assert_eq!(card_brand("14"), Err(Problem::NotInList));
        assert_eq!(card_brand("visa"), Err(Problem::NotInList));
    }
}
