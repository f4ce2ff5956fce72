//! Which tags a write brings in: one that the location does not know is defined there for good.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use crm_mcp_core::ToolError;
use serde::Deserialize;
use serde_json::json;
use tokio::time::timeout;

use crate::highlevel::{HighLevel, lenient, operation};

/// The tags that contacts of the location are known to have, in lower case, as the vendor compares them.
#[derive(Debug, Default)]
pub(in crate::highlevel) struct KnownTags(Mutex<HashSet<String>>);

impl KnownTags {
    /// Beyond that many they are learnt anew: whoever calls may make up tags.
    const CAPACITY: usize = 10_000;

    fn have(&self, tag: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(&tag.to_lowercase())
    }

    fn learn<'a>(&self, tags: impl IntoIterator<Item = &'a String>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.extend(tags.into_iter().map(|tag| tag.to_lowercase()));
        if known.len() > Self::CAPACITY {
            known.clear();
        }
    }
}

impl HighLevel {
    /// How long a write may be held up by the question, which it can do without.
    const TAGS_DEADLINE: Duration = Duration::from_secs(2);

    /// Those of the tags that no contact has. To be asked before the write; where the answer cannot be had soon, none.
    pub(super) async fn new_tags(&self, tags: &[String]) -> Vec<String> {
        let ask = async {
            let mut new = Vec::new();
            for tag in tags.iter().filter(|tag| !self.tenant.tags.have(tag)) {
                if !self.is_in_use(tag).await? {
                    new.push(tag.clone());
                }
            }
            Ok::<_, ToolError>(new)
        };
        timeout(Self::TAGS_DEADLINE, ask).await.unwrap_or(Ok(Vec::new())).unwrap_or_default()
    }

    /// Remembers the tags of a contact that was written.
    pub(super) fn learn_tags(&self, tags: &[String]) {
        self.tenant.tags.learn(tags);
    }

    async fn is_in_use(&self, tag: &str) -> Result<bool, ToolError> {
        #[derive(Deserialize)]
        struct Found {
            #[serde(deserialize_with = "lenient::count")]
            total: Option<u64>,
        }
        let body = json!({"pageLimit": 1, "filters": [{"field": "tags", "operator": "eq", "value": tag}]});
        let Found { total } = self.call(&operation::SEARCH_CONTACTS).body(&body)?.send().await?;
        Ok(total != Some(0))
    }
}
