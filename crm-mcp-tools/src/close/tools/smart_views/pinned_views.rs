//! Which smart views a user has pinned.

use std::collections::HashSet;

use crm_mcp_core::{ErrorCode, ToolError};
use serde_json::Value;

use crate::{
    close::{
        context::Close,
        tables::{operations::GET_PINNED_VIEWS, record_kinds::SMART_VIEW},
    },
    crm::value::Id,
};

impl Close {
    /// The ids of the views that the user whose credential it is has pinned.
    pub(super) async fn pinned_views(&self) -> Result<HashSet<String>, ToolError> {
        let (me, organization) = self.me().await?;
        let memberships = me.others.get("memberships").and_then(Value::as_array).into_iter().flatten();
        let mut own = memberships.filter(|membership| {
            membership.get("organization_id").and_then(Value::as_str) == Some(organization.as_str())
        });
        let membership = own.find_map(|membership| membership.get("id")?.as_str()?.parse::<Id>().ok());
        let membership = membership.ok_or_else(|| {
            ToolError::new(ErrorCode::Unavailable, "Close does not say which smart views this user has pinned")
                .with_next_step("list all smart views")
        })?;
        let answer: Value = self.call(&GET_PINNED_VIEWS).id(&membership).send().await?;
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
