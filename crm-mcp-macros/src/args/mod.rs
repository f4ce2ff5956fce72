//! What stands in the parentheses of `#[tool(…)]`, `#[prompt(…)]` and `#[resource(…)]`.

mod completion;
#[cfg(test)]
mod tests;
mod values;
mod vocabulary;
mod words;

use syn::{Error, Expr, Ident, LitStr, Result, ext::IdentExt};

pub(crate) use completion::Completion;
pub(crate) use words::Words;

use crate::{
    kind::Kind,
    mistakes::{all, both},
};
use vocabulary::{ACCESS, COMPLETE, EFFECT, IDEMPOTENT, MIME_TYPE, NAME, OPEN_WORLD, TITLE, URI};
use words::Word;

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

        let own = both(both(effect, both(idempotent, open_world)), both(uri, mime_type));
        let ((own, (scopes, ())), (name, (title, completions))) =
            both(both(own, both(scopes, words.unknown())), both(name, both(title, completions)))?;
        let ((effect, (idempotent, open_world)), (uri, mime_type)) = own;
        let (scopes, completions) = (scopes.unwrap_or_default(), completions.unwrap_or_default());
        if let Some(uri) = &uri {
            all(completions.iter().map(|completion| is_variable(completion, uri)))?;
        }
        let (idempotent, open_world) = (idempotent.is_some(), open_world.is_some());
        Ok(Self { effect, idempotent, open_world, uri, mime_type, scopes, name, title, completions })
    }
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
