//! The function that the list macros look up: it makes the tool, the prompt or the resource.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Ident, Type, spanned::Spanned};

use crate::{
    args::{Args, Completion},
    core_path::CorePath,
    function::Function,
    kind::Kind,
    parameters::Parameters,
};

/// The thin part: facts, and one call of a constructor.
pub(super) fn constructor(kind: Kind, function_name: &Ident, args: &Args, function: &Function) -> TokenStream {
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
    let public = scopes.is_empty().then(|| quote! { .public() });
    let open_world = open_world.then(|| quote! { .open_world() });
    quote! {
        #core::#spec::new(#uri #name #effect)
            #title
            .description(#description)
            #mime_type
            #idempotent
            #open_world
            #(.scope(#scopes))*
            #public
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
pub(super) fn stand_in(kind: Kind, core: &CorePath, context: Option<&Type>) -> TokenStream {
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
