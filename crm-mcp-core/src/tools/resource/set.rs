//! The resources a server has, behind the gate: none is seen or read but through here.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use super::{Resource, ResourceSpec, template::UriTemplate};
use crate::{
    access::{
        Caller,
        gate::{self, Guarded},
    },
    arguments::Names,
    call::Call,
    schema::SchemaError,
    tools::{
        Completion, SoFar,
        listing::{Listing, is_name},
        log::{Access, report},
        run_context::RunContext,
    },
    wire::{CallError, ResourceContents, ToolError},
};

/// A fixed, ordered set of resources on one kind of context.
///
/// ```
/// use crm_mcp_core::{Caller, Resources, Text, ToolError, resource, resources};
///
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// struct Person {
///     name: String,
/// }
///
/// /// A greeting for somebody.
/// #[resource(uri = "demo://greetings/{name}", public)]
/// async fn greeting(_: &(), person: Person) -> Result<Text, ToolError> {
///     Ok(Text(format!("Hello, {}!", person.name)))
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let resources = Resources::new(resources![greeting])?;
/// let contents = resources.read("demo://greetings/Ada%20L.", &(), &Caller::trusted("me")).await?;
/// assert_eq!((contents.mime_type(), contents.text()), ("text/plain", Some("Hello, Ada L.!")));
/// # Ok(())
/// # }
/// ```
pub struct Resources<C: ?Sized> {
    /// Those with a URI of their own.
    single: Listing<Resource<C>>,
    /// Those with a template of URIs.
    templates: Listing<Resource<C>>,
}

/// Why a set of resources was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ResourcesError {
    /// A name that some clients refuse.
    #[error("`{name}` is not a valid resource name: 1 to 64 of A-Z a-z 0-9 _ -, beginning with a letter")]
    BadName {
        /// The name as given.
        name: &'static str,
    },
    /// A URI that is none, or a template that is not of the simplest kind.
    #[error(
        "`{uri}` is no URI and no template of URIs: write a scheme, as in `crm://pipelines`, and each variable by itself \
         between the separators, as in `crm://contacts/{{contactId}}`"
    )]
    BadUri {
        /// The URI as given.
        uri: &'static str,
    },
    /// Two resources under one URI.
    #[error("resources `{first}` and `{second}` have URIs in common; change one")]
    SameUri {
        /// The resource listed first.
        first: &'static str,
        /// The resource listed later.
        second: &'static str,
    },
    /// A variable of a template that is no field of the arguments.
    #[error("resource `{uri}`: variable `{variable}` is no field of its arguments; add one of this name")]
    NoField {
        /// The resource.
        uri: &'static str,
        /// The variable.
        variable: &'static str,
    },
    /// A required field of the arguments that is no variable of the template.
    #[error(
        "resource `{uri}`: its URI has no variable `{{{field}}}` for the required field; add it, or make the field optional"
    )]
    NoVariable {
        /// The resource.
        uri: &'static str,
        /// The field.
        field: String,
    },
    /// A variable that no text can stand for.
    #[error("resource `{uri}`: `{field}` cannot come as text; make it a string, a number, a boolean or an enum")]
    NoText {
        /// The resource.
        uri: &'static str,
        /// The field.
        field: String,
    },
    /// A function completes a variable that the template does not have.
    #[error("resource `{uri}`: there is no variable `{variable}` to complete; name one of its URI")]
    NothingToComplete {
        /// The resource.
        uri: &'static str,
        /// The variable.
        variable: &'static str,
    },
    /// Arguments that make no schema.
    #[error("resource `{uri}`: {error}")]
    Schema {
        /// The resource.
        uri: &'static str,
        /// What is wrong with its arguments.
        error: SchemaError,
    },
}

impl<C: ?Sized> Resources<C> {
    /// The set of these resources, in this order. Their descriptors are rendered here, once.
    pub fn new(resources: impl IntoIterator<Item = Resource<C>>) -> Result<Self, ResourcesError> {
        let mut set = Self::default();
        for resource in resources {
            let template = resource.checked_template()?;
            let overlaps = |other: &&Resource<C>| other.template.as_ref().is_some_and(|other| other.overlaps(template));
            if let Some(first) = set.single.items().chain(set.templates.items()).find(overlaps) {
                return Err(ResourcesError::SameUri { first: first.spec.uri, second: resource.spec.uri });
            }
            let is_template = template.variables().next().is_some();
            let descriptors = resource.descriptors(is_template);
            let listing = if is_template { &mut set.templates } else { &mut set.single };
            listing.push(resource, descriptors);
        }
        Ok(set)
    }

    /// The facts of the resources that `caller` is shown: those with a URI of their own, then those with a template.
    pub fn list<'a>(&'a self, caller: &'a Caller) -> impl Iterator<Item = &'a ResourceSpec> {
        let visible = self.single.visible(caller).chain(self.templates.visible(caller));
        visible.map(|(_, resource)| resource.item().spec())
    }

