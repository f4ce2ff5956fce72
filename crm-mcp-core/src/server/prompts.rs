//! `prompts/get`.

use std::pin::pin;

use serde_json::value::RawValue;

use super::{Server, given, panic::catch_panic, refused::refused, write::Answer};
use crate::{
    Call, Caller, RpcError,
    protocol::{Params, text},
};

impl<C: ?Sized> Server<C> {
    pub(super) async fn get_prompt(
        &self,
        answer: &Answer<'_>,
        params: &Params<'_>,
        caller: &Caller,
        context: &C,
        call: &Call,
    ) -> Result<Vec<u8>, RpcError> {
        let name = params.name.and_then(text).ok_or(RpcError::InvalidParams("`name` is the prompt's name".into()))?;
        let arguments = given(params.arguments).map_or("{}", RawValue::get);
        let messages = pin!(self.prompts.get_with(&name, arguments, context, caller, call));
        let messages = catch_panic(messages).await.ok_or(RpcError::Internal)?.map_err(refused)?;
        let description = self.prompts.listing().get(&name).map(|prompt| prompt.spec().description);
        Ok(answer.prompt(description, &messages))
    }
}
