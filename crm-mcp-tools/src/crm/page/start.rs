//! Arguments that say where a list begins.

use crm_mcp_core::{Fault, ToolError};

use super::cursor::invalid;
use crate::crm::value::Id;

/// Both parts of a position that has two in the vendor's own arguments; neither is one; half of it is a mistake.
pub fn both<A, B>(names: [&str; 2], pair: (Option<A>, Option<B>)) -> Result<Option<(A, B)>, ToolError> {
    match pair {
        (Some(one), Some(other)) => Ok(Some((one, other))),
        (None, None) => Ok(None),
        _ => Err(invalid(format!("`{}` and `{}` belong together", names[0], names[1]))
            .with_next_step("give both, or better pass `nextCursor` of the last answer as `cursor`")),
    }
}

/// Arguments that a list cannot begin without; a cursor holds them, so the schema does not require them.
pub fn needed<T, const N: usize>(
    expected: &str,
    arguments: [(&'static str, Option<T>); N],
) -> Result<[T; N], ToolError> {
    let mut faults = Vec::new();
    let given = arguments.map(|(name, value)| {
        if value.is_none() {
            faults.push(Fault::missing(name, expected));
        }
        value
    });
    let all: Option<Vec<T>> = given.into_iter().collect();
    all.and_then(|all| all.try_into().ok()).ok_or_else(|| ToolError::invalid_arguments(faults))
}

/// An id that a list cannot begin without.
pub fn needed_id<'a>(name: &'static str, id: Option<&'a Id>) -> Result<&'a Id, ToolError> {
    needed("a non-empty string", [(name, id)]).map(|[id]| id)
}
