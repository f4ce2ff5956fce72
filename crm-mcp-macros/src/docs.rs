//! Doc comments -> the description that the model reads.

use syn::{Attribute, Meta, Result};

use crate::{mistakes::all, text};

/// The text of the doc comments, wherever they stand among the attributes: common indentation and surrounding blank
/// lines removed, line breaks and Markdown kept. Empty if there is none.
pub(crate) fn description(attributes: &[Attribute]) -> Result<String> {
    let comments = all(attributes.iter().filter_map(comment))?.join("\n");
    let lines = || comments.lines().filter(|line| !line.trim().is_empty());
    let indentation = lines().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let text: Vec<_> = comments.lines().map(|line| line.get(indentation..).unwrap_or("").trim_end()).collect();
    Ok(text.join("\n").trim().to_owned())
}

/// The text of one `/// …` or `#[doc = "…"]`; nothing for other attributes, `#[doc(hidden)]` among them.
fn comment(attribute: &Attribute) -> Option<Result<String>> {
    match &attribute.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => {
            let text = text::literal(&meta.value).map(syn::LitStr::value);
            Some(text.ok_or_else(|| text::mistake(&meta.value, "`/// …`")))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use syn::parse_quote;

    use super::*;

    #[test]
    fn doc_comments_become_one_text() {
        let attributes: Vec<Attribute> = parse_quote! {
            /// Finds contacts.
            #[must_use]
            ///
            ///  - by name:
            ///    ```
            #[doc(hidden)]
            ///
        };
        assert_eq!(description(&attributes).unwrap(), "Finds contacts.\n\n - by name:\n   ```");
    }

    #[test]
    fn block_comments_lose_their_indentation() {
        let attributes: Vec<Attribute> = parse_quote! {
            /**
                Finds contacts.

                  Indented.
            */
        };
        assert_eq!(description(&attributes).unwrap(), "Finds contacts.\n\n  Indented.");
    }

    #[test]
    fn attributes_without_text_describe_nothing() {
        assert_eq!(description(&[parse_quote! { #[doc(hidden)] }, parse_quote! { #[doc = "  "] }]).unwrap(), "");
        assert_eq!(description(&[]).unwrap(), "");
    }

    #[test]
    fn a_text_that_the_macro_cannot_see_is_refused() {
        let error = description(&[parse_quote! { #[doc = include_str!("find.md")] }]).unwrap_err();
        let message = "an attribute cannot read what `include_str!` makes; write the text out: `/// …`";
        assert_eq!(error.to_string(), message);
    }
}
