//! Adding and removing a contact's tags.

use crm_mcp_core::{Call, ErrorCode, Fault, ToolError, tool};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use crate::{
    crm::value::Id,
    highlevel::{
        changes::{
            applied,
            location_change::{Edit, LocationChange},
            whom::Whom,
        },
        context::HighLevel,
        records::TagList,
        tables::{operations, scopes::CONTACTS_WRITE},
        tools::given_texts::not_empty,
    },
};

/// Which tags of which contact. There must be one, and none may be blank; spaces around a tag are left out.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContactTags {
    /// Contact's id.
    pub contact_id: Id,
    /// Names of the tags.
    #[schemars(length(min = 1), inner(length(min = 1)))]
    pub tags: Vec<String>,
}

impl ContactTags {
    /// These tags of this contact.
    pub fn new<T: Into<String>>(contact: &Id, tags: impl IntoIterator<Item = T>) -> Self {
        Self { contact_id: contact.clone(), tags: tags.into_iter().map(Into::into).collect() }
    }
}

/// Adds tags to a contact and keeps those it has.
///
/// A new tag is defined in the location for good (newTags tells); a tag may start workflows.
#[tool(name = "contacts_add-tags", title = "Add tags", create, idempotent, open_world, scope = CONTACTS_WRITE)]
pub(super) async fn add_tags(crm: &HighLevel, args: ContactTags, call: &Call) -> Result<TagList, ToolError> {
    let names = trimmed(&args.tags)?;
    let request = crm.call(&operations::ADD_TAGS).id(&args.contact_id).body(&json!({"tags": names}))?;
    let change = LocationChange::new("Add tags to", Whom::Contact(&args.contact_id), Edit::Tags).with_tags(&names);
    let done = request.carry_out(call, &change).await?;
    let (TagList { tags, .. }, new) = (done.answer, done.found.new_tags);
    let not_applied = tags.as_deref().map(|now| applied::tags_lacking(&names, now)).unwrap_or_default();
    Ok(TagList { tags, not_applied, new })
}

impl HighLevel {
    /// Adds tags to a contact and keeps those it has.
    pub async fn add_tags(&self, tags: ContactTags, call: &Call) -> Result<TagList, ToolError> {
        add_tags(self, tags, call).await
    }
}

/// Removes tags from a contact.
///
/// They stay defined in the location.
#[tool(name = "contacts_remove-tags", title = "Remove tags", delete, open_world, scope = CONTACTS_WRITE)]
pub(super) async fn remove_tags(crm: &HighLevel, args: ContactTags, call: &Call) -> Result<TagList, ToolError> {
    let names = trimmed(&args.tags)?;
    let request = crm.call(&operations::REMOVE_TAGS).id(&args.contact_id).body(&json!({"tags": names}))?;
    let change = LocationChange::new("Remove tags from", Whom::Contact(&args.contact_id), Edit::Tags);
    let list: TagList = request.carry_out(call, &change).await?.answer;
    let not_applied = list.tags.as_deref().map(|now| applied::tags_left(&names, now)).unwrap_or_default();
    Ok(TagList { not_applied, ..list })
}

impl HighLevel {
    /// Removes tags from a contact.
    pub async fn remove_tags(&self, tags: ContactTags, call: &Call) -> Result<TagList, ToolError> {
        remove_tags(self, tags, call).await
    }
}

/// The names without spaces around them, which would make a new tag of a known one.
fn trimmed(tags: &[String]) -> Result<Vec<String>, ToolError> {
    if tags.is_empty() {
        let fault = Fault::new("tags", "a non-empty array, each a non-empty string", "0 items");
        return Err(ToolError::invalid_arguments(vec![fault]));
    }
    for (place, tag) in tags.iter().enumerate() {
        not_empty(&format!("tags[{place}]"), tag)?;
    }
    if let Some(blank) = tags.iter().position(|tag| tag.trim().is_empty()) {
        return Err(ToolError::new(ErrorCode::InvalidArguments, format!("tags[{blank}] is blank"))
            .with_next_step("name the tag"));
    }
    Ok(tags.iter().map(|tag| tag.trim().to_owned()).collect())
}

/// The tags of a contact that is written: without blank ones, and without spaces around names.
pub(super) fn without_blanks(tags: &[String]) -> Vec<String> {
    tags.iter().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect()
}
