//! Batches: several messages in one, answered in one.

use std::pin::pin;

use super::{Reply, Server, classify, request::Source};
use crate::wire::{Message, MessageParts, RpcError, Unreadable};

/// When the answers to a batch have so many bytes together, its other requests are not run. A list of tools is many
/// times as long as the request for it.
const MOST_ANSWERED: usize = 256 * 1024;

impl<C: ?Sized> Server<C> {
    /// Handles the requests in order, and answers all in the order of the batch.
    pub(super) async fn handle_batch(&self, texts: &[&str], source: Source<'_>, context: &C) -> Reply {
        let parts: Vec<_> = texts.iter().map(|text| MessageParts::read(text)).collect();
        let messages =
            texts.iter().zip(&parts).map(|(text, parts)| parts.as_ref().map(|parts| Message::new(text, parts)));
        let messages: Vec<_> = messages.collect();
        if let Err(error) = classify::batch(&messages, source.envelope) {
            return Reply::refused(None, error);
        }
        let mut replies = vec![None; messages.len()];
        // All requests can be cancelled from the beginning, and a cancellation must not wait behind what it is to end.
        let runs: Vec<_> = messages.iter().map(|message| source.begin(message.as_ref().ok()?)).collect();
        let (requests, others): (Vec<_>, Vec<_>) = runs.into_iter().enumerate().partition(|(_, run)| run.is_some());
        let mut answered = 0;
        for (place, run) in others.into_iter().chain(requests) {
            let reply = pin!(self.handle_part(&messages[place], answered, source, context));
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

    /// Handles a message of a batch, unless it is a request and so many bytes were answered before it.
    async fn handle_part(
        &self,
        message: &Result<Message<'_>, &Unreadable<&str>>,
        answered: usize,
        source: Source<'_>,
        context: &C,
    ) -> Reply {
        match message {
            Ok(message) => match message.id().filter(|_| answered >= MOST_ANSWERED) {
                Some(id) => {
                    let why = "the answers to this batch are too long already; send this request by itself";
                    Reply::fault(id, &RpcError::InvalidRequest(why.into()))
                }
                None => self.handle_one(message, source, context).await,
            },
            Err(unreadable) => Reply::refused(unreadable.id(), unreadable.error.clone()),
        }
    }
}
