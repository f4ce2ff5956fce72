//! The annotated function; its body is never parsed.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{
    Attribute, Error, FnArg, Ident, Result, ReturnType, Signature, Type, TypeGroup, TypeParen, Visibility,
    parse::{ParseStream, Parser},
};

use crate::{
    docs,
    kind::Kind,
    mistakes::{all, both},
};

/// A function as it stands there.
pub(crate) struct Item {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) signature: Signature,
}

impl Item {
    pub(crate) fn parse(kind: Kind, item: TokenStream) -> Result<Self> {
        (|input: ParseStream<'_>| Self::parse_from(kind, input)).parse2(item)
    }

    fn parse_from(kind: Kind, input: ParseStream<'_>) -> Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let signature = input
            .parse()
            .map_err(|error: Error| Error::new(error.span(), format!("a {} is an `async fn`: {error}", kind.noun())))?;
        input.parse::<TokenStream>()?;
        Ok(Self { attributes, visibility, signature })
    }
}

/// What the expansion needs of the function, checked.
pub(crate) struct Function {
    pub(crate) description: String,
    /// `T` of the first parameter `&T`.
    pub(crate) context: Type,
    /// The type of the second parameter.
    pub(crate) arguments: Type,
    /// Whether there is a third parameter: the call.
    pub(crate) takes_call: bool,
    pub(crate) output: Type,
}

impl Function {
    pub(crate) fn check(kind: Kind, item: &Item) -> Result<Self> {
        let Item { attributes, signature, .. } = item;
        let form = all([is_async(kind, signature), is_concrete(kind, signature)]);
        let typed = both(parameters(kind, signature), output(kind, signature));
        let ((description, _), (Parameters { context, arguments, takes_call }, output)) =
            both(both(description(kind, attributes, &signature.ident), form), typed)?;
        Ok(Self { description, context, arguments, takes_call, output })
    }
}

fn description(kind: Kind, attributes: &[Attribute], function: &Ident) -> Result<String> {
    match docs::description(attributes)? {
        text if text.is_empty() => Err(Error::new(
            function.span(),
            format!("a {0} needs a doc comment, `/// …`: {1} it to choose the {0}", kind.noun(), kind.reader()),
        )),
        text => Ok(text),
    }
}

fn is_async(kind: Kind, signature: &Signature) -> Result<()> {
    match signature.asyncness {
        Some(_) => Ok(()),
        None => Err(Error::new(signature.fn_token.span, format!("a {} is an `async fn`", kind.noun()))),
    }
}

fn is_concrete(kind: Kind, signature: &Signature) -> Result<()> {
    if signature.generics.params.is_empty() {
        return Ok(());
    }
    let message = format!("a {} has no generic parameters: nothing would choose them", kind.noun());
    Err(Error::new_spanned(&signature.generics, message))
}

/// The return type is only taken: whether it is a `Result` is for the compiler to say, which sees through aliases.
fn output(kind: Kind, signature: &Signature) -> Result<Type> {
    match &signature.output {
        ReturnType::Type(_, output) => Ok(output.as_ref().clone()),
        ReturnType::Default => {
            let message = format!("a {} returns {} or an error: write `-> Result<…>`", kind.noun(), kind.output());
            Err(Error::new(signature.paren_token.span.close(), message))
        }
    }
}

struct Parameters {
    context: Type,
    arguments: Type,
    takes_call: bool,
}

/// The context, the arguments and, where the tool wants it, the call.
fn parameters(kind: Kind, signature: &Signature) -> Result<Parameters> {
    let noun = kind.noun();
    let parameters = all(signature.inputs.iter().map(|parameter| match parameter {
        FnArg::Typed(parameter) => Ok(parameter),
        FnArg::Receiver(receiver) => {
            let message = format!("a {noun} is a free function: write the context as `context: &T`");
            Err(Error::new_spanned(receiver, message))
        }
    }))?;
    let [context, arguments, more @ ..] = &parameters[..] else {
        let message = format!(
            "a {noun} takes two parameters: the context, `&T`, and one struct of arguments, which may be empty"
        );
        return Err(Error::new(signature.paren_token.span.close(), message));
    };
    let (call, others) = match more {
        [call] => (Some(call), &[][..]),
        others => (None, others),
    };
    let call = call.map_or(Ok(()), |call| call_type(&call.ty));
    let others = all(others.iter().map(|other| {
        let message = format!("a {noun} takes one struct of arguments; make this a field of it");
        Err::<(), _>(Error::new_spanned(other, message))
    }));
    let types = both(context_type(kind, &context.ty), arguments_type(kind, &arguments.ty));
    both(types, both(call, others)).map(|((context, arguments), _)| Parameters {
        context,
        arguments,
        takes_call: !more.is_empty(),
    })
}

/// `T` of `&T`.
fn context_type(kind: Kind, parameter: &Type) -> Result<Type> {
    let Type::Reference(reference) = bare(parameter) else {
        return Err(Error::new_spanned(parameter, "the first parameter is the context, borrowed: write `&T`"));
    };
    if let Some(mutability) = reference.mutability {
        return Err(Error::new(mutability.span, "calls share the context and run concurrently: write `&T`"));
    }
    if let Some(lifetime) = reference.lifetime.as_ref().filter(|lifetime| lifetime.ident != "_") {
        return Err(Error::new(
            lifetime.span(),
            "the context is borrowed for one call: write `&T`, without a lifetime",
        ));
    }
    match bare(&reference.elem) {
        Type::ImplTrait(context) => {
            let bounds = context.bounds.to_token_stream();
            let message = format!("a {} has no generic parameters: write `&dyn {bounds}`", kind.noun());
            Err(Error::new_spanned(context, message))
        }
        context => Ok(context.clone()),
    }
}

fn arguments_type(kind: Kind, parameter: &Type) -> Result<Type> {
    let message = match bare(parameter) {
        Type::Reference(_) => "the arguments belong to the call: take them by value".to_owned(),
        Type::ImplTrait(_) => {
            format!("a {} has no generic parameters: name the struct of arguments", kind.noun())
        }
        arguments => return Ok(arguments.clone()),
    };
    Err(Error::new_spanned(parameter, message))
}

fn call_type(parameter: &Type) -> Result<()> {
    match bare(parameter) {
        Type::Reference(reference) if reference.mutability.is_none() => Ok(()),
        _ => {
            let message = "after the arguments comes the call, borrowed: write `call: &Call`; \
                if this is an argument, make it a field of the struct";
            Err(Error::new_spanned(parameter, message))
        }
    }
}

/// The type without parentheses and the invisible delimiters of `macro_rules!`.
fn bare(mut outer: &Type) -> &Type {
    while let Type::Paren(TypeParen { elem, .. }) | Type::Group(TypeGroup { elem, .. }) = outer {
        outer = elem;
    }
    outer
}

#[cfg(test)]
mod tests {
    #![allow(clippy::needless_pass_by_value, clippy::unwrap_used)]

