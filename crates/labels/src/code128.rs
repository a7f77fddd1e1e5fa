//! Code 128 (ISO/IEC 15417): text to bars.
//!
//! Not the drawing of the bars.
//!
//! The one rule to know: a run of digits is written two to a symbol (set C) where that is shorter, everything else in
//! set B, which holds the printable characters of ASCII.

/// Widths of the bars and spaces of each symbol, in modules: bar, space, bar, space, bar, space.
const PATTERNS: [&[u8; 6]; 106] = [
    b"212222", b"222122", b"222221", b"121223", b"121322", b"131222", b"122213", b"122312", b"132212", b"221213",
    b"221312", b"231212", b"112232", b"122132", b"122231", b"113222", b"123122", b"123221", b"223211", b"221132",
    b"221231", b"213212", b"223112", b"312131", b"311222", b"321122", b"321221", b"312212", b"322112", b"322211",
    b"212123", b"212321", b"232121", b"111323", b"131123", b"131321", b"112313", b"132113", b"132311", b"211313",
    b"231113", b"231311", b"112133", b"112331", b"132131", b"113123", b"113321", b"133121", b"313121", b"211331",
    b"231131", b"213113", b"213311", b"213131", b"311123", b"311321", b"331121", b"312113", b"312311", b"332111",
    b"314111", b"221411", b"431111", b"111224", b"111422", b"121124", b"121421", b"141122", b"141221", b"112214",
    b"112412", b"122114", b"122411", b"142112", b"142211", b"241211", b"221114", b"413111", b"241112", b"134111",
    b"111242", b"121142", b"121241", b"114212", b"124112", b"124211", b"411212", b"421112", b"421211", b"212141",
    b"214121", b"412121", b"111143", b"111341", b"131141", b"114113", b"114311", b"411113", b"411311", b"113141",
    b"114131", b"311141", b"411131", b"211412", b"211214", b"211232",
];

/// The stop symbol, with its closing bar.
const STOP: &[u8; 7] = b"2331112";

const CODE_C: usize = 99;
const CODE_B: usize = 100;
const START_B: usize = 104;
const START_C: usize = 105;

/// The fewest digits for which set C is worth changing to, inside a text; at its start or end 4 are enough.
const RUN_INSIDE: usize = 6;
const RUN_AT_EDGE: usize = 4;

/// The most characters: more would not be read from a label's width.
const CHARS_MAX: usize = 48;

/// A barcode: the widths of its bars and spaces in turn, beginning and ending with a bar, in modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Barcode {
    widths: Vec<u8>,
}

impl Barcode {
    /// Its whole width, in modules, without the quiet zones of ten modules that it needs on both sides.
    #[must_use]
    pub fn modules(&self) -> u32 {
        self.widths.iter().map(|width| u32::from(*width)).sum()
    }

    /// Every bar: where it begins and how wide it is, in modules.
    pub fn bars(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let mut at = 0;
        self.widths.iter().enumerate().filter_map(move |(index, width)| {
            let (begin, width) = (at, u32::from(*width));
            at += width;
            index.is_multiple_of(2).then_some((begin, width))
        })
    }
}

/// The barcode of a text; `None` for an empty or long one, and for one with characters other than printable ASCII.
#[must_use]
pub fn encode(text: &str) -> Option<Barcode> {
    if text.is_empty() || text.len() > CHARS_MAX || !text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return None;
    }
    let symbols = symbols(text.as_bytes());
    let widths = symbols
        .iter()
        .flat_map(|symbol| PATTERNS[*symbol].iter())
        .chain(STOP.iter());
    Some(Barcode {
        widths: widths.map(|digit| digit - b'0').collect(),
    })
}

