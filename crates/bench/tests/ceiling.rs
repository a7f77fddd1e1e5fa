//! The program itself on the bare server: started, loaded, measured and stopped. Not a look at the figures, which are the
//! machine's.

use std::process::Command;

#[test]
fn the_bare_server_answers_every_request_of_a_short_run() {
    let output = Command::new(env!("CARGO_BIN_EXE_bench"))
        .args([
            "ceiling",
            "--seconds",
            "0.2",
            "--warm-up",
            "0",
            "--concurrency",
            "1,4",
            "--answer-bytes",
            "900",
        ])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{text}{errors}");
    let rows: Vec<_> = text.lines().filter(|line| line.starts_with("bare answer")).collect();
    assert_eq!(rows.len(), 2, "{text}");
    for row in rows {
        assert!(row.trim_end().ends_with(" 0"), "errors in {row}");
    }
}

#[test]
fn a_server_that_is_not_there_is_named() {
    let output = Command::new(env!("CARGO_BIN_EXE_bench"))
        .args([
            "http",
            "--engine",
            "sqlite",
            "--seconds",
            "0",
            "--server",
            "no/such/entreposto",
        ])
        .output()
        .unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(
        !output.status.success() && errors.contains("no/such/entreposto"),
        "{errors}"
    );
}
