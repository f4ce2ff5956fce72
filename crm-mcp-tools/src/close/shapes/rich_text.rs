//! Text with markup as an argument, in the form that Close takes: HTML in one `body` element.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// HTML in one `body` element, which is put around it where it is missing: Close refuses rich text without. A text without
/// an element is taken as it reads, each line a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String")]
pub struct RichText(String);

impl From<String> for RichText {
    fn from(text: String) -> Self {
        let trimmed = text.trim();
        if trimmed.starts_with("<body") {
            return Self(trimmed.to_owned());
        }
        if trimmed.contains("</") || trimmed.contains("<br") {
            return Self(format!("<body>{trimmed}</body>"));
        }
        let escaped = trimmed.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let paragraphs: Vec<_> = escaped.lines().map(|line| format!("<p>{line}</p>")).collect();
        Self(format!("<body>{}</body>", paragraphs.concat()))
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
            assert_eq!(RichText::from(text.to_owned()).0, body);
        }
    }
}
