//! What stands in the parentheses of `#[record(…)]`, on a struct and on its fields.

use proc_macro2::TokenStream;
use syn::{Ident, Path, Result};

use super::{
    Vocabulary, Words,
    vocabulary::{CRATE_OF_RECORDS, READING, ROW},
    words::Word,
};
use crate::mistakes::{Mistakes, both};

/// The words on a struct.
pub(crate) struct RecordArgs {
    /// The function that leaves what is shown in a row of a list.
    pub(crate) row: Option<Path>,
    /// The path of `crm-mcp-tools`, if it is not that of the crate by its own name.
    pub(crate) tools: Option<Path>,
}

impl RecordArgs {
    /// Reads the words. What is wrong with one is kept, and the word left out.
    pub(crate) fn read(attribute: TokenStream, mistakes: &mut Mistakes) -> Self {
        let mut words = Words::read(Vocabulary::RECORD, attribute);
        let row = mistakes.or_default(words.take(&ROW, |word| word.path(&ROW)));
        let tools = mistakes.or_default(words.take(&CRATE_OF_RECORDS, |word| word.path(&CRATE_OF_RECORDS)));
        mistakes.or_default(words.finish());
        Self { row, tools }
    }
}

/// The word on a field: how it is read, where its type does not say it.
pub(crate) fn reading(attribute: TokenStream) -> Result<Option<Ident>> {
    let mut words = Words::read(Vocabulary::FIELD, attribute);
    let word = words.take(&READING, Word::bare);
    both(word, words.finish()).map(|(word, ())| word)
}
