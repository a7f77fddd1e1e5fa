//! Where eGestor differs from what its own documents or common sense would have: one function each.
//!
//! Not a place for what is merely unusual; that is the wire types' business.
//!
//! The one rule to know: every quirk names its evidence and has a test.

/// What `errUrl` calls a resource: its name in the path but for two, as the examples of both lists have it in the
/// vendor's document (payment methods without capital, users as if they were contacts).
pub(crate) fn resource_in_error(resource: &str) -> &str {
    match resource {
        "formasPagamento" => "formaspagamento",
        "usuarios" => "contatos",
        other => other,
    }
}

/// The verb of the answer to a number that nobody has: misspelt for most resources, right for these, as each one's
/// example has it in the vendor's document.
pub(crate) fn found(resource: &str) -> &'static str {
    match resource {
        "categorias" | "formasPagamento" | "planoContas" | "vendas" | "discoVirtual" => "encontrado",
        _ => "econtrado",
    }
}

/// A personal token as it was issued: the vendor's PHP library sends it percent-encoded inside JSON, and some clients
/// keep the padding that other libraries write.
pub(crate) fn personal_token_as_issued(sent: &str) -> String {
    let mut issued = sent.trim().to_owned();
    for (encoded, sign) in [("%2E", "."), ("%2D", "-"), ("%5F", "_"), ("%3D", "=")] {
        issued = issued.replace(encoded, sign).replace(&encoded.to_lowercase(), sign);
    }
    issued.replace('=', "")
}

#[cfg(test)]
mod tests {
    use super::{found, personal_token_as_issued, resource_in_error};

    #[test]
    fn two_resources_are_called_otherwise_in_errors() {
        let names = ["contatos", "formasPagamento", "usuarios"].map(resource_in_error);
        assert_eq!(names, ["contatos", "formaspagamento", "contatos"]);
    }

    #[test]
    fn most_resources_misspell_found() {
        assert_eq!(["produtos", "vendas"].map(found), ["econtrado", "encontrado"]);
    }

    #[test]
    fn a_personal_token_is_the_same_however_it_was_encoded() {
        for sent in ["a-b.c_d.e", "a%2Db%2ec%5Fd.e", " a-b.c_d.e== ", "a-b.c_d.e%3D%3d"] {
            assert_eq!(personal_token_as_issued(sent), "a-b.c_d.e", "{sent}");
        }
    }
}
