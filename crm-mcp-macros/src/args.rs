//! What stands in the parentheses of `#[tool(…)]`, `#[prompt(…)]` and `#[resource(…)]`.

use proc_macro2::{Span, TokenStream};
use syn::{
    Error, Expr, Ident, LitStr, Result, Token,
    ext::IdentExt,
    parse::{ParseStream, Parser},
    token::Paren,
};

use crate::{
    completion::Completion,
    kind::Kind,
    mistakes::{all, both},
    text,
};

/// Words of which only one is said.
#[derive(PartialEq, Eq)]
pub(crate) struct Group {
    words: &'static [&'static str],
    pub(crate) usage: &'static str,
}

pub(crate) const EFFECT: Group = Group {
    words: &["read", "create", "update", "delete", "send"],
    usage: "`read`, `create`, `update`, `delete` or `send`",
};
pub(crate) const ACCESS: Group =
    Group { words: &["scope", "scopes", "public"], usage: "`scope = SCOPE`, `scopes = [SCOPE, …]` or `public`" };
pub(crate) const IDEMPOTENT: Group = Group { words: &["idempotent"], usage: "`idempotent`" };
pub(crate) const OPEN_WORLD: Group = Group { words: &["open_world"], usage: "`open_world`" };
pub(crate) const NAME: Group = Group { words: &["name"], usage: "`name = \"…\"`" };
pub(crate) const TITLE: Group = Group { words: &["title"], usage: "`title = \"…\"`" };
pub(crate) const URI: Group = Group { words: &["uri"], usage: "`uri = \"…\"`" };
pub(crate) const MIME_TYPE: Group = Group { words: &["mime_type"], usage: "`mime_type = \"…\"`" };
pub(crate) const COMPLETE: Group = Group { words: &["complete"], usage: "`complete(argument = function, …)`" };

/// The words as they stand there.
pub(crate) struct Words {
    kind: Kind,
    words: Vec<Word>,
}

/// `word`, `word = value` or `word(…)`.
struct Word {
    name: Ident,
    value: Option<Value>,
}

enum Value {
    Assigned(Expr),
    Listed(TokenStream),
}

impl Words {
    pub(crate) fn parse(kind: Kind, attribute: TokenStream) -> Result<Self> {
        let words = |input: ParseStream<'_>| {
            let mut words = Vec::new();
            while !input.is_empty() {
                words.push(Word::parse(kind, input)?);
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(words)
        };
        Ok(Self { kind, words: words.parse2(attribute)? })
    }
}

impl Word {
    fn parse(kind: Kind, input: ParseStream<'_>) -> Result<Self> {
        let name = input
            .call(Ident::parse_any)
            .map_err(|error| Error::new(error.span(), format!("expected {}", kind.vocabulary())))?;
        let value = if input.peek(Paren) {
            let content;
            syn::parenthesized!(content in input);
            Some(Value::Listed(content.parse()?))
        } else {
            let assignment: Option<Token![=]> = input.parse()?;
            assignment.map(|_| input.parse().map(Value::Assigned)).transpose()?
        };
        Ok(Self { name, value })
    }
}

/// The words, checked. What a kind does not know is absent.
pub(crate) struct Args {
    /// The effect of a tool, as the attribute spells it.
    pub(crate) effect: Option<Ident>,
    pub(crate) idempotent: bool,
    pub(crate) open_world: bool,
    /// The URI of a resource, or its template.
    pub(crate) uri: Option<LitStr>,
    pub(crate) mime_type: Option<LitStr>,
    /// The scopes, all of them needed; none for what is public.
    pub(crate) scopes: Vec<Expr>,
    /// The name on the wire; the function's, if the attribute gives none.
    pub(crate) name: LitStr,
    pub(crate) title: Option<LitStr>,
    pub(crate) completions: Vec<Completion>,
}

