//! A text that is written out in an attribute or in a doc comment.

use syn::{Error, Expr, ExprLit, Lit, LitStr};

/// The text, if the expression is one. `macro_rules!` puts invisible delimiters around what it hands on as
/// `$text:literal` or `$text:expr`; these are removed.
pub(crate) fn literal(expression: &Expr) -> Option<&LitStr> {
    match visible(expression) {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text),
        _ => None,
    }
}

/// The expression without the invisible delimiters of `macro_rules!`, and without parentheses.
pub(crate) fn visible(mut expression: &Expr) -> &Expr {
    loop {
        expression = match expression {
            Expr::Group(group) => &group.expr,
            Expr::Paren(parentheses) => &parentheses.expr,
            _ => return expression,
        }
    }
}

/// Why this expression is not a text. An attribute sees the tokens of its file, so a macro or a constant tells it nothing.
pub(crate) fn mistake(expression: &Expr, usage: &str) -> Error {
    let message = match visible(expression) {
        Expr::Macro(call) => {
            let name = call.mac.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
            format!("an attribute cannot read what `{name}!` makes; write the text out: {usage}")
        }
        Expr::Path(_) => format!("an attribute cannot read a constant; write the text out: {usage}"),
        _ => format!("expected a text: {usage}"),
    };
    Error::new_spanned(expression, message)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
    use quote::quote;

    use super::*;

    fn parse(tokens: TokenStream) -> Expr {
        syn::parse2(tokens).unwrap()
    }

    #[test]
    fn a_text_is_read_through_the_delimiters_of_macro_rules() {
        let grouped = TokenTree::from(Group::new(Delimiter::None, quote! { "contacts" }));
        let twice = TokenTree::from(Group::new(Delimiter::None, quote! { #grouped }));
        for tokens in [quote! { "contacts" }, quote! { ("contacts") }, quote! { #grouped }, quote! { #twice }] {
            assert_eq!(literal(&parse(tokens)).unwrap().value(), "contacts");
        }
    }

    #[test]
    fn what_is_not_a_text_is_told_by_its_kind() {
        let told = |tokens: TokenStream| mistake(&parse(tokens), "`name = \"…\"`").to_string();
        let concat = "an attribute cannot read what `concat!` makes; write the text out: `name = \"…\"`";
        assert_eq!(told(quote! { concat!("a", "b") }), concat);
        assert_eq!(told(quote! { std::concat!("a", "b") }), concat);
        let constant = "an attribute cannot read a constant; write the text out: `name = \"…\"`";
        assert_eq!(told(quote! { names::GET }), constant);
        assert_eq!(told(quote! { 3 }), "expected a text: `name = \"…\"`");
    }
}
