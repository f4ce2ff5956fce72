//! The text of a comment in the form that Close takes: HTML in one `body` element.

/// The text in one `body` element. A text without an element is taken as it reads.
pub(super) fn in_body(text: &str) -> String {
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
