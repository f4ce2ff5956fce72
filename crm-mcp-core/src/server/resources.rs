//! `resources/read`.

use std::pin::pin;

use super::{Server, panic::catch_panic, refused::refused_resource, write::Answer};
use crate::{
    Call, Caller, RpcError,
    protocol::{Params, text},
};

impl<C: ?Sized> Server<C> {
    pub(super) async fn read_resource(
        &self,
        answer: &Answer<'_>,
        params: &Params<'_>,
        caller: &Caller,
        context: &C,
        call: &Call,
    ) -> Result<Vec<u8>, RpcError> {
        let uri = params.uri.and_then(text).ok_or(RpcError::InvalidParams("`uri` is the resource's URI".into()))?;
        let contents = pin!(self.resources.read_with(&uri, context, caller, call));
        let contents = catch_panic(contents).await.ok_or(RpcError::Internal)?;
        let contents = contents.map_err(|error| refused_resource(error, &uri, answer.revision()))?;
        Ok(answer.resource(&contents))
    }
}
