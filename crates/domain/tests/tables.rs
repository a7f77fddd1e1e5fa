//! The code tables, held against what is known of them otherwise: forms, check digits, counts.
//!
//! Not how they are used.
//!
//! The one rule to know: a table that is renewed must still pass; a count that changes is looked up and changed here.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;

use domain::documents::{Cest, Cfop, Municipality, State};
use domain::tables::{self, BANKS, CEST, CFOP, COUNTRIES, MUNICIPALITIES, Table, UNITS};

#[test]
fn every_municipality_has_a_code_that_checks_and_the_state_of_its_code() {
    for [code, name, state] in MUNICIPALITIES.rows() {
        let read = Municipality::parse(code).unwrap_or_else(|error| panic!("{code} {name}: {error}"));
        assert_eq!(read.state().map(State::as_str), Some(state), "{code} {name}");
        assert_eq!(read.as_str(), code);
        // The check digit, or the one of the nine that were issued otherwise.
        assert_eq!(Municipality::from_base(&code[..6]).unwrap().as_str(), code, "{name}");
    }
}

#[test]
fn every_state_has_as_many_municipalities_as_the_ibge_says() {
    let expected = [
        ("AC", 22),
        ("AL", 102),
        ("AM", 62),
        ("AP", 16),
        ("BA", 417),
        ("CE", 184),
        ("DF", 1),
        ("ES", 78),
        ("GO", 246),
        ("MA", 217),
        ("MG", 853),
        ("MS", 79),
        ("MT", 142),
        ("PA", 144),
        ("PB", 223),
        ("PE", 185),
        ("PI", 224),
        ("PR", 399),
        ("RJ", 92),
        ("RN", 167),
        ("RO", 52),
        ("RR", 15),
        ("RS", 497),
        ("SC", 295),
        ("SE", 75),
        ("SP", 645),
        ("TO", 139),
    ];
    let mut counted: BTreeMap<&str, i32> = BTreeMap::new();
    for [_, _, state] in MUNICIPALITIES.rows() {
        *counted.entry(state).or_default() += 1;
    }
    assert_eq!(counted.into_iter().collect::<Vec<_>>(), expected);
    assert_eq!(expected.iter().map(|(_, count)| count).sum::<i32>(), 5_571);
}

#[test]
fn no_two_places_of_a_state_are_called_alike() {
    let mut names: Vec<_> = MUNICIPALITIES.rows().map(|[_, name, state]| (state, name)).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn operations_banks_goods_and_countries_have_codes_of_their_form() {
    for [code, name, _] in CFOP.rows() {
        assert!(
            Cfop::parse(code).is_ok_and(|read| read.as_str() == code),
            "{code} {name}"
        );
    }
    for [code, name, ispb] in BANKS.rows() {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        assert!(
            code.len() == 3 && ispb.len() == 8 && digits(code) && digits(ispb),
            "{code} {name} {ispb}"
        );
    }
    for [code, name, _] in CEST.rows() {
        assert!(
            Cest::parse(code).is_ok_and(|read| read.as_str() == code),
            "{code} {name}"
        );
        assert!(("01".."29").contains(&&code[..2]), "{code} is of no segment");
    }
    for [code, name, _] in COUNTRIES.rows() {
        assert!(code.len() == 4 && code.parse::<u16>().is_ok(), "{code} {name}");
    }
    for [code, name, decimals] in UNITS.rows() {
        assert!(
            (1..=3).contains(&code.len()) && decimals.parse::<u8>().is_ok_and(|most| most <= 3),
            "{code} {name}"
        );
    }
    let count = |table: Table| table.rows().count();
    assert_eq!([CFOP, BANKS, CEST, COUNTRIES].map(count), [619, 463, 983, 247]);
}

#[test]
fn every_row_is_found_by_its_code_and_nothing_else_is() {
    for table in [MUNICIPALITIES, CFOP, BANKS, CEST, COUNTRIES, UNITS] {
        let rows: Vec<_> = table.rows().collect();
        assert!(
            rows.iter()
                .all(|[code, name, _]| !code.is_empty() && !name.trim().is_empty())
        );
        assert!(
            rows.is_sorted_by(|one, next| one[0] < next[0]),
            "sorted, and no code twice"
        );
        for row in rows {
            assert_eq!(table.find(row[0]), Some(row));
        }
        for code in [
            "",
            "#",
            "0",
            "9999999",
            "zz",
            "# Source: chosen here",
            "São",
            "\t",
            "\n",
        ] {
            assert_eq!(table.find(code), None, "{code:?}");
        }
    }
    assert_eq!(
        tables::municipality("2609600").map(|(name, state)| (name, state.as_str())),
        Some(("Olinda", "PE"))
    );
    assert_eq!(tables::municipality("2609609"), None);
}