    /// Reads what is under a URI.
    pub async fn read(&self, uri: &str, context: &C, caller: &Caller) -> Result<ResourceContents, CallError> {
        self.read_with(uri, context, &Call::by(caller)).await
    }

    /// The same for the caller of `call`, which also says what becomes of progress and of questions to the user.
    pub async fn read_with(&self, uri: &str, context: &C, call: &Call) -> Result<ResourceContents, CallError> {
        let caller = call.caller();
        let (found, values) = self.find(uri);
        let mut access = Access::begin::<Resource<C>>(uri, call);
        let resource = gate::admit(found, uri, caller);
        let resource = resource.map_err(|error| error.suggesting(|| self.single.nearest(uri, caller)));
        let resource = access.admitted(resource)?;
        let arguments = serde_json::to_string(&values).map_err(ToolError::internal)?;
        let data = access.ended(
            call.unless_cancelled(resource.handler.run(RunContext::Shared(context), &arguments, Names::NONE, call))
                .await,
        )?;
        Ok(ResourceContents { uri: uri.to_owned().into(), mime_type: resource.mime_type.into(), data })
    }

    /// What a variable of a template may go on to; nothing where no function completes it.
    pub async fn complete(
        &self,
        template: &str,
        variable: &str,
        so_far: &SoFar,
        context: &C,
        caller: &Caller,
    ) -> Result<Completion, CallError> {
        let resource = self.templates.find(template, caller)?;
        let completion = resource.completers.complete(variable, context, so_far).await;
        Ok(completion.inspect_err(|error| report(Resource::<C>::KIND, template, caller, error))?)
    }

    /// The resources with a URI of their own, as clients are shown them.
    pub(crate) fn single(&self) -> &Listing<Resource<C>> {
        &self.single
    }

    /// The resources with a template of URIs, as clients are shown them.
    pub(crate) fn templates(&self) -> &Listing<Resource<C>> {
        &self.templates
    }

    /// Whether `caller` may read what is under this URI.
    pub(crate) fn admits(&self, uri: &str, caller: &Caller) -> bool {
        gate::admit(self.find(uri).0, uri, caller).is_ok()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.single.is_empty() && self.templates.is_empty()
    }

    /// Whether any variable is completed.
    pub(crate) fn complete_something(&self) -> bool {
        self.templates.items().any(|resource| !resource.completers.is_empty())
    }

    /// The resource under a URI, whoever may have it, and the values of its variables.
    fn find<'u>(&self, uri: &'u str) -> (Option<&Resource<C>>, BTreeMap<&'static str, Cow<'u, str>>) {
        if let Some(resource) = self.single.get(uri) {
            return (Some(resource), BTreeMap::new());
        }
        let fitting = |resource| Some((resource, values(resource, uri)?));
        match self.templates.items().find_map(fitting) {
            Some((resource, values)) => (Some(resource), values),
            None => (None, BTreeMap::new()),
        }
    }
}

fn values<'u, C: ?Sized>(resource: &Resource<C>, uri: &'u str) -> Option<BTreeMap<&'static str, Cow<'u, str>>> {
    Some(resource.template.as_ref()?.values(uri)?.into_iter().collect())
}

impl<C: ?Sized> Resource<C> {
    /// Its URI, if that is one, and agrees with the arguments and with what is completed.
    fn checked_template(&self) -> Result<&UriTemplate, ResourcesError> {
        let ResourceSpec { name, uri, .. } = self.spec;
        if !is_name(name) {
            return Err(ResourcesError::BadName { name });
        }
        let template = self.template.as_ref().ok_or(ResourcesError::BadUri { uri })?;
        let fields = self.fields.as_ref().map_err(|error| ResourcesError::Schema { uri, error: error.clone() })?;
        let variables: Vec<_> = template.variables().collect();
        for variable in &variables {
            match fields.iter().find(|field| field.name == *variable) {
                None => return Err(ResourcesError::NoField { uri, variable }),
                Some(field) if !field.is_plain => {
                    return Err(ResourcesError::NoText { uri, field: field.name.clone() });
                }
                Some(_) => {}
            }
        }
        if let Some(field) = fields.iter().find(|field| field.required && !variables.contains(&&*field.name)) {
            return Err(ResourcesError::NoVariable { uri, field: field.name.clone() });
        }
        match self.completers.arguments().find(|variable| !variables.contains(variable)) {
            Some(variable) => Err(ResourcesError::NothingToComplete { uri, variable }),
            None => Ok(template),
        }
    }
}

impl<C: ?Sized> Default for Resources<C> {
    /// No resources.
    fn default() -> Self {
        Self { single: Listing::default(), templates: Listing::default() }
    }
}

impl<C: ?Sized> fmt::Debug for Resources<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Resources").field("single", &self.single).field("templates", &self.templates).finish()
    }
}
