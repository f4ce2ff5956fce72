//! What the parentheses may hold, and each mistake that can be made there.

#![allow(clippy::unwrap_used)]

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::*;

fn check(attribute: TokenStream) -> Result<Args> {
    check_as(Kind::Tool, attribute)
}

fn check_as(kind: Kind, attribute: TokenStream) -> Result<Args> {
    Args::check(kind, Words::read(Vocabulary::of(kind), attribute), &format_ident!("get_contact"))
}

/// The beginnings of the messages, up to the first `;` or `:`.
fn mistakes(attribute: TokenStream) -> Vec<String> {
    mistakes_as(Kind::Tool, attribute)
}

fn mistakes_as(kind: Kind, attribute: TokenStream) -> Vec<String> {
    let error = check_as(kind, attribute).err().unwrap();
    error.into_iter().map(|error| error.to_string().split([';', ':']).next().unwrap().to_owned()).collect()
}

#[test]
fn every_word_is_read() {
    let args = check(quote! {
        title = "Get contact", update, idempotent, scopes = [READ, scopes::WRITE], name = "contacts_get-contact",
    });
    let Args { effect, idempotent, scopes, name, title, .. } = args.unwrap();
    let scopes: Vec<_> = scopes.iter().map(|scope| scope.to_token_stream().to_string()).collect();
    assert_eq!(effect.unwrap(), "update");
    assert!(idempotent);
    assert_eq!(scopes, ["READ", "scopes :: WRITE"]);
    assert_eq!(name.value(), "contacts_get-contact");
    assert_eq!(title.unwrap().value(), "Get contact");
}

#[test]
fn the_rest_of_a_tool_has_defaults() {
    let Args { effect, idempotent, scopes, name, title, .. } = check(quote! { send, public }).unwrap();
    assert_eq!(effect.unwrap(), "send");
    assert!(!idempotent);
    assert!(scopes.is_empty());
    assert_eq!(name.value(), "get_contact");
    assert!(title.is_none());
}

#[test]
fn effect_and_access_must_be_said() {
    assert_eq!(mistakes(quote! {}), ["a tool states its effect", "a tool states who may call it"]);
    assert_eq!(mistakes(quote! { read }), ["a tool states who may call it"]);
    assert_eq!(mistakes(quote! { public }), ["a tool states its effect"]);
}

#[test]
fn a_misspelt_word_is_one_mistake() {
    assert_eq!(mistakes(quote! { reed, public }), ["unknown word `reed`"]);
    assert_eq!(mistakes(quote! { read, sope = A }), ["unknown word `sope`"]);
    assert_eq!(mistakes(quote! { read, publik }), ["unknown word `publik`"]);
    assert_eq!(mistakes(quote! { sope = A }), ["a tool states its effect", "unknown word `sope`"]);
    assert_eq!(mistakes(quote! { read, public, type = 1 }), ["unknown word `type`"]);
}

#[test]
fn a_second_word_of_a_group_is_a_mistake() {
    assert_eq!(mistakes(quote! { read, create, public }), ["`create` stands beside `read`"]);
    assert_eq!(mistakes(quote! { read, public, scope = A }), ["`scope` stands beside `public`"]);
    assert_eq!(mistakes(quote! { read, scope = A, scope = B }), ["`scope` stands beside `scope`"]);
    let twice = quote! { read, public, idempotent, idempotent, name = "a", name = "b", title = "", title = "" };
    assert_eq!(
        mistakes(twice),
        ["`idempotent` stands beside `idempotent`", "`title` stands beside `title`", "`name` stands beside `name`"]
    );
}

#[test]
fn values_have_a_form() {
    assert_eq!(mistakes(quote! { read = true, public }), ["`read` takes no value"]);
    assert_eq!(mistakes(quote! { read, public, name }), ["`name` needs a text"]);
    assert_eq!(mistakes(quote! { read, public, title = 3 }), ["expected a text"]);
    let access = ["write `scope = SCOPE`, `scopes = [SCOPE, …]` or `public`"];
    assert_eq!(mistakes(quote! { read, scope }), access);
    assert_eq!(mistakes(quote! { read, scopes = [] }), access);
    assert_eq!(mistakes(quote! { read, scopes = A }), access);
    assert_eq!(mistakes(quote! { read, public = true }), access);
    assert_eq!(mistakes(quote! { read, scopes = ["a", B, "c"] }), ["a scope is not a text", "a scope is not a text"]);
}

