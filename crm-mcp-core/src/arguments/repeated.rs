//! The arguments that a client also sends in headers, as the check of a call's arguments meets them.

use std::{borrow::Cow, ops::ControlFlow};

use super::raw::{self, Type};
use crate::{schema::MirroredField, wire::unquote};

/// The value of an argument whose field has an `x-mcp-header`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repeated {
    /// The header that the field names.
    pub(crate) header: String,
    /// The value as it came: the text of a string, the JSON of anything else.
    pub(crate) value: String,
    /// Whether the tool is called as if the argument were not there.
    pub(crate) counts_as_absent: bool,
}

impl Repeated {
    /// The argument with this JSON, unless it is `null`: a client sends no header for that.
    pub(super) fn new(header: &str, json: &str, counts_as_absent: bool) -> Option<Self> {
        let value = unquote(json).unwrap_or(Cow::Borrowed(json));
        (json != "null").then(|| Self { header: header.to_owned(), value: value.into_owned(), counts_as_absent })
    }
}

/// The repeated arguments of a call whose schema is shown, but not checked. Such arguments are decoded by their type alone,
/// so a field is known here only by its name in the schema.
pub(super) fn repeated(arguments: &str, fields: &[MirroredField]) -> Vec<Repeated> {
    let mut all = Vec::new();
    for field in fields {
        collect(arguments, &field.path, &field.header, &mut all);
    }
    all
}

/// Adds every value at the end of a path. If a member comes twice, the type may take either of them.
fn collect(object: &str, path: &[String], header: &str, all: &mut Vec<Repeated>) {
    let Some((name, rest)) = path.split_first() else { return all.extend(Repeated::new(header, object, false)) };
    if raw::type_of(object) == Some(Type::Object) {
        // The message has been parsed, so this is JSON.
        let _ = raw::members(object, |member, value| {
            if unquote(member).is_some_and(|member| member == *name) {
                collect(value, rest, header, all);
            }
            ControlFlow::Continue(())
        });
    }
}
