//! The sandboxes, as a program serves them.

use std::path::Path;

use axum::Router;
use crm_mcp_tools::sandbox::{Clock, Sandbox, SandboxError, close::CloseSandbox};

/// A sandbox CRM, whichever it is.
pub trait ServedSandbox: Clone + Send + Sync + Sized + 'static {
    /// Opens the sandbox in this file, or makes one in memory.
    fn begin(file: Option<&Path>, clock: Clock) -> impl Future<Output = Result<Self, SandboxError>> + Send;

    /// Its API.
    fn router(&self) -> Router;

    /// Whether its database answers.
    fn is_ready(&self) -> impl Future<Output = bool> + Send;

    /// Closes its database. The file is then complete, and nothing is left beside it.
    fn close(&self) -> impl Future<Output = ()> + Send;
}

/// The sandboxes have the same functions, of their own.
macro_rules! served {
    ($($sandbox:ty),+) => {$(
        impl ServedSandbox for $sandbox {
            async fn begin(file: Option<&Path>, clock: Clock) -> Result<Self, SandboxError> {
                match file {
                    Some(file) => Self::open_at(file, clock).await,
                    None => Self::in_memory_at(clock).await,
                }
            }

            fn router(&self) -> Router {
                self.router()
            }

            async fn is_ready(&self) -> bool {
                self.is_ready().await
            }

            async fn close(&self) {
                self.close().await;
            }
        }
    )+};
}

served!(Sandbox, CloseSandbox);
