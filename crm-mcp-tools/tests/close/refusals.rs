//! What the model is told when Close refuses: bodies of every form, over real HTTP, and never the key.

use base64::{Engine, prelude::BASE64_STANDARD};
use crm_mcp_core::ToolError;
use crm_mcp_tools::{api::Network, sandbox::close::API_KEY};
use http::{HeaderName, HeaderValue};
use serde_json::{Map, Value, json};

use crate::{
    proofs::refusals::{self, Told, assert_shows_none_of, assert_told, planted},
    refusal_rows::{ROWS, Row},
    support::{called, networked},
    vendor::answer,
};

impl Row {
    /// What is told when Close answers with the status, the headers and this body.
    async fn told(&self, network: &Network, body: &str) -> ToolError {
        let mut refusal = answer(self.status, body.to_owned());
        let header = |(name, value): &(&'static str, &'static str)| -> (HeaderName, HeaderValue) {
            (name.parse().unwrap(), HeaderValue::from_static(value))
        };
        refusal.headers_mut().extend(self.headers.iter().map(header));
        refusals::told(refusal, async |url| {
            let crm = networked(network, url);
            if self.is_of_a_create {
                called(&crm, "create_lead_status", json!({"label": "Cold"})).await
            } else {
                // A write, since reads are retried.
                called(&crm, "update_lead", json!({"id": "lead_1", "name": "Acme"})).await
            }
        })
        .await
    }
}

#[tokio::test]
async fn every_refusal_is_explained_with_a_next_step() {
    let network = Network::new().unwrap();
    for row in ROWS {
        let error = row.told(&network, row.body).await;
        let Row { code, cause, next, details, .. } = *row;
        assert_told(&error, &Told { code, cause, next, details }, &format!("{row:?}"));
    }
}

/// The key as it stands in the header.
fn encoded() -> String {
    BASE64_STANDARD.encode(format!("{API_KEY}:"))
}

#[tokio::test]
async fn no_refusal_leaks_the_key_wherever_it_stands() {
    let (network, encoded) = (Network::new().unwrap(), encoded());
    for row in ROWS {
        let secrets = [API_KEY, &encoded];
        let bodies = secrets.iter().flat_map(|secret| planted(row.body, secret, |fields| plants(fields, secret)));
        for body in bodies {
            assert_shows_none_of(&secrets, &row.told(&network, &body).await);
        }
    }
}

/// The secret in every place that is told of.
fn plants(fields: &Map<String, Value>, secret: &str) -> Vec<(&'static str, Value)> {
    let error = fields.get("error").map(ToString::to_string).unwrap_or_default();
    vec![
        ("error", json!(format!("{error} of {secret}"))),
        ("field-errors", json!({secret: [format!("not {secret}"), {secret: "x"}]})),
        ("keyId", json!(secret)),
        ("meta", json!({"aId": secret, secret: "x"})),
    ]
}
