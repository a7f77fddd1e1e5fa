//! The order that is placed again and again, in Estoka's words for HTTP and in the core's for the store without HTTP.
//!
//! Not a recorded exchange. The one rule to know: both describe the same order (one unit of one sku in turn, approved, at
//! a named stock, for one of many customers, with both addresses, a payment in two instalments and a shipping service), so
//! that what differs between their rates is HTTP.

use domain::amount::{Money, Quantity, UnitPrice};
use domain::orders::{
    CustomerSnapshot, NewItem, NewOrder, NewPayment, OrderAddress, PaymentMethod, PaymentStatus, ShippingService,
    SkuReference,
};
use jiff::Timestamp;
use jiff::civil::Date;

use super::goods::Goods;

/// Customers that orders are spread over.
const CUSTOMERS: u64 = 1000;
/// When every order was placed: 2026-01-15 at 10:00 in São Paulo.
const PLACED_AT: Timestamp = Timestamp::constant(1_768_482_000, 0);
/// When every order is due.
const DUE_ON: Date = Date::constant(2026, 1, 30);
/// Price of the one unit, freight, and both together, in whole reais.
const PRICE: i64 = 100;
const FREIGHT: i64 = 20;
const TOTAL: i64 = PRICE + FREIGHT;

/// The request's body. Written out, not built as a tree: the load shares the processors with the server.
pub(crate) fn text(goods: &Goods, number: u64) -> String {
    let Goods {
        organization,
        location,
        channel,
        ..
    } = goods;
    let sku = goods.sku(number);
    let customer = number % CUSTOMERS;
    let document = document(customer);
    let address = r#"{"street":"Rua São Francisco Xavier","number":"999","detail":"ap 99","zipcode":"20550012","neighborhood":"Tijuca","city":"Rio de Janeiro","city_code":"3304557","state":"RJ","country":"BR"}"#;
    format!(
        r#"{{"order":{{"sale_channel_id":{channel},"organization_id":{organization},"stock_id":{location},"code":"HTTP-{number}","placed_at":"2026-01-15T10:00:00.000-03:00","discount":0,"pre_order":false,"shipping":{FREIGHT},"total_value":{TOTAL},"pickup_on_store":false,"payment_status":"approved","items":[{{"product_sku_id":{sku},"quantity":1,"unit_price":{PRICE},"item_value":{PRICE}}}],"customer":{{"name":"Cliente {customer}","email":"cliente{customer}@example.com.br","document":"{document}","phones":["21 999999999"]}},"billing_address":{address},"shipping_address":{address},"payments":[{{"method":"3","card_brand":"1","installments":2,"value":{TOTAL},"taxes":0,"total":{TOTAL}}}],"shipping_service":{{"name":"Sedex","estimated_due_date":"2026-01-30"}}}}}}"#
    )
}

/// The same order as the core takes it, its code beginning with `prefix`.
pub(crate) fn asked(goods: &Goods, prefix: &str, number: u64) -> NewOrder {
    let customer = number % CUSTOMERS;
    let customer = CustomerSnapshot {
        name: format!("Cliente {customer}"),
        email: Some(format!("cliente{customer}@example.com.br")),
        document: Some(document(customer)),
        phones: vec!["21 999999999".to_owned()],
        ..CustomerSnapshot::default()
    };
    let item = NewItem {
        stated_total: Money::from_units(PRICE),
        ..NewItem::plain(
            SkuReference::Id(goods.sku(number)),
            Quantity::from_units(1).unwrap_or_default(),
            UnitPrice::from_units(PRICE).unwrap_or_default(),
        )
    };
    NewOrder {
        place: Some((goods.organization, goods.location)),
        billing: Some(address()),
        shipping: Some(address()),
        payments: vec![payment()],
        freight: money(FREIGHT),
        stated_total: Some(money(TOTAL)),
        payment_status: PaymentStatus::Approved,
        placed_at: Some(PLACED_AT),
        shipping_service: Some(ShippingService {
            name: "Sedex".to_owned(),
            due_on: Some(DUE_ON),
            ..ShippingService::default()
        }),
        ..NewOrder::plain(format!("{prefix}-{number}"), goods.channel, customer, vec![item])
    }
}

