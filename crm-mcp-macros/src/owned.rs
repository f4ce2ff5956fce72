//! Types that stand for themselves: they borrow nothing, and they are named rather than `impl Trait`.
//!
//! The tokens are searched, not a tree of the type: a lifetime is as much a mistake in a type argument as beside the name.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Error, Result};

/// Whether a type borrows nothing but what is `'static`; the message is told at the first lifetime or reference.
pub(crate) fn owns(of: &impl ToTokens, message: &str) -> Result<()> {
    names_no_lifetime(of, message)?;
    let tokens = flat(of.to_token_stream());
    let lifetime_follows = |place: usize| tokens.get(place + 1).is_some_and(|next| is_mark(next, '\''));
    match (0..tokens.len()).find(|place| is_mark(&tokens[*place], '&') && !lifetime_follows(*place)) {
        Some(place) => Err(Error::new(tokens[place].span(), message)),
        None => Ok(()),
    }
}

/// Whether a type has no lifetime but `'static`; the message is told at the first other one. References without a lifetime
/// may stand there, as in `dyn Fn(&str)`.
///
/// A type with `for<'a>` is left to the compiler, since it declares lifetimes of its own.
pub(crate) fn names_no_lifetime(of: &impl ToTokens, message: &str) -> Result<()> {
    let tokens = flat(of.to_token_stream());
    if tokens.iter().any(|token| is_word(token, "for")) {
        return Ok(());
    }
    let borrowed = tokens.windows(2).find(|pair| is_mark(&pair[0], '\'') && !is_word(&pair[1], "static"));
    match borrowed {
        Some(lifetime) => Err(Error::new(lifetime[1].span(), message)),
        None => Ok(()),
    }
}

/// Where a type says `impl Trait`, if it does.
pub(crate) fn first_impl(of: &impl ToTokens) -> Option<Span> {
    first_word(of, "impl")
}

/// Where a word stands first, if it does.
pub(crate) fn first_word(of: &impl ToTokens, word: &str) -> Option<Span> {
    flat(of.to_token_stream()).iter().find(|token| is_word(token, word)).map(TokenTree::span)
}

/// The tokens in order, without delimiters.
fn flat(tokens: TokenStream) -> Vec<TokenTree> {
    let mut all = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => all.extend(flat(group.stream())),
            token => all.push(token),
        }
    }
    all
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

fn is_mark(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn a_type_owns_what_it_holds_unless_it_has_a_lifetime_or_a_reference() {
        for owning in [quote! { Page<&'static str> }, quote! { Result<String> }] {
            assert!(owns(&owning, "").is_ok(), "{owning}");
        }
        for borrowing in
            [quote! { Crm<'_> }, quote! { (u8, Page<'a>) }, quote! { [&'a str; 2] }, quote! { Result<&str> }]
        {
            assert!(owns(&borrowing, "").is_err(), "{borrowing}");
        }
    }

    #[test]
    fn references_may_stand_where_only_lifetimes_are_looked_for() {
        for silent in [quote! { dyn Fn(&str) }, quote! { dyn for<'a> Find<'a> }, quote! { &'static str }] {
            assert!(names_no_lifetime(&silent, "").is_ok(), "{silent}");
        }
        for named in [quote! { dyn Crm + '_ }, quote! { Crm<'a> }] {
            assert!(names_no_lifetime(&named, "").is_err(), "{named}");
        }
    }

    #[test]
    fn an_impl_is_found_wherever_it_stands() {
        assert!(first_impl(&quote! { Result<Vec<impl Serialize>> }).is_some());
        assert!(first_impl(&quote! { Result<Vec<Implement>> }).is_none());
    }
}
