//! The token of each request: asked for, and renewed where the CRM has refused it.

use std::{sync::Arc, time::Duration};

use secrecy::{ExposeSecret, SecretString};
use tokio::time::timeout;

use super::{
    grant::{Grant, checked},
    remembered::Tenant,
    renewals::Standing,
};
use crate::{
    api::{TokenError, TokenSource},
    crm::dialect::Dialect,
};

/// A renewal that takes longer has failed.
const LONGEST_RENEWAL: Duration = Duration::from_secs(30);

impl<D: Dialect> Tenant<D> {
    /// The token to send next. It may be replaced before its turn comes: see [`in_place_of`](super::renewals::Renewals::in_place_of).
    pub(crate) async fn token(&self, grant: &Grant) -> Result<SecretString, TokenError> {
        self.renewals.in_place_of(grant.token().await?).await
    }

    /// The token to send in place of one that the CRM has refused. If it has been replaced already, this is the one that
    /// replaced it; otherwise this renews it. `None` where there can be no other token.
    pub(crate) async fn renewed(
        self: &Arc<Self>,
        grant: &Grant,
        refused: &SecretString,
    ) -> Result<Option<SecretString>, TokenError> {
        let Some(source) = grant.source() else { return Ok(None) };
        loop {
            match self.renewals.standing(refused) {
                Standing::Replaced(token) => return Ok(Some(token)),
                Standing::Failed(TokenError::NotRenewable) => return Ok(None),
                Standing::Failed(why) => return Err(why),
                Standing::Untouched | Standing::UnderWay => {}
            }
            if self.renewals.begins(refused) {
                let renewing = Renewing { tenant: Arc::clone(self), refused: refused.clone(), outcome: None };
                tokio::spawn(renewing.run(Arc::clone(source)));
            }
            // It may be that of another token, which ends before the one of this token begins.
            self.renewals.wait().await;
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
