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
use serde_json::{Map, Value, json};

use crate::{
    proofs::refusals::{self, Told, assert_shows_none_of, assert_told, planted},
    support::{TOKEN, answer, call, location},
};

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
        let refusal = answer(self.status, body.to_owned());
        refusals::told(refusal, async |url| self.call(&at(network, url)).await).await
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
        let Row { code, cause, next, details, .. } = *row;
        assert_told(&error, &Told { code, cause, next, details }, &format!("{} {}", row.status, row.body));
    }
}

#[tokio::test]
async fn no_refusal_leaks_the_token_wherever_it_stands() {
    let network = Network::new().unwrap();
    for row in ROWS {
        for body in planted(row.body, TOKEN, plants) {
            let error = row.told(&network, &body).await;
            assert_shows_none_of(&[TOKEN, "5ec4e7"], &error);
        }
    }
}

/// The token in every place that is told of.
fn plants(fields: &Map<String, Value>) -> Vec<(&'static str, Value)> {
    let message = fields.get("message").map(ToString::to_string).unwrap_or_default();
    vec![
        ("message", json!(format!("{message} of {TOKEN}"))),
        ("tokenId", json!(TOKEN)),
        (TOKEN, json!("x")),
        ("meta", json!({"aId": TOKEN, TOKEN: "x"})),
    ]
}
