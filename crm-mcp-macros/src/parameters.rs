//! The parameters of an annotated function: which one is the context, which the arguments, which the call.
//!
//! Their places tell them apart, and whether they are borrowed; the name of a type tells nothing, for it may be an alias.
//! The arguments come by value. A reference before them is the context, a reference after them is the call. Without arguments
//! the first reference is the context and the second one is the call. Each of the three may be left out.

use quote::ToTokens;
use syn::{Error, FnArg, PatType, Result, Signature, Type, TypeGroup, TypeParen, TypeReference};

use crate::{
    kind::Kind,
    mistakes::{all, both},
    owned::{first_impl, names_no_lifetime, owns},
};

/// The types of the parameters, checked. What the function does not take is absent.
pub(crate) struct Parameters {
    /// `T` of the context `&T`.
    pub(crate) context: Option<Type>,
    pub(crate) arguments: Option<Type>,
    /// `T` of the call `&T`. The compiler finds out whether it is the `Call`.
    pub(crate) call: Option<Type>,
}

impl Parameters {
    pub(crate) fn check(kind: Kind, signature: &Signature) -> Result<Self> {
        let places = Places::of(kind, signature)?;
        // A lifetime parameter is a mistake by itself, told where it is declared and not where it is used.
        let lends = signature.generics.lifetimes().next().is_some();
        let context = places.context.map(|context| context_type(kind, &context.ty, lends)).transpose();
        let arguments = places.arguments.map(|arguments| arguments_type(kind, &arguments.ty, lends)).transpose();
        let call = places.call.map(|call| call_type(&call.ty)).transpose();
        let (types, _) =
            both(both(context, both(arguments, call)), all(places.mistakes.into_iter().map(Err::<(), _>)))?;
        let (context, (arguments, call)) = types;
        Ok(Self { context, arguments, call })
    }
}

/// The type of the context, as far as it can be seen through mistakes.
pub(crate) fn likely_context(kind: Kind, signature: &Signature) -> Option<Type> {
    let context = Places::of(kind, signature).ok()?.context?;
    let context = match bare(&context.ty) {
        Type::Reference(reference) => bare(&reference.elem),
        owned => owned,
    };
    let is_known = first_impl(context).is_none() && names_no_lifetime(context, "").is_ok();
    is_known.then(|| context.clone())
}

/// Which parameter stands for what, before their types are looked into.
struct Places<'a> {
    context: Option<&'a PatType>,
    arguments: Option<&'a PatType>,
    call: Option<&'a PatType>,
    mistakes: Vec<Error>,
}

impl<'a> Places<'a> {
    fn of(kind: Kind, signature: &'a Signature) -> Result<Self> {
        let noun = kind.noun();
        let parameters = all(signature.inputs.iter().map(|parameter| match parameter {
            FnArg::Typed(parameter) => Ok(parameter),
            FnArg::Receiver(receiver) => {
                let message = format!("a {noun} is a free function: write the context as `context: &T`");
                Err(Error::new_spanned(receiver, message))
            }
        }))?;
        let mut places = Self { context: None, arguments: None, call: None, mistakes: Vec::new() };
        for parameter in parameters {
            match bare(&parameter.ty) {
                Type::Reference(_) => places.borrowed(kind, parameter),
                _ => places.owned(kind, parameter),
            }
        }
        Ok(places)
    }

    fn borrowed(&mut self, kind: Kind, parameter: &'a PatType) {
        match self {
            Self { context: None, arguments: None, call: None, .. } => self.context = Some(parameter),
            Self { call: None, .. } => self.call = Some(parameter),
            _ => self.mistake(parameter, format!("a {} borrows the context and the call only", kind.noun())),
        }
    }

    fn owned(&mut self, kind: Kind, parameter: &'a PatType) {
        let noun = kind.noun();
        match *self {
            Self { arguments: None, call: None, .. } => self.arguments = Some(parameter),
            Self { arguments: None, call: Some(call), .. } => {
                let message = format!(
                    "only the context is borrowed before the arguments of a {noun}; write the call after them, and take \
                     arguments by value"
                );
                self.mistakes.push(Error::new_spanned(&call.ty, message));
                self.arguments = Some(parameter);
            }
            Self { arguments: Some(first), context: None, .. } => {
                let message = format!(
                    "a {noun} takes one parameter by value, its struct of arguments; if this is the context, write `&T`, \
                     if it is an argument, make it a field of the struct"
                );
                self.mistakes.push(Error::new_spanned(&first.ty, message));
                (self.context, self.arguments) = (Some(first), Some(parameter));
            }
            Self { arguments: Some(_), context: Some(_), .. } => {
                self.mistake(parameter, format!("a {noun} takes one struct of arguments"));
            }
        }
    }

