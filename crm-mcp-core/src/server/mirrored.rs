//! The headers that must repeat arguments of a call, because the tool's schema asks for it.

use super::Request;
use crate::{Framing, Toolset, call::Headers};

/// The headers beside a call of a tool. There are none if the caller is not shown the tool: the gate refuses the call.
pub(super) fn headers<C: ?Sized>(toolset: &Toolset<C>, tool: &str, request: &Request<'_>) -> Headers {
    let Framing::Mirrored { arguments: said, .. } = request.framing else { return Headers::default() };
    if !request.answer.revision().is_stateless() {
        return Headers::default();
    }
    match toolset.tool(tool, request.caller) {
        Some(tool) => Headers::of(tool.mirrored(), *said),
        None => Headers::default(),
    }
}
