//! Request headers: what they say of the body's form, and what they repeat of the message.

use std::borrow::Cow;

use base64::{Engine, prelude::BASE64_STANDARD};
use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{self, GetAll},
};

use super::rejection::Rejection;
use crate::wire::{Envelope, Mirrored, MirroredArguments, Revision, excerpt};

/// The header that names a session.
pub(super) const SESSION: HeaderName = HeaderName::from_static("mcp-session-id");

const REVISION: HeaderName = HeaderName::from_static("mcp-protocol-version");
const METHOD: HeaderName = HeaderName::from_static("mcp-method");
const NAME: HeaderName = HeaderName::from_static("mcp-name");

/// The body is JSON, and the client can read JSON; says whether it can read streams too.
///
/// A missing or partial `Accept` is not refused: many clients send one, and nearly every answer is JSON.
pub(super) fn check_content(headers: &HeaderMap) -> Result<bool, Rejection> {
    let types = headers.get_all(header::CONTENT_TYPE);
    // Of a header that stands there twice, each one counts: what is behind may read the other.
    let is_json = |value: &HeaderValue| value.to_str().is_ok_and(|value| is_one_of(value, &["application/json"]));
    if types.iter().next().is_none() || !types.iter().all(is_json) {
        return Err(Rejection::ContentType);
    }
    check_coding(headers)?;
    let streams = accepts_streams(headers);
    if streams || accepted(headers).any(|own| is_acceptable(own, &["application/json", "application/*"])) {
        Ok(streams)
    } else {
        Err(Rejection::Accept)
    }
}

/// The body is not compressed.
fn check_coding(headers: &HeaderMap) -> Result<(), Rejection> {
    let values = headers.get_all(header::CONTENT_ENCODING).iter().map(|value| value.to_str().unwrap_or("?"));
    let codings = values.flat_map(|value| value.split(',')).map(str::trim).filter(|coding| !coding.is_empty());
    match codings.into_iter().find(|coding| !coding.eq_ignore_ascii_case("identity")) {
        Some(coding) => Err(Rejection::Coding(excerpt(coding).into_owned())),
        None => Ok(()),
    }
}

/// Whether the client can read streams.
pub(super) fn accepts_streams(headers: &HeaderMap) -> bool {
    let mut own = accepted(headers).peekable();
    own.peek().is_none() || own.any(|own| is_acceptable(own, &["text/event-stream", "*/*", ""]))
}

fn is_acceptable(own: &str, types: &[&str]) -> bool {
    is_one_of(own, types) && !is_ruled_out(own)
}

fn accepted(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let values = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(','))
}

fn is_one_of(media_type: &str, types: &[&str]) -> bool {
    types.iter().any(|one| essence(media_type).eq_ignore_ascii_case(one))
}

/// A weight of zero says that the client does not want this type.
fn is_ruled_out(media_type: &str) -> bool {
    let mut weights = media_type.split(';').skip(1).filter_map(|parameter| parameter.trim().strip_prefix("q="));
    weights.any(|weight| weight.parse() == Ok(0.0_f32))
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split_once(';').map_or(media_type, |(essence, _)| essence).trim()
}

/// What the headers repeat of the message. With `tolerate`, a legacy revision among them may be left over.
pub(super) fn envelope(headers: &HeaderMap, tolerate: bool) -> Envelope<'_> {
    let revision = revision(headers);
    Envelope::Mirrored {
        revision: if tolerate { maybe_left_over(revision) } else { revision },
        method: mirrored(headers.get_all(METHOD), Values::Folded),
        name: mirrored(headers.get_all(NAME), Values::Whole),
        arguments: headers,
    }
}

impl MirroredArguments for HeaderMap {
    fn argument(&self, name: &str) -> Mirrored<'_> {
        mirrored(self.get_all(format!("mcp-param-{name}")), Values::Whole)
    }
}

/// Whether a message that names no revision itself is of a legacy one, as far as the headers tell.
pub(super) fn are_legacy(headers: &HeaderMap) -> bool {
    let is_legacy = |date: &str| date.parse().is_ok_and(|revision: Revision| !revision.is_stateless());
    revision(headers).value().is_none_or(is_legacy)
}

fn revision(headers: &HeaderMap) -> Mirrored<'_> {
    mirrored(headers.get_all(REVISION), Values::Folded)
}

/// What a header says in one line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Values {
    /// One value, which may hold commas.
    Whole,
    /// Values between commas: proxies fold repeated headers so. Neither revisions nor methods hold a comma.
    Folded,
}

