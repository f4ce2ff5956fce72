//! What the fields of several resources may hold.

use crate::sandbox::{
    close::answers::moments,
    kit::door::validate::{Kind, Property},
};

/// A moment.
pub(crate) const MOMENT: Kind = Kind::Parsed { read: moments::moment, wanted: "Could not parse date." };

/// A day; of a moment its day.
pub(crate) const DAY: Kind = Kind::Parsed { read: moments::day, wanted: "Could not parse date." };

/// A day or a moment, whichever is given.
pub(crate) const DAY_OR_MOMENT: Kind = Kind::Parsed { read: moments::day_or_moment, wanted: "Could not parse date." };

/// A text with markup, all of which is in one `body` element.
pub(crate) const RICH_TEXT: Kind =
    Kind::Parsed { read: in_body, wanted: "Rich text must begin with <body> and end with </body>." };

fn in_body(text: &str) -> Option<String> {
    let text = text.trim();
    (text.starts_with("<body>") && text.ends_with("</body>")).then(|| text.to_owned())
}

/// A field that holds text or nothing.
pub(crate) const fn text(name: &'static str) -> Property {
    Property::text(name).nullable()
}

/// A field that holds this or nothing.
pub(crate) const fn maybe(name: &'static str, kind: Kind) -> Property {
    Property::new(name, kind).nullable()
}

/// A field that a create needs, and that holds text.
pub(crate) const fn needed(name: &'static str) -> Property {
    Property::text(name).required()
}
