//! Comparisons of a list's fields, as conditions. Which column a field is, each list says.

use domain::criteria::{Comparison, Operand};

use crate::engine::Param;
use crate::sql_text::numbered;

/// How the column of a field is compared.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Column {
    /// Text as it is.
    Text(&'static str),
    /// A code: numbers as numbers, which is shorter before longer.
    Code(&'static str),
    /// A number.
    Number(&'static str),
    /// A condition on the text that stands for `$`; only whether it holds can be asked.
    Holds(&'static str),
}

/// Adds ` AND …` for a comparison. Answers false when nothing can fit.
pub(crate) fn push<'a>(
    sql: &mut String,
    params: &mut Vec<Param<'a>>,
    column: Column,
    comparison: Comparison,
    operand: &'a Operand,
) -> bool {
    match (column, operand) {
        (Column::Number(name), Operand::Number(number)) => {
            params.push(Param::Int(*number));
            sql.push_str(&format!(" AND {name} {} ${}", sign(comparison), params.len()));
        }
        (Column::Number(_), Operand::Text(_)) => return false,
        (_, Operand::Number(_)) => return false,
        (_, Operand::Text(text)) if text.contains('\0') => return false,
        (Column::Text(name), Operand::Text(text)) => {
            params.push(Param::Text(text));
            sql.push_str(&format!(
                " AND COALESCE({name}, '') {} ${}",
                sign(comparison),
                params.len()
            ));
        }
        (Column::Code(name), Operand::Text(text)) => code(sql, params, name, comparison, text),
        (Column::Holds(condition), Operand::Text(text)) => {
            params.push(Param::Text(text));
            let condition = numbered(condition, params.len());
            match comparison {
                Comparison::Equal => sql.push_str(&format!(" AND {condition}")),
                Comparison::NotEqual => sql.push_str(&format!(" AND NOT ({condition})")),
                Comparison::Greater | Comparison::GreaterOrEqual | Comparison::Less | Comparison::LessOrEqual => {
                    return false;
                }
            }
        }
    }
    true
}

/// Codes of the same length compare as texts, which for digits is as numbers; a shorter one comes before a longer one.
fn code<'a>(sql: &mut String, params: &mut Vec<Param<'a>>, name: &str, comparison: Comparison, text: &'a str) {
    let number = text.trim_start_matches('0');
    let text = if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        text
    } else {
        number
    };
    params.push(Param::Text(text));
    let at = params.len();
    let condition = match comparison {
        Comparison::Equal => format!("{name} = ${at}"),
        Comparison::NotEqual => format!("{name} <> ${at}"),
        Comparison::Greater | Comparison::GreaterOrEqual | Comparison::Less | Comparison::LessOrEqual => {
            let strict = if matches!(comparison, Comparison::Greater | Comparison::GreaterOrEqual) {
                '>'
            } else {
                '<'
            };
            let sign = sign(comparison);
            format!(
                "(LENGTH({name}) {strict} LENGTH(${at}) OR (LENGTH({name}) = LENGTH(${at}) AND {name} {sign} ${at}))"
            )
        }
    };
    sql.push_str(" AND ");
    sql.push_str(&condition);
}

pub(crate) const fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::NotEqual => "<>",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
    }
}
