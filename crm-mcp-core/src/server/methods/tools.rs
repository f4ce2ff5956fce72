//! `tools/call`.

use std::pin::pin;

use crate::{
    call::MirroredHeaders,
    server::{Server, request::Request},
    tools::Toolset,
    wire::{CallError, Envelope, Param, RpcError, unquote},
};

impl<C: ?Sized> Server<C> {
    pub(in crate::server) async fn call_tool(&self, request: &Request<'_>, context: &C) -> Result<Vec<u8>, RpcError> {
        let Request { answer, params, .. } = request;
        let name = params
            .get(Param::Name)
            .and_then(unquote)
            .ok_or(RpcError::InvalidParams("`name` is the tool's name".into()))?;
        let arguments = params.given(Param::Arguments).unwrap_or("{}");
        let toolset = self.toolset.get();
        let mut call = self.call(request)?;
        if let Some(headers) = headers(&toolset, &name, request) {
            call.compare_with(headers);
        }
        let work = pin!(toolset.run(&name, arguments, context, &call));
        self.run(request, &call, work, |result| match result {
            Ok(output) => Ok(answer.output(&output)),
            Err(CallError::Tool(error)) => Ok(answer.failure(&error)),
            Err(CallError::Unknown(unknown)) => Err(RpcError::Unknown(unknown)),
            Err(CallError::Denied(denied)) => Err(RpcError::Denied(denied)),
            Err(CallError::Cancelled) => Err(RpcError::Internal),
        })
        .await
    }
}

/// The headers beside a call of a tool. There are none if the caller is not shown the tool: the gate refuses the call.
fn headers<C: ?Sized>(toolset: &Toolset<C>, tool: &str, request: &Request<'_>) -> Option<MirroredHeaders> {
    let Envelope::Mirrored { arguments: said, .. } = request.source.envelope else { return None };
    let fields = toolset.tool(tool, request.source.caller)?.mirrored();
    (request.answer.revision().is_stateless() && !fields.is_empty()).then(|| MirroredHeaders::of(fields, *said))
}
