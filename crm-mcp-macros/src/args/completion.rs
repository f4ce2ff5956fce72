//! `complete(argument = function, …)`: which functions complete which arguments.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use syn::{
    Error, Ident, Path, Result, Token,
    ext::IdentExt,
    parse::{Parse, ParseStream, Parser},
    punctuated::Punctuated,
};

use crate::mistakes::all;

/// `argument = function`.
pub(crate) struct Completion {
    argument: Ident,
    pub(crate) function: Path,
}

impl Parse for Completion {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let argument = input.call(Ident::parse_any)?;
        input.parse::<Token![=]>()?;
        Ok(Self { argument, function: input.parse()? })
    }
}

impl Completion {
    /// What stands in the parentheses.
    pub(crate) fn list(tokens: TokenStream) -> Result<Vec<Self>> {
        let completions =
            Punctuated::<Self, Token![,]>::parse_terminated.parse2(tokens)?.into_iter().collect::<Vec<_>>();
        let mut names = HashSet::new();
        let twice = completions.iter().filter(|completion| !names.insert(completion.argument()));
        all(twice.map(|completion| {
            Err::<(), _>(completion.mistake(format!("`{}` is completed twice", completion.argument())))
        }))?;
        Ok(completions)
    }

    /// The name of the argument.
    pub(crate) fn argument(&self) -> String {
        self.argument.unraw().to_string()
    }

    /// A mistake with this argument.
    pub(crate) fn mistake(&self, message: String) -> Error {
        Error::new(self.argument.span(), message)
    }
}
