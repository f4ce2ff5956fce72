//! A tool: what it is called, what it does, and the way from JSON arguments to a JSON result.

mod extra_names;
mod output;
mod tool_descriptor;
mod tool_spec;
mod toolset;

use std::{borrow::Cow, fmt, sync::Arc};

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    arguments::{Arguments, Ignored, Names, Shape, ShapeKind},
    call::{BoxFuture, Call},
    schema::{MirroredField, ResultShape, SchemaError, ValueKind},
    tools::{
        handler::{Handler, OnPart, PerCall, handler},
        run_context::RunContext,
    },
    wire::{Icon, IntoToolError, ToolError},
};
use extra_names::ExtraNames;
pub(crate) use output::OutputForm;
use output::finish;
pub use output::{Output, ToolOutput};
pub use tool_spec::ToolSpec;
pub use toolset::Toolset;

/// A tool that works on a context `C`: a CRM bound to one tenant, for instance.
pub struct Tool<C: ?Sized> {
    spec: ToolSpec,
    output: Result<ResultShape, SchemaError>,
    extra_names: ExtraNames<C>,
    handler: Box<dyn Handler<C, ToolOutput>>,
}

impl<C: ?Sized + 'static> Tool<C> {
    /// A tool from its facts, its arguments and its function. This is all that `#[tool]` writes.
    ///
    /// A schema that MCP clients would refuse does not fail here: [`Toolset::new`](crate::Toolset::new) reports it,
    /// with the tool's name.
    ///
    /// ```
    /// use crm_mcp_core::{Arguments, Effect, Tool, ToolError, ToolSpec};
    ///
    /// #[derive(serde::Deserialize, schemars::JsonSchema)]
    /// struct Name { name: String }
    ///
    /// #[derive(serde::Serialize, schemars::JsonSchema)]
    /// struct Greeting { text: String }
    ///
    /// async fn greet(_: &(), args: Name) -> Result<Greeting, ToolError> {
    ///     Ok(Greeting { text: format!("Hello, {}!", args.name) })
    /// }
    ///
    /// let spec = ToolSpec::new("greet", Effect::Read).description("Greets somebody.").public();
    /// let tool = Tool::new(spec, Arguments::<Name>::new(), |context, args, _call| Box::pin(greet(context, args)));
    /// assert_eq!(tool.spec().name, "greet");
    /// ```
    pub fn new<P, T, E, F>(spec: ToolSpec, arguments: Arguments<P>, function: F) -> Self
    where
        P: DeserializeOwned + Send + 'static,
        T: Output + 'static,
        E: IntoToolError + 'static,
        F: for<'a> Fn(&'a C, P, &'a Call) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
    {
        let output = match &spec.output_schema {
            Some(schema) => ResultShape::verbatim(schema.clone()),
            None => ResultShape::of(T::schema(ResultShape::generator())),
        };
        let handler = handler(arguments, function, finish(&output));
        Self { spec, output, extra_names: ExtraNames::none(), handler }
    }

    /// Makes this a tool on `D`. `projection` returns the part of `D` that the tool works on.
    ///
    /// Use it to put tools of several contexts into one toolset: those of a CRM, and those that work on the state of your
    /// program. [`Prompt::on`](crate::Prompt::on) and [`Resource::on`](crate::Resource::on) do the same.
    /// What was said of the tool before ([`bound`](Self::bound), [`context_per_call`](Self::context_per_call)) goes on
    /// working on the part; what is said of it afterwards works on the whole.
    ///
    /// ```
    /// # use crm_mcp_core::{Caller, Tool, ToolError, Toolset, tool, tools};
    /// struct Crm {
    ///     owner: &'static str,
    /// }
    ///
    /// struct App {
    ///     crm: Crm,
    ///     notes: Vec<String>,
    /// }
    ///
    /// /// Says whose CRM it is.
    /// #[tool(read, public)]
    /// async fn whose(crm: &Crm) -> Result<String, ToolError> {
    ///     Ok(crm.owner.to_owned())
    /// }
    ///
    /// /// Lists the notes of this application.
    /// #[tool(read, public)]
    /// async fn list_notes(app: &App) -> Result<Vec<String>, ToolError> {
    ///     Ok(app.notes.clone())
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let of_crm: Vec<Tool<Crm>> = tools![whose];
    /// let tools = Toolset::new(of_crm.into_iter().map(|tool| tool.on(|app: &App| &app.crm)).chain(tools![list_notes]))?;
    ///
    /// let app = App { crm: Crm { owner: "Ada" }, notes: vec!["Call Grace".to_owned()] };
    /// let me = Caller::trusted("me");
    /// assert_eq!(tools.call("whose", "{}", &app, &me).await?.json(), br#""Ada""#);
    /// assert_eq!(tools.call("list_notes", "{}", &app, &me).await?.json(), br#"{"result":["Call Grace"]}"#);
    /// # Ok(())
    /// # }
    /// ```
    pub fn on<D, F>(self, projection: F) -> Tool<D>
    where
        D: ?Sized + 'static,
        F: for<'a> Fn(&'a D) -> &'a C + Send + Sync + 'static,
    {
        let Self { spec, output, extra_names, handler } = self;
        let projection = Arc::new(projection);
        let extra_names = extra_names.on(&projection);
        Tool { spec, output, extra_names, handler: Box::new(OnPart { handler, projection }) }
    }
}

