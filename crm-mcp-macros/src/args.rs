//! What stands in the parentheses of `#[tool(…)]`.

use proc_macro2::Span;
use syn::{
    Error, Expr, ExprLit, Ident, Lit, LitStr, Result, Token,
    ext::IdentExt,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

use crate::mistakes::{all, both};

/// Words of which a tool says only one.
struct Group {
    words: &'static [&'static str],
    usage: &'static str,
}

const EFFECT: Group = Group {
    words: &["read", "create", "update", "delete", "send"],
    usage: "`read`, `create`, `update`, `delete` or `send`",
};
const ACCESS: Group =
    Group { words: &["scope", "scopes", "public"], usage: "`scope = SCOPE`, `scopes = [SCOPE, …]` or `public`" };
const IDEMPOTENT: Group = Group { words: &["idempotent"], usage: "`idempotent`" };
const NAME: Group = Group { words: &["name"], usage: "`name = \"…\"`" };
const TITLE: Group = Group { words: &["title"], usage: "`title = \"…\"`" };

/// The words as they stand there.
pub(crate) struct Words(Vec<Word>);

/// `word` or `word = value`.
struct Word {
    name: Ident,
    value: Option<Expr>,
}

impl Parse for Words {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        Ok(Self(Punctuated::<Word, Token![,]>::parse_terminated(input)?.into_iter().collect()))
    }
}

impl Parse for Word {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let name = input
            .call(Ident::parse_any)
            .map_err(|error| Error::new(error.span(), format!("expected {}", vocabulary())))?;
        let assignment: Option<Token![=]> = input.parse()?;
        Ok(Self { name, value: assignment.map(|_| input.parse()).transpose()? })
    }
}

/// The words, checked.
pub(crate) struct Args {
    /// The effect, as the attribute spells it.
    pub(crate) effect: Ident,
    pub(crate) idempotent: bool,
    /// The scopes, all of them needed; none for a public tool.
    pub(crate) scopes: Vec<Expr>,
    /// The name on the wire; the function's, if the attribute gives none.
    pub(crate) name: LitStr,
    pub(crate) title: Option<LitStr>,
}

impl Args {
    pub(crate) fn check(mut words: Words, function: &Ident) -> Result<Self> {
        let effect = words.take(&EFFECT, Word::bare);
        let scopes = words.take(&ACCESS, Word::scopes);
        let idempotent = words.take(&IDEMPOTENT, Word::bare);
        let title = words.take(&TITLE, |title| title.text(&TITLE));
        let name = words.take(&NAME, |name| name.text(&NAME)).and_then(|name| {
            tool_name(name.unwrap_or_else(|| LitStr::new(&function.unraw().to_string(), function.span())))
        });

        let effect =
            effect.and_then(|effect| words.require(effect, "its effect", &EFFECT, |similar| similar.value.is_none()));
        let scopes = scopes.and_then(|scopes| words.require(scopes, "who may call it", &ACCESS, |_| true));
        let unknown = all(words.0.iter().map(|word| Err::<(), _>(word.unknown())));

        let (((effect, idempotent), (scopes, _)), (name, title)) =
            both(both(both(effect, idempotent), both(scopes, unknown)), both(name, title))?;
        Ok(Self { effect, idempotent: idempotent.is_some(), scopes, name, title })
    }
}

impl Words {
    /// Removes the words of a group and reads the first; a second one is a mistake.
    fn take<T>(&mut self, group: &Group, read: impl FnOnce(Word) -> Result<T>) -> Result<Option<T>> {
        let Some(first) = self.remove(|word| word.is_in(group)) else { return Ok(None) };
        let name = first.name.clone();
        let seconds = std::iter::from_fn(|| self.remove(|word| word.is_in(group))).map(|second| {
            let message = format!("`{}` stands beside `{name}`; write only one: {}", second.name, group.usage);
            Err::<(), _>(Error::new(second.name.span(), message))
        });
        both(read(first), all(seconds)).map(|(first, _)| Some(first))
    }

    /// What a tool must say. An unknown word is most likely this one misspelt: one mistake, one message.
    fn require<T>(
        &mut self,
        found: Option<T>,
        what: &str,
        group: &Group,
        similar: impl Fn(&Word) -> bool,
    ) -> Result<T> {
        found.ok_or_else(|| match self.remove(similar) {
            Some(misspelt) => misspelt.unknown(),
            None => Error::new(Span::call_site(), format!("a tool states {what}: {}", group.usage)),
        })
    }

    /// Removes the first word like this.
    fn remove(&mut self, like: impl Fn(&Word) -> bool) -> Option<Word> {
        let index = self.0.iter().position(like)?;
        Some(self.0.remove(index))
    }
}

impl Word {
    fn is_in(&self, group: &Group) -> bool {
        group.words.iter().any(|word| self.name == word)
    }

