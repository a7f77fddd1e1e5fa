//! Whatever bytes come, they are read or refused: no panic, no time without end.
//!
//! Not what a document says; that is `reading.rs`.

use nfe::testing::{Draft, DraftLine};
use proptest::collection::vec;
use proptest::prelude::*;

fn document() -> Vec<u8> {
    let line = DraftLine::of("A", "1.0000", "2.00").lot("L", "1.000", "2026-01-01", "2027-01-01");
    Draft::new(1, vec![line.clone(), line]).xml().into_bytes()
}

/// Pieces that mean something to a reader of XML.
const PIECES: [&str; 14] = [
    "<",
    ">",
    "</",
    "/>",
    "&",
    "&#x0;",
    "&amp;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "<!DOCTYPE a>",
    "\"",
    "\u{e9}",
    "<det nItem=\"9\">",
];

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..600)) {
        prop_assert!(nfe::read(&bytes).is_err());
    }

    #[test]
    fn a_document_with_anything_in_it_is_read_or_refused(
        changes in vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..PIECES.len()), 1..4),
    ) {
        let mut bytes = document();
        for (from, until, piece) in changes {
            let (from, until) = (from.index(bytes.len()), until.index(bytes.len()));
            let range = from.min(until)..from.max(until).min(from.min(until) + 40);
            bytes.splice(range, PIECES[piece].bytes());
        }
        if let Err(error) = nfe::read(&bytes) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}
