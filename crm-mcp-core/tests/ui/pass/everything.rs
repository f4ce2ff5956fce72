//! A tool of every form that is allowed, with every warning an error.

#![deny(missing_docs, warnings)]

use std::future;

use crm_mcp_core::{
    ResourceBytes, Call, Caller, Effect, PromptMessage, Prompt, Prompts, Resource, Resources, Scope, SoFar, Tool, ToolError, Toolset,
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

/// An alias of the call.
pub type OtherName = Call;

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
async fn arguments(_: &dyn Crm) -> Answer<Page<String>> {
    Err(NotFound)
}

/// Is there.
#[cfg(all())]
#[tool(create, public)]
#[cfg(all())]
async fn context(_: &'_ dyn Crm) -> Answer<Contact> {
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
    pub(super) async fn ping(_: &dyn Crm) -> Answer<Contact> {
        Err(NotFound)
    }
}

/// A prompt with every word.
#[prompt(name = "review-contact", title = "Review a contact", scopes = [scopes::READ], complete(id = elsewhere::ids))]
pub async fn so_far(_: &dyn Crm, args: ContactId, _call: &Call) -> Answer<[PromptMessage; 1]> {
    Ok([PromptMessage::user(args.id)])
}

/// A resource with every word.
#[resource(
    uri = "crm://contacts/{id}/photo", mime_type = "image/png", name = "photo", title = "Photo", scope = scopes::READ,
    complete(id = elsewhere::ids),
)]
async fn photo(_: &(dyn Crm + 'static), _: ContactId) -> Answer<ResourceBytes> {
    Err(NotFound)
}

/// Takes the call under another name, and no arguments.
#[tool(read, public)]
async fn call(_: &dyn Crm, call: &OtherName) -> Answer<String> {
    Ok(call.client().forms.to_string())
}

/// Takes arguments and the call, and works on any context.
#[tool(read, public)]
async fn without_context(args: ContactId, _: &Call) -> Answer<Vec<String>> {
    Ok(vec![args.id])
}

/// Takes nothing and returns nothing.
#[tool(create, public)]
pub async fn without_anything() -> Answer<()> {
    Ok(())
}

/// A type of the name that an expansion could use for its parameter.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct C {
    id: String,
}

/// Works on any context, and returns its arguments.
#[tool(read, public)]
async fn same(args: C) -> Answer<Option<C>> {
    Ok(Some(args))
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
    async fn inner(_: &dyn Crm) -> Answer<Contact> {
        Err(NotFound)
    }

    tools![
        get_contact,
        r#type,
        arguments,
        context,
        delete_contact,
        elsewhere::ping,
        inner,
        call,
        without_context,
        without_anything,
        same,
    ]
}

fn main() {
    assert!(Prompts::new(prompts()).is_ok());
    assert!(Resources::new(resources()).is_ok());
    let toolset = Toolset::new(tools()).unwrap();
    let caller = Caller::trusted("test");
    let listed: Vec<_> = toolset.list(&caller).map(|spec| (&*spec.name, spec.effect)).collect();
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
            ("call", Effect::Read),
            ("without_context", Effect::Read),
            ("without_anything", Effect::Create),
            ("same", Effect::Read),
        ]
    );
}
