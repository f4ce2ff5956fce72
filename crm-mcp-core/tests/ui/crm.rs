// What the cases need: a context, its arguments, a record, a scope.

#[allow(unused_imports)]
use crm_mcp_core::{Call, Scope, SoFar, Tool, ToolError, prompt, prompts, resource, resources, tool, tools};

pub struct Crm;

pub const CONTACTS_READ: Scope = Scope::new("contacts.readonly");

#[derive(serde::Deserialize, schemars::JsonSchema)]
pub struct ContactId {
    pub id: String,
}

#[derive(serde::Serialize, schemars::JsonSchema)]
pub struct Contact {
    pub id: String,
}

pub type Result<T, E = ToolError> = std::result::Result<T, E>;

fn main() {}
