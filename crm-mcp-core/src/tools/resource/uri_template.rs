//! URI templates of the simplest kind: `crm://contacts/{contactId}` (RFC 6570, level 1).

use std::borrow::Cow;

/// A URI, or a template of URIs, as the pieces between its reserved characters, and these characters. A variable is a
/// whole piece; so a URI fits in one way only, and two templates are easily told apart.
#[derive(Debug)]
pub(super) struct UriTemplate(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(Box<str>),
    Variable(Box<str>),
}

impl UriTemplate {
    /// Reads a template; nothing if it is none.
    pub(super) fn read(uri: &str) -> Option<Self> {
        let template = Self(pieces(uri).map(Piece::read).collect::<Option<_>>()?);
        let has_scheme = matches!(&template.0[..], [Piece::Literal(scheme), Piece::Literal(colon), _, ..]
            if scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && &**colon == ":");
        let variables: Vec<_> = template.variables().collect();
        let twice = variables.iter().enumerate().any(|(place, variable)| variables[..place].contains(variable));
        (has_scheme && !twice).then_some(template)
    }

    /// The names of the variables, in order. A URI without variables has none.
    pub(super) fn variables(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Variable(name) => Some(&**name),
            Piece::Literal(_) => None,
        })
    }

    /// The values of the variables in `uri`; nothing if it does not fit. No value is empty.
    pub(super) fn values<'a>(&self, uri: &'a str) -> Option<Vec<(&str, Cow<'a, str>)>> {
        let (mut uri, mut values) = (pieces(uri), Vec::new());
        for piece in &self.0 {
            match (piece, uri.next()?) {
                (Piece::Literal(literal), found) if **literal == *found => {}
                (Piece::Variable(name), found) if !is_reserved(found) => values.push((&**name, decode(found)?)),
                _ => return None,
            }
        }
        uri.next().is_none().then_some(values)
    }

    /// Whether there is a URI that both fit.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
            && self.0.iter().zip(&other.0).all(|pair| match pair {
                (Piece::Literal(one), Piece::Literal(other)) => one == other,
                (Piece::Variable(_), Piece::Literal(text)) | (Piece::Literal(text), Piece::Variable(_)) => {
                    !is_reserved(text)
                }
                (Piece::Variable(_), Piece::Variable(_)) => true,
            })
    }
}

impl Piece {
    fn read(piece: &str) -> Option<Self> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'%');
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        match piece.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(name) => (!name.is_empty() && name.bytes().all(is_word)).then(|| Self::Variable(name.into())),
            None => (is_reserved(piece) || piece.bytes().all(is_plain)).then(|| Self::Literal(piece.into())),
        }
    }
}

/// What separates the pieces of a URI (RFC 3986, 2.2).
fn separates(character: char) -> bool {
    matches!(
        character,
        ':' | '/' | '?' | '#' | '[' | ']' | '@' | '!' | '$' | '&' | '\'' | '(' | ')' | '*' | '+' | ',' | ';' | '='
    )
}

fn is_reserved(piece: &str) -> bool {
    piece.starts_with(separates)
}

/// A URI cut before and after each reserved character.
fn pieces(uri: &str) -> impl Iterator<Item = &str> {
    uri.split_inclusive(separates).flat_map(|part| {
        let (text, separator) = part.split_at(part.trim_end_matches(separates).len());
        [text, separator].into_iter().filter(|piece| !piece.is_empty())
    })
}