    fn mistake(&mut self, parameter: &PatType, rule: String) {
        self.mistakes.push(Error::new_spanned(parameter, rule + "; make this a field of the struct of arguments"));
    }
}

fn context_type(kind: Kind, parameter: &Type, lends: bool) -> Result<Type> {
    // One that is not borrowed was told of already.
    let Type::Reference(reference) = bare(parameter) else { return Ok(parameter.clone()) };
    if let Some(mutability) = reference.mutability {
        return Err(Error::new(mutability.span, "calls share the context and run concurrently: write `&T`"));
    }
    if let Type::ImplTrait(context) = bare(&reference.elem) {
        let bounds = context.bounds.to_token_stream();
        let message = format!("a {} has no generic parameters: write `&dyn {bounds}`", kind.noun());
        return Err(Error::new_spanned(context, message));
    }
    if !lends {
        is_lent_for_the_call(reference, "the context is borrowed for one call: write `&T`, without a lifetime")?;
        names_no_lifetime(&reference.elem, "a context owns what it holds: it has no lifetime but `'static`")?;
    }
    Ok(bare(&reference.elem).clone())
}

fn arguments_type(kind: Kind, parameter: &Type, lends: bool) -> Result<Type> {
    let parameter = bare(parameter);
    if let Some(span) = first_impl(parameter) {
        let message = format!("a {} has no generic parameters: name the struct of arguments", kind.noun());
        return Err(Error::new(span, message));
    }
    if !lends {
        owns(parameter, "arguments own what they hold: write `String` in place of `&str`, and no lifetime")?;
    }
    Ok(parameter.clone())
}

fn call_type(parameter: &Type) -> Result<Type> {
    let Type::Reference(reference) = bare(parameter) else { return Ok(parameter.clone()) };
    if let Some(mutability) = reference.mutability {
        let message = "the last reference is the call, which is shared: write `call: &Call`; take arguments by value";
        return Err(Error::new(mutability.span, message));
    }
    is_lent_for_the_call(reference, "the call is borrowed while it runs: write `&Call`, without a lifetime")?;
    Ok(bare(&reference.elem).clone())
}

