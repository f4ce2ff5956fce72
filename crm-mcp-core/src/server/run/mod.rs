//! Requests that may take several rounds, because the client is asked something on the way.

mod drive;
mod note;
mod seal;

use std::pin::Pin;

use super::{
    Server,
    request::{Request, Source},
};
use crate::{
    call::{Call, ClientCapabilities, Interruption, LogLevel},
    tools::log,
    wire::{Meta, Revision, RpcError},
};
use drive::{Stopped, drive};
use note::purpose;
pub(super) use seal::Seal;

impl<C: ?Sized> Server<C> {
    /// Runs what answers a request, and writes its result: the answer itself, or what must be asked first.
    pub(super) async fn run<F: Future>(
        &self,
        request: &Request<'_>,
        call: &Call,
        work: Pin<&mut F>,
        finish: impl FnOnce(F::Output) -> Result<Vec<u8>, RpcError>,
    ) -> Result<Vec<u8>, RpcError> {
        match drive(call, work).await {
            Ok(result) => finish(result),
            Err(Stopped::Interrupted(Interruption::Asks(questions, note))) => {
                let state =
                    self.seal.close(&note, &purpose(&self.info.name, request)).map_err(|_| RpcError::Internal)?;
                Ok(request.answer.input_required(&questions, &state))
            }
            Err(Stopped::Interrupted(Interruption::Lacks(capabilities))) => {
                Err(RpcError::MissingCapability(capabilities))
            }
            Err(Stopped::Interrupted(Interruption::Refused(why))) => Err(why),
            Err(Stopped::Panicked) => Err(RpcError::Internal),
        }
    }

    /// The call that a request makes.
    pub(super) fn call(&self, request: &Request<'_>) -> Result<Call, RpcError> {
        let Request { params, source: Source { peer, caller, .. }, .. } = request;
        let mut call = if request.answer.revision().is_stateless() {
            let client = ClientCapabilities::read(params.meta(Meta::ClientCapabilities));
            Call::stateless(caller, peer, client, self.rounds(request)?)
        } else {
            Call::legacy(caller, peer, &self.waiting)
        };
        call.follow_under(params.meta(Meta::ProgressToken));
        call.log_from(self.logs.then(|| request.log_level()).flatten());
        if log::is_read() {
            call.label(label(request));
        }
        Ok(call)
    }
}

/// What the client says that it is: in the request, or in its handshake.
fn label(request: &Request<'_>) -> Option<Box<str>> {
    let own = request.params.client_info().and_then(log::client_label).map(Into::into);
    own.or_else(|| request.source.peer.connection.as_ref()?.label())
}

impl Request<'_> {
    /// The mildest message that the client wants in its log, if it wants any.
    fn log_level(&self) -> Option<LogLevel> {
        if self.answer.revision() >= Revision::V2026_07_28 {
            return self.params.meta(Meta::LogLevel).and_then(|level| serde_json::from_str(level).ok());
        }
        // Until it says otherwise, a legacy client gets what an operator would want to see.
        let asked = self.source.peer.connection.as_ref().and_then(|connection| connection.log_level());
        Some(asked.unwrap_or(LogLevel::Info))
    }
}
