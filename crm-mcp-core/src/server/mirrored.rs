//! Arguments that the transport repeats, because the tool's schema wants it: they say the same as the message.

use std::{borrow::Cow, collections::HashMap};

use serde_json::value::RawValue;

use super::{Request, given};
use crate::{Framing, Mirrored, RpcError, Toolset, protocol::text, schema::MirroredField};

/// Compares them. A tool that the caller may not have is left to the gate.
pub(super) fn compare_arguments<C: ?Sized>(
    toolset: &Toolset<C>,
    tool: &str,
    arguments: &str,
    request: &Request<'_>,
) -> Result<(), RpcError> {
    let Framing::Mirrored { arguments: mirrored, .. } = request.framing else { return Ok(()) };
    if !request.answer.revision().is_stateless() {
        return Ok(());
    }
    let Ok(tool) = toolset.listing().find(tool, request.caller) else { return Ok(()) };
    tool.mirrored().iter().try_for_each(|field| compare(field, &mirrored.argument(&field.header), arguments))
}

fn compare(field: &MirroredField, mirrored: &Mirrored<'_>, arguments: &str) -> Result<(), RpcError> {
    let MirroredField { header, path, is_integer } = field;
    let value = value(arguments, path);
    let value = value.as_ref().map(|raw| text(raw).unwrap_or(Cow::Borrowed(raw.get())));
    let problem = match (mirrored, value) {
        (Mirrored::Absent, None) => return Ok(()),
        (Mirrored::Once(said), Some(value)) if *said == value || *is_integer && are_one_integer(said, &value) => {
            return Ok(());
        }
        (Mirrored::Absent, Some(_)) => "is required beside",
        _ => "does not say the same as",
    };
    let argument = path.join(".");
    Err(RpcError::HeaderMismatch(format!("`Mcp-Param-{header}` {problem} the argument `{argument}`").into()))
}

/// The argument at the end of a path; nothing if it is absent or `null`.
fn value<'a>(arguments: &'a str, path: &[String]) -> Option<&'a RawValue> {
    let (last, objects) = path.split_last()?;
    let member = |object: &'a str, name: &str| {
        let mut members: HashMap<String, &'a RawValue> = serde_json::from_str(object).ok()?;
        given(members.remove(name))
    };
    let object = objects.iter().try_fold(arguments, |object, name| Some(member(object, name)?.get()))?;
    member(object, last)
}

/// `42` is `42.0`, as far as JavaScript can tell integers apart.
fn are_one_integer(one: &str, other: &str) -> bool {
    const SAFE: f64 = 9_007_199_254_740_991.0;
    let integer = |text: &str| text.parse().ok().filter(|value: &f64| value.fract() == 0.0 && value.abs() <= SAFE);
    integer(one).is_some_and(|one| integer(other) == Some(one))
}
