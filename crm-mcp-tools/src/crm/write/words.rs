//! Values in words that cannot pass for other words: nothing in them is hidden, and each shows where it ends.

use serde_json::Value;

use crate::crm::value::shortened;

/// How much of a name is shown, so that a record cannot write the question.
const LONGEST_NAME: usize = 100;

/// A value that stands alone, on as many lines as it has itself.
pub(crate) fn of(value: &Value) -> String {
    match value {
        Value::Null => "(empty)".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => paragraph(text),
        Value::Array(items) => items.iter().map(item).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| format!("{}: {}", word(name), item(value))).collect::<Vec<_>>().join(", ")
        }
    }
}

/// A value among others on a line.
fn item(value: &Value) -> String {
    match value {
        Value::String(text) => word(text),
        Value::Array(_) | Value::Object(_) => format!("({})", of(value)),
        value => of(value),
    }
}

/// A text in which no line looks like one of ours.
fn paragraph(text: &str) -> String {
    let could_be_ours = text.trim() != text || text.starts_with('"') || text.contains('→') || text == "(empty)";
    let quote = if could_be_ours { "\"" } else { "" };
    let lines: Vec<_> = text.split('\n').map(|line| escaped(line, quote)).collect();
    format!("{quote}{}{quote}", lines.join("\n    "))
}

/// A text among others on a line: in quotes, unless it is one word.
pub(crate) fn word(text: &str) -> String {
    let is_apart = |letter: char| letter.is_whitespace() || ",\"()→".contains(letter);
    if text.is_empty() || text.contains(is_apart) { quoted(text) } else { escaped(text, "") }
}

/// The name of a record, in quotes.
pub(crate) fn name(text: &str) -> String {
    quoted(&shortened(text, LONGEST_NAME))
}

/// A text that a record has, for the line of its name.
pub(crate) fn word_of_name(text: &str) -> String {
    word(&shortened(text, LONGEST_NAME))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text, "\""))
}

/// A text on one line, with an escape for each letter that is not seen, and for `also`.
pub(crate) fn escaped(text: &str, also: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_hidden(letter) || also.contains(letter) {
            escaped.extend(letter.escape_default());
        } else {
            escaped.push(letter);
        }
    }
    escaped
}

/// Whether a letter has no look of its own: it breaks lines, turns the direction of reading, or takes no space.
pub(crate) fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{e0000}'..='\u{e007f}'
        )
}