    fn bare(self) -> Result<Ident> {
        match self.value {
            None => Ok(self.name),
            Some(value) => Err(Error::new_spanned(value, format!("`{}` takes no value", self.name))),
        }
    }

    fn text(self, group: &Group) -> Result<LitStr> {
        match self.value {
            Some(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => Ok(text),
            Some(other) => Err(Error::new_spanned(other, format!("expected a text: {}", group.usage))),
            None => Err(Error::new(self.name.span(), format!("`{}` needs a text: {}", self.name, group.usage))),
        }
    }

    fn scopes(self) -> Result<Vec<Expr>> {
        let scopes = match (self.name.to_string().as_str(), self.value) {
            ("public", None) => return Ok(Vec::new()),
            ("scope", Some(scope)) => vec![scope],
            ("scopes", Some(Expr::Array(scopes))) if !scopes.elems.is_empty() => scopes.elems.into_iter().collect(),
            _ => return Err(Error::new(self.name.span(), format!("write {}", ACCESS.usage))),
        };
        all(scopes.into_iter().map(scope))
    }

    fn unknown(&self) -> Error {
        Error::new(self.name.span(), format!("unknown word `{}`; expected {}", self.name, vocabulary()))
    }
}

/// A scope is any expression but a text: the compiler checks its type, and finds the spelling mistakes of constants.
fn scope(scope: Expr) -> Result<Expr> {
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &scope else { return Ok(scope) };
    let constant = format!("const CONTACTS_READ: Scope = Scope::new({});", text.token());
    Err(Error::new(text.span(), format!("a scope is no text: name a constant such as `{constant}`")))
}

/// The names that every client of the day accepts, by the rule of `Toolset::new`.
fn tool_name(name: LitStr) -> Result<LitStr> {
    let text = name.value();
    let fits = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '-'))
        && text.len() <= 64;
    if fits {
        return Ok(name);
    }
    let rule = "1 to 64 of A-Z a-z 0-9 _ -, beginning with a letter";
    Err(Error::new(name.span(), format!("`{text}` is no tool name; write {} with {rule}", NAME.usage)))
}

fn vocabulary() -> String {
    [EFFECT, ACCESS, IDEMPOTENT, NAME, TITLE].map(|group| group.usage).join("; ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proc_macro2::TokenStream;
    use quote::{ToTokens, format_ident, quote};

    use super::*;

    fn check(attribute: TokenStream) -> Result<Args> {
        syn::parse2(attribute).and_then(|words: Words| Args::check(words, &format_ident!("get_contact")))
    }

    /// The beginnings of the messages, up to the first `;` or `:`.
    fn mistakes(attribute: TokenStream) -> Vec<String> {
        let error = check(attribute).err().unwrap();
        error.into_iter().map(|error| error.to_string().split([';', ':']).next().unwrap().to_owned()).collect()
    }

    #[test]
    fn every_word_is_read() {
        let args = check(quote! {
            title = "Get contact", update, idempotent, scopes = [READ, scopes::WRITE], name = "contacts_get-contact",
        });
        let Args { effect, idempotent, scopes, name, title } = args.unwrap();
        let scopes: Vec<_> = scopes.iter().map(|scope| scope.to_token_stream().to_string()).collect();
        assert_eq!(effect, "update");
        assert!(idempotent);
        assert_eq!(scopes, ["READ", "scopes :: WRITE"]);
        assert_eq!(name.value(), "contacts_get-contact");
        assert_eq!(title.unwrap().value(), "Get contact");
    }

    #[test]
    fn the_rest_of_a_tool_has_defaults() {
        let Args { effect, idempotent, scopes, name, title } = check(quote! { send, public }).unwrap();
        assert_eq!(effect, "send");
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
        assert_eq!(mistakes(quote! { read, scopes = ["a", B, "c"] }), ["a scope is no text", "a scope is no text"]);
    }

    #[test]
    fn names_are_those_that_every_client_accepts() {
        let longest = "a".repeat(64);
        for name in ["a", "Z9", "contacts_get-contact", longest.as_str()] {
            assert!(check(quote! { read, public, name = #name }).is_ok(), "{name}");
        }
        let too_long = "a".repeat(65);
        for name in ["", "1a", "_a", "-a", "a b", "a.b", "é", too_long.as_str()] {
            assert_eq!(mistakes(quote! { read, public, name = #name }), [format!("`{name}` is no tool name")]);
        }
    }

    #[test]
    fn the_name_of_the_function_is_checked_unless_another_is_given() {
        let words = |tokens| syn::parse2::<Words>(tokens).unwrap();
        let hidden = format_ident!("_hidden");
        assert!(Args::check(words(quote! { read, public }), &hidden).is_err());
        assert!(Args::check(words(quote! { read, public, name = "shown" }), &hidden).is_ok());
        let raw = Args::check(words(quote! { read, public }), &format_ident!("r#type")).unwrap();
        assert_eq!(raw.name.value(), "type");
    }
}
