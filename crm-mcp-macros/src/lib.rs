//! The attributes of `crm-mcp-core` (`#[tool]`, `#[prompt]`, `#[resource]`) and of `crm-mcp-tools` (`#[record]`). Their manuals
//! are there.
//!
//! What is written is parsed (`args::Words`, `function::Item`), then checked (`args::Args`, `function::Function`), then
//! expanded (`expand`). A checked type cannot hold a mistake, and every mistake is reported, not only the first
//! (`mistakes`). The attributes on functions take the same way and differ in data (`kind`); the one on structs has a way of its
//! own (`record`).

mod args;
mod core_path;
mod docs;
mod expand;
mod function;
mod kind;
mod mistakes;
mod owned;
mod parameters;
mod record;
mod text;

use proc_macro::TokenStream;

use kind::Kind;

#[expect(missing_docs, reason = "the manual is on the re-export in crm-mcp-core, where its examples compile")]
#[proc_macro_attribute]
pub fn tool(args: TokenStream, item: TokenStream) -> TokenStream {
    expand::expand(Kind::Tool, args.into(), item.into()).into()
}

#[expect(missing_docs, reason = "the manual is on the re-export in crm-mcp-core, where its examples compile")]
#[proc_macro_attribute]
pub fn prompt(args: TokenStream, item: TokenStream) -> TokenStream {
    expand::expand(Kind::Prompt, args.into(), item.into()).into()
}

#[expect(missing_docs, reason = "the manual is on the re-export in crm-mcp-core, where its examples compile")]
#[proc_macro_attribute]
pub fn resource(args: TokenStream, item: TokenStream) -> TokenStream {
    expand::expand(Kind::Resource, args.into(), item.into()).into()
}

#[expect(missing_docs, reason = "the manual is on the re-export in crm-mcp-tools, where its example compiles")]
#[proc_macro_attribute]
pub fn record(args: TokenStream, item: TokenStream) -> TokenStream {
    record::expand(args.into(), item.into()).into()
}
