//! The lists of tools, prompts and resources that a group of them ends in.

/// The tools of this name, in this order, as a `Vec` of [`Tool`](crate::Tool)s. Each name is that of a function with
/// [`#[tool]`](crate::tool), or a path to one.
///
/// ```
/// # use crm_mcp_core::{Tool, ToolError, tool, tools};
/// # #[derive(serde::Serialize, schemars::JsonSchema)]
/// # struct Greeting { text: &'static str }
/// /// Greets.
/// #[tool(read, public)]
/// async fn greet(_: &str) -> Result<Greeting, ToolError> {
///     Ok(Greeting { text: "Hello" })
/// }
///
/// fn tools() -> Vec<Tool<str>> {
///     tools![greet]
/// }
/// # assert_eq!(tools()[0].spec().name, "greet");
/// ```
#[macro_export]
macro_rules! tools {
    ($($tool:path),* $(,)?) => {
        ::std::vec![$(<$tool>::tool()),*]
    };
}

/// The prompts of this name, in this order, as a `Vec` of [`Prompt`](crate::Prompt)s. Each name is that of a function
/// with [`#[prompt]`](crate::prompt), or a path to one.
#[macro_export]
macro_rules! prompts {
    ($($prompt:path),* $(,)?) => {
        ::std::vec![$(<$prompt>::prompt()),*]
    };
}

/// The resources of this name, in this order, as a `Vec` of [`Resource`](crate::Resource)s. Each name is that of a
/// function with [`#[resource]`](crate::resource), or a path to one.
#[macro_export]
macro_rules! resources {
    ($($resource:path),* $(,)?) => {
        ::std::vec![$(<$resource>::resource()),*]
    };
}
