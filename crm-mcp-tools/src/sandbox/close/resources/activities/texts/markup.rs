//! Texts that are kept twice: as HTML, and without it.

use crate::sandbox::{
    close::engine::resource::Change,
    kit::object::{Object, Properties as _},
};

/// Of a change that gives one of the two texts, the other follows.
pub(crate) fn prepare(change: &mut Change<'_>, plain: &'static str, html: &'static str) {
    match (change.given.given(html), change.given.given(plain)) {
        (Some(_), _) => _ = change.document.remove(plain),
        (None, Some(_)) => _ = change.document.remove(html),
        (None, None) => {}
    }
    complete(change.document, plain, html);
}

/// Adds the text that is not there.
pub(crate) fn complete(document: &mut Object, plain: &'static str, html: &'static str) {
    match (document.given(html).map(str::to_owned), document.given(plain).map(str::to_owned)) {
        (Some(markup), text) if text.as_deref().unwrap_or_default().is_empty() => {
            document.insert(plain.into(), without_markup(&markup).into());
        }
        (None, Some(text)) => _ = document.insert(html.into(), marked_up(&text).into()),
        _ => {}
    }
}

/// The text of a piece of HTML; each paragraph is a line.
pub(crate) fn without_markup(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        if ["/p", "br", "br/", "br /", "/li", "/div"].contains(&tag) {
            text.push('\n');
        }
        rest = after;
    }
    text.push_str(rest);
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    let text = entities.iter().fold(text, |text, (entity, letter)| text.replace(entity, letter));
    text.trim_end().to_owned()
}

/// A text as HTML: each line is a paragraph.
pub(crate) fn marked_up(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let paragraphs: String = escaped.lines().flat_map(|line| ["<p>", line, "</p>"]).collect();
    format!("<body>{paragraphs}</body>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_back_from_its_markup() {
        let text = "Fees < 5 & rising\nCall again";
        assert_eq!(marked_up(text), "<body><p>Fees &lt; 5 &amp; rising</p><p>Call again</p></body>");
        assert_eq!(without_markup(&marked_up(text)), text);
        assert_eq!(without_markup("<p>one<br/>two</p> <b"), "one\ntwo");
    }
}