fn money(units: i64) -> Money {
    Money::from_units(units).unwrap_or_default()
}

fn address() -> OrderAddress {
    let text = |text: &str| Some(text.to_owned());
    OrderAddress {
        street: text("Rua São Francisco Xavier"),
        street_number: text("999"),
        complement: text("ap 99"),
        neighborhood: text("Tijuca"),
        city: text("Rio de Janeiro"),
        city_code: text("3304557"),
        state: text("RJ"),
        postal_code: text("20550012"),
        country: text("BR"),
    }
}

fn payment() -> NewPayment {
    NewPayment {
        instalments: 2,
        card_brand: Some("1".to_owned()),
        ..NewPayment::plain(PaymentMethod::CreditCard, money(TOTAL))
    }
}

/// A customer's CPF.
fn document(customer: u64) -> String {
    cpf(100_000_000 + customer * 7919)
}

/// The CPF of these nine digits.
fn cpf(base: u64) -> String {
    let mut digits = format!("{base:09}");
    for length in [9, 10] {
        let weighed = digits.bytes().zip((2..=length + 1).rev());
        let sum: u64 = weighed.map(|(digit, weight)| u64::from(digit - b'0') * weight).sum();
        let check = match 11 - sum % 11 {
            10 | 11 => 0,
            check => check,
        };
        digits.push_str(&check.to_string());
    }
    digits
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::goods::tests::goods;
    use super::*;

    #[test]
    fn an_order_is_json_that_adds_up_with_a_code_and_a_sku_of_its_turn() {
        let order: Value = serde_json::from_str(&text(&goods(), 1003)).unwrap();
        let order = &order["order"];
        assert_eq!(
            (order["code"].as_str(), order["items"][0]["product_sku_id"].as_u64()),
            (Some("HTTP-1003"), Some(32))
        );
        assert_eq!(
            (order["stock_id"].as_u64(), order["sale_channel_id"].as_u64()),
            (Some(6), Some(2))
        );
        let number = |value: &Value| value.as_i64().unwrap();
        let total = number(&order["items"][0]["item_value"]) + number(&order["shipping"]);
        assert_eq!(
            (number(&order["total_value"]), number(&order["payments"][0]["value"])),
            (total, total)
        );
        assert_eq!(order["customer"]["name"], json!("Cliente 3"));
    }

    #[test]
    fn both_forms_say_the_same() {
        let (goods, number) = (goods(), 1003);
        let text: Value = serde_json::from_str(&text(&goods, number)).unwrap();
        let (text, asked) = (&text["order"], asked(&goods, "HTTP", number));
        assert!(domain::orders::check(&asked).is_ok());
        let placed_at: Timestamp = text["placed_at"].as_str().unwrap().parse().unwrap();
        assert_eq!(asked.placed_at, Some(placed_at));
        assert_eq!(asked.code, text["code"]);
        let customer = &text["customer"];
        assert_eq!(
            json!([
                asked.customer.name,
                asked.customer.email,
                asked.customer.document,
                asked.customer.phones
            ]),
            json!([
                customer["name"],
                customer["email"],
                customer["document"],
                customer["phones"]
            ])
        );
        let address = asked.shipping.unwrap();
        let (street, city) = (address.street.unwrap(), address.city_code.unwrap());
        assert_eq!(
            json!([street, city]),
            json!([
                text["shipping_address"]["street"],
                text["shipping_address"]["city_code"]
            ])
        );
        assert_eq!(asked.items[0].sku, SkuReference::Id(goods.sku(number)));
        let service = asked.shipping_service.unwrap();
        assert_eq!(
            json!([service.name, service.due_on.unwrap().to_string()]),
            json!([
                text["shipping_service"]["name"],
                text["shipping_service"]["estimated_due_date"]
            ])
        );
    }

    #[test]
    fn the_check_digits_of_a_cpf_are_those_of_known_ones() {
        assert_eq!(cpf(529_982_247), "52998224725");
        assert_eq!(cpf(111_444_777), "11144477735");
        assert_eq!(cpf(0), "00000000000");
    }
}
