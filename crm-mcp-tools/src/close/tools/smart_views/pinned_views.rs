//! Which smart views a user has pinned.

use std::collections::HashSet;

use crm_mcp_core::{ErrorCode, ToolError};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    close::{
        context::Close,
        tables::{
            operations::{GET_ME, GET_PINNED_VIEWS},
            record_kinds::SMART_VIEW,
        },
    },
    crm::value::Id,
};

impl Close {
    /// The ids of the views that the user whose credential it is has pinned.
    pub(super) async fn pinned_views(&self) -> Result<HashSet<String>, ToolError> {
        #[derive(Deserialize)]
        struct Membership {
            id: Id,
        }
        #[derive(Deserialize)]
        struct Myself {
            #[serde(default)]
            memberships: Vec<Membership>,
        }
        // A credential is of one organization, and so is the membership.
        let Myself { memberships } = self.call(&GET_ME).send().await?;
        let membership = memberships.first().ok_or_else(|| {
            ToolError::new(ErrorCode::Unavailable, "Close does not say which smart views this user has pinned")
                .with_next_step("list all smart views")
        })?;
        let answer: Value = self.call(&GET_PINNED_VIEWS).id(&membership.id).send().await?;
        let mut pinned = HashSet::new();
        collect(&answer, &mut pinned);
        Ok(pinned)
    }
}

/// Takes the ids of views out of an answer. Its form is not documented; an id of a view is one wherever it stands.
fn collect(answer: &Value, pinned: &mut HashSet<String>) {
    match answer {
        Value::String(text) if text.starts_with(SMART_VIEW.prefix) => {
            pinned.insert(text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, pinned)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, pinned)),
        _ => {}
    }
}
