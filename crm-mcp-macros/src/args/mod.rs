//! What stands in the parentheses of `#[tool(…)]`, `#[prompt(…)]`, `#[resource(…)]` and `#[record(…)]`.

mod completion;
mod record_args;
#[cfg(test)]
mod tests;
mod values;
mod vocabulary;
mod words;

use syn::{Error, Expr, Ident, LitStr, Result, ext::IdentExt};

pub(crate) use completion::Completion;
pub(crate) use record_args::{RecordArgs, reading};
pub(crate) use vocabulary::Vocabulary;
pub(crate) use words::Words;

use crate::{
    core_path::CorePath,
    kind::Kind,
    mistakes::{Mistakes, all, both},
};
use vocabulary::{ACCESS, COMPLETE, CRATE, EFFECT, IDEMPOTENT, MIME_TYPE, NAME, OPEN_WORLD, TITLE, URI};
use words::Word;

/// The words, checked. What a kind does not know is absent.
pub(crate) struct Args {
    pub(crate) core: CorePath,
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
    pub(crate) fn check(kind: Kind, mut words: Words, function: &Ident) -> Result<Self> {
        std::mem::replace(&mut words.end, Ok(()))?;
        let mut mistakes = Mistakes::default();
        let effect = words.take(&EFFECT, Word::bare);
        let uri = words.take(&URI, |uri| uri.text(&URI));
        let scopes = words.take(&ACCESS, Word::scopes);
        let idempotent = mistakes.or_default(words.take(&IDEMPOTENT, Word::bare)).is_some();
        let open_world = mistakes.or_default(words.take(&OPEN_WORLD, Word::bare)).is_some();
        let mime_type = mistakes.or_default(words.take(&MIME_TYPE, |mime_type| mime_type.text(&MIME_TYPE)));
        let title = mistakes.or_default(words.take(&TITLE, |title| title.text(&TITLE)));
        let completions = mistakes.or_default(words.take(&COMPLETE, Word::completions)).unwrap_or_default();
        let core =
            mistakes.or_default(words.take(&CRATE, |path| path.path(&CRATE))).map(CorePath::from).unwrap_or_default();
        let name = words.take(&NAME, |name| name.text(&NAME)).and_then(|name| {
            wire_name(kind, name.unwrap_or_else(|| LitStr::new(&function.unraw().to_string(), function.span())))
        });

        // Only now, when the words that are spelt right are taken, can a misspelt one be told from them.
        let effect =
            effect.and_then(|effect| words.require(effect, "its effect", &EFFECT, |similar| similar.value.is_none()));
        let effect = mistakes.or_default(effect);
        let uri = mistakes.or_default(uri.and_then(|uri| words.require(uri, "its URI", &URI, Word::is_text)));
        let scopes = scopes.and_then(|scopes| words.require(scopes, "who may call it", &ACCESS, |_| true));
        let scopes = mistakes.or_default(scopes).unwrap_or_default();
        mistakes.or_default(words.unknown());
        if let Some(uri) = &uri {
            mistakes.or_default(all(completions.iter().map(|completion| is_variable(completion, uri))));
        }
        let ((), name) = both(mistakes.none(), name)?;
        Ok(Self { core, effect, idempotent, open_world, uri, mime_type, scopes, name, title, completions })
    }
}

/// The path of `crm-mcp-core`, as far as it can be seen through mistakes.
pub(crate) fn likely_core(words: &Words) -> CorePath {
    words.find(&CRATE).and_then(|path| path.path(&CRATE).ok()).map(CorePath::from).unwrap_or_default()
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
