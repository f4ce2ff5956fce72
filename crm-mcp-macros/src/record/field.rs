//! A field of a record: how it is read, and when it is left out.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{
    Attribute, Error, Expr, Field, Ident, LitStr, Result, Token, Type, meta::ParseNestedMeta, spanned::Spanned,
    token::Paren,
};

use crate::{
    args::reading,
    mistakes::{Mistakes, all},
};

/// What of serde's says how a field is read; such a field is left as it is.
const READ_OTHERWISE: [&str; 5] = ["flatten", "deserialize_with", "with", "skip", "skip_deserializing"];

/// A field, with its attributes on it.
pub(super) struct RecordField {
    name: Option<Ident>,
    of: Type,
    /// Whether its type says how it is read.
    is_read_by_type: bool,
}

impl RecordField {
    /// Takes the words off the field and puts serde's attributes on it. With a wrong word it is read by its type.
    pub(super) fn read(field: &mut Field, at: &TokenStream, mistakes: &mut Mistakes) -> Self {
        let is_read_otherwise = field.attrs.iter().any(is_of_other_reading);
        let word = mistakes.or_default(take_word(&mut field.attrs));
        if is_read_otherwise {
            mistakes.or_default(no_word(word.as_ref()));
        } else {
            field.attrs.push(attribute(field, word.as_ref(), at));
        }
        let is_read_by_type = !is_read_otherwise && word.is_none_or(|word| word == "needed");
        Self { name: field.ident.clone(), of: field.ty.clone(), is_read_by_type }
    }

    /// The statement that shows so much of the records inside, if there can be any.
    pub(super) fn show(&self, at: &TokenStream, how_much: &Ident) -> Option<TokenStream> {
        let Self { name, of, is_read_by_type } = self;
        // The compiler reports a type that cannot be read at the type.
        is_read_by_type
            .then(|| quote_spanned! { of.span() => <#of as #at::Lenient>::show(&mut self.#name, #how_much); })
    }
}

/// Removes `#[record(word)]`, and gives the word.
fn take_word(attributes: &mut Vec<Attribute>) -> Result<Option<Ident>> {
    let is_ours = |attribute: &Attribute| attribute.path().is_ident("record");
    let ours: Vec<_> = attributes.extract_if(.., |attribute| is_ours(attribute)).collect();
    let lists = all(ours.iter().map(|attribute| attribute.meta.require_list().map(|list| &list.tokens)))?;
    reading(quote! { #(#lists),* })
}

/// A word would change nothing on a field that serde's own attributes say how to read.
fn no_word(word: Option<&Ident>) -> Result<()> {
    let Some(word) = word else { return Ok(()) };
    let message = format!("serde's attributes say how this field is read; leave out `{word}`, or them");
    Err(Error::new(word.span(), message))
}

/// What tells serde how to read the field, and when to leave it out.
fn attribute(field: &Field, word: Option<&Ident>, at: &TokenStream) -> Attribute {
    let place = Span::call_site().located_at(field.ty.span());
    let path = |name: String| LitStr::new(&format!("{at}::{name}").replace(' ', ""), place);
    let read = path(format!("reading::{}", word.map_or("optional".to_owned(), Ident::to_string)));
    if word.is_some_and(|word| word == "id" || word == "needed") {
        return syn::parse_quote! { #[serde(deserialize_with = #read)] };
    }
    let is_absent = path("Optional::is_absent".to_owned());
    syn::parse_quote! { #[serde(default, deserialize_with = #read, skip_serializing_if = #is_absent)] }
}

/// Whether an attribute of serde's says how the field is read. What serde cannot read, serde reports.
fn is_of_other_reading(attribute: &Attribute) -> bool {
    let mut is_found = false;
    let look = |meta: ParseNestedMeta<'_>| {
        is_found |= READ_OTHERWISE.iter().any(|word| meta.path.is_ident(word));
        skip_value(&meta)
    };
    attribute.path().is_ident("serde") && attribute.parse_nested_meta(look).is_ok() && is_found
}

fn skip_value(meta: &ParseNestedMeta<'_>) -> Result<()> {
    if meta.input.peek(Paren) {
        let content;
        syn::parenthesized!(content in meta.input);
        return content.parse::<TokenStream>().map(drop);
    }
    let assignment: Option<Token![=]> = meta.input.parse()?;
    assignment.map_or(Ok(()), |_| meta.input.parse::<Expr>().map(drop))
}
