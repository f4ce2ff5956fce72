//! The token of each request: asked for, and renewed where the CRM has refused it.

use std::{sync::Arc, time::Duration};

use secrecy::{ExposeSecret, SecretString};
use tokio::time::timeout;

use super::{
    grant::{Grant, checked},
    remembered::Tenant,
    renewals::{Since, Token},
};
use crate::{
    api::{TokenError, TokenSource},
    crm::dialect::Dialect,
};

/// A renewal that takes longer has failed. Nobody waits for longer, since a call ends sooner.
const LONGEST_RENEWAL: Duration = Duration::from_secs(30);

impl<D: Dialect> Tenant<D> {
    /// The token to send next. It may be replaced before its turn comes: see [`token_after`](Self::token_after).
    pub(crate) async fn token(&self, grant: &Grant) -> Result<Token, TokenError> {
        // Counted before the source is asked: it may give the token of before a renewal that ends meanwhile.
        let renewals = self.renewals.ended();
        let secret = self.renewals.in_place_of(grant.token().await?);
        Ok(Token { secret, renewals })
    }

    /// The token to send in place of one whose turn has come during a renewal or after it. This waits for the renewal.
    pub(crate) async fn token_after(&self, token: Token) -> Result<Token, TokenError> {
        let Since { ended: renewals, outcome } = self.renewals.since(token.renewals).await;
        let secret = match outcome {
            None | Some(Err(TokenError::NotRenewable)) => token.secret,
            Some(renewed) => renewed?,
        };
        Ok(Token { secret, renewals })
    }

    /// The token to send in place of one that the CRM has refused. It is that of a renewal which was under way or has ended
    /// since the refused one was taken; otherwise this renews it. `None` where there can be no other token.
    pub(crate) async fn renewed(self: &Arc<Self>, grant: &Grant, refused: &Token) -> Result<Option<Token>, TokenError> {
        let Some(source) = grant.source() else { return Ok(None) };
        if self.renewals.begins_after(refused) {
            let renewing = Renewing { tenant: Arc::clone(self), refused: refused.secret.clone(), outcome: None };
            tokio::spawn(renewing.run(Arc::clone(source)));
        }
        let Since { ended: renewals, outcome } = self.renewals.since(refused.renewals).await;
        match outcome {
            None | Some(Err(TokenError::NotRenewable)) => Ok(None),
            Some(renewed) => Ok(Some(Token { secret: renewed?, renewals })),
        }
    }
}

/// The task that renews a token. However it ends, those who wait hear of it.
struct Renewing<D: Dialect> {
    /// Held, so that the tenant is not forgotten before it has the new token.
    tenant: Arc<Tenant<D>>,
    refused: SecretString,
    outcome: Option<Result<SecretString, TokenError>>,
}

impl<D: Dialect> Renewing<D> {
    async fn run(mut self, source: Arc<dyn TokenSource>) {
        self.outcome = Some(match timeout(LONGEST_RENEWAL, source.renew(&self.refused)).await {
            // The CRM would refuse it once more.
            Ok(Ok(same)) if same.expose_secret() == self.refused.expose_secret() => Err(TokenError::NotRenewable),
            Ok(Ok(token)) => checked(token),
            Ok(Err(why)) => Err(why.without(&self.refused)),
            Err(_) => Err(unavailable("it was not renewed within 30 seconds")),
        });
    }
}

impl<D: Dialect> Drop for Renewing<D> {
    fn drop(&mut self) {
        let Self { tenant, refused, outcome } = self;
        let outcome = outcome.take().unwrap_or_else(|| Err(unavailable("its renewal was broken off")));
        if outcome.is_ok() {
            tracing::info!(tenant = %tenant.identity.tenant, "{} refused a token, which was renewed", D::CRM);
        }
        tenant.renewals.ends(refused, outcome);
    }
}

fn unavailable(why: &str) -> TokenError {
    TokenError::Unavailable(why.to_owned())
}
