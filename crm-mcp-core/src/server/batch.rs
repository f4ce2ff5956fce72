//! Batches: several messages in one, answered in one.

use serde_json::value::RawValue;

use super::{Reply, Server, request::From};
use crate::wire::{RequestId, RpcError};

/// When the answers to a batch have so many bytes together, its other requests are not run. A list of tools is many
/// times as long as the request for it.
const MOST_ANSWERED: usize = 256 * 1024;

impl<C: ?Sized> Server<C> {
    /// Handles the requests in order, and answers all in the order of the batch.
    pub(super) async fn handle_batch(&self, messages: &[&RawValue], from: From<'_>, context: &C) -> Reply {
        let mut replies = vec![None; messages.len()];
        // All requests can be cancelled from the beginning, and a cancellation must not wait behind what it is to end.
        let runs: Vec<_> = messages.iter().map(|message| from.begin(message.get())).collect();
        let (requests, others): (Vec<_>, Vec<_>) = runs.into_iter().enumerate().partition(|(_, run)| run.is_some());
        let mut answered = 0;
        for (place, run) in others.into_iter().chain(requests) {
            let message = messages[place].get();
            let refused = too_much(answered, message);
            let reply = async {
                match refused {
                    Some((id, error)) => Reply::fault(id, &error),
                    None => self.handle_one(message, from, context).await,
                }
            };
            let reply = match run {
                Some(run) => run.of(reply).await,
                None => Some(reply.await),
            };
            replies[place] = reply.and_then(Reply::into_body);
            answered += replies[place].as_ref().map_or(0, Vec::len);
        }
        let answers: Vec<_> = replies.into_iter().flatten().collect();
        if answers.is_empty() {
            return Reply::Nothing;
        }
        Reply::Message([b"[", &*answers.join(&b','), b"]"].concat())
    }
}

/// Why a message of a batch is not handled any more, if it is a request and so many bytes were answered before it.
fn too_much(answered: usize, message: &str) -> Option<(RequestId<'_>, RpcError)> {
    let id = if answered < MOST_ANSWERED { None } else { RequestId::of(message.as_bytes()) };
    let why = "the answers to this batch are too long already; send this request by itself";
    id.map(|id| (id, RpcError::InvalidRequest(why.into())))
}
