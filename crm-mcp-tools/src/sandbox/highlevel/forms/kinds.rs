//! The kinds of text that only this vendor has, or reads in its own way.

use super::dates;
use crate::sandbox::kit::door::validate::Kind;

/// How many characters may be searched for at once.
pub(crate) const LONGEST_SEARCHED: usize = 75;

/// What is searched for.
pub(crate) const SEARCHED: Kind = Kind::Short { max: LONGEST_SEARCHED };

pub(crate) const EMAIL: Kind = Kind::Parsed { read: email, wanted: "be an email" };
pub(crate) const PHONE: Kind = Kind::Parsed { read: phone, wanted: "be a valid phone number" };
pub(crate) const DATE: Kind = Kind::Parsed { read: date, wanted: "be a valid date" };

/// A day that begins with the year.
pub(crate) const YEAR_FIRST: Kind =
    Kind::Parsed { read: |text| day(text, "yyyy-mm-dd"), wanted: "be a date in the format yyyy-mm-dd" };

/// A day that ends with the year.
pub(crate) const YEAR_LAST: Kind =
    Kind::Parsed { read: |text| day(text, "mm-dd-yyyy"), wanted: "be a date in the format mm-dd-yyyy" };

fn email(text: &str) -> Option<String> {
    (text.is_empty() || is_email(text)).then(|| text.to_owned())
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let domain_is_dotted = domain.split('.').count() > 1 && domain.split('.').all(|label| !label.is_empty());
    !local.is_empty() && domain_is_dotted && !domain.contains('@') && !text.contains(char::is_whitespace)
}

/// The number in E.164. One without a country code is taken for American, as the location is. Empty stays empty.
pub(crate) fn phone(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some(String::new());
    }
    let compact: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')' | '/')).collect();
    let international = compact.strip_prefix('+').or_else(|| compact.strip_prefix("00"));
    let digits = match (international, compact.len()) {
        (Some(digits), _) => digits.to_owned(),
        (None, 10) => format!("1{compact}"),
        (None, _) => compact,
    };
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    (is_number && (8..=15).contains(&digits.len())).then(|| format!("+{digits}"))
}

/// A day in the spelling of the pattern, of `yyyy`, `mm` and `dd`.
fn day(text: &str, pattern: &str) -> Option<String> {
    if is_spelled(text, pattern) { dates::normalise(text) } else { None }
}

/// Whether the text has digits where the pattern has letters.
fn is_spelled(text: &str, pattern: &str) -> bool {
    let fits = |(byte, wanted): (u8, u8)| if wanted == b'-' { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == pattern.len() && text.bytes().zip(pattern.bytes()).all(fits)
}

fn date(text: &str) -> Option<String> {
    if text.is_empty() { Some(String::new()) } else { dates::normalise(text) }
}
