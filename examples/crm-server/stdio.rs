//! The server on standard input and output.

use serving::{ServingError, second_stop_signal};

use crate::{Error, endpoint::Serving};

pub(crate) async fn serve(crm: &dyn Serving) -> Result<(), Error> {
    let twice = second_stop_signal()?;
    tokio::select! {
        outcome = crm.stdio() => outcome,
        () = twice => Err(ServingError::ToldTwice.into()),
    }
}
