//! What a record becomes, and each mistake that can be made with one.

#![allow(clippy::needless_pass_by_value, clippy::unwrap_used)]

use proc_macro2::TokenStream;
use quote::quote;
use syn::{File, Item};

use super::expand;

fn code(attribute: TokenStream, item: TokenStream) -> File {
    syn::parse2(expand(attribute, item)).unwrap()
}

fn expansion(attribute: TokenStream, item: TokenStream) -> String {
    prettyplease::unparse(&code(attribute, item))
}

/// The texts of the calls of `compile_error!`.
fn mistakes(attribute: TokenStream, item: TokenStream) -> Vec<String> {
    let text = |item: Item| match item {
        Item::Macro(call) => Some(call.mac.parse_body::<syn::LitStr>().unwrap().value()),
        _ => None,
    };
    code(attribute, item).items.into_iter().filter_map(text).collect()
}

/// The mistakes of a record with this one field.
fn mistakes_of_field(field: TokenStream) -> Vec<String> {
    mistakes(quote! {}, quote! { #[derive(Deserialize)] struct Contact { #field } })
}

#[test]
fn a_record() {
    let contact = quote! {
        /// A contact.
        #[derive(Debug, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct Contact {
            /// Id.
            #[serde(rename = "_id")]
            #[record(id)]
            pub id: String,
            /// Given name.
            pub first_name: Option<String>,
            #[record(time)]
            date_added: Option<String>,
            /// Tasks.
            #[record(needed)]
            tasks: Vec<Record<Task>>,
            #[serde(flatten)]
            tags: NewTags,
            #[serde(default, deserialize_with = "statuses", skip_serializing_if = "BTreeMap::is_empty")]
            dnd: BTreeMap<String, String>,
        }
    };
    insta::assert_snapshot!(expansion(quote! {}, contact));
}

#[test]
fn a_record_with_a_row_by_way_of_another_crate() {
    let stage = quote! {
        #[derive(Deserialize)]
        struct Stage {
            #[record(id)]
            id: String,
        }
    };
    insta::assert_snapshot!(expansion(quote! { crate = facade::tools, row = Stage::shorten }, stage));
}

#[test]
fn a_record_with_mistakes() {
    let stage = quote! {
        #[derive(Deserialize)]
        struct Stage {
            #[record(tiem)]
            seen_at: Option<String>,
        }
    };
    insta::assert_snapshot!(expansion(quote! { crate = facade::tools, raw }, stage));
}

#[test]
fn every_mistake_is_reported() {
    let record = quote! {
        struct Contact<T> {
            #[record(time, day)]
            seen_at: Option<String>,
            #[record(ID)]
            id: String,
        }
    };
    assert_eq!(
        mistakes(quote! { row, line = f }, record),
        [
            "`row` needs a path: `row = function`",
            "unknown word `line`; expected `row = function`; `crate = path::to::crm_mcp_tools`",
            "`#[record]` stands above `#[derive(Deserialize)]`, which has to see what it adds",
            "a record has no generic parameters: the vendor gives no type with it",
            "`day` stands beside `time`; write only one: `id`, `needed`, `time`, `day` or `addresses`",
            "unknown word `ID`; expected `id`, `needed`, `time`, `day` or `addresses`",
        ]
    );
}

#[test]
fn only_a_struct_with_named_fields_is_a_record() {
    let derived = |item: TokenStream| mistakes(quote! {}, quote! { #[derive(Deserialize)] #item });
    for item in [quote! { struct Id(String); }, quote! { struct Nothing; }] {
        assert_eq!(derived(item), ["a record is a struct with named fields"]);
    }
    let expected = ["a record is a struct with named fields: expected `struct`"];
    assert_eq!(derived(quote! { enum Either { One } }), expected);
    assert_eq!(derived(quote! { fn contact() {} }), expected);
}

#[test]
fn a_word_is_said_once_and_alone() {
    let twice = ["`id` stands beside `id`; write only one: `id`, `needed`, `time`, `day` or `addresses`"];
    assert_eq!(mistakes_of_field(quote! { #[record(id)] #[record(id)] id: String }), twice);
    assert_eq!(mistakes_of_field(quote! { #[record(id = "x")] id: String }), ["`id` takes no value"]);
    let list = ["expected attribute arguments in parentheses: `record(...)`"];
    assert_eq!(mistakes_of_field(quote! { #[record] id: String }), list);
    let row = ["`row` stands beside `row`; write only one: `row = function`"];
    assert_eq!(mistakes(quote! { row = f, row = g }, quote! { #[derive(Deserialize)] struct Contact {} }), row);
}

#[test]
fn a_field_is_read_by_a_word_or_by_serde() {
    for serdes in
        [quote! { flatten }, quote! { default, deserialize_with = "f" }, quote! { rename(serialize = "a"), with = "m" }]
    {
        let field = quote! { #[serde(#serdes)] #[record(time)] at: Option<String> };
        let message = "serde's attributes say how this field is read; leave out `time`, or them";
        assert_eq!(mistakes_of_field(field), [message], "{serdes}");
    }
    assert!(mistakes_of_field(quote! { #[serde(rename = "flatten")] #[record(time)] at: Option<String> }).is_empty());
}
