//! JSON for people and for diffs: sorted, an object or a list on one line where it fits.

use serde_json::Value;

const WIDTH: usize = 120;
const INDENT: usize = 2;

/// The value as a text file.
pub(crate) fn json(value: &Value) -> String {
    let mut out = String::new();
    write(value, 0, 0, &mut out);
    out.push('\n');
    out
}

/// Writes a value that begins in this column, in a block with this indentation.
fn write(value: &Value, indent: usize, column: usize, out: &mut String) {
    let line = on_one_line(value);
    // One for the comma after it.
    if column + line.len() < WIDTH || !(value.is_object() || value.is_array()) {
        return out.push_str(&line);
    }
    let inner = indent + INDENT;
    let (open, close) = if value.is_object() { ('{', '}') } else { ('[', ']') };
    out.push(open);
    for (number, (key, value)) in entries(value).into_iter().enumerate() {
        out.push_str(if number == 0 { "\n" } else { ",\n" });
        out.push_str(&" ".repeat(inner));
        out.push_str(&key);
        write(value, inner, inner + key.len(), out);
    }
    out.push('\n');
    out.push_str(&" ".repeat(indent));
    out.push(close);
}

fn on_one_line(value: &Value) -> String {
    let (open, close) = match value {
        Value::Object(_) => ('{', '}'),
        Value::Array(_) => ('[', ']'),
        _ => return value.to_string(),
    };
    let entries = entries(value).into_iter().map(|(key, value)| key + &on_one_line(value));
    format!("{open}{}{close}", entries.collect::<Vec<_>>().join(", "))
}

/// What is in an object or a list: `"key": ` or nothing, and the value.
fn entries(value: &Value) -> Vec<(String, &Value)> {
    let keyed =
        value.as_object().into_iter().flatten().map(|(key, value)| (format!("{}: ", Value::from(&**key)), value));
    let mut entries: Vec<_> = keyed.collect();
    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
    entries.extend(value.as_array().into_iter().flatten().map(|value| (String::new(), value)));
    entries
}
