//! What a cursor stands for: the arguments of a list, and how far it was answered.

use std::borrow::Cow;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use crm_mcp_core::{ErrorCode, ToolError};
use serde::Serialize;
use serde_json::{Map, Value};

use super::List;
use crate::crm::{context::Crm, dialect::Dialect, value::Id};

/// What a cursor stands for.
pub(super) struct Position<F, A> {
    pub(super) filter: F,
    pub(super) at: Option<A>,
    /// The size of the vendor's page, and how many of its records were answered already.
    pub(super) size: u16,
    pub(super) skip: usize,
}

pub(super) fn cursor<L: List>(tenant: &Id, position: Position<L, L::At>) -> Result<String, ToolError> {
    let Position { filter, at, size, skip } = position;
    let position = (L::NAME, mark(tenant), given(&filter)?, at, size, skip);
    let json = serde_json::to_vec(&position).map_err(ToolError::internal)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(json))
}

/// So many characters of an id are enough to tell tenants apart. Ids often begin alike.
const MARK: usize = 8;

/// Enough of a tenant's id to tell a cursor of another one.
fn mark(tenant: &Id) -> String {
    let id = tenant.as_str();
    let start = id.char_indices().rev().nth(MARK - 1).map_or(0, |(start, _)| start);
    id[start..].to_owned()
}

/// What was given of a filter; a model pays for every byte of a cursor.
fn given(filter: &impl Serialize) -> Result<Map<String, Value>, ToolError> {
    let filter = serde_json::to_value(filter).map_err(ToolError::internal)?;
    let Value::Object(mut fields) = filter else { return Err(ToolError::internal("a filter is no object")) };
    fields.retain(|_, value| !value.is_null());
    Ok(fields)
}

/// The position that a cursor stands for. The filter may be repeated beside it, or a part of it, and not changed.
pub(super) fn resumed<L: List>(
    crm: &Crm<L::Dialect>,
    filter: &L,
    cursor: &str,
    limit: u16,
) -> Result<Position<L, L::At>, ToolError> {
    type Decoded<A> = (String, String, Map<String, Value>, Option<A>, u16, usize);
    let json = BASE64_URL_SAFE_NO_PAD.decode(cursor.trim()).ok();
    let decoded = json.and_then(|json| serde_json::from_slice::<Decoded<L::At>>(&json).ok());
    let decoded = decoded.filter(|(list, marked, ..)| list == L::NAME && *marked == mark(crm.tenant()));
    let Some((_, _, kept, at, size, skip)) = decoded else {
        return Err(invalid(format!("this cursor is not from this tool on this {}", L::Dialect::TENANT))
            .with_next_step("pass `nextCursor` of the last answer unchanged, or leave `cursor` out to begin anew"));
    };
    let given = given(filter)?;
    if given.iter().any(|(name, value)| kept.get(name) != Some(value)) {
        return Err(invalid("the cursor belongs to a list with other arguments")
            .with_next_step("repeat those arguments or leave them out to go on, or leave `cursor` out to begin anew"));
    }
    let filter =
        serde_json::from_value(kept.into()).map_err(|error| invalid("this cursor is damaged").with_source(error))?;
    Ok(Position { filter, at, size: if skip == 0 { limit } else { size }, skip })
}

/// A mistake in the arguments that say where a list begins.
pub(super) fn invalid(cause: impl Into<Cow<'static, str>>) -> ToolError {
    ToolError::new(ErrorCode::InvalidArguments, cause)
        .with_next_step("pass `nextCursor` of the last answer as `cursor`")
}
