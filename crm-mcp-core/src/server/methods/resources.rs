//! `resources/read`.

use std::pin::pin;

use crate::server::{Server, refused::refused_resource, request::Request};
use crate::wire::{Param, RpcError, unquote};

impl<C: ?Sized> Server<C> {
    pub(in crate::server) async fn read_resource(
        &self,
        request: &Request<'_>,
        context: &C,
    ) -> Result<Vec<u8>, RpcError> {
        let Request { answer, params, .. } = request;
        let uri = params
            .get(Param::Uri)
            .and_then(unquote)
            .ok_or(RpcError::InvalidParams("`uri` is the resource's URI".into()))?;
        let call = self.call(request)?;
        let resources = self.resources.get();
        let work = pin!(resources.run(&uri, context, &call));
        let refused = |error| refused_resource(error, &uri, answer.revision());
        self.run(request, &call, work, |result| Ok(answer.resource(&result.map_err(refused)?))).await
    }
}
