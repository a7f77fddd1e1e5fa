//! Files: the JSON of a run, and the section of a Markdown document between two marker lines.
//!
//! Not the rendering. The one rule to know: what people wrote outside the markers stays as it is, byte for byte.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};

use super::Report;

/// What a new document says above its first section.
const PREFACE: &str = "\
# Performance

Written by `cargo run --release -p bench -- all`, between the marker lines; what stands outside them is written by people.
The server is the release binary on its demo data, with its default settings but for rate limits, which are off; it
shares the processors with the load, which talks to it over the loopback. Both ceilings are measured in the same run:
the server's own listening and serving with a handler that answers a constant of the size of a sku's answer, and the
same order placed by callers inside the benchmark's process, in the same database, without HTTP and without reading it
back. `CPU µs` is processor time per request of the process that serves; without HTTP that process is also the caller.
";

/// Writes the report as JSON, creating the folder.
pub(crate) fn write_json(path: &Path, report: &Report) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    let json = serde_json::to_string_pretty(report)?;
    fs::write(path, json + "\n").with_context(|| format!("cannot write {}", path.display()))
}

/// Replaces one section of the document, or adds it at the end; creates the document when there is none.
pub(crate) fn write_section(path: &Path, section: &str, title: &str, text: &str) -> anyhow::Result<()> {
    let document = match fs::read_to_string(path) {
        Ok(document) => document,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => PREFACE.to_owned(),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let document = splice(&document, section, title, text)?;
    fs::write(path, document).with_context(|| format!("cannot write {}", path.display()))
}

/// The document with the section's text replaced.
fn splice(document: &str, section: &str, title: &str, text: &str) -> anyhow::Result<String> {
    let begin = format!("<!-- bench {section}: begin -->");
    let end = format!("<!-- bench {section}: end -->");
    let fresh = format!("{begin}\n\n{}\n\n{end}", text.trim());
    match (document.split_once(&begin), document.split_once(&end)) {
        (Some((before, rest)), Some(_)) => match rest.split_once(&end) {
            Some((_, after)) => Ok(format!("{before}{fresh}{after}")),
            None => bail!("the markers of {section} stand in the wrong order"),
        },
        (None, None) => Ok(format!("{}\n\n## {title}\n\n{fresh}\n", document.trim_end())),
        (Some(_), None) | (None, Some(_)) => bail!("one of the markers of {section} is missing"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::report;
    use super::*;

    #[test]
    fn only_the_text_between_the_markers_changes() {
        let document = "# A\nby hand\n<!-- bench http: begin -->\nold\n<!-- bench http: end -->\nalso by hand";
        let wanted = "# A\nby hand\n<!-- bench http: begin -->\n\nnew\n\n<!-- bench http: end -->\nalso by hand";
        assert_eq!(splice(document, "http", "HTTP", "new\n").unwrap(), wanted);
    }

    #[test]
    fn a_section_that_is_not_there_comes_last_under_its_title() {
        let document = splice("# A\n", "scale", "Scale", "one").unwrap();
        assert_eq!(
            document,
            "# A\n\n## Scale\n\n<!-- bench scale: begin -->\n\none\n\n<!-- bench scale: end -->\n"
        );
        let again = splice(&document, "scale", "Scale", "two").unwrap();
        assert_eq!(again, document.replace("one", "two"));
    }

    #[test]
    fn a_document_with_half_a_pair_of_markers_is_left_alone() {
        for document in [
            "<!-- bench a: begin -->",
            "<!-- bench a: end -->",
            "<!-- bench a: end --><!-- bench a: begin -->",
        ] {
            assert!(splice(document, "a", "A", "x").is_err(), "{document}");
        }
    }

    #[test]
    fn a_new_document_gets_its_preface_and_an_old_one_keeps_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("performance.md");
        write_section(&path, "http", "HTTP", "one").unwrap();
        assert!(fs::read_to_string(&path).unwrap().starts_with("# Performance\n"));
        fs::write(&path, "# Mine\n").unwrap();
        write_section(&path, "http", "HTTP", "one").unwrap();
        assert!(fs::read_to_string(&path).unwrap().starts_with("# Mine\n"));
    }

    #[test]
    fn the_json_goes_into_a_folder_that_need_not_be_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bench/http.json");
        write_json(&path, &report()).unwrap();
        let read: Report = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(read, report());
    }
}
