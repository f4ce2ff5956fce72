//! How long a tag that a contact has counts as known.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_tools::{
    api::{Upstream, UpstreamError},
    highlevel::Client,
};
use http::{Request, Response};
use serde_json::{Value, json};
use tokio::time::advance;

use crate::support::{answer, call, location};

/// A vendor that adds every tag. So many contacts have a tag that is searched for.
#[derive(Clone, Default)]
struct Tags {
    found: Arc<AtomicU32>,
    searched: Arc<AtomicU32>,
}

#[async_trait]
impl Upstream for Tags {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        if request.uri().path() == "/contacts/search" {
            self.searched.fetch_add(1, Relaxed);
            let found = json!({"contacts": [], "total": self.found.load(Relaxed)});
            return Ok(answer(200, found.to_string()));
        }
        Ok(answer(201, r#"{"tags":["vip"]}"#))
    }
}

#[tokio::test(start_paused = true)]
async fn a_tag_that_was_deleted_in_highlevel_is_new_again_after_ten_minutes() {
    let vendor = Tags::default();
    let crm = location(&Client::over(vendor.clone()));
    let new_tags = async || {
        let answer = call(&crm, "contacts_add-tags", json!({"contactId": "c1", "tags": ["vip"]})).await.unwrap();
        answer["newTags"].clone()
    };
    vendor.found.store(1, Relaxed);
    assert_eq!((new_tags().await, vendor.searched.load(Relaxed)), (Value::Null, 1));

    vendor.found.store(0, Relaxed);
    advance(Duration::from_secs(599)).await;
    assert_eq!((new_tags().await, vendor.searched.load(Relaxed)), (Value::Null, 1), "known, and seen once more");
    advance(Duration::from_secs(599)).await;
    assert_eq!((new_tags().await, vendor.searched.load(Relaxed)), (Value::Null, 1));
    advance(Duration::from_mins(10)).await;
    assert_eq!((new_tags().await, vendor.searched.load(Relaxed)), (json!(["vip"]), 2));
}
