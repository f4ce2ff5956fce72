//! What the attributes emit: the function as it was, and beside it a handle of the same name, which `tools![…]`,
//! `prompts![…]` and `resources![…]` find.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Ident, Result, Type, spanned::Spanned};

use crate::{
    args::{Args, Completion, Words, likely_core},
    core_path::CorePath,
    function::{Function, Item},
    kind::Kind,
    mistakes::both,
    parameters::{Parameters, likely_context},
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
    let words = Words::read(kind, attribute);
    let core = likely_core(&words);
    let args = Args::check(words, name);
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

/// The thin part: facts, and one call of a constructor.
fn constructor(kind: Kind, function_name: &Ident, args: &Args, function: &Function) -> TokenStream {
    let Function { parameters, output, .. } = function;
    let core = &args.core;
    let (spec, completions) = (spec(kind, args, function), args.completions.iter().map(completion));
    let (_, type_name) = names(kind);
    let none = quote! { #core::NoArguments };
    let arguments = parameters.arguments.as_ref().map_or(none, ToTokens::to_token_stream);
    let ([with_context, with_arguments, with_call], passed) = handed_on(core, parameters);
    // The spans decide where the compiler reports a type that does not fit: what the arguments lack at their type, what
    // the result, the error or the future lack at the return type.
    let at_arguments = core.at(arguments.span());
    let new_arguments = quote_spanned! { arguments.span() => #at_arguments::Arguments::<#arguments>::new() };
    let at_output = core.at(output.span());
    let new = quote_spanned! { output.span() =>
        #at_output::#type_name::new(#spec, #new_arguments, |#with_context, #with_arguments: #arguments, #with_call| {
            ::std::boxed::Box::pin(#function_name(#(#passed),*))
        })
    };
    let signature = constructor_signature(kind, core, parameters.context.as_ref());
    quote! {
        #signature {
            #new #(#completions)*
        }
    }
}

/// How the closure names context, arguments and call, and what of them it hands on to the function.
fn handed_on(core: &CorePath, parameters: &Parameters) -> ([TokenStream; 3], Vec<TokenStream>) {
    let Parameters { context, arguments, call } = parameters;
    // Out of reach of the user's names: a tool may be called `context` or `arguments`.
    let name = |name, taken: &Option<Type>| taken.as_ref().map(|_| Ident::new(name, Span::mixed_site()));
    let names = [name("context", context), name("arguments", arguments), name("call", call)];
    let patterns = names.each_ref().map(|name| name.as_ref().map_or(quote! { _ }, ToTokens::to_token_stream));
    let [context, arguments, with_call] = names.map(|name| name.map(ToTokens::into_token_stream));
    // At the type of the parameter, where the compiler reports one that is not the call.
    let call = call.as_ref().map(|call| {
        let at_call = core.at(call.span());
        quote_spanned! { call.span() => #at_call::CallParameter::of(#with_call) }
    });
    (patterns, [context, arguments, call].into_iter().flatten().collect())
}

/// The head of the function that the list macro looks up. What takes no context goes with any.
fn constructor_signature(kind: Kind, core: &CorePath, context: Option<&Type>) -> TokenStream {
    let (constructor, type_name) = names(kind);
    // Named so that it hides no type of the user's.
    let any = quote! { __Context };
    let generics = context.is_none().then(|| quote! { <#any: ?::core::marker::Sized + 'static> });
    let context = context.map_or(any, ToTokens::to_token_stream);
    quote! { fn #constructor #generics() -> #core::#type_name<#context> }
}

/// The facts.
fn spec(kind: Kind, args: &Args, function: &Function) -> TokenStream {
    let Args { core, effect, idempotent, open_world, uri, mime_type, scopes, name, title, .. } = args;
    let spec = Ident::new(&format!("{}Spec", kind.type_name()), Span::call_site());
    let uri = uri.as_ref().map(|uri| quote! { #uri, });
    let effect = effect.as_ref().map(|effect| {
        let effect = Ident::new(&capitalised(&effect.to_string()), effect.span());
        quote! { , #core::Effect::#effect }
    });
    let title = title.as_ref().map(|title| quote! { .title(#title) });
    let description = &function.description;
    let mime_type = mime_type.as_ref().map(|mime_type| quote! { .mime_type(#mime_type) });
    let idempotent = idempotent.then(|| quote! { .idempotent() });
    let open_world = open_world.then(|| quote! { .open_world() });
    quote! {
        #core::#spec::new(#uri #name #effect)
            #title
            .description(#description)
            #mime_type
            #idempotent
            #open_world
            #(.scope(#scopes))*
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

/// After a mistake: a constructor that fits the list, so that the list macro adds no mistakes of its own. The context
/// stays the one that the function says, if it does, for a list of one tool may have it from nowhere else.
fn stand_in(kind: Kind, core: &CorePath, context: Option<&Type>) -> TokenStream {
    let signature = constructor_signature(kind, core, context);
    quote! {
        #signature {
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
