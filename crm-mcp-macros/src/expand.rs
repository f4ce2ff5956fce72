//! What `#[tool]` emits: the function as it was, and beside it a handle of the same name, which `tools![…]` finds.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Ident, spanned::Spanned};

use crate::{
    args::{Args, Words},
    function::{Function, Item},
    mistakes::both,
};

/// The expansion of `#[tool(attribute)] item`.
///
/// The item stays as it was, whatever is wrong with it: the editor must not lose the function while one types.
pub(crate) fn tool(attribute: TokenStream, mut item: TokenStream) -> TokenStream {
    let handle = match syn::parse2::<Item>(item.clone()) {
        Ok(item) => handle(attribute, &item),
        Err(error) => error.into_compile_error(),
    };
    item.extend(handle);
    item
}

fn handle(attribute: TokenStream, item: &Item) -> TokenStream {
    let name = &item.signature.ident;
    let args = syn::parse2(attribute).and_then(|words: Words| Args::check(words, name));
    match both(args, Function::check(item)) {
        Ok((args, function)) => with_handle(item, &constructor(name, &args, &function)),
        // Among methods there can be no struct, and no list can name one of them.
        Err(error) if item.signature.receiver().is_some() => error.into_compile_error(),
        Err(error) => {
            let error = error.into_compile_error();
            let handle = with_handle(item, &stand_in());
            quote! { #error #handle }
        }
    }
}

/// A braced struct lives among the types, a function among the values: they can share a name, its span (where the
/// compiler then reports a tool that no list holds) and the function's visibility. A `#[cfg]` needs no copy: wherever it
/// stands, the compiler heeds it before this macro.
fn with_handle(item: &Item, constructor: &TokenStream) -> TokenStream {
    let Item { visibility, signature, .. } = item;
    let name = &signature.ident;
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #visibility struct #name {}

        impl #name {
            #visibility #constructor
        }
    }
}

/// The thin part: facts, and one call of `Tool::new`.
fn constructor(function_name: &Ident, args: &Args, function: &Function) -> TokenStream {
    let Args { effect, idempotent, scopes, name, title } = args;
    let Function { description, context, arguments, takes_call, output } = function;
    let effect = Ident::new(&capitalised(&effect.to_string()), effect.span());
    let title = if let Some(title) = title {
        quote! { ::core::option::Option::Some(#title) }
    } else {
        quote! { ::core::option::Option::None }
    };
    // Out of reach of the user's names: a tool may be called `context` or `arguments`.
    let [with_context, with_arguments, call] =
        ["context", "arguments", "call"].map(|name| Ident::new(name, Span::mixed_site()));
    let (with_call, passed_call) =
        if *takes_call { (quote! { #call }, quote! { , #call }) } else { (quote! { _ }, quote! {}) };
    let spec = quote! {
        ::crm_mcp_core::ToolSpec {
            name: #name,
            title: #title,
            description: #description,
            effect: ::crm_mcp_core::Effect::#effect,
            idempotent: #idempotent,
            scopes: const { &[#(#scopes),*] },
        }
    };
    // The spans decide where the compiler reports a type that is no good: what the arguments lack at their type, what
    // the result, the error or the future lack at the return type.
    let new_arguments = quote_spanned! { arguments.span() => ::crm_mcp_core::Arguments::<#arguments>::new() };
    let new_tool = quote_spanned! { output.span() =>
        ::crm_mcp_core::Tool::new(#spec, #new_arguments, |#with_context, #with_arguments: #arguments, #with_call| {
            ::std::boxed::Box::pin(#function_name(#with_context, #with_arguments #passed_call))
        })
    };
    quote! {
        fn tool() -> ::crm_mcp_core::Tool<#context> {
            #new_tool
        }
    }
}

/// After a mistake: fits any list, so that `tools![…]` adds no mistakes of its own.
fn stand_in() -> TokenStream {
    quote! {
        fn tool<C: ?::core::marker::Sized>() -> ::crm_mcp_core::Tool<C> {
            ::core::unreachable!()
        }
    }
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn expansion(attribute: TokenStream, item: TokenStream) -> String {
        prettyplease::unparse(&syn::parse2(tool(attribute, item)).unwrap())
    }

    #[test]
    fn a_tool() {
        let code = expansion(
            quote! { name = "contacts_get-contact", title = "Get contact", read, scope = scopes::CONTACTS_READ },
            quote! {
                /// Finds one contact by id, with its tags and custom fields.
                ///
                /// Use `contacts_get-contacts` to search when the id is not known.
                async fn get_contact(crm: &HighLevel, args: ContactRef) -> Result<Contact> {
                    crm.get(format_args!("/contacts/{}", args.contact_id)).await
                }
            },
        );
        insta::assert_snapshot!(code);
    }

    #[test]
    fn a_tool_with_everything_else() {
        let code = expansion(
            quote! { create, idempotent, scopes = [CONTACTS_WRITE, Scope::new("tags")] },
            quote! {
                /// Tags a contact.
                #[allow(clippy::unused_async)]
                pub(crate) async fn r#type(
                    crm: &(dyn Crm + Sync),
                    Tags { id, tags }: Tags,
                    call: &Call,
                ) -> Page<Tag> {}
            },
        );
        insta::assert_snapshot!(code);
    }

    #[test]
    fn a_tool_with_mistakes() {
        let ping = quote! { pub async fn ping(_: &(), _: Nothing) -> Result<Pong> {} };
        let code = expansion(quote! { reed, public }, ping);
        insta::assert_snapshot!(code);
    }

    #[test]
    fn no_function() {
        let code = expansion(quote! { read, public }, quote! { struct Contact { id: String } });
        insta::assert_snapshot!(code);
    }
}
