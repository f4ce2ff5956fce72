//! `completion/complete`.

use std::pin::pin;

use serde::Deserialize;

use crate::server::{Server, refused::refused, request::Request};
use crate::{
    call::Call,
    tools::SoFar,
    wire::{FirstMembers, Param, RpcError},
};

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
struct CompletedArgument {
    name: String,
    value: String,
}

/// Of what else is chosen, so much is read. A prompt has a few arguments.
const MOST_CHOSEN: usize = 100;

/// What else is known.
#[derive(Deserialize, Default)]
struct Context {
    #[serde(default)]
    arguments: FirstMembers<String, MOST_CHOSEN>,
}

const REFERENCE: &str = "`ref` is {\"type\":\"ref/prompt\",\"name\":…} or {\"type\":\"ref/resource\",\"uri\":…}";
const ARGUMENT: &str = "`argument` is {\"name\":…,\"value\":…}";
const CONTEXT: &str = "`context` is {\"arguments\":{…}}, all values strings";

impl<C: ?Sized> Server<C> {
    pub(in crate::server) async fn complete(&self, request: &Request<'_>, context: &C) -> Result<Vec<u8>, RpcError> {
        let Request { answer, params, source, .. } = request;
        let reference = read(params.get(Param::Ref), REFERENCE)?;
        let CompletedArgument { name: argument, value } = read(params.get(Param::Argument), ARGUMENT)?;
        let Context { arguments } = match params.given(Param::Context) {
            None => Context::default(),
            context => read(context, CONTEXT)?,
        };
        let so_far =
            arguments.0.into_iter().fold(SoFar::typed(value), |so_far, (name, value)| so_far.with(name, value));
        let (prompts, resources) = (self.prompts.get(), self.resources.get());
        let work = pin!(async {
            match &reference {
                Reference::Prompt { name } => prompts.complete(name, &argument, &so_far, context, source.caller).await,
                Reference::Resource { uri } => {
                    resources.complete(uri, &argument, &so_far, context, source.caller).await
                }
            }
        });
        let finish = |result: Result<_, _>| Ok(answer.completion(&result.map_err(refused)?));
        self.run(request, &Call::by(source.caller), work, finish).await
    }
}

fn read<'a, T: Deserialize<'a>>(part: Option<&'a str>, form: &'static str) -> Result<T, RpcError> {
    part.and_then(|json| serde_json::from_str(json).ok()).ok_or(RpcError::InvalidParams(form.into()))
}
