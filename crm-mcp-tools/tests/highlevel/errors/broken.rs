//! Answers of HighLevel's that are not what was promised.

use crm_mcp_core::ToolError;
use crm_mcp_tools::{api::Network, highlevel::HighLevel};
use serde_json::Value;

use super::{at, get_contact, remove_tag};
use crate::proofs::broken_answers::{self, Breakable};

/// What becomes of a write that was answered with success is in `done`.
impl Breakable for HighLevel {
    const CRM: &'static str = "HighLevel";

    fn at(network: &Network, url: &str) -> Self {
        at(network, url)
    }

    async fn read(&self) -> Result<Value, ToolError> {
        get_contact(self).await
    }

    async fn write(&self) -> Result<Value, ToolError> {
        remove_tag(self).await
    }
}

#[tokio::test]
async fn a_read_that_cannot_be_read_is_an_error() {
    broken_answers::assert_a_read_that_cannot_be_read_is_an_error::<HighLevel>().await;
}

#[tokio::test]
async fn a_refusal_is_explained_whatever_its_body() {
    broken_answers::assert_a_refusal_is_explained_whatever_its_body::<HighLevel>().await;
}

#[tokio::test]
async fn an_answer_that_is_cut_off_is_an_error_whatever_its_status() {
    broken_answers::assert_an_answer_that_is_cut_off_is_an_error::<HighLevel>().await;
}

#[tokio::test]
async fn an_answer_that_is_huge_is_an_error_whatever_its_status() {
    broken_answers::assert_an_answer_that_is_huge_is_an_error::<HighLevel>().await;
}

#[tokio::test]
async fn what_is_no_http_is_an_error() {
    broken_answers::assert_what_is_no_http_is_an_error::<HighLevel>().await;
}
