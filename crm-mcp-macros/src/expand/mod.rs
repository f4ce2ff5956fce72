//! What the attributes emit: the function as it was, and beside it a handle of the same name, which `tools![…]`,
//! `prompts![…]` and `resources![…]` find.

mod constructor;

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Result;

use crate::{
    args::{Args, Vocabulary, Words, likely_core},
    function::{Function, Item},
    kind::Kind,
    mistakes::both,
    parameters::likely_context,
};
use constructor::{constructor, stand_in};

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
    let words = Words::read(Vocabulary::of(kind), attribute);
    let core = likely_core(&words);
    let args = Args::check(kind, words, name);
    let checked = both(args, Function::check(kind, item))
        .and_then(|(args, function)| completers_have_a_context(kind, &args, &function).map(|()| (args, function)));
    match checked {
        Ok((args, function)) => with_handle(item, &constructor(kind, name, &args, &function)),
        Err(error) if !item.has_room_for_a_struct() => error.into_compile_error(),
        Err(error) => {
            let error = error.into_compile_error();
            let handle = with_handle(item, &stand_in(kind, &core, likely_context(kind, &item.signature).as_ref()));
            quote! { #error #handle }
        }
    }
}

/// The functions that complete take the context, so it has to be known of what type that is.
fn completers_have_a_context(kind: Kind, args: &Args, function: &Function) -> Result<()> {
    match args.completions.first().filter(|_| function.parameters.context.is_none()) {
        Some(completion) => {
            let message = format!(
                "the functions of `complete` take the context, so the {} takes it too: write `_: &T` first",
                kind.noun()
            );
            Err(completion.mistake(message))
        }
        None => Ok(()),
    }
}

/// A braced struct lives among the types, a function among the values: they can share a name, its span (where the
/// compiler then reports one that no list holds) and the function's visibility. A `#[cfg]` needs no copy: wherever it
/// stands, the compiler heeds it before this macro.
///
/// All of it is said to stand where the name stands: in an `impl` the compiler refuses a struct, and reports it there.
fn with_handle(item: &Item, constructor: &TokenStream) -> TokenStream {
    let Item { visibility, signature, .. } = item;
    let name = &signature.ident;
    let here = Span::call_site().located_at(name.span());
    quote_spanned! { here =>
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #visibility struct #name {}

        impl #name {
            #visibility #constructor
        }
    }
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
    fn a_tool_by_way_of_another_crate() {
        let ping = quote! {
            /// Answers.
            async fn ping(_: &(), _: Nothing, call: &Call) -> Result<Pong> {}
        };
        let code = expansion(quote! { read, public, crate = facade::core }, ping);
        insta::assert_snapshot!(code);
    }

    #[test]
    fn a_tool_with_mistakes() {
        let ping = quote! { pub async fn ping(_: &(), _: Nothing) -> Result<Pong> {} };
        let code = expansion(quote! { reed, public }, ping);
        insta::assert_snapshot!(code);
    }

    #[test]
    fn a_tool_without_context_and_arguments() {
        let roll = quote! {
            /// Rolls a die.
            async fn roll(call: Dice) -> Result<u8> {}
        };
        let now = quote! {
            /// Tells the time.
            async fn now(crm: &Crm, call: &Call) -> Result<String> {}
        };
        let [roll, now] = [roll, now].map(|function| expansion(quote! { read, public }, function));
        insta::assert_snapshot!(format!("{roll}\n{now}"));
    }

    #[test]
    fn what_completes_takes_the_context() {
        let item = quote! {
            /// Reviews a pipeline.
            async fn review(args: Review) -> Result<String> {}
        };
        let code = expansion_of(Kind::Prompt, quote! { public, complete(pipeline = pipelines) }, item);
        let message = "the functions of `complete` take the context, so the prompt takes it too: write `_: &T` first";
        assert!(code.contains(message), "{code}");
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