fn maybe_left_over(revision: Mirrored<'_>) -> Mirrored<'_> {
    let Mirrored::Once(date) = &revision else { return revision };
    match date.parse().ok().filter(|revision: &Revision| !revision.is_stateless()) {
        Some(legacy) => Mirrored::LeftOver(legacy),
        None => revision,
    }
}

fn mirrored(headers: GetAll<'_, HeaderValue>, values: Values) -> Mirrored<'_> {
    let mut found = Mirrored::Absent;
    for value in headers {
        let Ok(text) = value.to_str() else { return Mirrored::Unreadable };
        for part in text.split(|character| character == ',' && values == Values::Folded) {
            let Some(part) = plain(part.trim()) else { return Mirrored::Unreadable };
            found = match found {
                Mirrored::Absent => Mirrored::Once(part),
                Mirrored::Once(first) | Mirrored::Again(first) if first == part => Mirrored::Again(first),
                _ => return Mirrored::Unreadable,
            };
        }
    }
    found
}

/// The value meant: what no header could carry plainly travels as `=?base64?…?=`.
fn plain(value: &str) -> Option<Cow<'_, str>> {
    match value.strip_prefix("=?base64?").and_then(|rest| rest.strip_suffix("?=")) {
        None => Some(Cow::Borrowed(value)),
        Some(encoded) => String::from_utf8(BASE64_STANDARD.decode(encoded).ok()?).ok().map(Cow::Owned),
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue, header};

    use super::{Values, check_content, mirrored};
    use crate::{
        transport::http::rejection::Rejection,
        wire::{Mirrored, MirroredArguments},
    };

    fn headers(values: &[(HeaderName, &'static str)]) -> HeaderMap {
        values.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn any_accept_that_admits_json_or_a_stream_will_do() {
        let json = (header::CONTENT_TYPE, "application/json; charset=utf-8");
        for accept in ["", "*/*", "application/json", "text/event-stream", "text/html, application/*;q=0.5"] {
            let headers = headers(&[json.clone(), (header::ACCEPT, accept)]);
            assert!(check_content(&headers).is_ok(), "{accept}");
        }
        assert_eq!(check_content(&headers(std::slice::from_ref(&json))), Ok(true));
        for accept in ["application/json", "application/json, text/event-stream;q=0"] {
            let headers = headers(&[json.clone(), (header::ACCEPT, accept)]);
            assert_eq!(check_content(&headers), Ok(false), "{accept}");
        }
        for accept in ["text/html", "application/json;q=0", "text/html, */*; q=0.000"] {
            let headers = headers(&[json.clone(), (header::ACCEPT, accept)]);
            assert_eq!(check_content(&headers), Err(Rejection::Accept), "{accept}");
        }
        assert_eq!(check_content(&headers(&[(header::CONTENT_TYPE, "text/plain")])), Err(Rejection::ContentType));
        assert_eq!(check_content(&HeaderMap::new()), Err(Rejection::ContentType));
    }

    #[test]
    fn what_the_headers_repeat_is_read_as_it_is_meant() {
        let once = |value: &'static str| Mirrored::Once(value.into());
        let again = |value: &'static str| Mirrored::Again(value.into());
        for (values, expected) in [
            (&[][..], Mirrored::Absent),
            (&["2025-06-18"][..], once("2025-06-18")),
            (&["  2025-06-18 "][..], once("2025-06-18")),
            (&["2025-06-18, 2025-06-18"][..], again("2025-06-18")),
            (&["2025-06-18", "2025-06-18"][..], again("2025-06-18")),
            (&["2025-06-18", "2025-11-25"][..], Mirrored::Unreadable),
            (&["=?base64?w6nDqQ==?="][..], once("éé")),
            (&["=?base64?w6nDqQ=?="][..], Mirrored::Unreadable),
            (&["=?base64?w6nDqQ=="][..], once("=?base64?w6nDqQ==")),
        ] {
            let name = HeaderName::from_static("mcp-name");
            let headers: HeaderMap =
                values.iter().map(|value| (name.clone(), HeaderValue::from_static(value))).collect();
            assert_eq!(mirrored(headers.get_all("mcp-name"), Values::Folded), expected, "{values:?}");
        }
    }

    #[test]
    fn arguments_are_found_under_their_headers() {
        let name = HeaderName::from_static("mcp-param-region");
        let found = headers(&[(name, "=?base64?SGVsbG8=?=")]);
        assert_eq!(found.argument("Region"), Mirrored::Once("Hello".into()));
        assert_eq!(found.argument("Most"), Mirrored::Absent);
        for (literal, expected) in [
            ("=?base64?SGVsbG8?=", Mirrored::Unreadable),
            ("=?base64?SGVs!!!bG8=?=", Mirrored::Unreadable),
            ("=?base64?SGVsbG8=", Mirrored::Once("=?base64?SGVsbG8=".into())),
            ("a, b", Mirrored::Once("a, b".into())),
        ] {
            let name = HeaderName::from_static("mcp-param-region");
            assert_eq!(headers(&[(name, literal)]).argument("region"), expected, "{literal}");
        }
    }
}