/// Start symbol, data and check symbol.
fn symbols(text: &[u8]) -> Vec<usize> {
    let mut symbols = Vec::with_capacity(text.len() + 3);
    let mut in_c = false;
    let mut at = 0;
    while at < text.len() {
        let run = text[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let is_edge = at == 0 || at + run == text.len();
        let pays = run >= if is_edge { RUN_AT_EDGE } else { RUN_INSIDE } || (at == 0 && run == 2 && text.len() == 2);
        if in_c && run >= 2 {
            symbols.push(usize::from(text[at] - b'0') * 10 + usize::from(text[at + 1] - b'0'));
            at += 2;
        } else if !in_c && pays && run % 2 == 0 {
            symbols.push(if symbols.is_empty() { START_C } else { CODE_C });
            in_c = true;
        } else {
            if symbols.is_empty() {
                symbols.push(START_B);
            } else if in_c {
                symbols.push(CODE_B);
            }
            in_c = false;
            // An odd run gives its first digit to set B, which makes the rest even.
            symbols.push(usize::from(text[at] - b' '));
            at += 1;
        }
    }
    symbols.push(check_symbol(&symbols));
    symbols
}

/// The sum of all symbols, each but the first weighed by its place, modulo 103.
fn check_symbol(symbols: &[usize]) -> usize {
    let data = symbols.iter().enumerate().skip(1).map(|(place, symbol)| place * symbol);
    (symbols.first().copied().unwrap_or_default() + data.sum::<usize>()) % 103
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the bars back into text, checking the check symbol: what a scanner does.
    fn decode(barcode: &Barcode) -> Option<String> {
        let body = barcode.widths.strip_suffix(&[2, 3, 3, 1, 1, 1, 2])?;
        let symbol = |widths: &[u8]| {
            PATTERNS
                .iter()
                .position(|pattern| pattern.iter().map(|digit| digit - b'0').eq(widths.iter().copied()))
        };
        let mut symbols: Vec<usize> = body.chunks(6).map(symbol).collect::<Option<_>>()?;
        let check = symbols.pop()?;
        (check == check_symbol(&symbols)).then_some(())?;
        let mut in_c = symbols.first()? == &START_C;
        let mut text = String::new();
        for symbol in symbols.iter().skip(1) {
            match (in_c, *symbol) {
                (true, CODE_B) => in_c = false,
                (false, CODE_C) => in_c = true,
                (true, pair) => text.push_str(&format!("{pair:02}")),
                (false, symbol) => text.push(char::from(u8::try_from(symbol).ok()? + b' ')),
            }
        }
        Some(text)
    }

    #[test]
    fn what_is_written_is_read_back() {
        let long = "9".repeat(48);
        for text in [
            "A",
            "12",
            "123",
            "1234",
            "12345",
            "PED-000123",
            "123456AB",
            "AB1234567CD",
            "a~b c",
            "0",
            "A12B34",
            "2024-11-23/7",
            &long,
        ] {
            let barcode = encode(text).unwrap();
            assert_eq!(decode(&barcode).as_deref(), Some(text), "{text}");
        }
    }

    #[test]
    fn a_known_text_has_the_known_symbols() {
        // Summed by hand: 104 + 48 + 2×42 + 3×42 + 4×17 + 5×18 + 6×19 + 7×35 = 879, and 879 modulo 103 is 55.
        assert_eq!(symbols(b"PJJ123C"), [104, 48, 42, 42, 17, 18, 19, 35, 55]);
        assert_eq!(symbols(b"123456"), [105, 12, 34, 56, 44]);
    }

    #[test]
    fn digits_in_pairs_are_shorter() {
        let digits = encode("12345678").unwrap().modules();
        assert_eq!(digits, 6 * 11 + 13);
        assert!(digits < encode("ABCDEFGH").unwrap().modules());
        let last = encode("12345678").unwrap().bars().last().unwrap();
        assert_eq!(last.0 + last.1, digits, "it ends with a bar");
    }

    #[test]
    fn what_code_128_cannot_say_has_no_barcode() {
        for text in ["", "ção", "a\tb", &"x".repeat(49)] {
            assert_eq!(encode(text), None, "{text}");
        }
    }

    #[test]
    fn every_symbol_is_eleven_modules_and_different() {
        let mut seen = std::collections::BTreeSet::new();
        for pattern in PATTERNS {
            assert_eq!(pattern.iter().map(|digit| u32::from(digit - b'0')).sum::<u32>(), 11);
            assert!(seen.insert(pattern));
        }
    }
}
