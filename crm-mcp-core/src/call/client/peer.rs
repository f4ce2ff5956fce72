//! The other side of one message.

use std::{future::Future, sync::Arc};

use super::{connection::Connection, outlet::Outlet};

/// The other side while one of its messages is handled. By default there is no way back to it, and nothing is
/// remembered.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Peer {
    /// The way to it before the answer.
    pub outlet: Option<Outlet>,
    /// What is remembered of it.
    pub connection: Option<Arc<Connection>>,
}

impl Peer {
    /// A client with this way to it before the answer, of which this is remembered.
    pub fn new(outlet: Option<Outlet>, connection: Option<Arc<Connection>>) -> Self {
        Self { outlet, connection }
    }

    /// Does some work until the client hangs up; one that is not remembered never does.
    pub(crate) async fn until_hung_up<F: Future>(&self, work: F) -> Option<F::Output> {
        match &self.connection {
            Some(connection) => connection.until_hung_up(work).await,
            None => Some(work.await),
        }
    }
}
