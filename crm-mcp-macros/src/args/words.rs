//! The words as they stand in the parentheses: how they are read, taken and missed.

use proc_macro2::{Span, TokenStream};
use syn::{
    Error, Expr, Ident, Result, Token,
    ext::IdentExt,
    parse::{ParseStream, Parser},
    token::Paren,
};

use super::vocabulary::{Group, Vocabulary};
use crate::mistakes::{all, both};

/// The words as they stand there.
pub(crate) struct Words {
    vocabulary: Vocabulary,
    /// Those that nothing has taken yet.
    left: Vec<Word>,
    /// The mistake at which the words end early.
    pub(super) end: Result<()>,
}

/// `word`, `word = value` or `word(…)`.
pub(super) struct Word {
    pub(super) name: Ident,
    pub(super) value: Option<Value>,
}

pub(super) enum Value {
    Assigned(Expr),
    Listed(TokenStream),
}

impl Words {
    /// Reads the words, up to the first place where they are not words.
    pub(crate) fn read(vocabulary: Vocabulary, attribute: TokenStream) -> Self {
        let mut words = Vec::new();
        let rest = |input: ParseStream<'_>| {
            while !input.is_empty() {
                words.push(Word::parse(vocabulary, input)?);
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        };
        let end = rest.parse2(attribute);
        Self { vocabulary, left: words, end }
    }

    /// Removes the words of a group and reads the first; a second one is a mistake.
    pub(super) fn take<T>(&mut self, group: &Group, read: impl FnOnce(Word) -> Result<T>) -> Result<Option<T>> {
        if !self.vocabulary.groups.contains(&group) {
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
    pub(super) fn require<T>(
        &mut self,
        found: Option<T>,
        what: &str,
        group: &Group,
        similar: impl Fn(&Word) -> bool,
    ) -> Result<Option<T>> {
        let vocabulary = self.vocabulary;
        if found.is_some() || !vocabulary.groups.contains(&group) {
            return Ok(found);
        }
        let missing = || {
            let message = format!("a {} states {what}: {}", vocabulary.noun, group.usage);
            Error::new(Span::call_site(), message)
        };
        Err(self.remove(similar).map_or_else(missing, |misspelt| misspelt.unknown(vocabulary)))
    }

    /// The mistakes that are left when all is taken that may be: where the words end early, and words that nothing has taken.
    pub(super) fn finish(self) -> Result<()> {
        let unknown = self.unknown();
        both(self.end, unknown).map(drop)
    }

    /// The mistakes that are left: words that nothing has taken.
    pub(super) fn unknown(&self) -> Result<()> {
        all(self.left.iter().map(|word| Err::<(), _>(word.unknown(self.vocabulary)))).map(drop)
    }

    /// The first word of a group.
    pub(super) fn find(&self, group: &Group) -> Option<&Word> {
        self.left.iter().find(|word| word.is_in(group))
    }

    /// Removes the first word like this.
    fn remove(&mut self, like: impl Fn(&Word) -> bool) -> Option<Word> {
        let index = self.left.iter().position(like)?;
        Some(self.left.remove(index))
    }
}

impl Word {
    fn parse(vocabulary: Vocabulary, input: ParseStream<'_>) -> Result<Self> {
        let name = input
            .call(Ident::parse_any)
            .map_err(|error| Error::new(error.span(), format!("expected {}", vocabulary.usage())))?;
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

    fn is_in(&self, group: &Group) -> bool {
        group.words.iter().any(|word| self.name == word)
    }

    fn unknown(&self, vocabulary: Vocabulary) -> Error {
        Error::new(self.name.span(), format!("unknown word `{}`; expected {}", self.name, vocabulary.usage()))
    }
}
