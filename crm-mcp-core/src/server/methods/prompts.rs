//! `prompts/get`.

use std::pin::pin;

use crate::server::{Server, refused::refused, request::Request};
use crate::wire::{Param, RpcError, unquote};

impl<C: ?Sized> Server<C> {
    pub(in crate::server) async fn get_prompt(&self, request: &Request<'_>, context: &C) -> Result<Vec<u8>, RpcError> {
        let Request { answer, params, .. } = request;
        let name = params
            .get(Param::Name)
            .and_then(unquote)
            .ok_or(RpcError::InvalidParams("`name` is the prompt's name".into()))?;
        let arguments = params.given(Param::Arguments).unwrap_or("{}");
        let call = self.call(request)?;
        let prompts = self.prompts.get();
        let work = pin!(prompts.run(&name, arguments, context, &call));
        self.run(request, &call, work, |result| {
            let description =
                prompts.listing().get(&name).map(|prompt| &*prompt.spec().description).filter(|text| !text.is_empty());
            Ok(answer.prompt(description, &result.map_err(refused)?))
        })
        .await
    }
}
