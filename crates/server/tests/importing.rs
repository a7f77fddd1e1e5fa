//! `entreposto import` as a person runs it: files that are received, that wait, and that are refused.

mod support;

use nfe::testing::{Draft, DraftLine};

use support::{run, shop};

#[test]
fn files_are_received_each_on_its_own_and_the_books_hold() {
    let folder = tempfile::tempdir().expect("a folder");
    shop(folder.path(), &[]);
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    write("a.xml", &Draft::new(1, vec![DraftLine::of("A", "5", "2")]).xml());
    write(
        "b.xml",
        &Draft::new(2, vec![DraftLine::of("A", "1", "2"), DraftLine::of("X", "3", "1")]).xml(),
    );
    write("c.xml", "<cteProc/>");
    write("large.xml", &" ".repeat(10 << 20));
    let import = [
        "import",
        "nfe",
        "a.xml",
        "c.xml",
        "b.xml",
        "a.xml",
        "large.xml",
        "none.xml",
    ];
    let place = ["--organization", "1", "--stock", "1"];
    let (status, out, errors) = run(folder.path(), &[&import[..], &place[..]].concat());
    assert_eq!(status, 1);
    assert_eq!(
        out,
        "a.xml: receipt 1 is in stock: 1 lines\n\
         b.xml: receipt 2 waits, 1 of 2 lines have no sku; entreposto import match 2 LINE=SKU\n  \
         line 2: X Mercadoria X\n"
    );
    let errors: Vec<&str> = errors.lines().collect();
    assert_eq!(
        errors[0],
        "c.xml: o documento é cteProc, e não uma NF-e (nfeProc ou NFe)"
    );
    assert_eq!(errors[1], "a.xml: was received before");
    assert_eq!(errors[2], "large.xml: o XML passa de 2097152 bytes");
    assert!(errors[3].starts_with("none.xml: cannot be opened"), "{errors:?}");

    let (status, out, errors) = run(folder.path(), &["import", "match", "2", "2=A"]);
    assert_eq!(
        (status, out.as_str()),
        (0, "receipt 2 is in stock: 2 lines\n"),
        "{errors}"
    );
    let (status, out, _) = run(folder.path(), &["check"]);
    assert_eq!(status, 0, "{out}");
}

#[test]
fn a_stock_of_nobody_takes_nothing_in() {
    let folder = tempfile::tempdir().expect("a folder");
    shop(folder.path(), &[]);
    std::fs::write(
        folder.path().join("a.xml"),
        Draft::new(1, vec![DraftLine::of("A", "5", "2")]).xml(),
    )
    .expect("a file");
    let (status, out, errors) = run(
        folder.path(),
        &["import", "nfe", "a.xml", "--organization", "1", "--stock", "9"],
    );
    assert_eq!((status, out.as_str()), (1, ""));
    assert_eq!(errors, "a.xml: refused: location is not known here\n");
}
