//! The beginning of somebody else's text, short enough for a message.

use std::borrow::Cow;

/// The most characters of an [`excerpt`].
const MOST: usize = 40;

/// The beginning of a text that a caller or a CRM sent, for an error that names it: at most 40 characters, and `…` where
/// more follows.
///
/// An error that repeats all of it would be as long as the caller likes, and the model would pay for each word.
///
/// ```
/// assert_eq!(crm_mcp_core::excerpt("tomorrow"), "tomorrow");
/// assert_eq!(crm_mcp_core::excerpt(&"x".repeat(1000)), format!("{}…", "x".repeat(40)));
/// ```
pub fn excerpt(text: &str) -> Cow<'_, str> {
    beginning(text, MOST)
}

/// The most characters of a name or a URI that a caller asks for something by. All that there is has shorter ones.
pub(crate) const NAME: usize = 200;

/// The beginning and the end of a text, at most `most` bytes and `…` between them. Errors of other libraries often name
/// their subject at the end.
pub(crate) fn ends(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most {
        return text.into();
    }
    let (first, last) = (text.floor_char_boundary(most / 2), text.ceil_char_boundary(text.len() - most / 2));
    format!("{}…{}", &text[..first], &text[last..]).into()
}

/// The first characters of a text, at most `most`, and `…` where more follows.
pub(crate) fn beginning(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}
