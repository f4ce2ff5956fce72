//! The `#[tool]` attribute of `crm-mcp-core`, where its manual is.
//!
//! What is written is parsed (`args::Words`, `function::Item`), then checked (`args::Args`, `function::Function`), then
//! expanded (`expand`). A checked type cannot hold a mistake, and every mistake of a tool is reported, not only the
//! first (`mistakes`).

mod args;
mod docs;
mod expand;
mod function;
mod mistakes;

use proc_macro::TokenStream;

#[expect(missing_docs, reason = "the manual is on the re-export in crm-mcp-core, where its examples compile")]
#[proc_macro_attribute]
pub fn tool(args: TokenStream, item: TokenStream) -> TokenStream {
    expand::tool(args.into(), item.into()).into()
}
