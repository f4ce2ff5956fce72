//! Tools, prompts and resources by way of a crate that re-exports `crm_mcp_core`: nothing here may need it by its own name.

#![deny(warnings)]

/// As a crate would look that hands the library on to its users.
mod facade {
    pub mod core {
        pub use real::*;
    }

    /// `$crate` leads to this crate from wherever the macro is used.
    macro_rules! reading {
        ($name:ident) => {
            /// Comes from a macro.
            #[tool(read, public, crate = $crate::facade::core)]
            async fn $name(_: &Crm, args: ContactId, _call: &Call) -> Result<String, ToolError> {
                Ok(args.id)
            }
        };
    }
    pub(crate) use reading;
}

// The name is taken by something else.
extern crate crm_mcp_core as real;
#[allow(unused_imports)]
use std as crm_mcp_core;

use facade::core::{
    Call, PromptMessage, Prompts, Resources, SoFar, ToolError, Toolset, prompt, prompts, resource, resources, tool, tools,
};

struct Crm;

#[derive(serde::Deserialize, facade::core::schemars::JsonSchema)]
#[schemars(crate = "facade::core::schemars")]
struct ContactId {
    id: String,
}

facade::reading!(get_contact);

/// Takes nothing.
#[tool(create, public, crate = facade::core)]
async fn ping() -> Result<(), ToolError> {
    Ok(())
}

async fn ids(_: &Crm, _: &SoFar) -> Result<Vec<String>, ToolError> {
    Ok(Vec::new())
}

/// Reviews a contact.
#[prompt(public, complete(id = ids), crate = facade::core)]
async fn review(_: &Crm, args: ContactId) -> Result<[PromptMessage; 1], ToolError> {
    Ok([PromptMessage::user(args.id)])
}

/// One contact.
#[resource(uri = "crm://contacts/{id}", public, crate = crate::facade::core)]
async fn contact(_: &Crm, args: ContactId) -> Result<String, ToolError> {
    Ok(args.id)
}

fn main() {
    assert!(Toolset::<Crm>::new(tools![get_contact, ping]).is_ok());
    assert!(Prompts::new(prompts![review]).is_ok());
    assert!(Resources::new(resources![contact]).is_ok());
}