/// The text of a value, `%20` and the like decoded; nothing if that makes no text.
fn decode(value: &str) -> Option<Cow<'_, str>> {
    let Some((before, mut rest)) = value.split_once('%') else { return Some(value.into()) };
    let mut bytes = before.as_bytes().to_vec();
    loop {
        let (hex, after) = rest.split_at_checked(2)?;
        // A sign would be taken for part of the number.
        bytes.push(u8::from_str_radix(hex, 16).ok().filter(|_| !hex.starts_with('+'))?);
        let Some((text, next)) = after.split_once('%') else {
            bytes.extend_from_slice(after.as_bytes());
            return String::from_utf8(bytes).ok().map(Cow::Owned);
        };
        bytes.extend_from_slice(text.as_bytes());
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::UriTemplate;

    fn template(uri: &'static str) -> UriTemplate {
        UriTemplate::read(uri).unwrap()
    }

    /// RFC 6570, 3.2.2, by the book.
    fn expand(value: &str) -> String {
        let expand = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        };
        value.bytes().map(expand).collect()
    }

    #[test]
    fn variables_are_whole_pieces_with_plain_names() {
        assert_eq!(template("crm://contacts/{id}/notes/{note_2}").variables().collect::<Vec<_>>(), ["id", "note_2"]);
        assert_eq!(template("urn:x").variables().count(), 0);
        for bad in [
            "",
            "contacts",
            "/contacts",
            "1crm://x",
            "crm:",
            "{scheme}://x",
            "crm://c{id}",
            "crm://{id}c",
            "crm://{a}{b}",
            "crm://{}",
            "crm://{+path}",
            "crm://{/path}",
            "crm://{a,b}",
            "crm://{a*}",
            "crm://{a",
            "crm://a}",
            "crm://a b",
            "crm://ä",
            "crm://{a}/{a}",
        ] {
            assert!(UriTemplate::read(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_uri_fits_as_a_whole_and_by_its_case() {
        let contact = template("crm://contacts/{id}");
        assert_eq!(contact.values("crm://contacts/c%201").unwrap(), [("id", Cow::from("c 1"))]);
        assert_eq!(contact.values("crm://contacts/%C3%A4-é").unwrap(), [("id", Cow::from("ä-é"))]);
        for other in [
            "crm://contacts/",
            "crm://contacts",
            "crm://contacts/a/b",
            "crm://contacts/a/",
            "CRM://contacts/a",
            "crm://Contacts/a",
            "crm://contacts//",
            "crm://contacts/%",
            "crm://contacts/%2",
            "crm://contacts/%zz",
            "crm://contacts/%+1",
            "crm://contacts/%FF",
            "crm://contacts/%é",
            "",
        ] {
            assert_eq!(contact.values(other), None, "{other}");
        }
        let query = template("crm://search?q={text}&from={from}");
        let values = query.values("crm://search?q=a%26b&from=2").unwrap();
        assert_eq!(values, [("text", Cow::from("a&b")), ("from", Cow::from("2"))]);
    }

    #[test]
    fn templates_overlap_where_one_uri_fits_both() {
        for (one, other, overlap) in [
            ("a://x/{b}", "a://x/{c}", true),
            ("a://{x}/b", "a://x/{y}", true),
            ("a://{x}/b", "a://{x}/c", false),
            ("a://{x}", "a://x", true),
            ("a://{x}", "a:///", false),
            ("a://{x}", "a://{x}/{y}", false),
            ("a://{x}/{y}", "a://{x}?{y}", false),
        ] {
            assert_eq!(template(one).overlaps(&template(other)), overlap, "{one} {other}");
            assert_eq!(template(other).overlaps(&template(one)), overlap, "{other} {one}");
        }
    }

    proptest! {
        #[test]
        fn what_was_expanded_is_found_again(contact in ".+", note in ".+") {
            let uri = format!("crm://contacts/{}/notes/{}?full=1", expand(&contact), expand(&note));
            let template = template("crm://contacts/{contact}/notes/{note}?full=1");
            let values = template.values(&uri).unwrap();
            prop_assert_eq!(values, [("contact", Cow::from(contact)), ("note", Cow::from(note))]);
        }

        #[test]
        fn no_uri_makes_it_fail_otherwise(uri in any::<String>()) {
            let _ = template("crm://contacts/{id}").values(&uri);
        }
    }
}
