//! Answers of Close's that are not what was promised.

use crm_mcp_core::ToolError;
use crm_mcp_tools::{api::Network, close::Close};
use serde_json::{Value, json};

use crate::{
    proofs::broken_answers::{self, Breakable},
    support::{called, networked},
};

impl Breakable for Close {
    const CRM: &'static str = "Close";

    fn at(network: &Network, url: &str) -> Self {
        networked(network, url)
    }

    async fn read(&self) -> Result<Value, ToolError> {
        called(self, "fetch_lead", json!({"id": "lead_1"})).await
    }

    async fn write(&self) -> Result<Value, ToolError> {
        called(self, "update_lead", json!({"id": "lead_1", "name": "Acme"})).await
    }
}

#[tokio::test]
async fn a_read_that_cannot_be_read_is_an_error() {
    broken_answers::assert_a_read_that_cannot_be_read_is_an_error::<Close>().await;
}

#[tokio::test]
async fn a_refusal_is_explained_whatever_its_body() {
    broken_answers::assert_a_refusal_is_explained_whatever_its_body::<Close>().await;
}

#[tokio::test]
async fn an_answer_that_is_cut_off_is_an_error_whatever_its_status() {
    broken_answers::assert_an_answer_that_is_cut_off_is_an_error::<Close>().await;
}

#[tokio::test]
async fn an_answer_that_is_huge_is_an_error_whatever_its_status() {
    broken_answers::assert_an_answer_that_is_huge_is_an_error::<Close>().await;
}

#[tokio::test]
async fn what_is_no_http_is_an_error() {
    broken_answers::assert_what_is_no_http_is_an_error::<Close>().await;
}
