//! What the attributes emit: the function as it was, and beside it a handle of the same name, which `tools![…]`,
//! `prompts![…]` and `resources![…]` find.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Ident, spanned::Spanned};

use crate::{
    args::{Args, Words},
    completion::Completion,
    function::{Function, Item},
    kind::Kind,
    mistakes::both,
};

/// The expansion of `#[kind(attribute)] item`.
///
/// The item stays as it was, whatever is wrong with it: the editor must not lose the function while one types.
pub(crate) fn expand(kind: Kind, attribute: TokenStream, mut item: TokenStream) -> TokenStream {
    let handle = match Item::parse(kind, item.clone()) {
        Ok(item) => handle(kind, attribute, &item),
        Err(error) => error.into_compile_error(),
    };
    item.extend(handle);
    item
}

fn handle(kind: Kind, attribute: TokenStream, item: &Item) -> TokenStream {
    let name = &item.signature.ident;
    let args = Words::parse(kind, attribute).and_then(|words| Args::check(words, name));
    match both(args, Function::check(kind, item)) {
        Ok((args, function)) => with_handle(item, &constructor(kind, name, &args, &function)),
        // Among methods there can be no struct, and no list can name one of them.
        Err(error) if item.signature.receiver().is_some() => error.into_compile_error(),
        Err(error) => {
            let error = error.into_compile_error();
            let handle = with_handle(item, &stand_in(kind));
            quote! { #error #handle }
        }
    }
}

/// A braced struct lives among the types, a function among the values: they can share a name, its span (where the
/// compiler then reports one that no list holds) and the function's visibility. A `#[cfg]` needs no copy: wherever it
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

/// The thin part: facts, and one call of a constructor.
fn constructor(kind: Kind, function_name: &Ident, args: &Args, function: &Function) -> TokenStream {
    let Function { context, arguments, takes_call, output, .. } = function;
    // Out of reach of the user's names: a tool may be called `context` or `arguments`.
    let [with_context, with_arguments, call] =
        ["context", "arguments", "call"].map(|name| Ident::new(name, Span::mixed_site()));
    let (with_call, passed_call) =
        if *takes_call { (quote! { #call }, quote! { , #call }) } else { (quote! { _ }, quote! {}) };
    let (spec, completions) = (spec(kind, args, function), args.completions.iter().map(completion));
    let (constructor, type_name) = names(kind);
    // The spans decide where the compiler reports a type that is no good: what the arguments lack at their type, what
    // the result, the error or the future lack at the return type.
    let new_arguments = quote_spanned! { arguments.span() => ::crm_mcp_core::Arguments::<#arguments>::new() };
    let new = quote_spanned! { output.span() =>
        ::crm_mcp_core::#type_name::new(#spec, #new_arguments, |#with_context, #with_arguments: #arguments, #with_call| {
            ::std::boxed::Box::pin(#function_name(#with_context, #with_arguments #passed_call))
        })
    };
    quote! {
        fn #constructor() -> ::crm_mcp_core::#type_name<#context> {
            #new #(#completions)*
        }
    }
}

/// The facts.
fn spec(kind: Kind, args: &Args, function: &Function) -> TokenStream {
    let Args { effect, idempotent, open_world, uri, mime_type, scopes, name, title, .. } = args;
    let description = &function.description;
    let [title, mime_type] = [title, mime_type].map(|text| {
        let none = quote! { ::core::option::Option::None };
        text.as_ref().map_or(none, |text| quote! { ::core::option::Option::Some(#text) })
    });
    let effect = effect.as_ref().map(|effect| {
        let effect = Ident::new(&capitalised(&effect.to_string()), effect.span());
        quote! { effect: ::crm_mcp_core::Effect::#effect, idempotent: #idempotent, open_world: #open_world, }
    });
    let uri = uri.as_ref().map(|uri| quote! { uri: #uri, mime_type: #mime_type, });
    let spec = Ident::new(&format!("{}Spec", kind.type_name()), Span::call_site());
    quote! {
        ::crm_mcp_core::#spec {
            name: #name,
            title: #title,
            description: #description,
            #effect
            #uri
            scopes: const { &[#(#scopes),*] },
        }
    }
}

/// The function that completes one argument.
fn completion(completion: &Completion) -> TokenStream {
    let (argument, function) = (completion.argument(), &completion.function);
    let [context, so_far] = ["context", "so_far"].map(|name| Ident::new(name, Span::mixed_site()));
    quote_spanned! { function.span() =>
        .complete(#argument, |#context, #so_far| ::std::boxed::Box::pin(#function(#context, #so_far)))
    }
}

/// After a mistake: fits any list, so that the list macro adds no mistakes of its own.
fn stand_in(kind: Kind) -> TokenStream {
    let (constructor, type_name) = names(kind);
    quote! {
        fn #constructor<C: ?::core::marker::Sized>() -> ::crm_mcp_core::#type_name<C> {
            ::core::unreachable!()
        }
    }
}

/// The name of the constructor that the list macro looks up, and of the type that it makes.
fn names(kind: Kind) -> (Ident, Ident) {
    (Ident::new(kind.noun(), Span::call_site()), Ident::new(kind.type_name(), Span::call_site()))
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
        expansion_of(Kind::Tool, attribute, item)
    }

    fn expansion_of(kind: Kind, attribute: TokenStream, item: TokenStream) -> String {
        prettyplease::unparse(&syn::parse2(expand(kind, attribute, item)).unwrap())
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
            quote! { create, idempotent, open_world, scopes = [CONTACTS_WRITE, Scope::new("tags")] },
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

    #[test]
    fn a_prompt() {
        let code = expansion_of(
            Kind::Prompt,
            quote! { scope = scopes::OPPORTUNITIES_WRITE, complete(pipeline = pipelines, stage = stages::of_pipeline) },
            quote! {
                /// Moves an opportunity to another stage.
                async fn move_opportunity(crm: &HighLevel, args: Move) -> Result<String> {}
            },
        );
        insta::assert_snapshot!(code);
    }

    #[test]
    fn a_resource() {
        let code = expansion_of(
            Kind::Resource,
            quote! { uri = "crm://contacts/{contactId}", mime_type = "text/markdown", public },
            quote! {
                /// One contact.
                async fn contact(crm: &HighLevel, args: ContactRef) -> Result<Text> {}
            },
        );
        insta::assert_snapshot!(code);
    }
}
