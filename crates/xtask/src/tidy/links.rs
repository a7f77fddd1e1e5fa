//! Rule `links`: a relative link in a Markdown file leads to something in the tree.
//!
//! Not a check of addresses on the web, nor of headings inside a page.
//! The one rule: links inside code, fenced or between backticks, are text.

use super::{Finding, Tree};

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files().filter(|file| file.path.ends_with(".md")) {
        let mut fenced = false;
        for (index, line) in file.text.lines().enumerate() {
            if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
                fenced = !fenced;
                continue;
            }
            let targets = if fenced {
                Vec::new()
            } else {
                targets(&without_code(line))
            };
            for target in targets.iter().filter(|target| !resolves(tree, &file.path, target)) {
                findings.push(Finding::new(
                    &file.path,
                    index + 1,
                    "links",
                    format!("`{target}` leads nowhere"),
                ));
            }
        }
    }
    findings
}

/// Blanks what stands between backticks.
fn without_code(line: &str) -> String {
    let parts = line.split('`').enumerate();
    parts
        .map(|(index, part)| if index % 2 == 0 { part } else { "code" })
        .collect()
}

/// The targets of `[text](target "title")` and of `[name]: target`, in order.
fn targets(line: &str) -> Vec<String> {
    let inline = line.match_indices("](").map(|(start, mark)| {
        let rest = &line[start + mark.len()..];
        rest.split([')', ' ']).next().unwrap_or_default()
    });
    let definition = line
        .trim_start()
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("]: "));
    let defined = definition.and_then(|(_, target)| target.split_whitespace().next());
    let trimmed = inline.chain(defined).map(|target| target.trim_matches(['<', '>']));
    trimmed.map(str::to_owned).collect()
}

fn resolves(tree: &Tree, page: &str, target: &str) -> bool {
    let is_address = target.contains("://") || target.starts_with("mailto:");
    let path = target.split(['#', '?']).next().unwrap_or_default();
    if is_address || path.is_empty() {
        return true;
    }
    // As a forge shows it, `/docs` is `docs` below the root of the repository.
    let (mut parts, relative) = match path.strip_prefix('/') {
        Some(rest) => (Vec::new(), rest),
        None => (
            page.split('/')
                .rev()
                .skip(1)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect(),
            path,
        ),
    };
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return false;
                }
            }
            name => parts.push(name),
        }
    }
    tree.contains(&parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(page: &str) -> Vec<String> {
        let files = [
            ("docs/how-to/a.md", page),
            ("docs/b.md", ""),
            ("crates/app/src/lib.rs", ""),
            ("README.md", ""),
        ];
        check(&Tree::of(&files)).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn a_link_to_a_missing_file_is_a_finding() {
        let page = "ok\n[gone](../gone.md) and [b](b.md)\n\n[later]: ../../missing/\n[out](../../../etc)";
        let wanted = [
            "docs/how-to/a.md:2: links: `../gone.md` leads nowhere",
            "docs/how-to/a.md:2: links: `b.md` leads nowhere",
            "docs/how-to/a.md:4: links: `../../missing/` leads nowhere",
            "docs/how-to/a.md:5: links: `../../../etc` leads nowhere",
        ];
        assert_eq!(findings(page), wanted);
    }

    #[test]
    fn files_folders_anchors_and_addresses_resolve() {
        let page = "[b](../b.md#part) [c](../../crates/app/) [r](/README.md) [here](#here) [web](https://example.org/x) \
                    ![t](../b.md \"title\") [m](mailto:a@example.org) [root](../..)";
        assert!(findings(page).is_empty(), "{:?}", findings(page));
    }

    #[test]
    fn links_inside_code_are_text() {
        assert!(findings("`[a](gone.md)`\n```text\n[a](gone.md)\n```\n").is_empty());
    }
}
