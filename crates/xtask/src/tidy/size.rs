//! Rules `long-file` and `long-function`: a file holds one idea, a function fits on a screen.
//!
//! Not a measure of complexity: a table may be long, and is then listed in `exceptions.toml` with its reason.
//! The one rule: an exception that excuses nothing is removed, so the list only shrinks by itself.

use anyhow::Context;
use serde::Deserialize;
use syn::spanned::Spanned;
use syn::visit::Visit;

use super::{Finding, Tree};

const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 70;
const EXCEPTIONS: &str = "crates/xtask/exceptions.toml";

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Exceptions {
    file: Vec<LongFile>,
    function: Vec<LongFunction>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LongFile {
    path: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LongFunction {
    path: String,
    name: String,
    reason: String,
}

/// One file or function over its limit.
struct Excess {
    finding: Finding,
    /// Empty for a file.
    function: String,
}

pub(super) fn check(tree: &Tree) -> anyhow::Result<Vec<Finding>> {
    let listed = tree.file(EXCEPTIONS).map_or("", |file| file.text.as_str());
    let exceptions: Exceptions = toml::from_str(listed).with_context(|| format!("reading {EXCEPTIONS}"))?;
    let excesses = excesses(tree);
    let mut findings = unneeded(&exceptions, &excesses);
    for excess in excesses {
        if !exceptions.excuse(&excess) {
            findings.push(excess.finding);
        }
    }
    Ok(findings)
}

impl Exceptions {
    fn excuse(&self, excess: &Excess) -> bool {
        self.file.iter().any(|entry| entry.excuses(excess)) || self.function.iter().any(|entry| entry.excuses(excess))
    }
}

impl LongFile {
    fn excuses(&self, excess: &Excess) -> bool {
        excess.function.is_empty() && excess.finding.path == self.path
    }
}

impl LongFunction {
    fn excuses(&self, excess: &Excess) -> bool {
        excess.function == self.name && excess.finding.path == self.path
    }
}

fn unneeded(exceptions: &Exceptions, excesses: &[Excess]) -> Vec<Finding> {
    let files = exceptions.file.iter().map(|entry| {
        let used = excesses.iter().any(|excess| entry.excuses(excess));
        (used, &entry.reason, entry.path.clone())
    });
    let functions = exceptions.function.iter().map(|entry| {
        let used = excesses.iter().any(|excess| entry.excuses(excess));
        (used, &entry.reason, format!("{} fn {}", entry.path, entry.name))
    });
    let mut findings = Vec::new();
    for (used, reason, what) in files.chain(functions) {
        if !used {
            findings.push(Finding::new(
                EXCEPTIONS,
                1,
                "exceptions",
                format!("{what} is within its limit: remove it"),
            ));
        }
        if reason.trim().is_empty() {
            findings.push(Finding::new(
                EXCEPTIONS,
                1,
                "exceptions",
                format!("{what} has no reason"),
            ));
        }
    }
    findings
}

fn excesses(tree: &Tree) -> Vec<Excess> {
    let mut found = Vec::new();
    for file in tree.rust_files() {
        let lines = file.text.lines().count();
        if lines > FILE_LINES {
            let message = format!("{lines} lines, the limit is {FILE_LINES}: split by idea");
            found.push(Excess {
                finding: Finding::new(&file.path, 1, "long-file", message),
                function: String::new(),
            });
        }
        let mut functions = Functions {
            path: &file.path,
            found: Vec::new(),
        };
        if let Some(syntax) = &file.syntax {
            functions.visit_file(syntax);
        }
        found.extend(functions.found);
    }
    found
}

struct Functions<'a> {
    path: &'a str,
    found: Vec<Excess>,
}

impl Functions<'_> {
    /// From the line of the signature to the closing brace; documentation and attributes are free.
    fn measure(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let first = signature.span().start().line;
        let lines = body.brace_token.span.close().end().line + 1 - first;
        if lines > FUNCTION_LINES {
            let function = signature.ident.to_string();
            let message = format!("`{function}` has {lines} lines, the limit is {FUNCTION_LINES}");
            self.found.push(Excess {
                finding: Finding::new(self.path, first, "long-function", message),
                function,
            });
        }
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.measure(&function.sig, &function.block);
        syn::visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.measure(&function.sig, &function.block);
        syn::visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(body) = &function.default {
            self.measure(&function.sig, body);
        }
        syn::visit::visit_trait_item_fn(self, function);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "crates/app/src/a.rs";

    fn function_of(lines: usize) -> String {
        format!("//! A\nfn long(\n) {{\n{}}}", "    call();\n".repeat(lines - 3))
    }

    fn findings(text: &str, exceptions: &str) -> anyhow::Result<Vec<String>> {
        let found = check(&Tree::of(&[(PATH, text), (EXCEPTIONS, exceptions)]))?;
        Ok(found.iter().map(Finding::to_string).collect())
    }

    #[test]
    fn a_file_of_501_lines_is_a_finding_and_one_of_500_is_not() -> anyhow::Result<()> {
        let wanted = format!("{PATH}:1: long-file: 501 lines, the limit is 500: split by idea");
        assert_eq!(findings(&"// a\n".repeat(501), "")?, [wanted]);
        assert!(findings(&"// a\n".repeat(500), "")?.is_empty());
        Ok(())
    }

    #[test]
    fn a_function_of_71_lines_is_a_finding_and_one_of_70_is_not() -> anyhow::Result<()> {
        let wanted = format!("{PATH}:2: long-function: `long` has 71 lines, the limit is 70");
        assert_eq!(findings(&function_of(71), "")?, [wanted]);
        assert!(findings(&function_of(70), "")?.is_empty());
        Ok(())
    }

    #[test]
    fn methods_and_functions_in_modules_are_measured_too() -> anyhow::Result<()> {
        let body = "call();\n".repeat(80);
        for text in [
            format!("impl A {{ fn long() {{ {body} }} }}"),
            format!("trait A {{ fn long() {{ {body} }} }}"),
            format!("mod a {{ mod b {{ fn long() {{ {body} }} }} }}"),
        ] {
            assert_eq!(findings(&text, "")?.len(), 1, "{text}");
        }
        Ok(())
    }

    #[test]
    fn a_listed_exception_with_a_reason_excuses() -> anyhow::Result<()> {
        let function = format!("[[function]]\npath = '{PATH}'\nname = 'long'\nreason = 'a table'");
        assert!(findings(&function_of(71), &function)?.is_empty());
        let file = format!("[[file]]\npath = '{PATH}'\nreason = 'a table'");
        assert!(findings(&"// a\n".repeat(501), &file)?.is_empty());
        Ok(())
    }

    #[test]
    fn an_exception_without_a_reason_or_without_use_is_a_finding() -> anyhow::Result<()> {
        let silent = format!("[[function]]\npath = '{PATH}'\nname = 'long'\nreason = ' '");
        assert!(findings(&function_of(71), &silent)?[0].ends_with("fn long has no reason"));
        let stale = format!("[[file]]\npath = '{PATH}'\nreason = 'a table'");
        assert!(findings("// short", &stale)?[0].ends_with("is within its limit: remove it"));
        Ok(())
    }

    #[test]
    fn an_exception_file_with_an_unknown_word_is_an_error() {
        assert!(findings("// short", "[[files]]\npath = 'a'").is_err());
    }
}
