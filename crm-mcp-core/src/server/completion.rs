//! `completion/complete`.

use std::{collections::BTreeMap, pin::pin};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Server, given, panic::catch_panic, refused::refused, write::Answer};
use crate::{Caller, RpcError, SoFar, protocol::Params};

/// What an argument belongs to.
#[derive(Deserialize)]
#[serde(tag = "type")]
enum Reference {
    #[serde(rename = "ref/prompt")]
    Prompt { name: String },
    /// The URI is the template as it was listed.
    #[serde(rename = "ref/resource")]
    Resource { uri: String },
}

/// The argument, as far as it is typed.
#[derive(Deserialize)]
struct Argument {
    name: String,
    value: String,
}

/// What else is known.
#[derive(Deserialize, Default)]
struct Context {
    #[serde(default)]
    arguments: BTreeMap<String, String>,
}

impl<C: ?Sized> Server<C> {
    pub(super) async fn complete(
        &self,
        answer: &Answer<'_>,
        params: &Params<'_>,
        caller: &Caller,
        context: &C,
    ) -> Result<Vec<u8>, RpcError> {
        const REFERENCE: &str =
            "`ref` is `{\"type\":\"ref/prompt\",\"name\":…}` or `{\"type\":\"ref/resource\",\"uri\":…}`";
        let reference: Reference = params.reference.and_then(read).ok_or(RpcError::InvalidParams(REFERENCE.into()))?;
        let argument = params.argument.and_then(read);
        let Argument { name: argument, value } =
            argument.ok_or(RpcError::InvalidParams("`argument` is `{\"name\":…,\"value\":…}`".into()))?;
        let Context { arguments } = match given(params.context) {
            Some(context) => {
                read(context).ok_or(RpcError::InvalidParams("`context.arguments` is an object of strings".into()))?
            }
            None => Context::default(),
        };
        let so_far = arguments.into_iter().fold(SoFar::typed(value), |so_far, (name, value)| so_far.with(name, value));
        let completion = pin!(async {
            match &reference {
                Reference::Prompt { name } => self.prompts.complete(name, &argument, &so_far, context, caller).await,
                Reference::Resource { uri } => self.resources.complete(uri, &argument, &so_far, context, caller).await,
            }
        });
        let completion = catch_panic(completion).await.ok_or(RpcError::Internal)?.map_err(refused)?;
        Ok(answer.completion(&completion))
    }
}

fn read<'a, T: Deserialize<'a>>(raw: &'a RawValue) -> Option<T> {
    serde_json::from_str(raw.get()).ok()
}
