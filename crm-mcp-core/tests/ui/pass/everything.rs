//! A tool of every form that is allowed, with every warning an error.

#![deny(missing_docs, warnings)]

use std::future;

use crm_mcp_core::{
    Bytes, Call, Caller, Effect, Message, Prompt, Prompts, Resource, Resources, Scope, SoFar, Tool, ToolError, Toolset,
    prompt, prompts, resource, resources, tool, tools,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A CRM behind a trait.
pub trait Crm: Send + Sync {
    /// The name of a contact.
    fn name(&self, id: &str) -> String;
}

/// The arguments of tools on one contact.
#[derive(Deserialize, JsonSchema)]
pub struct ContactId {
    id: String,
}

/// Nothing.
#[derive(Deserialize, JsonSchema)]
pub struct Nothing {}

/// A contact.
#[derive(Serialize, JsonSchema)]
pub struct Contact {
    name: String,
}

/// A page of something.
#[derive(Serialize, JsonSchema)]
pub struct Page<T> {
    items: Vec<T>,
}

/// An error of the tools' own.
pub struct NotFound;

impl From<NotFound> for ToolError {
    fn from(_: NotFound) -> Self {
        ToolError::internal("not found")
    }
}

/// An alias of the result, which the macro cannot know.
pub type Answer<T> = std::result::Result<T, NotFound>;

/// An alias of the arguments.
pub type Reference = ContactId;

/// Scopes may live in a module.
pub mod scopes {
    use crm_mcp_core::Scope;

    /// To read contacts.
    pub const READ: Scope = Scope::new("contacts.readonly");
}

/// Gets one contact.
#[tool(name = "contacts_get-contact", title = "Get contact", read, scope = scopes::READ)]
pub async fn get_contact(crm: &dyn Crm, Reference { id }: Reference) -> Answer<Contact> {
    future::ready(()).await;
    Ok(Contact { name: crm.name(&id) })
}

#[tool(update, idempotent, scopes = [scopes::READ, Scope::new("contacts.write").labelled("Edit Contacts")])]
#[allow(clippy::unused_async)]
/// The doc comment may stand below, beside other attributes.
pub(crate) async fn r#type(crm: &(dyn Crm + 'static), mut args: ContactId) -> Result<Page<Contact>, ToolError> {
    args.id.push('x');
    Ok(Page { items: vec![Contact { name: crm.name(&args.id) }] })
}

// Names that the expansion uses itself.
/// Sends.
#[tool(send, public)]
async fn arguments(_: &dyn Crm, Nothing {}: Nothing) -> Answer<Page<String>> {
    Err(NotFound)
}

/// Is there.
#[cfg(all())]
#[tool(create, public)]
#[cfg(all())]
async fn context(_: &'_ dyn Crm, _: Nothing) -> Answer<Contact> {
    Err(NotFound)
}

/// Is not there.
#[tool(create, public)]
#[cfg(any())]
async fn context(_: &dyn Crm, _: DoesNotExist) -> Answer<Contact> {
    Err(NotFound)
}

macro_rules! deleting {
    ($name:ident, $context:ty, $arguments:ty) => {
        /// Comes from a macro.
        #[tool(delete, public)]
        async fn $name(_: &$context, _: $arguments) -> Answer<Contact> {
            Err(NotFound)
        }
    };
}

deleting!(delete_contact, dyn Crm, ContactId);

mod elsewhere {
    use super::*;

    pub(super) async fn ids(_: &dyn Crm, _: &SoFar) -> Answer<Vec<String>> {
        Ok(Vec::new())
    }

    /// In a module of its own.
    #[tool(read, public)]
    pub(super) async fn ping(_: &dyn Crm, _: Nothing) -> Answer<Contact> {
        Err(NotFound)
    }
}

/// A prompt with every word.
#[prompt(name = "review-contact", title = "Review a contact", scopes = [scopes::READ], complete(id = elsewhere::ids))]
pub async fn so_far(_: &dyn Crm, args: ContactId, _call: &Call) -> Answer<[Message; 1]> {
    Ok([Message::user(args.id)])
}

/// A resource with every word.
#[resource(
    uri = "crm://contacts/{id}/photo", mime_type = "image/png", name = "photo", title = "Photo", scope = scopes::READ,
    complete(id = elsewhere::ids),
)]
async fn photo(_: &(dyn Crm + 'static), _: ContactId) -> Answer<Bytes> {
    Err(NotFound)
}

/// All prompts.
pub fn prompts() -> Vec<Prompt<dyn Crm>> {
    prompts![so_far]
}

/// All resources.
pub fn resources() -> Vec<Resource<dyn Crm>> {
    resources![photo]
}

/// All tools.
pub fn tools() -> Vec<Tool<dyn Crm>> {
    /// Lives in a function.
    #[tool(read, public)]
    async fn inner(_: &dyn Crm, _: Nothing) -> Answer<Contact> {
        Err(NotFound)
    }

    tools![get_contact, r#type, arguments, context, delete_contact, elsewhere::ping, inner]
}

fn main() {
    assert!(Prompts::new(prompts()).is_ok());
    assert!(Resources::new(resources()).is_ok());
    let toolset = Toolset::new(tools()).unwrap();
    let caller = Caller::trusted("test");
    let listed: Vec<_> = toolset.list(&caller).map(|spec| (spec.name, spec.effect)).collect();
    assert_eq!(
        listed,
        [
            ("contacts_get-contact", Effect::Read),
            ("type", Effect::Update),
            ("arguments", Effect::Send),
            ("context", Effect::Create),
            ("delete_contact", Effect::Delete),
            ("ping", Effect::Read),
            ("inner", Effect::Read),
        ]
    );
}
