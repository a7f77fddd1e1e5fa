//! NF-e documents, changed.
//!
//! Not through a face: reading the document is where the bytes are, and this way it is read a thousand times as often.
//!
//! The one rule to know: a document is read or refused in words; it never takes the program with it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use app::workflow::receive_nfe::read_nfe;
use nfe::testing::{Draft, DraftLine};

use super::dice::Dice;
use super::{Target, mutate, shown};

/// Pieces that mean something to a reader of XML and of this layout.
const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "&",
    "&#0;",
    "&#x110000;",
    "&amp;",
    "&nbsp;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?xml version=\"1.1\" encoding=\"UTF-16\"?>",
    "<!DOCTYPE a [<!ENTITY b \"c\">]>",
    "\"",
    "\u{e9}",
    "\u{0}",
    "<det nItem=\"9\">",
    "</det>",
    "<prod>",
    "</prod>",
    "<rastro><nLote>X</nLote></rastro>",
    "<qCom>-1</qCom>",
    "<qCom>99999999999.9999</qCom>",
    "<vUnCom>1e9</vUnCom>",
    "<CNPJ>12ABC34501DE35</CNPJ>",
    "<cEAN>SEM GTIN</cEAN>",
    "xmlns=\"\"",
    "versao=\"3.10\"",
    "Id=\"NFe\"",
    "9999999999999999999999",
    "2026-02-30T25:61:61-03:00",
];

/// The documents.
pub struct Documents {
    corpus: Vec<Vec<u8>>,
}

impl Documents {
    /// Of one line, of many, with lots, without the authority's answer.
    #[must_use]
    pub fn new() -> Self {
        let line = |code: &str| DraftLine::of(code, "1.0000", "2.00");
        let lots = line("L").lot("L1", "1.000", "2026-01-01", "2027-01-01");
        let mut bare = Draft::new(3, vec![line("B").barcode("7891000053508").unit("CX")]);
        bare.status = None;
        let many: Vec<DraftLine> = (0..30).map(|number| line(&number.to_string())).collect();
        let drafts = [
            Draft::new(1, vec![line("A")]),
            Draft::new(2, vec![lots.clone(), lots]),
            bare,
            Draft::new(4, many),
        ];
        Self {
            corpus: drafts.map(|draft| draft.xml().into_bytes()).to_vec(),
        }
    }
}

impl Default for Documents {
    fn default() -> Self {
        Self::new()
    }
}

impl Target for Documents {
    fn once(&mut self, dice: &mut Dice) -> Result<String, String> {
        let mut xml = dice.one(&self.corpus).clone();
        mutate::bytes(dice, &mut xml, PIECES);
        match catch_unwind(AssertUnwindSafe(|| read_nfe(&xml))) {
            Ok(Ok(_)) => Ok("read".to_owned()),
            Ok(Err(error)) if error.to_string().is_empty() => Err(format!("refused without a word: {}", shown(&xml))),
            Ok(Err(_)) => Ok("refused".to_owned()),
            Err(_) => Err(format!("a panic: {}", shown(&xml))),
        }
    }
}