impl<C: Send + Sync + 'static> Tool<C> {
    /// The same tool, whose function gets a context of its own for each call. `make` makes it from the shared context.
    ///
    /// This is for state of one call that the context must know: a time limit, a count of requests. `make` runs once
    /// for each call, before the arguments are read. A call that runs again, because the user has answered a question,
    /// is another call here. The context is dropped when the call ends. If this is used twice, `make` of the second
    /// use runs first, and `make` of the first use gets what it made.
    ///
    /// ```
    /// # use crm_mcp_core::{Caller, ToolError, Toolset, tool, tools};
    /// # #[derive(serde::Serialize, schemars::JsonSchema)]
    /// # struct Seen { requests: u32 }
    /// use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
    ///
    /// #[derive(Default)]
    /// struct Crm {
    ///     /// How many requests the call has sent.
    ///     requests: AtomicU32,
    /// }
    ///
    /// /// Says how many requests it has sent.
    /// #[tool(read, public)]
    /// async fn look(crm: &Crm) -> Result<Seen, ToolError> {
    ///     Ok(Seen { requests: crm.requests.fetch_add(1, Relaxed) + 1 })
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let tools = Toolset::new(tools![look].into_iter().map(|tool| tool.context_per_call(|_, _| Crm::default())))?;
    /// let shared = Crm::default();
    /// for _ in 0..2 {
    ///     let output = tools.call("look", "{}", &shared, &Caller::trusted("me")).await?;
    ///     assert_eq!(output.json(), br#"{"requests":1}"#);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn context_per_call(mut self, make: fn(&C, &Call) -> C) -> Self {
        self.handler = Box::new(PerCall { handler: self.handler, make });
        self
    }
}

