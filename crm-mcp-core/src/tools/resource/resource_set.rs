//! The resources a server has, behind the gate: none is seen or read but through here.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use super::{Resource, ResourceSpec};
use crate::{
    access::{
        Caller,
        gate::{self, Guarded},
    },
    arguments::Names,
    call::Call,
    tools::{
        Completion, SoFar,
        log::{Access, report},
        run_context::RunContext,
        set::Set,
        set_error::SetError,
    },
    wire::{CallError, ResourceContents, ToolError},
};

/// A fixed, ordered set of resources on one kind of context.
///
/// ```
/// use crm_mcp_core::{Caller, Resources, ToolError, resource, resources};
///
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// struct Person {
///     name: String,
/// }
///
/// /// A greeting for somebody.
/// #[resource(uri = "demo://greetings/{name}", public)]
/// async fn greeting(_: &(), person: Person) -> Result<String, ToolError> {
///     Ok(format!("Hello, {}!", person.name))
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
    single: Set<Resource<C>>,
    /// Those with a template of URIs.
    templates: Set<Resource<C>>,
}

impl<C: ?Sized> Resources<C> {
    /// The set of these resources, in this order. Their descriptors are rendered here, once.
    pub fn new(resources: impl IntoIterator<Item = Resource<C>>) -> Result<Self, SetError> {
        let mut sets = Self::default();
        for resource in resources {
            let set = if resource.is_template() { &mut sets.templates } else { &mut sets.single };
            set.add(resource)?;
        }
        Ok(sets)
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
        self.run(uri, context, &call.begin_run(uri, "")).await
    }

    /// The same by a call that is for this run.
    pub(crate) async fn run(&self, uri: &str, context: &C, call: &Call) -> Result<ResourceContents, CallError> {
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
        Ok(ResourceContents { uri: uri.to_owned().into(), mime_type: resource.mime_type.clone(), data })
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
        Ok(completion.map_err(|mut error| {
            report(Resource::<C>::KIND, template, caller, &mut error);
            error
        })?)
    }

    /// The resources with a URI of their own, as clients are shown them.
    pub(crate) fn single(&self) -> &Set<Resource<C>> {
        &self.single
    }

    /// The resources with a template of URIs, as clients are shown them.
    pub(crate) fn templates(&self) -> &Set<Resource<C>> {
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
    fn find<'u>(&self, uri: &'u str) -> (Option<&Resource<C>>, BTreeMap<&str, Cow<'u, str>>) {
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

fn values<'u, 'r, C: ?Sized>(resource: &'r Resource<C>, uri: &'u str) -> Option<BTreeMap<&'r str, Cow<'u, str>>> {
    Some(resource.template.as_ref()?.values(uri)?.into_iter().collect())
}

impl<C: ?Sized> Default for Resources<C> {
    /// No resources.
    fn default() -> Self {
        Self { single: Set::default(), templates: Set::default() }
    }
}

impl<C: ?Sized> fmt::Debug for Resources<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Resources").field("single", &self.single).field("templates", &self.templates).finish()
    }
}
