//! The paths and the names in code. They are read from its tokens, so those in calls of macros are found too.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

/// What a piece of code names.
#[derive(Default)]
pub struct Words {
    /// The paths of several names, such as `json::Kind`.
    pub paths: BTreeSet<Vec<String>>,
    /// The names that stand alone or begin a path. Names of methods and fields after a dot are left out.
    pub first: BTreeSet<String>,
    /// Whether a feature of the crate decides what is compiled.
    pub has_features: bool,
}

impl Words {
    pub fn read(&mut self, code: TokenStream) {
        let tokens = flat(code);
        // Code says `feature = "…"` in `cfg` only.
        self.has_features |= tokens.windows(2).any(|pair| pair == ["feature", "="]);
        for start in (0..tokens.len()).filter(|&start| begins_path(&tokens, start)) {
            let mut path = vec![tokens[start].clone()];
            let mut rest = &tokens[start + 1..];
            while let [colon, second_colon, name, after @ ..] = rest
                && (colon == ":" && second_colon == ":" && is_name(name))
            {
                path.push(name.clone());
                rest = after;
            }
            self.first.insert(path[0].clone());
            if path.len() > 1 {
                self.paths.insert(path);
            }
        }
    }
}

/// Whether a path begins here: not one that goes on from a type (`<T as Trait>::name`), that begins in another crate
/// (`::serde`, `$crate`), or that is of a value (`value.name`).
fn begins_path(tokens: &[String], start: usize) -> bool {
    let goes_on = match &tokens[..start] {
        [.., colon, second_colon] if colon == ":" && second_colon == ":" => true,
        // After two dots stands a value of its own: `..Module::default()`.
        [.., dot, second_dot] if dot == "." && second_dot == "." => false,
        [.., before] => before == "." || before == "$",
        [] => false,
    };
    is_name(&tokens[start]) && !goes_on
}

fn is_name(token: &str) -> bool {
    !token.starts_with(|first: char| first.is_ascii_digit())
        && token.chars().all(|character| character.is_alphanumeric() || character == '_')
}

/// The tokens of code one by one, with those in brackets, which are written as round ones.
pub fn flat(code: TokenStream) -> Vec<String> {
    code.into_iter()
        .flat_map(|token| match token {
            TokenTree::Group(group) => {
                let mut tokens = flat(group.stream());
                tokens.insert(0, "(".to_owned());
                tokens.push(")".to_owned());
                tokens
            }
            other => vec![other.to_string()],
        })
        .collect()
}
