//! The renewals of a grant's token: one at a time, and its result is for all who have the token that it is to replace.

use std::{collections::VecDeque, time::Duration};

use secrecy::SecretString;
use tokio::{sync::watch, time::Instant};

use super::grant::digest;
use crate::api::TokenError;

/// The renewals of one grant's token.
#[derive(Default)]
pub(crate) struct Renewals(watch::Sender<RenewalState>);

#[derive(Default)]
struct RenewalState {
    /// The digest of the token that is being renewed.
    under_way: Option<[u8; 32]>,
    /// The token that the last successful one gave.
    renewed: Option<SecretString>,
    /// Digests of the last tokens that were replaced. A source may give one of them still.
    replaced: VecDeque<[u8; 32]>,
    /// The last ones that failed.
    failures: VecDeque<Failure>,
}

/// A token could not be renewed.
struct Failure {
    token: [u8; 32],
    why: TokenError,
    /// Until then this is the answer to all who have the token.
    until: Instant,
}

/// What the renewals have made of a token.
pub(super) enum Standing {
    /// Nothing, as far as is known.
    Untouched,
    UnderWay,
    /// This one has replaced it.
    Replaced(SecretString),
    /// It could not be renewed a short time ago.
    Failed(TokenError),
}

impl Renewals {
    /// So many replaced tokens and failures are remembered.
    const MOST_REMEMBERED: usize = 8;

    pub(super) fn standing(&self, token: &SecretString) -> Standing {
        self.0.borrow().standing(token)
    }

    /// Whether this token may be sent, and no other one in place of it.
    pub(crate) fn is_newest(&self, token: &SecretString) -> bool {
        matches!(self.standing(token), Standing::Untouched | Standing::Failed(TokenError::NotRenewable))
    }

    /// The token to send in place of this one, or else this one. While it is being renewed, this waits.
    pub(crate) async fn in_place_of(&self, mut token: SecretString) -> Result<SecretString, TokenError> {
        loop {
            match self.standing(&token) {
                // What cannot be renewed may be accepted all the same; otherwise the CRM's refusal is told.
                Standing::Untouched | Standing::Failed(TokenError::NotRenewable) => return Ok(token),
                Standing::UnderWay => self.wait().await,
                Standing::Replaced(renewed) => token = renewed,
                Standing::Failed(why) => return Err(why),
            }
        }
    }

    /// Waits until the renewal that is under way has ended.
    pub(super) async fn wait(&self) {
        let mut changes = self.0.subscribe();
        let under_way = changes.borrow().under_way;
        // There is no other error than that the sender is gone, and here it is.
        _ = changes.wait_for(|state| state.under_way.is_none() || state.under_way != under_way).await;
    }

    /// Notes that a renewal of this token begins, unless one is under way or what came of it is known. True if the caller is
    /// to renew the token.
    pub(super) fn begins(&self, token: &SecretString) -> bool {
        self.0.send_if_modified(|state| {
            let begins = state.under_way.is_none() && matches!(state.standing(token), Standing::Untouched);
            if begins {
                state.under_way = Some(digest(token));
            }
            begins
        })
    }

    /// Notes what came of the renewal of this token.
    pub(super) fn ends(&self, token: &SecretString, outcome: Result<SecretString, TokenError>) {
        self.0.send_modify(|state| {
            state.under_way = None;
            let token = digest(token);
            match outcome {
                Ok(renewed) => {
                    let new = digest(&renewed);
                    state.replaced.retain(|replaced| *replaced != new);
                    push(&mut state.replaced, token);
                    state.renewed = Some(renewed);
                }
                Err(why) => {
                    let until = Instant::now() + counts_for(&why);
                    push(&mut state.failures, Failure { token, why, until });
                }
            }
        });
    }
}

impl RenewalState {
    fn standing(&self, token: &SecretString) -> Standing {
        if self.under_way.is_none() && self.renewed.is_none() && self.failures.is_empty() {
            return Standing::Untouched;
        }
        let (token, now) = (digest(token), Instant::now());
        if self.under_way == Some(token) {
            return Standing::UnderWay;
        }
        if let Some(renewed) = self.renewed.as_ref().filter(|_| self.replaced.contains(&token)) {
            return Standing::Replaced(renewed.clone());
        }
        match self.failures.iter().find(|failure| failure.token == token && now < failure.until) {
            Some(failure) => Standing::Failed(failure.why.clone()),
            None => Standing::Untouched,
        }
    }
}

/// For so long a failure is told to all who have the token, and neither the CRM nor the source is asked again: a busy tenant
/// would ask both with each call.
fn counts_for(failure: &TokenError) -> Duration {
    match failure {
        TokenError::Unavailable(_) | TokenError::NotRenewable => Duration::from_secs(10),
        TokenError::Revoked(_) => Duration::from_mins(1),
    }
}

/// Remembers one more, and forgets the oldest one where there are too many.
fn push<T>(remembered: &mut VecDeque<T>, new: T) {
    remembered.push_back(new);
    if remembered.len() > Renewals::MOST_REMEMBERED {
        remembered.pop_front();
    }
}