#[test]
fn names_are_those_that_every_client_accepts() {
    let longest = "a".repeat(64);
    for name in ["a", "Z9", "contacts_get-contact", longest.as_str()] {
        assert!(check(quote! { read, public, name = #name }).is_ok(), "{name}");
    }
    let too_long = "a".repeat(65);
    for name in ["", "1a", "_a", "-a", "a b", "a.b", "é", too_long.as_str()] {
        assert_eq!(mistakes(quote! { read, public, name = #name }), [format!("`{name}` is not a valid tool name")]);
    }
}

#[test]
fn the_name_of_the_function_is_checked_unless_another_is_given() {
    let check = |tokens, name: &Ident| Args::check(Kind::Tool, Words::read(Vocabulary::of(Kind::Tool), tokens), name);
    let hidden = format_ident!("_hidden");
    assert!(check(quote! { read, public }, &hidden).is_err());
    assert!(check(quote! { read, public, name = "shown" }, &hidden).is_ok());
    let raw = check(quote! { read, public }, &format_ident!("r#type")).unwrap();
    assert_eq!(raw.name.value(), "type");
}

#[test]
fn each_kind_has_its_words() {
    let prompt = check_as(Kind::Prompt, quote! { public, complete(pipeline = pipelines, r#type = types::all) });
    let completions: Vec<_> = prompt
        .unwrap()
        .completions
        .iter()
        .map(|one| (one.argument(), one.function.to_token_stream().to_string()))
        .collect();
    let completion = |argument: &str, function: &str| (argument.to_owned(), function.to_owned());
    assert_eq!(completions, [completion("pipeline", "pipelines"), completion("type", "types :: all")]);

    let words = quote! { uri = "crm://contacts/{id}", mime_type = "text/plain", scope = A, complete(id = ids) };
    let resource = check_as(Kind::Resource, words).unwrap();
    assert_eq!(resource.uri.unwrap().value(), "crm://contacts/{id}");
    assert_eq!(resource.mime_type.unwrap().value(), "text/plain");

    assert_eq!(mistakes_as(Kind::Prompt, quote! { read, public }), ["unknown word `read`"]);
    assert_eq!(mistakes_as(Kind::Prompt, quote! {}), ["a prompt states who may call it"]);
    assert_eq!(mistakes_as(Kind::Resource, quote! { public }), ["a resource states its URI"]);
    assert_eq!(mistakes_as(Kind::Resource, quote! { url = "a://b", public }), ["unknown word `url`"]);
    assert_eq!(mistakes(quote! { read, public, complete(a = b) }), ["unknown word `complete`"]);
}

#[test]
fn completions_have_a_form() {
    let complete = |words: TokenStream| mistakes_as(Kind::Prompt, quote! { public, #words });
    let form = ["write `complete(argument = function, …)`"];
    assert_eq!(complete(quote! { complete }), form);
    assert_eq!(complete(quote! { complete = f }), form);
    assert_eq!(complete(quote! { complete(a = f, a = g) }), ["`a` is completed twice"]);
    assert_eq!(complete(quote! { complete(a) }), ["expected `=`"]);
    assert_eq!(complete(quote! { complete(a = f), title(x) }), ["`title` needs a text"]);
    let variable = quote! { uri = "crm://contacts/{id}", public, complete(contact = ids) };
    let message = ["there is no variable `{contact}` in the URI to complete"];
    assert_eq!(mistakes_as(Kind::Resource, variable), message);
}

#[test]
fn the_crate_is_a_path_without_quotes() {
    let core = |words: TokenStream| check(quote! { read, public, #words }).unwrap().core.to_token_stream().to_string();
    assert_eq!(core(quote! {}), ":: crm_mcp_core");
    assert_eq!(core(quote! { crate = crate::mcp }), "crate :: mcp");
    assert_eq!(core(quote! { crate = ::facade::core }), ":: facade :: core");
    let by_macro_rules = Group::new(Delimiter::None, quote! { facade::core });
    assert_eq!(core(quote! { crate = #by_macro_rules }), "facade :: core");

    let messages = |words: TokenStream| -> Vec<String> {
        let error = check(quote! { read, public, #words }).err().unwrap();
        error.into_iter().map(|error| error.to_string()).collect()
    };
    let needed = "`crate` needs a path: `crate = path::to::crm_mcp_core`";
    assert_eq!(messages(quote! { crate }), [needed]);
    assert_eq!(messages(quote! { crate(facade) }), [needed]);
    let quoted = "a path stands without quotes: `crate = facade::core`";
    assert_eq!(messages(quote! { crate = "facade::core" }), [quoted]);
    let expected = "expected a path: `crate = path::to::crm_mcp_core`";
    for value in [quote! { 3 }, quote! { "not a path" }, quote! { facade::core::<u8> }, quote! { <A as B>::core }] {
        assert_eq!(messages(quote! { crate = #value }), [expected], "{value}");
    }
}

#[test]
fn the_crate_is_seen_through_mistakes() {
    let likely =
        |words: TokenStream| likely_core(&Words::read(Vocabulary::of(Kind::Tool), words)).to_token_stream().to_string();
    assert_eq!(likely(quote! { crate = facade::core, reed }), "facade :: core");
    assert_eq!(likely(quote! { crate = facade::core, read public }), "facade :: core");
    assert_eq!(likely(quote! { crate = 3 }), ":: crm_mcp_core");
}
