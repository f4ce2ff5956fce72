//! The server on standard input and output.

use std::sync::Arc;

use crm_mcp_core::{Server, transport::stdio};
use crm_mcp_tools::highlevel::HighLevel;
use serving::{ServingError, second_stop_signal, stop_signal};

use crate::{Error, credentials::Credentials};

pub(crate) async fn serve(server: Server<HighLevel>, credentials: Credentials) -> Result<(), Error> {
    let (stop, twice) = (stop_signal()?, second_stop_signal()?);
    tokio::select! {
        outcome = stdio::serve_until(Arc::new(server), credentials.only_session()?, stop) => Ok(outcome?),
        () = twice => Err(ServingError::ToldTwice.into()),
    }
}
