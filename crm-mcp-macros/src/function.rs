//! The annotated function; its body is never parsed.

use proc_macro2::TokenStream;
use syn::{
    Attribute, Error, Ident, Result, ReturnType, Signature, Type, Visibility,
    ext::IdentExt,
    parse::{ParseStream, Parser},
};

use crate::{
    docs,
    kind::Kind,
    mistakes::{all, both},
    owned::{first_impl, first_word, owns},
    parameters::Parameters,
};

/// A function as it stands there.
pub(crate) struct Item {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) signature: Signature,
}

impl Item {
    /// Whether there can be a struct of its name beside it.
    ///
    /// There can be none in an `impl`, as far as `self` or `Self` shows that this is one, and none that would hide a type.
    pub(crate) fn has_room_for_a_struct(&self) -> bool {
        let is_associated = self.signature.receiver().is_some() || first_word(&self.signature, "Self").is_some();
        !is_associated && !is_primitive(&self.signature.ident)
    }

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
    pub(crate) parameters: Parameters,
    pub(crate) output: Type,
}

impl Function {
    pub(crate) fn check(kind: Kind, item: &Item) -> Result<Self> {
        let Item { attributes, signature, .. } = item;
        let form = [is_free(kind, signature), is_async(kind, signature), is_concrete(kind, signature)];
        let form = all(form.into_iter().chain([hides_no_type(kind, &signature.ident)]));
        let typed = both(Parameters::check(kind, signature), output(kind, signature));
        let ((description, _), (parameters, output)) =
            both(both(description(kind, attributes, &signature.ident), form), typed)?;
        Ok(Self { description, parameters, output })
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

/// `Self` in a signature shows that the function stands in an `impl`. That there is a `self` is told with the parameters.
fn is_free(kind: Kind, signature: &Signature) -> Result<()> {
    match first_word(signature, "Self") {
        Some(span) if signature.receiver().is_none() => {
            let message =
                format!("a {} is a free function: move it out of the `impl`, and name this type", kind.noun());
            Err(Error::new(span, message))
        }
        _ => Ok(()),
    }
}

fn is_concrete(kind: Kind, signature: &Signature) -> Result<()> {
    let generics = &signature.generics;
    if generics.params.is_empty() {
        return Ok(());
    }
    let noun = kind.noun();
    let message = if generics.lifetimes().count() == generics.params.len() {
        format!("a {noun} has no lifetime parameters: borrow the context as `&T`, and own the arguments and the result")
    } else {
        format!("a {noun} has no generic parameters: nothing would choose them")
    };
    Err(Error::new_spanned(generics, message))
}

/// The struct beside the function has its name, and would hide the type of that name from the rest of the module.
fn hides_no_type(kind: Kind, function: &Ident) -> Result<()> {
    if !is_primitive(function) {
        return Ok(());
    }
    let (noun, name) = (kind.noun(), function.unraw());
    let message = format!(
        "a {noun} function called `{name}` would hide the type `{name}`; give it another name, and write `name = \"{name}\"`"
    );
    Err(Error::new(function.span(), message))
}

fn is_primitive(name: &Ident) -> bool {
    const PRIMITIVES: [&str; 17] = [
        "bool", "char", "str", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64",
        "u128", "usize",
    ];
    PRIMITIVES.iter().any(|primitive| name.unraw() == primitive)
}

/// The return type is only taken: whether it is a `Result` is for the compiler to say, which sees through aliases.
fn output(kind: Kind, signature: &Signature) -> Result<Type> {
    let ReturnType::Type(_, output) = &signature.output else {
        let message = format!("a {} returns {} or an error: write `-> Result<…>`", kind.noun(), kind.output());
        return Err(Error::new(signature.paren_token.span.close(), message));
    };
    if let Some(span) = first_impl(output) {
        return Err(Error::new(span, format!("a {} names the type of its result: `impl` hides it", kind.noun())));
    }
    if signature.generics.lifetimes().next().is_none() {
        owns(
            output,
            "a result owns what it holds: write `String` or `&'static str` in place of `&str`, and no lifetime",
        )?;
    }
    Ok(output.as_ref().clone())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::needless_pass_by_value, clippy::unwrap_used)]

