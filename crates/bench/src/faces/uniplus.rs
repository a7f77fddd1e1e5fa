//! What a shop's connector asks Uniplus: a page of products, one, a balance set, a document of sale.
//!
//! Not its other tables. The one rule to know: the token is got with the authorization code, as clients get it.

use http::Method;

use super::ask::{Against, Ask};
use super::ground::Ground;

/// Logs in and answers what is asked.
pub(super) async fn asks(ground: &Ground) -> anyhow::Result<Vec<Ask>> {
    let basic = format!("Basic {}", ground.credential("uniplus", "authorization_code")?);
    let form = "grant_type=client_credentials&scope=public-api".to_owned();
    let form = ("application/x-www-form-urlencoded", form);
    let bearer = ground.token("/uniplus/oauth/token", Some(&basic), form).await?;
    let branch = ground.goods.organization;
    let (read, counted, sold) = (ground.turns(), ground.turns(), ground.turns());
    Ok(vec![
        Ask::get("Uniplus GET produtos", &bearer, |_| {
            "/uniplus/public-api/v1/produtos?limit=100".to_owned()
        }),
        Ask::get("Uniplus GET produtos/{codigo}", &bearer, move |number| {
            format!("/uniplus/public-api/v1/produtos/{}", read(number).product_code)
        }),
        Ask::send(
            ("Uniplus POST v2/saldo-estoque", Against::BareAnswer),
            Method::POST,
            &bearer,
            move |number| {
                let (product, quantity) = (counted(number).product_code, 9_000 + number % 1000);
                let body = format!(
                    r#"{{"saldoEstoque":{{"produto":"{product}","filial":{branch},"quantidade":{quantity}}}}}"#
                );
                ("/uniplus/public-api/v2/saldo-estoque".to_owned(), body)
            },
        ),
        Ask::send(
            ("Uniplus POST davs", Against::OrderWithoutHttp),
            Method::POST,
            &bearer,
            move |number| {
                let product = sold(number).product_code;
                let body = format!(
                    r#"{{"dav":{{"tipoDocumento":4,"cliente":"1","filial":{branch},"data":"2026-01-15","itens":[{{"produto":"{product}","quantidade":1,"precoUnitario":100}}]}}}}"#
                );
                ("/uniplus/public-api/v1/davs".to_owned(), body)
            },
        ),
    ])
}
