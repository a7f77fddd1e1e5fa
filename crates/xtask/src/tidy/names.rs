//! Rule `names`: no file, folder or module with a name that says nothing about what belongs in it.
//!
//! Not a check of functions, types or variables.
//! The one rule: name a module for its idea; if there is none, the code belongs with its caller.

use syn::visit::Visit;

use super::{Finding, Tree};

const FORBIDDEN: &[&str] = &["util", "utils", "helper", "helpers", "common", "manager", "managers"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust_files() {
        let stem = file.path.trim_end_matches(".rs");
        if let Some(name) = stem.split('/').find(|part| FORBIDDEN.contains(part)) {
            findings.push(finding(&file.path, 1, name));
        }
        let mut modules = Modules {
            path: &file.path,
            findings: Vec::new(),
        };
        if let Some(syntax) = &file.syntax {
            modules.visit_file(syntax);
        }
        findings.extend(modules.findings);
    }
    findings
}

fn finding(path: &str, line: usize, name: &str) -> Finding {
    Finding::new(
        path,
        line,
        "names",
        format!("`{name}` says nothing: name the module for its idea"),
    )
}

struct Modules<'a> {
    path: &'a str,
    findings: Vec<Finding>,
}

impl<'ast> Visit<'ast> for Modules<'_> {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        let name = module.ident.to_string();
        if FORBIDDEN.contains(&name.as_str()) {
            self.findings
                .push(finding(self.path, module.ident.span().start().line, &name));
        }
        syn::visit::visit_item_mod(self, module);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_a_folder_and_a_module_named_for_nothing_are_findings() {
        let tree = Tree::of(&[
            ("crates/app/src/utils.rs", ""),
            ("crates/app/tests/common/mod.rs", ""),
            ("crates/app/src/lib.rs", "//! x\nmod orders { mod helpers {} }"),
            ("crates/app/src/order_manager_test.rs", ""),
        ]);
        let found: Vec<_> = check(&tree)
            .into_iter()
            .map(|finding| (finding.path, finding.line))
            .collect();
        let wanted = [
            ("crates/app/src/utils.rs", 1),
            ("crates/app/tests/common/mod.rs", 1),
            ("crates/app/src/lib.rs", 2),
        ];
        assert_eq!(found, wanted.map(|(path, line)| (path.to_owned(), line)));
    }
}
