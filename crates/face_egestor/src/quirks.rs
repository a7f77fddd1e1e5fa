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

#[cfg(test)]
mod tests {
    use super::{found, resource_in_error};

    #[test]
    fn two_resources_are_called_otherwise_in_errors() {
        let names = ["contatos", "formasPagamento", "usuarios"].map(resource_in_error);
        assert_eq!(names, ["contatos", "formaspagamento", "contatos"]);
    }

    #[test]
    fn most_resources_misspell_found() {
        assert_eq!(["produtos", "vendas"].map(found), ["econtrado", "encontrado"]);
    }
}
