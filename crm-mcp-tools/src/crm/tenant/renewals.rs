//! The renewals of a grant's token: by one at a time, and its result is for all who were refused or came meanwhile.

use std::collections::VecDeque;

use secrecy::SecretString;
use tokio::sync::watch;

use super::grant::digest;
use crate::api::TokenError;

/// A token to send.
#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) secret: SecretString,
    /// How many renewals had ended when it was taken.
    pub(super) renewals: u64,
}

/// The renewals of one grant's token.
#[derive(Default)]
pub(crate) struct Renewals(watch::Sender<RenewalState>);

#[derive(Default)]
struct RenewalState {
    is_under_way: bool,
    /// How many have ended.
    ended: u64,
    /// Why the last one failed, if it did.
    failure: Option<TokenError>,
    /// The token that the last successful one gave.
    renewed: Option<SecretString>,
    /// Digests of the last tokens that were replaced. A source may give one of them still.
    replaced: VecDeque<[u8; 32]>,
}

/// What came of the renewals since a certain one.
pub(super) struct Since {
    /// How many have ended by now.
    pub(super) ended: u64,
    /// What came of the last one, if any has ended since.
    pub(super) outcome: Option<Result<SecretString, TokenError>>,
}

impl Renewals {
    /// So many replaced tokens are remembered.
    const MOST_REPLACED: usize = 8;

    /// How many have ended.
    pub(super) fn ended(&self) -> u64 {
        self.0.borrow().ended
    }

    /// Whether no renewal is under way, and none has ended since this token was taken.
    pub(crate) fn is_newest(&self, token: &Token) -> bool {
        let state = self.0.borrow();
        !state.is_under_way && state.ended == token.renewals
    }

    /// Waits until none is under way, and gives what came of those that ended after so many.
    pub(super) async fn since(&self, seen: u64) -> Since {
        let mut changes = self.0.subscribe();
        // There is no other error than that the sender is gone, and here it is.
        _ = changes.wait_for(|state| !state.is_under_way).await;
        let state = changes.borrow();
        let outcome = match (&state.failure, &state.renewed) {
            _ if state.ended == seen => None,
            (Some(why), _) => Some(Err(why.clone())),
            (None, renewed) => renewed.clone().map(Ok),
        };
        Since { ended: state.ended, outcome }
    }

    /// Notes that a renewal begins, unless one is under way or has ended since this token was taken. True if the caller is to
    /// renew the token.
    pub(super) fn begins_after(&self, refused: &Token) -> bool {
        self.0.send_if_modified(|state| {
            let begins = !state.is_under_way && state.ended == refused.renewals;
            state.is_under_way |= begins;
            begins
        })
    }

    /// Notes what came of the renewal of this token.
    pub(super) fn ends(&self, refused: &SecretString, outcome: Result<SecretString, TokenError>) {
        self.0.send_modify(|state| {
            (state.is_under_way, state.ended) = (false, state.ended + 1);
            match outcome {
                Ok(token) => {
                    let new = digest(&token);
                    state.replaced.push_back(digest(refused));
                    state.replaced.retain(|replaced| *replaced != new);
                    if state.replaced.len() > Self::MOST_REPLACED {
                        state.replaced.pop_front();
                    }
                    (state.renewed, state.failure) = (Some(token), None);
                }
                Err(why) => state.failure = Some(why),
            }
        });
    }

    /// The token that has replaced this one, or else this one.
    pub(super) fn in_place_of(&self, token: SecretString) -> SecretString {
        let state = self.0.borrow();
        match &state.renewed {
            Some(renewed) if state.replaced.contains(&digest(&token)) => renewed.clone(),
            _ => token,
        }
    }
}
