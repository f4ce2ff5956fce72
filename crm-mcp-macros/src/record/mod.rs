//! `#[record]`: a struct whose fields are read leniently, each by its type or by the word that stands on it.

mod field;
#[cfg(test)]
mod tests;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Error, Fields, FieldsNamed, Ident, ItemStruct, Path, Result};

use crate::{args::RecordArgs, mistakes::Mistakes};
use field::RecordField;

/// The expansion of `#[record(attribute)] item`: the struct, with serde's attributes on its fields, and what makes it a
/// record. An item that is no struct stays as it was.
pub(crate) fn expand(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut record = match syn::parse2::<ItemStruct>(item.clone()) {
        Ok(record) => record,
        Err(error) => {
            let error = Error::new(error.span(), format!("a record is a struct with named fields: {error}"));
            return with(item, error.into_compile_error());
        }
    };
    match expanded(attribute, &mut record) {
        Ok(slim) => with(record.into_token_stream(), slim),
        Err(error) => with(record.into_token_stream(), error.into_compile_error()),
    }
}

fn with(mut item: TokenStream, more: TokenStream) -> TokenStream {
    item.extend(more);
    item
}

/// Puts attributes on the fields, and gives the implementation of `Slim`. After a mistake there is one all the same, beside
/// the message, so that whatever takes records adds no mistakes of its own.
fn expanded(attribute: TokenStream, record: &mut ItemStruct) -> Result<TokenStream> {
    let mut mistakes = Mistakes::default();
    let RecordArgs { row, tools } = RecordArgs::read(attribute, &mut mistakes);
    mistakes.or_default(is_derived_below(record));
    mistakes.or_default(is_concrete(record));
    let at = tools.map_or_else(|| quote! { ::crm_mcp_tools::crm::record }, |tools| quote! { #tools::crm::record });
    let fields = named(record)?.named.iter_mut();
    let fields: Vec<_> = fields.map(|field| RecordField::read(field, &at, &mut mistakes)).collect();
    let slim = slim(&record.ident, &at, &fields, row.as_ref());
    let mistakes = mistakes.none().err().map(Error::into_compile_error);
    Ok(quote! { #mistakes #slim })
}

fn named(record: &mut ItemStruct) -> Result<&mut FieldsNamed> {
    match &mut record.fields {
        Fields::Named(fields) => Ok(fields),
        _ => Err(Error::new(record.ident.span(), "a record is a struct with named fields")),
    }
}

/// A derive that stands above has seen the fields as they were, and heeds nothing of what is added here.
fn is_derived_below(record: &ItemStruct) -> Result<()> {
    if record.attrs.iter().any(|attribute| attribute.path().is_ident("derive")) {
        return Ok(());
    }
    let message = "`#[record]` stands above `#[derive(Deserialize)]`, which has to see what it adds";
    Err(Error::new(Span::call_site(), message))
}

fn is_concrete(record: &ItemStruct) -> Result<()> {
    if record.generics.params.is_empty() {
        return Ok(());
    }
    Err(Error::new_spanned(&record.generics, "a record has no generic parameters: the vendor gives no type with it"))
}

/// The implementation of the trait that only records have.
fn slim(name: &Ident, at: &TokenStream, fields: &[RecordField], row: Option<&Path>) -> TokenStream {
    let how_much = Ident::new("fields", Span::mixed_site());
    let shown: Vec<_> = fields.iter().filter_map(|field| field.show(at, &how_much)).collect();
    let how_much = if shown.is_empty() {
        quote! { _ }
    } else {
        quote! { #how_much }
    };
    let row = row.map(|row| quote! { fn as_row(&mut self) { #row(self); } });
    quote! {
        #[automatically_derived]
        impl #at::Slim for #name {
            fn show(&mut self, #how_much: #at::Fields) {
                #(#shown)*
            }

            #row
        }
    }
}