fn is_lent_for_the_call(reference: &TypeReference, message: &str) -> Result<()> {
    match reference.lifetime.as_ref().filter(|lifetime| lifetime.ident != "_") {
        Some(lifetime) => Err(Error::new(lifetime.span(), message)),
        None => Ok(()),
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

    use proc_macro2::TokenStream;
    use quote::quote;

    use super::*;

    fn check(parameters: TokenStream) -> Result<Parameters> {
        let signature: Signature = syn::parse2(quote! { async fn f(#parameters) -> R }).unwrap();
        Parameters::check(Kind::Tool, &signature)
    }

    /// The types of context, arguments and call; `-` for one that is left out.
    fn types(parameters: TokenStream) -> [String; 3] {
        let Parameters { context, arguments, call } = check(parameters).unwrap();
        [context, arguments, call].map(|part| part.map_or("-".to_owned(), |part| part.to_token_stream().to_string()))
    }

    fn mistakes(parameters: TokenStream) -> Vec<String> {
        check(parameters).err().unwrap().into_iter().map(|error| error.to_string()).collect()
    }

    #[test]
    fn each_part_may_be_left_out() {
        assert_eq!(types(quote! { a: &A, b: B, c: &C }), ["A", "B", "C"]);
        assert_eq!(types(quote! { a: &A, b: B }), ["A", "B", "-"]);
        assert_eq!(types(quote! { a: &A, c: &C }), ["A", "-", "C"]);
        assert_eq!(types(quote! { b: B, c: &C }), ["-", "B", "C"]);
        assert_eq!(types(quote! { a: &A }), ["A", "-", "-"]);
        assert_eq!(types(quote! { b: B }), ["-", "B", "-"]);
        assert_eq!(types(quote! {}), ["-", "-", "-"]);
    }

    #[test]
    fn types_are_taken_as_they_are_written() {
        let types = types(quote! { crm: &(dyn Crm + Sync), Ref { id }: one::Ref, _: &'_ crm_mcp_core::Call });
        assert_eq!(types, ["dyn Crm + Sync", "one :: Ref", "crm_mcp_core :: Call"]);
    }

    #[test]
    fn one_parameter_comes_by_value() {
        let which = "a tool takes one parameter by value, its struct of arguments; if this is the context, write `&T`, \
                     if it is an argument, make it a field of the struct";
        let field = "a tool takes one struct of arguments; make this a field of the struct of arguments";
        assert_eq!(mistakes(quote! { crm: Crm, args: Args }), [which]);
        assert_eq!(mistakes(quote! { name: String, email: String, phone: String }), [which, field]);
        assert_eq!(mistakes(quote! { crm: &Crm, args: Args, more: u8 }), [field]);
    }

    #[test]
    fn two_parameters_are_borrowed_and_the_call_comes_last() {
        let only = "a tool borrows the context and the call only; make this a field of the struct of arguments";
        assert_eq!(mistakes(quote! { crm: &Crm, args: Args, call: &Call, more: &str }), [only]);
        assert_eq!(mistakes(quote! { crm: &Crm, call: &Call, more: &str }), [only]);
        let last = "only the context is borrowed before the arguments of a tool; write the call after them, and take \
                    arguments by value";
        assert_eq!(mistakes(quote! { crm: &Crm, call: &Call, args: Args }), [last]);
    }

    #[test]
    fn a_tool_is_not_a_method() {
        let method = "a tool is a free function: write the context as `context: &T`";
        assert_eq!(mistakes(quote! { &self, args: Args }), [method]);
        assert_eq!(mistakes(quote! { self: Arc<Self>, crm: &Crm, args: Args }), [method]);
    }

    #[test]
    fn the_context_is_shared_concrete_and_owned() {
        let context = |context: TokenStream| mistakes(quote! { crm: #context, args: Args });
        assert_eq!(context(quote! { &mut Crm }), ["calls share the context and run concurrently: write `&T`"]);
        assert_eq!(context(quote! { &impl Crm }), ["a tool has no generic parameters: write `&dyn Crm`"]);
        let lent = "the context is borrowed for one call: write `&T`, without a lifetime";
        assert_eq!(context(quote! { &'static Crm }), [lent]);
        let owned = "a context owns what it holds: it has no lifetime but `'static`";
        assert_eq!(context(quote! { &Crm<'_> }), [owned]);
        assert_eq!(context(quote! { &(dyn Crm + '_) }), [owned]);
        assert_eq!(types(quote! { _: &(dyn for<'a> Find<'a> + 'static), _: Args })[1], "Args");
    }

    #[test]
    fn the_arguments_are_concrete_and_owned() {
        let arguments = |arguments: TokenStream| mistakes(quote! { crm: &Crm, args: #arguments });
        let named = "a tool has no generic parameters: name the struct of arguments";
        assert_eq!(arguments(quote! { impl DeserializeOwned }), [named]);
        let owned = "arguments own what they hold: write `String` in place of `&str`, and no lifetime";
        assert_eq!(arguments(quote! { Args<'_> }), [owned]);
        assert_eq!(arguments(quote! { Args<&str> }), [owned]);
    }

    #[test]
    fn the_call_is_shared() {
        let shared = "the last reference is the call, which is shared: write `call: &Call`; take arguments by value";
        assert_eq!(mistakes(quote! { crm: &Crm, args: &mut Args }), [shared]);
        let lent = "the call is borrowed while it runs: write `&Call`, without a lifetime";
        assert_eq!(mistakes(quote! { crm: &Crm, args: Args, call: &'static Call }), [lent]);
    }

    #[test]
    fn the_context_is_seen_through_mistakes() {
        let likely = |parameters: TokenStream| {
            let signature: Signature = syn::parse2(quote! { async fn f(#parameters) -> R }).unwrap();
            likely_context(Kind::Tool, &signature).map(|context| context.to_token_stream().to_string())
        };
        for parameters in [quote! { _: &mut Crm }, quote! { _: Crm, _: Args }, quote! { _: &'static Crm, _: Args<'_> }]
        {
            assert_eq!(likely(parameters).as_deref(), Some("Crm"));
        }
        for parameters in
            [quote! {}, quote! { _: Args }, quote! { _: &impl Crm }, quote! { _: &Crm<'_> }, quote! { &self }]
        {
            assert_eq!(likely(parameters), None);
        }
    }
}
