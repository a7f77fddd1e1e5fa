//! `/usuarios`: who signs in to the account. Read only, and without anything secret.
//!
//! The one rule to know: sellers are contacts of the core, so no user here is one.

use app::Answer;
use domain::ids::UserId;
use domain::page::{Page, PageRequest};
use domain::refusal::Entity;
use domain::users::User;
use face_kit::{Error, Exchange, to_answer};
use serde_json::json;

use crate::page::{PER_PAGE, Row, asked, listed, page, row};

const USUAL: &[&str] = &[
    "codigo",
    "nome",
    "login",
    "email",
    "tags",
    "usuarioSistema",
    "vendedor",
    "comisProd",
    "comisServ",
    "comisFin",
];

/// The most users of an account that are looked through; those who sign in to a company are fewer.
const USERS_MAX: u32 = 1_000;

/// `GET /api/v1/usuarios`: a page of users.
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let query = exchange.query();
    let request = page(query)?;
    let text = asked(query, "filtro").map(|text| domain::text::fold(&text));
    let is = |name: &str| match query.get(name) {
        Some("true" | "1") => Some(true),
        Some("false" | "0") => Some(false),
        Some(_) | None => None,
    };
    let none = is("vendedor") == Some(true) || is("usuarioSistema") == Some(false);
    let found = exchange.app.read(&exchange.call, move |reader| {
        let users = reader.users(PageRequest::new(1, USERS_MAX, USERS_MAX))?;
        let fits = |user: &&User| {
            let words = domain::text::fold(&format!("{} {}", user.name, user.email));
            !none && text.as_ref().is_none_or(|text| words.contains(text.as_str()))
        };
        let rows: Vec<Row> = users.iter().filter(fits).map(user_row).collect();
        let total = u64::try_from(rows.len()).unwrap_or(0);
        let start = usize::try_from(request.offset()).unwrap_or(usize::MAX);
        let length = usize::try_from(PER_PAGE).unwrap_or(0);
        let shown = rows.into_iter().skip(start).take(length).collect();
        Ok(Page::new(shown, Some(total), request))
    });
    Ok(listed(&exchange, found.await?, USUAL))
}

/// `GET /api/v1/usuarios/{codigo}`: one user.
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::User)?;
    let found = exchange.app.read(&exchange.call, move |reader| {
        let mut row = user_row(&reader.user(UserId::from_raw(id))?);
        row.insert("permissoes".to_owned(), json!(["acessoCompleto"]));
        Ok(to_answer(200, &row))
    });
    Ok(found.await?)
}

fn user_row(user: &User) -> Row {
    row(json!({
        "codigo": user.id.raw(),
        "nome": user.name,
        "login": user.email,
        "email": user.email,
        "tags": [],
        "usuarioSistema": true,
        "vendedor": false,
        "comisProd": 0,
        "comisServ": 0,
        "comisFin": 0,
    }))
}
