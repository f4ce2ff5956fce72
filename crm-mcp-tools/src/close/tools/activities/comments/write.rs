//! Creating comments.

use crm_mcp_core::{Call, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        records::Comment,
        shapes::given_fields::fields_of,
        shapes::{RichText, WrittenRecord},
        tables::{operations::CREATE_COMMENT, record_kinds::COMMENT},
    },
    crm::value::Id,
};

/// A comment to create.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NewComment {
    /// Id of the activity, opportunity, task or custom object.
    pub object_id: Id,
    /// The text, or simple HTML; the mention_html of org_users or find_groups in it notifies them.
    pub body: RichText,
}

/// Adds a comment to the thread of an object.
#[tool(title = "Create comment", create, public)]
pub async fn create_comment(crm: &Close, args: NewComment, call: &Call) -> Result<WrittenRecord<Comment>, ToolError> {
    crm.create(&COMMENT, &CREATE_COMMENT, &fields_of(&args)?, call).await
}
