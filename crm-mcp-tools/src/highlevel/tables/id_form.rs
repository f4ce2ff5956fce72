//! The form of HighLevel's ids, which tells them from names.

/// Whether a text has the form of the vendor's ids: 20 letters and digits, or hexadecimal with or without hyphens.
pub(in crate::highlevel) fn is_id(text: &str) -> bool {
    let is_hexadecimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    match text.len() {
        20 => text.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        24 | 32 | 36 => is_hexadecimal(text),
        _ => false,
    }
}
