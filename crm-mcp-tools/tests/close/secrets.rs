//! No answer and no error of any tool of Close's shows a secret, wherever Close's answers have one.

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_core::{Caller, Toolset};
use crm_mcp_tools::{
    api::{Upstream, UpstreamError},
    close::{self, CloseDialect},
    crm::Dialect,
    sandbox::close::API_KEY,
};
use http::{Request, Response};
use serde_json::{Value, json};

use crate::{answers::Answers, calls::calls, practice::Practice, support::over};

/// A secret that no tool may show.
const SECRET: &str = "5ec4e7-0f-c105e";

/// Close, which puts secrets into each object of its answers.
#[derive(Clone)]
struct Indiscreet(Practice);

#[async_trait]
impl Upstream for Indiscreet {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        let answer = self.0.send(request).await?;
        Ok(answer.map(|body| match serde_json::from_slice(&body) {
            Ok(mut value) => {
                plant(&mut value);
                Value::to_string(&value).into()
            }
            Err(_) => body,
        }))
    }
}

fn plant(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(plant);
            fields.extend(CloseDialect::SECRETS.iter().map(|name| ((*name).to_owned(), SECRET.into())));
        }
        Value::Array(items) => items.iter_mut().for_each(plant),
        _ => {}
    }
}

#[tokio::test]
async fn no_tool_shows_a_secret_even_if_all_fields_are_wanted() {
    let crm = over(Indiscreet(Practice::new().await));
    let (tools, caller) = (Toolset::new(close::tools()).unwrap(), Caller::trusted("test"));
    let mut answers = Answers::new();
    for (tool, arguments) in calls() {
        let arguments = arguments(&answers);
        let answer = tools.call(tool, &arguments.to_string(), &crm, &caller).await;
        let answer: Value = answer.unwrap_or_else(|error| panic!("{tool} {arguments}: {error}")).decode().unwrap();
        let mut whole = arguments.clone();
        whole["fields"] = "all".into();
        // Some of these have no such argument, and refuse it.
        let takes_fields = tool.starts_with("fetch") || tool.starts_with("find") || tool.ends_with("search");
        let all = if takes_fields {
            format!("{:?}", tools.call(tool, &whole.to_string(), &crm, &caller).await)
        } else {
            String::new()
        };
        for told in [answer.to_string(), all] {
            assert!(!told.contains(SECRET) && !told.contains(API_KEY), "{tool} {arguments}: {told}");
        }
        answers.insert(tool, answer);
    }
}

#[test]
fn keys_and_passwords_are_among_the_secrets() {
    assert_eq!(json!(CloseDialect::SECRETS), json!(["smtp_password", "imap_password", "api_key"]));
}
