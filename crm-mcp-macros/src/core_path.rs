//! Where the expansion finds `crm-mcp-core`.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Path;

/// The path that stands before each name of `crm-mcp-core`: the one that the attribute gives, or that of the crate by its
/// own name.
#[derive(Default)]
pub(crate) struct CorePath(Option<Path>);

impl From<Path> for CorePath {
    fn from(path: Path) -> Self {
        Self(Some(path))
    }
}

impl CorePath {
    /// The path in code of which the compiler is to report mistakes at `place`.
    ///
    /// A given path is still looked up where it was written, for it may begin with the `$crate` of a `macro_rules!`.
    pub(crate) fn at(&self, place: Span) -> TokenStream {
        let Some(path) = &self.0 else { return quote_spanned! { place => ::crm_mcp_core } };
        let tokens = path.to_token_stream().into_iter().map(|mut token| {
            token.set_span(token.span().located_at(place));
            token
        });
        tokens.collect()
    }
}

impl ToTokens for CorePath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match &self.0 {
            Some(path) => path.to_tokens(tokens),
            None => tokens.extend(quote! { ::crm_mcp_core }),
        }
    }
}
