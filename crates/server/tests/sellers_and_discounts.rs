//! `entreposto seller` and `entreposto discount` as a person runs them on a fresh database.
//!
//! Not the rules behind them, which the application's tests look at.
//!
//! The one rule to know: what was written is read back by another command.

mod support;

use std::path::Path;

use support::shop;

fn run(folder: &Path, line: &str) -> (i32, String, String) {
    let words: Vec<&str> = line.split(' ').collect();
    support::run(folder, &words)
}

/// What a command says that succeeds.
fn said(folder: &Path, line: &str) -> String {
    let (status, out, errors) = run(folder, line);
    assert_eq!(status, 0, "{line}: {out}{errors}");
    out
}

/// What a command says that is refused.
fn refused(folder: &Path, line: &str) -> String {
    let (status, out, errors) = run(folder, line);
    assert_eq!((status, out.as_str()), (1, ""), "{line}: {errors}");
    errors
}

#[test]
fn a_seller_is_added_is_away_comes_back_and_sells_through_some_channels() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    shop(folder, &["Loja", "Site"]);
    let list = "seller list --organization 1";
    assert_eq!(said(folder, list), "");
    let added = said(
        folder,
        "seller create Ana --organization 1 --document 529.982.247-25 --external-id A1",
    );
    let id: String = added.chars().filter(char::is_ascii_digit).take(1).collect();
    assert_eq!(added, format!("seller {id} of organization 1: Ana\n"));
    assert_eq!(said(folder, list), format!("{id}\tAna\t1, 2\t\n"));
    assert_eq!(
        refused(folder, "seller create Bia --organization 9"),
        "entreposto: refused: organization is not known here\n"
    );

    said(folder, &format!("seller channels {id} 2"));
    said(
        folder,
        &format!("seller away {id} --from 2026-12-01 --until 2026-12-31 --reason Férias"),
    );
    let away = "away 2026-12-01T03:00:00Z to 2027-01-01T02:59:59.999999Z: Férias";
    assert_eq!(said(folder, list), format!("{id}\tAna\t2\t{away}\n"));
    assert!(refused(folder, &format!("seller channels {id} 9")).contains("channel is not known here"));
    let backwards = format!("seller away {id} --from 2026-12-02 --until 2026-12-01 --reason x");
    assert!(refused(folder, &backwards).contains("ends on is out of range"));
    assert!(refused(folder, "seller away 99 --from 2026-12-01 --until 2026-12-01 --reason x").contains("seller"));
    assert!(refused(folder, &format!("seller back {id} --from 2026-12-02")).contains("no absence"));

    said(folder, &format!("seller back {id} --from 2026-12-01"));
    said(folder, &format!("seller channels {id}"));
    assert_eq!(said(folder, list), format!("{id}\tAna\t1, 2\t\n"));
}

#[test]
fn a_discount_is_created_listed_ended_and_turned_off() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    shop(folder, &["Loja", "Site"]);
    let list = "discount list --organization 1";
    for line in [
        "discount create Total --kind total --percent 12.5 --minimum 100 --organization 1 --from 2026-01-01",
        "discount create Item --kind item --amount 5.00 --minimum 0 --sku A --channel 1",
        "discount create Brinde --kind gift --percent 100 --minimum 50 --sku A --bought A --quantity 2 --free",
        "discount create Primeira --kind first_purchase --amount 30",
        "discount create Aniversário --kind birthday_month --percent 10",
    ] {
        said(folder, line);
    }
    let wanted = "1\ttotal\ton\t2026-01-01\t-\t0.1250 of the price\tTotal\n\
                  2\titem\ton\t-\t-\t5.00\tItem\n\
                  3\tgift\ton\t-\t-\t1.0000 of the price\tBrinde\n\
                  4\tfirst_purchase\ton\t-\t-\t30.00\tPrimeira\n\
                  5\tbirthday_month\ton\t-\t-\t0.1000 of the price\tAniversário\n";
    assert_eq!(said(folder, list), wanted);
    said(folder, "discount set 1 --until 2026-12-31");
    said(folder, "discount set 2 --off");
    let listed = said(folder, list);
    assert!(listed.contains("1\ttotal\ton\t2026-01-01\t2026-12-31"), "{listed}");
    assert!(listed.contains("2\titem\toff"), "{listed}");

    let table = [
        ("discount set 1 --until 2025-12-31", "ends on is out of range"),
        ("discount set 9", "there is no discount `9`"),
        ("discount create X --kind half --percent 5", "none of total, item, gift"),
        (
            "discount create X --kind total --percent x --minimum 1",
            "no percentage",
        ),
        (
            "discount create X --kind total --percent 101 --minimum 1",
            "discount 1 is out of range",
        ),
        (
            "discount create X --kind item --amount 5 --minimum 1 --sku Z",
            "no sku `Z`",
        ),
        (
            "discount create X --kind total --percent 5 --minimum 1 --channel 9",
            "channel is not known here",
        ),
    ];
    for (line, words) in table {
        let errors = refused(folder, line);
        assert!(errors.contains(words), "{line}: {errors}");
    }
    assert_eq!(run(folder, "discount create X --kind total").0, 2);
}
