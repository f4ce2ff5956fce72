//! A text with markup as an argument, in the form that Close takes: HTML in one `body` element.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A text with markup, in one `body` element: Close refuses one without it. It is put around a text that has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String")]
pub struct RichText(String);

impl From<String> for RichText {
    fn from(text: String) -> Self {
        Self(in_body(&text))
    }
}

impl JsonSchema for RichText {
    fn schema_name() -> Cow<'static, str> {
        "RichText".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string"})
    }
}

/// The text in one `body` element. A text without an element is taken as it reads.
fn in_body(text: &str) -> String {
    let trimmed = text.trim();
    if trimmed.starts_with("<body") {
        return trimmed.to_owned();
    }
    if trimmed.contains("</") || trimmed.contains("<br") {
        return format!("<body>{trimmed}</body>");
    }
    let escaped = trimmed.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let paragraphs: Vec<_> = escaped.lines().collect();
    format!("<body><p>{}</p></body>", paragraphs.join("</p><p>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_in_a_body_once() {
        for (text, body) in [
            ("R&D: 1 < 2", "<body><p>R&amp;D: 1 &lt; 2</p></body>"),
            ("one\ntwo", "<body><p>one</p><p>two</p></body>"),
            ("<p>one</p>", "<body><p>one</p></body>"),
            ("one<br>two", "<body>one<br>two</body>"),
            (" <body><p>one</p></body>\n", "<body><p>one</p></body>"),
        ] {
            assert_eq!(in_body(text), body);
        }
    }
}