impl<C: ?Sized> Tool<C> {
    /// Also takes its arguments with one of these before their names, as another server of the same tool may call
    /// them: `path_contactId` for `contactId`.
    ///
    /// A prefix is looked at only where the name as such is not known, and not in what an argument holds.
    #[must_use]
    pub fn also_prefixed(mut self, prefixes: &'static [&'static str]) -> Self {
        self.extra_names.prefixes = prefixes;
        self
    }

    /// Also takes an argument of this name, which the context has decided: `value` says how.
    ///
    /// A call that gives the same value, as a string or a number, or none (`null`, `""`), works as if it had left the
    /// argument out. Any other is a fault of its arguments, which names the value of the context, and the function
    /// does not run. A field of the same name is an error of the toolset:
    /// [`SetProblem::BoundField`](crate::SetProblem::BoundField).
    ///
    /// ```
    /// # use crm_mcp_core::{Caller, Tool, ToolError, Toolset, tool, tools};
    /// # #[derive(serde::Serialize, schemars::JsonSchema)]
    /// # struct Staff { names: [&'static str; 1] }
    /// struct Shop {
    ///     location: String,
    /// }
    ///
    /// /// Lists who works in the shop.
    /// #[tool(read, public)]
    /// async fn list_staff(_: &Shop) -> Result<Staff, ToolError> {
    ///     Ok(Staff { names: ["Ada"] })
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let bound = |tool: Tool<Shop>| tool.also_prefixed(&["query_"]).bound("locationId", |shop| &shop.location);
    /// let tools = Toolset::new(tools![list_staff].into_iter().map(bound))?;
    /// let (shop, me) = (Shop { location: "L1".to_owned() }, Caller::trusted("me"));
    ///
    /// assert!(tools.call("list_staff", r#"{"query_locationId": "L1"}"#, &shop, &me).await.is_ok());
    /// let error = tools.call("list_staff", r#"{"locationId": "L2"}"#, &shop, &me).await.unwrap_err();
    /// assert!(error.to_string().contains("locationId: expected L1, to which this server is bound"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn bound<F>(mut self, name: impl Into<Cow<'static, str>>, value: F) -> Self
    where
        F: for<'a> Fn(&'a C) -> &'a str + Send + Sync + 'static,
    {
        self.extra_names.bound.insert(name.into(), Box::new(value));
        self
    }

    /// The same tool, with a picture that clients may show beside its name (revision 2025-11-25 and later).
    #[must_use]
    pub fn icon(self, icon: Icon) -> Self {
        Self { spec: self.spec.icon(icon), ..self }
    }

    /// The same tool, with this entry in the `_meta` of its descriptor (revision 2025-06-18 and later).
    #[must_use]
    pub fn meta(self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { spec: self.spec.meta(key, value), ..self }
    }

    /// The facts its author stated.
    pub fn spec(&self) -> &ToolSpec {
        &self.spec
    }

    /// Whether its arguments may come by names that its schema does not tell.
    pub(crate) fn takes_other_names(&self) -> bool {
        !self.extra_names.prefixes.is_empty() || !self.extra_names.bound.is_empty()
    }

    /// What its arguments are.
    pub(crate) fn input(&self) -> Result<&Shape, &SchemaError> {
        self.handler.input()
    }

    /// The arguments that HTTP clients repeat in headers.
    pub(crate) fn mirrored(&self) -> &[MirroredField] {
        self.input().map_or(&[], |shape| &shape.mirrored)
    }

    /// What its result is made into.
    pub(crate) fn output(&self) -> Result<&ResultShape, &SchemaError> {
        self.output.as_ref()
    }

    /// The name of a field that is bound as well, if there is one.
    pub(crate) fn bound_field(&self) -> Option<&str> {
        let ShapeKind::Checked(schema) = &self.input().ok()?.kind else { return None };
        let ValueKind::Object(fields) = &schema.kind else { return None };
        self.extra_names.bound.keys().map(Cow::as_ref).find(|name| fields.place(name).is_some())
    }

    /// Runs the tool. Private to the crate: every way here leads through the gate of a toolset.
    pub(crate) fn run<'a>(
        &'a self,
        context: &'a C,
        arguments: &str,
        call: &'a Call,
    ) -> BoxFuture<'a, Result<ToolOutput, ToolError>> {
        let ExtraNames { prefixes, bound } = &self.extra_names;
        let bound = |name: &str| bound.get(name).map(|value| value(context));
        self.handler.run(
            RunContext::Shared(context),
            arguments,
            Names { prefixes, bound: &bound, ignored: Ignored::OfClients },
            call,
        )
    }
}

impl<C: ?Sized> fmt::Debug for Tool<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Tool").field("spec", &self.spec).finish_non_exhaustive()
    }
}
