//! What a transport repeats of a call's arguments in headers, which must say the same as the message.

use crate::{
    arguments::{Repeated, integer},
    schema::MirroredField,
    wire::{Mirrored, MirroredArguments, RpcError},
};

/// The headers that a tool's schema asks for, each with what the transport read there.
#[derive(Debug, Default)]
pub(crate) struct MirroredHeaders(Vec<(MirroredField, Mirrored<'static>)>);

impl MirroredHeaders {
    /// The headers of these fields.
    pub(crate) fn of(fields: &[MirroredField], said: &dyn MirroredArguments) -> Self {
        let headers = fields.iter().map(|field| (field.clone(), said.argument(&field.header).into_owned()));
        Self(headers.collect())
    }

    /// Whether each header says what its argument says, and no header is missing.
    pub(super) fn compare(&self, arguments: &[Repeated]) -> Result<(), RpcError> {
        self.0.iter().try_for_each(|(field, said)| {
            let given = arguments.iter().filter(|argument| argument.header == field.header);
            let problem = problem(said, given, field.is_integer);
            let Some(problem) = problem else { return Ok(()) };
            let argument = field.path.join(".");
            let header = &field.header;
            Err(RpcError::HeaderMismatch(format!("`Mcp-Param-{header}` {problem} the argument `{argument}`").into()))
        })
    }
}

/// What is wrong with a header beside its argument. An argument that came twice must be the same twice.
fn problem<'a>(
    said: &Mirrored<'_>,
    given: impl Iterator<Item = &'a Repeated>,
    is_integer: bool,
) -> Option<&'static str> {
    let mut is_given = false;
    for Repeated { value, counts_as_absent, .. } in given {
        let agrees = match said {
            Mirrored::Once(said) => said == value || is_integer && are_one_integer(said, value),
            Mirrored::Absent if *counts_as_absent => continue,
            Mirrored::Absent => return Some("is required beside"),
            _ => false,
        };
        if !agrees {
            return Some("does not say the same as");
        }
        is_given = true;
    }
    (!is_given && *said != Mirrored::Absent).then_some("does not say the same as")
}

/// Whether both are the same integer: `42` is `42.0`.
fn are_one_integer(one: &str, other: &str) -> bool {
    integer(one).is_some_and(|one| integer(other) == Some(one))
}
