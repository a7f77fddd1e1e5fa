//! Text as the standard fonts of PDF write it: its bytes, its width, and where to break it.
//!
//! The one rule to know: a character outside Windows-1252 becomes a question mark.

/// Widths of Helvetica's characters from the blank on, in thousandths of the size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// What a character outside ASCII is taken to be as wide as.
const OTHER_WIDTH: u16 = 667;

/// The bytes of a text in the font's encoding.
pub(crate) fn encoded(text: &str) -> Vec<u8> {
    text.chars()
        .map(|sign| {
            u8::try_from(u32::from(sign))
                .ok()
                .filter(|byte| is_printed(*byte))
                .unwrap_or(b'?')
        })
        .collect()
}

/// Whether the byte is the same character in Latin-1 and in the font's encoding.
const fn is_printed(byte: u8) -> bool {
    matches!(byte, 0x20..=0x7e | 0xa0..=0xff)
}

/// How wide a text is, in thousandths of its size.
pub(crate) fn width(text: &str) -> u32 {
    let of = |sign: char| {
        let index = u32::from(sign)
            .checked_sub(0x20)
            .and_then(|index| usize::try_from(index).ok());
        u32::from(
            index
                .and_then(|index| WIDTHS.get(index))
                .copied()
                .unwrap_or(OTHER_WIDTH),
        )
    };
    text.chars().map(of).sum()
}

/// The text in lines of at most this width (in thousandths of its size): broken between words, and cut where a word is
/// longer than a line.
pub(crate) fn lines(text: &str, max_width: u32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word = cut(word, max_width);
        match lines.last_mut() {
            Some(line) if width(line) + width(" ") + width(&word) <= max_width => {
                line.push(' ');
                line.push_str(&word);
            }
            Some(_) | None => lines.push(word),
        }
    }
    lines
}

/// The start of a text that is not wider.
pub(crate) fn cut(text: &str, max_width: u32) -> String {
    let mut kept = String::new();
    let mut used = 0;
    for sign in text.chars() {
        used += width(sign.encode_utf8(&mut [0; 4]));
        if used > max_width {
            break;
        }
        kept.push(sign);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portuguese_is_written_and_what_the_font_lacks_is_a_question_mark() {
        assert_eq!(encoded("Praça é"), b"Pra\xe7a \xe9");
        assert_eq!(encoded("a\u{1F600}\n\u{81}b"), b"a???b");
    }

    #[test]
    fn lines_are_broken_between_words_and_long_words_cut() {
        let max = width("aaaa aaaa");
        assert_eq!(lines("aaaa aaaa  aa", max), ["aaaa aaaa", "aa"]);
        assert_eq!(lines(&"a".repeat(40), max), ["a".repeat(8)]);
        assert_eq!(lines("  ", max), Vec::<String>::new());
    }
}