impl Args {
    pub(crate) fn check(mut words: Words, function: &Ident) -> Result<Self> {
        let kind = words.kind;
        let effect = words.take(&EFFECT, Word::bare);
        let uri = words.take(&URI, |uri| uri.text(&URI));
        let scopes = words.take(&ACCESS, Word::scopes);
        let idempotent = words.take(&IDEMPOTENT, Word::bare);
        let open_world = words.take(&OPEN_WORLD, Word::bare);
        let mime_type = words.take(&MIME_TYPE, |mime_type| mime_type.text(&MIME_TYPE));
        let title = words.take(&TITLE, |title| title.text(&TITLE));
        let completions = words.take(&COMPLETE, Word::completions);
        let name = words.take(&NAME, |name| name.text(&NAME)).and_then(|name| {
            wire_name(kind, name.unwrap_or_else(|| LitStr::new(&function.unraw().to_string(), function.span())))
        });

        let effect =
            effect.and_then(|effect| words.require(effect, "its effect", &EFFECT, |similar| similar.value.is_none()));
        let uri = uri.and_then(|uri| words.require(uri, "its URI", &URI, Word::is_text));
        let scopes = scopes.and_then(|scopes| words.require(scopes, "who may call it", &ACCESS, |_| true));
        let unknown = all(words.words.iter().map(|word| Err::<(), _>(word.unknown(kind))));

        let own = both(both(effect, both(idempotent, open_world)), both(uri, mime_type));
        let ((own, (scopes, _)), (name, (title, completions))) =
            both(both(own, both(scopes, unknown)), both(name, both(title, completions)))?;
        let ((effect, (idempotent, open_world)), (uri, mime_type)) = own;
        let (scopes, completions) = (scopes.unwrap_or_default(), completions.unwrap_or_default());
        if let Some(uri) = &uri {
            all(completions.iter().map(|completion| is_variable(completion, uri)))?;
        }
        let (idempotent, open_world) = (idempotent.is_some(), open_world.is_some());
        Ok(Self { effect, idempotent, open_world, uri, mime_type, scopes, name, title, completions })
    }
}

impl Words {
    /// Removes the words of a group and reads the first; a second one is a mistake.
    fn take<T>(&mut self, group: &Group, read: impl FnOnce(Word) -> Result<T>) -> Result<Option<T>> {
        if !self.kind.groups().contains(&group) {
            return Ok(None);
        }
        let Some(first) = self.remove(|word| word.is_in(group)) else { return Ok(None) };
        let name = first.name.clone();
        let seconds = std::iter::from_fn(|| self.remove(|word| word.is_in(group))).map(|second| {
            let message = format!("`{}` stands beside `{name}`; write only one: {}", second.name, group.usage);
            Err::<(), _>(Error::new(second.name.span(), message))
        });
        both(read(first), all(seconds)).map(|(first, _)| Some(first))
    }

    /// What must be said. An unknown word is most likely this one misspelt: one mistake, one message.
    fn require<T>(
        &mut self,
        found: Option<T>,
        what: &str,
        group: &Group,
        similar: impl Fn(&Word) -> bool,
    ) -> Result<Option<T>> {
        let kind = self.kind;
        if found.is_some() || !kind.groups().contains(&group) {
            return Ok(found);
        }
        let missing = || {
            let message = format!("a {} states {what}: {}", kind.noun(), group.usage);
            Error::new(Span::call_site(), message)
        };
        Err(self.remove(similar).map_or_else(missing, |misspelt| misspelt.unknown(kind)))
    }

    /// Removes the first word like this.
    fn remove(&mut self, like: impl Fn(&Word) -> bool) -> Option<Word> {
        let index = self.words.iter().position(like)?;
        Some(self.words.remove(index))
    }
}

impl Word {
    fn is_in(&self, group: &Group) -> bool {
        group.words.iter().any(|word| self.name == word)
    }

    fn bare(self) -> Result<Ident> {
        match self.value {
            None => Ok(self.name),
            Some(Value::Assigned(value)) => Err(Error::new_spanned(value, format!("`{}` takes no value", self.name))),
            Some(Value::Listed(_)) => Err(Error::new(self.name.span(), format!("`{}` takes no value", self.name))),
        }
    }

