//! Text folded for searching: lower case, without Portuguese accents.
//!
//! Not full Unicode collation, and never shown: folded text lives in search columns and search terms only.
//!
//! The one rule to know: fold both sides. Folding twice changes nothing.

/// The text in lower case with Latin accents removed, letter by letter and mark by mark; the rest is kept.
///
/// `São João, nº 1` folds to `sao joao, no 1`.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter(|c| !is_combining_mark(*c))
        .map(without_accent)
        .collect()
}

/// Accents written as characters of their own, as some systems send them.
const fn is_combining_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

const fn without_accent(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' | 'ª' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'º' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::fold;
    use proptest::prelude::*;

    #[test]
    fn case_and_accents_are_folded() {
        let table = [
            ("", ""),
            ("AÇÚCAR REFINADO", "acucar refinado"),
            ("São João, nº 1, 2ª via", "sao joao, no 1, 2a via"),
            ("àâãäéêíóôõöúüñ", "aaaaeeioooouun"),
            ("Cafe\u{301} Pila\u{303}o", "cafe pilao"),
            ("İstanbul", "istanbul"),
            ("5 kg – 10%", "5 kg – 10%"),
        ];
        for (text, folded) in table {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