    use quote::{ToTokens, quote};

    use super::*;

    fn check(function: TokenStream) -> Result<Function> {
        Item::parse(Kind::Tool, function).and_then(|item| Function::check(Kind::Tool, &item))
    }

    fn mistakes(function: TokenStream) -> Vec<String> {
        check(function).err().unwrap().into_iter().map(|error| error.to_string()).collect()
    }

    #[test]
    fn what_is_needed_is_taken_from_the_signature() {
        let Function { description, output, .. } = check(quote! {
            /// Gets one.
            #[inline]
            pub(crate) async fn get(crm: &(dyn Crm + Sync), Ref { id }: one::Ref) -> Answer { let half = ; a body }
        })
        .unwrap();
        assert_eq!(description, "Gets one.");
        assert_eq!(output.to_token_stream().to_string(), "Answer");
    }

    #[test]
    fn every_mistake_is_reported() {
        assert_eq!(
            mistakes(quote! { fn f<T>(crm: &mut Crm, args: Args<'_>, more: u8, still_more: u8) {} }),
            [
                "a tool needs a doc comment, `/// …`: the model reads it to choose the tool",
                "a tool is an `async fn`",
                "a tool has no generic parameters: nothing would choose them",
                "calls share the context and run concurrently: write `&T`",
                "arguments own what they hold: write `String` in place of `&str`, and no lifetime",
                "a tool takes one struct of arguments; make this a field of the struct of arguments",
                "a tool takes one struct of arguments; make this a field of the struct of arguments",
                "a tool returns a record or an error: write `-> Result<…>`",
            ]
        );
    }

    #[test]
    fn a_lifetime_parameter_is_one_mistake() {
        let tool = quote! { #[doc = "x"] async fn f<'a>(crm: &'a Crm<'a>, args: Args<'a>) -> Result<&'a str> {} };
        let message =
            "a tool has no lifetime parameters: borrow the context as `&T`, and own the arguments and the result";
        assert_eq!(mistakes(tool), [message]);
    }

    #[test]
    fn a_result_is_named_and_owned() {
        let output = |output: TokenStream| mistakes(quote! { #[doc = "x"] async fn f(crm: &Crm) -> #output {} });
        assert_eq!(output(quote! { Result<impl Serialize> }), ["a tool names the type of its result: `impl` hides it"]);
        let owned = "a result owns what it holds: write `String` or `&'static str` in place of `&str`, and no lifetime";
        assert_eq!(output(quote! { Result<Page<'_>> }), [owned]);
        assert_eq!(output(quote! { Result<&str> }), [owned]);
        assert!(check(quote! { #[doc = "x"] async fn f(crm: &Crm) -> Result<&'static str> {} }).is_ok());
    }

    #[test]
    fn a_function_that_says_self_stands_in_an_impl() {
        let free = "a tool is a free function: move it out of the `impl`, and name this type";
        assert_eq!(mistakes(quote! { #[doc = "x"] async fn f(crm: &Self, args: Args) -> R {} }), [free]);
        assert_eq!(mistakes(quote! { #[doc = "x"] async fn f(crm: &Crm) -> Result<Self> {} }), [free]);
    }

    #[test]
    fn a_function_hides_no_primitive_type() {
        let message = "a tool function called `bool` would hide the type `bool`; give it another name, and write \
                       `name = \"bool\"`";
        assert_eq!(mistakes(quote! { #[doc = "x"] async fn bool(crm: &Crm) -> R {} }), [message]);
    }

    #[test]
    fn only_a_function_is_a_tool() {
        assert_eq!(mistakes(quote! { pub struct Contact {} }), ["a tool is an `async fn`: expected `fn`"]);
    }
}
