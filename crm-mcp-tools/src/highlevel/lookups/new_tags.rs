//! Which tags a write brings in: one that the location does not know is defined there for good.

use std::time::Duration;

use crm_mcp_core::ToolError;
use serde::Deserialize;
use serde_json::json;
use tokio::time::{Instant, timeout_at};

use crate::{
    crm::record::record,
    highlevel::{context::HighLevel, records::NewTags, tables::operations},
};

impl HighLevel {
    /// How long a write may be held up by the question, which it can do without.
    const TAGS_DEADLINE: Duration = Duration::from_secs(2);
    /// How many tags are asked for: each costs the location a request.
    const TAGS_ASKED: usize = 5;

    /// Which of the tags no contact has. To be asked before the write.
    pub(in crate::highlevel) async fn new_tags(&self, tags: &[String]) -> NewTags {
        let deadline = Instant::now() + Self::TAGS_DEADLINE;
        let mut told = NewTags::default();
        let mut left = Self::TAGS_ASKED;
        for tag in tags.iter().filter(|tag| !self.remembered().tags.have(tag)) {
            let answer = if left == 0 { None } else { timeout_at(deadline, self.is_in_use(tag)).await.ok() };
            match answer {
                Some(Ok(true)) => left -= 1,
                Some(Ok(false)) => {
                    left -= 1;
                    told.new_tags.push(tag.clone());
                }
                // What failed once is not asked again and again.
                Some(Err(_)) | None => {
                    left = 0;
                    told.tags_unchecked.push(tag.clone());
                }
            }
        }
        told
    }

    /// Remembers the tags of a contact.
    pub(in crate::highlevel) fn learn_tags<'a>(&self, tags: impl IntoIterator<Item = &'a str>) {
        self.remembered().tags.learn(tags);
    }

    async fn is_in_use(&self, tag: &str) -> Result<bool, ToolError> {
        #[record]
        #[derive(Deserialize)]
        struct Found {
            #[record(needed)]
            total: Option<u64>,
        }
        let body = json!({"pageLimit": 1, "filters": [{"field": "tags", "operator": "eq", "value": tag}]});
        let Found { total } = self.call(&operations::SEARCH_CONTACTS).body(&body)?.send().await?;
        Ok(total != Some(0))
    }
}
