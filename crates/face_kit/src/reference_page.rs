//! The reference page of a face: its route table as one page of HTML that needs nothing from the network.
//!
//! Not a client to try requests with.
//!
//! The one rule to know: everything that is printed is escaped.

use std::fmt::Write;

use crate::access::{Access, RouteInfo};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;\
color:#1b1b1b;background:#fff}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .6rem;\
border-bottom:1px solid #ddd;vertical-align:top}code{font:14px/1.4 ui-monospace,monospace;overflow-wrap:anywhere}\
@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}th,td{border-color:#444}a{color:#9cf}}";

/// The page.
pub(crate) fn html(title: &str, prefix: &str, routes: &[RouteInfo]) -> String {
    let title = escape(title);
    let mut page = format!(
        "<!doctype html><html lang=\"pt-BR\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{title}</title>\
         <style>{STYLE}</style></head><body><h1>{title}</h1>\
         <p>{} rotas sob <code>{}</code>. Documento OpenAPI: <a href=\"{}/openapi.json\">openapi.json</a>.</p>\
         <table><thead><tr><th>Método</th><th>Caminho</th><th>Descrição</th><th>Acesso</th></tr></thead><tbody>",
        routes.len(),
        escape(if prefix.is_empty() { "/" } else { prefix }),
        escape(prefix),
    );
    for route in routes {
        // Writing to a String cannot fail.
        let _ = write!(
            page,
            "<tr><td><code>{}</code></td><td><code>{}</code></td><td>{}</td><td>{}</td></tr>",
            escape(route.method.as_str()),
            escape(route.path),
            escape(route.summary),
            escape(&access(route.access)),
        );
    }
    page.push_str("</tbody></table></body></html>\n");
    page
}

fn access(access: Access) -> String {
    match access {
        Access::Open => "aberto".to_owned(),
        Access::Basic => "cliente e segredo".to_owned(),
        Access::Token => "credencial".to_owned(),
        Access::Scope(scope) => format!("credencial com {scope}"),
    }
}

fn escape(text: &str) -> String {
    text.chars()
        .fold(String::with_capacity(text.len()), |mut escaped, character| {
            match character {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '"' => escaped.push_str("&quot;"),
                '\'' => escaped.push_str("&#39;"),
                other => escaped.push(other),
            }
            escaped
        })
}

#[cfg(test)]
mod tests {
    use super::{escape, html};

    #[test]
    fn what_is_printed_is_escaped() {
        assert_eq!(escape(r#"<a href="x">&'"#), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
        assert!(html("<b>", "/x", &[]).contains("<h1>&lt;b&gt;</h1>"));
    }
}
