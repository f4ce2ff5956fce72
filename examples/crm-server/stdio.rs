//! The server on standard input and output.

use std::sync::Arc;

use crm_mcp_core::{Server, transport::stdio};
use crm_mcp_tools::highlevel::HighLevel;
use serving::stop_signal;

use crate::{Error, credentials::Credentials};

pub(crate) async fn serve(server: Server<HighLevel>, credentials: Credentials) -> Result<(), Error> {
    Ok(stdio::serve(Arc::new(server), credentials.only_session()?, stop_signal()?).await?)
}