    fn is_text(&self) -> bool {
        matches!(&self.value, Some(Value::Assigned(value)) if text::literal(value).is_some())
    }

    fn text(self, group: &Group) -> Result<LitStr> {
        match self.value {
            Some(Value::Assigned(value)) => {
                text::literal(&value).cloned().ok_or_else(|| text::mistake(&value, group.usage))
            }
            _ => Err(Error::new(self.name.span(), format!("`{}` needs a text: {}", self.name, group.usage))),
        }
    }

    fn scopes(self) -> Result<Vec<Expr>> {
        let usage = || Error::new(self.name.span(), format!("write {}", ACCESS.usage));
        let scopes = match (self.name.to_string().as_str(), &self.value) {
            ("public", None) => return Ok(Vec::new()),
            ("scope", Some(Value::Assigned(scope))) => vec![scope.clone()],
            ("scopes", Some(Value::Assigned(scopes))) => match text::visible(scopes) {
                Expr::Array(scopes) if !scopes.elems.is_empty() => scopes.elems.iter().cloned().collect(),
                _ => return Err(usage()),
            },
            _ => return Err(usage()),
        };
        all(scopes.into_iter().map(scope))
    }

    fn completions(self) -> Result<Vec<Completion>> {
        match self.value {
            Some(Value::Listed(completions)) => Completion::list(completions),
            _ => Err(Error::new(self.name.span(), format!("write {}", COMPLETE.usage))),
        }
    }

    fn unknown(&self, kind: Kind) -> Error {
        Error::new(self.name.span(), format!("unknown word `{}`; expected {}", self.name, kind.vocabulary()))
    }
}

/// A scope is any expression but a text: the compiler checks its type, and finds the spelling mistakes of constants.
fn scope(scope: Expr) -> Result<Expr> {
    let Some(text) = text::literal(&scope) else { return Ok(scope) };
    let constant = format!("const CONTACTS_READ: Scope = Scope::new({});", text.token());
    Err(Error::new(text.span(), format!("a scope is not a text: name a constant such as `{constant}`")))
}

/// A variable that a function completes must stand in the URI.
fn is_variable(completion: &Completion, uri: &LitStr) -> Result<()> {
    let variable = completion.argument();
    if uri.value().contains(&format!("{{{variable}}}")) {
        return Ok(());
    }
    Err(completion.mistake(format!("there is no variable `{{{variable}}}` in the URI to complete")))
}

/// The names that every client of the day accepts, by the rule of `Toolset::new`.
fn wire_name(kind: Kind, name: LitStr) -> Result<LitStr> {
    let text = name.value();
    let fits = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '-'))
        && text.len() <= 64;
    if fits {
        return Ok(name);
    }
    let rule = "1 to 64 of A-Z a-z 0-9 _ -, beginning with a letter";
    let message = format!("`{text}` is not a valid {} name; write {} with {rule}", kind.noun(), NAME.usage);
    Err(Error::new(name.span(), message))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use quote::{ToTokens, format_ident, quote};

    use super::*;

    fn check(attribute: TokenStream) -> Result<Args> {
        check_as(Kind::Tool, attribute)
    }

    fn check_as(kind: Kind, attribute: TokenStream) -> Result<Args> {
        Words::parse(kind, attribute).and_then(|words| Args::check(words, &format_ident!("get_contact")))
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
            ["`idempotent` stands beside `idempotent`", "`name` stands beside `name`", "`title` stands beside `title`"]
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
        assert_eq!(
            mistakes(quote! { read, scopes = ["a", B, "c"] }),
            ["a scope is not a text", "a scope is not a text"]
        );
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
        let words = |tokens| Words::parse(Kind::Tool, tokens).unwrap();
        let hidden = format_ident!("_hidden");
        assert!(Args::check(words(quote! { read, public }), &hidden).is_err());
        assert!(Args::check(words(quote! { read, public, name = "shown" }), &hidden).is_ok());
        let raw = Args::check(words(quote! { read, public }), &format_ident!("r#type")).unwrap();
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
}