    use quote::quote;

    use super::*;

    fn check(function: TokenStream) -> Result<Function> {
        Item::parse(Kind::Tool, function).and_then(|item| Function::check(Kind::Tool, &item))
    }

    fn mistakes(function: TokenStream) -> Vec<String> {
        check(function).err().unwrap().into_iter().map(|error| error.to_string()).collect()
    }

    /// The mistakes of a tool with these parameters.
    fn parameters(parameters: TokenStream) -> Vec<String> {
        mistakes(quote! { #[doc = "x"] async fn f(#parameters) -> R {} })
    }

    #[test]
    fn the_types_are_taken_from_the_signature() {
        let Function { description, context, arguments, takes_call, output } = check(quote! {
            /// Gets one.
            #[inline]
            pub(crate) async fn get(crm: &(dyn Crm + Sync), Ref { id }: one::Ref) -> Answer { let half = ; a body }
        })
        .unwrap();
        assert_eq!(description, "Gets one.");
        assert!(!takes_call);
        let types = [context, arguments, output].map(|taken| taken.to_token_stream().to_string());
        assert_eq!(types, ["dyn Crm + Sync", "one :: Ref", "Answer"]);
    }

    #[test]
    fn every_mistake_is_reported() {
        assert_eq!(
            mistakes(quote! { fn f<T>(crm: &mut Crm, args: &T, more: u8, still_more: u8) {} }),
            [
                "a tool needs a doc comment, `/// …`: the model reads it to choose the tool",
                "a tool is an `async fn`",
                "a tool has no generic parameters: nothing would choose them",
                "calls share the context and run concurrently: write `&T`",
                "the arguments belong to the call: take them by value",
                "a tool takes one struct of arguments; make this a field of it",
                "a tool takes one struct of arguments; make this a field of it",
                "a tool returns a record or an error: write `-> Result<…>`",
            ]
        );
    }

    #[test]
    fn the_parameters_are_a_context_and_arguments() {
        let two = "a tool takes two parameters: the context, `&T`, and one struct of arguments, which may be empty";
        let method = "a tool is a free function: write the context as `context: &T`";
        assert_eq!(parameters(quote! {}), [two]);
        assert_eq!(parameters(quote! { crm: &Crm }), [two]);
        assert_eq!(parameters(quote! { &self, args: Args }), [method]);
        assert_eq!(parameters(quote! { self: Arc<Self>, crm: &Crm, args: Args }), [method]);
    }

    #[test]
    fn the_context_is_shared_and_concrete() {
        let context = |context: TokenStream| parameters(quote! { crm: #context, args: Args });
        assert_eq!(context(quote! { Crm }), ["the first parameter is the context, borrowed: write `&T`"]);
        assert_eq!(context(quote! { &mut Crm }), ["calls share the context and run concurrently: write `&T`"]);
        assert_eq!(context(quote! { &impl Crm }), ["a tool has no generic parameters: write `&dyn Crm`"]);
        assert_eq!(
            context(quote! { &'static Crm }),
            ["the context is borrowed for one call: write `&T`, without a lifetime"]
        );
    }

    #[test]
    fn the_arguments_are_owned_and_concrete() {
        let arguments = |arguments: TokenStream| parameters(quote! { crm: &Crm, args: #arguments });
        assert_eq!(arguments(quote! { &Args }), ["the arguments belong to the call: take them by value"]);
        assert_eq!(
            arguments(quote! { impl DeserializeOwned }),
            ["a tool has no generic parameters: name the struct of arguments"]
        );
    }

    #[test]
    fn the_call_is_borrowed_and_comes_last() {
        let message = "after the arguments comes the call, borrowed: write `call: &Call`; \
            if this is an argument, make it a field of the struct";
        for call in [quote! { Call }, quote! { &mut Call }, quote! { u8 }] {
            assert_eq!(parameters(quote! { crm: &Crm, args: Args, call: #call }), [message]);
        }
        let follows = check(quote! { #[doc = "x"] async fn f(crm: &Crm, args: Args, call: &Call) -> R {} });
        assert!(follows.unwrap().takes_call);
    }

    #[test]
    fn only_a_function_is_a_tool() {
        assert_eq!(mistakes(quote! { pub struct Contact {} }), ["a tool is an `async fn`: expected `fn`"]);
    }
}
