//! Pieces of SQL text that repeat a list: placeholders, assignments, patterns for `LIKE`. No values: those are parameters.

/// A condition whose bare `$` become the parameter of this number; `$1` is the account wherever it stands. A subquery that
/// names the account so, and not by the row around it, is run once and not for each row.
pub(crate) fn numbered(condition: &str, number: usize) -> String {
    let mut numbered = String::with_capacity(condition.len() + 4);
    for (place, piece) in condition.split('$').enumerate() {
        if place > 0 {
            numbered.push('$');
            if !piece.starts_with('1') {
                numbered.push_str(&number.to_string());
            }
        }
        numbered.push_str(piece);
    }
    numbered
}

/// `$1, $2, … $count`.
pub(crate) fn placeholders(count: usize) -> String {
    (1..=count)
        .map(|number| format!("${number}"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// `a = $first, b = $first+1, …`.
pub(crate) fn assignments(columns: &[&str], first: usize) -> String {
    columns
        .iter()
        .enumerate()
        .map(|(position, column)| format!("{column} = ${}", first + position))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The condition that a query finds something: `SELECT 1 FROM …`.
///
/// `LIMIT 1` changes nothing of what it means. Without it SQLite 3.51 makes the condition a join and lets `OFFSET` count
/// every row it finds, so that the second page of a list begins too early (docs/adr/0007).
pub(crate) fn exists(query: &str) -> String {
    format!("EXISTS ({query} LIMIT 1)")
}

/// The pattern of texts that contain this one, for `LIKE … ESCAPE '\'`. Give it folded text, and have it compared with
/// folded text: the engines differ in what `LIKE` does with case.
pub(crate) fn containing(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// The letters of Portuguese that are folded, beside what they become. Their capitals, too.
const FOLDED: &[(char, &str)] = &[
    ('a', "áàâãäÁÀÂÃÄª"),
    ('e', "éèêëÉÈÊË"),
    ('i', "íìîïÍÌÎÏ"),
    ('o', "óòôõöÓÒÔÕÖº"),
    ('u', "úùûüÚÙÛÜ"),
    ('c', "çÇ"),
    ('n', "ñÑ"),
];

/// A column as [`domain::text::fold`] folds its text, for short lists without a folded twin: no index serves it.
pub(crate) fn folded_of(column: &str) -> String {
    let letters = FOLDED
        .iter()
        .flat_map(|(plain, marked)| marked.chars().map(move |marked| (plain, marked)));
    let folded = letters.fold(column.to_owned(), |text, (plain, marked)| {
        format!("REPLACE({text}, '{marked}', '{plain}')")
    });
    format!("LOWER({folded})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_numbered_in_order() {
        assert_eq!(placeholders(3), "$1, $2, $3");
        assert_eq!(assignments(&["a", "b"], 4), "a = $4, b = $5");
    }

    #[test]
    fn signs_with_a_meaning_are_escaped_in_a_pattern() {
        assert_eq!(containing(r"5% a_b \"), r"%5\% a\_b \\%");
    }

    #[test]
    fn a_letter_is_folded_in_sql_as_everywhere() {
        for (plain, marked) in FOLDED {
            for letter in marked.chars() {
                assert_eq!(domain::text::fold(&letter.to_string()), plain.to_string(), "{letter}");
            }
        }
    }
}
