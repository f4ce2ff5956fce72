//! What the model is told when HighLevel refuses: recorded bodies over real HTTP.

mod broken;
mod done;
mod failing;
mod rows;

use crm_mcp_core::ToolError;
use crm_mcp_tools::{
    api::Network,
    highlevel::{Client, HighLevel},
};
use rows::{ROWS, Row};
use serde_json::{Value, json};

use crate::support::{TOKEN, Vendor, answer, call, location};

impl Row {
    /// Makes the call that is refused.
    async fn call(&self, crm: &HighLevel) -> Result<Value, ToolError> {
        if self.is_of_a_create {
            call(crm, "contacts_create-contact", json!({"name": "Ada"})).await
        } else {
            remove_tag(crm).await
        }
    }

    /// What is told when the vendor answers with the status and this body.
    async fn told(&self, network: &Network, body: &str) -> ToolError {
        let vendor = Vendor::answering([answer(self.status, body.to_owned())]);
        let error = self.call(&at(network, &vendor.on_loopback().await)).await.unwrap_err();
        assert_eq!(vendor.requests().len(), 1, "{self:?}");
        error
    }
}

/// The location of the tests at this base URL.
fn at(network: &Network, url: &str) -> HighLevel {
    location(&Client::over(network.clone()).with_base_url(url).unwrap())
}

/// A write, since reads are retried.
async fn remove_tag(crm: &HighLevel) -> Result<Value, ToolError> {
    call(crm, "contacts_remove-tags", json!({"contactId": "c1", "tags": ["vip"]})).await
}

async fn get_contact(crm: &HighLevel) -> Result<Value, ToolError> {
    call(crm, "contacts_get-contact", json!({"contactId": "c1"})).await
}

#[tokio::test]
async fn every_refusal_is_explained_with_a_next_step() {
    let network = Network::new().unwrap();
    for row in ROWS {
        let error = row.told(&network, row.body).await;
        let told = (error.code(), error.message(), error.next_step(), error.details());
        let details = serde_json::from_str(row.details).unwrap();
        assert_eq!(told, (row.code, row.cause, Some(row.next), &details), "{} {}", row.status, row.body);
    }
}

#[tokio::test]
async fn no_refusal_leaks_the_token_wherever_it_stands() {
    let network = Network::new().unwrap();
    for row in ROWS {
        for body in planted(row.body) {
            let error = row.told(&network, &body).await;
            let all = format!("{error} {error:?} {}", serde_json::to_string(&error).unwrap());
            assert!(!all.contains(TOKEN) && !all.contains("5ec4e7"), "{all}");
        }
    }
}

/// The body with the token in every place that is told of, in plain text and, in JSON, in another spelling.
fn planted(body: &str) -> Vec<String> {
    let Ok(Value::Object(mut fields)) = serde_json::from_str(body) else { return vec![format!("{TOKEN} {body}")] };
    let message = fields.get("message").map(ToString::to_string).unwrap_or_default();
    let plants = [
        ("message", json!(format!("{message} of {TOKEN}"))),
        ("tokenId", json!(TOKEN)),
        (TOKEN, json!("x")),
        ("meta", json!({"aId": TOKEN, TOKEN: "x"})),
    ];
    fields.extend(plants.map(|(name, value)| (name.to_owned(), value)));
    let body = Value::Object(fields).to_string();
    vec![body.replace("pit-", r"\u0070it-"), body]
}
