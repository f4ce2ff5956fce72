//! What a word says: nothing more, a text, a path, scopes or completions.

use quote::ToTokens;
use syn::{Error, Expr, ExprPath, Ident, LitStr, Path, Result};

use super::{
    completion::Completion,
    vocabulary::{ACCESS, COMPLETE, Group},
    words::{Value, Word},
};
use crate::{mistakes::all, text};

impl Word {
    pub(super) fn bare(self) -> Result<Ident> {
        match self.value {
            None => Ok(self.name),
            Some(Value::Assigned(value)) => Err(Error::new_spanned(value, format!("`{}` takes no value", self.name))),
            Some(Value::Listed(_)) => Err(Error::new(self.name.span(), format!("`{}` takes no value", self.name))),
        }
    }

    pub(super) fn is_text(&self) -> bool {
        matches!(&self.value, Some(Value::Assigned(value)) if text::literal(value).is_some())
    }

    pub(super) fn text(self, group: &Group) -> Result<LitStr> {
        match self.value {
            Some(Value::Assigned(value)) => {
                text::literal(&value).cloned().ok_or_else(|| text::mistake(&value, group.usage))
            }
            _ => Err(Error::new(self.name.span(), format!("`{}` needs a text: {}", self.name, group.usage))),
        }
    }

    /// The path of a module or of a function.
    pub(super) fn path(&self, group: &Group) -> Result<Path> {
        let Some(Value::Assigned(value)) = &self.value else {
            return Err(Error::new(self.name.span(), format!("`{}` needs a path: {}", self.name, group.usage)));
        };
        match text::visible(value) {
            Expr::Path(ExprPath { qself: None, path, .. }) if has_no_type_arguments(path) => Ok(path.clone()),
            _ => Err(Error::new_spanned(value, self.no_path(value, group))),
        }
    }

    /// Why this value is not a path. Other crates' attributes take paths in quotes.
    fn no_path(&self, value: &Expr, group: &Group) -> String {
        match text::literal(value).map(|text| text.parse_with(Path::parse_mod_style)) {
            Some(Ok(path)) => {
                let path = path.to_token_stream().to_string().replace(' ', "");
                format!("a path stands without quotes: `{} = {path}`", self.name)
            }
            _ => format!("expected a path: {}", group.usage),
        }
    }

    pub(super) fn scopes(self) -> Result<Vec<Expr>> {
        let usage = || Error::new(self.name.span(), format!("write {}", ACCESS.usage));
        let scopes = match (self.name.to_string().as_str(), &self.value) {
            ("public", None) => return Ok(Vec::new()),
            ("scope", Some(Value::Assigned(scope))) => vec![scope.clone()],
            ("scopes", Some(Value::Assigned(scopes))) => match text::visible(scopes) {
                Expr::Array(scopes) if !scopes.elems.is_empty() => scopes.elems.iter().cloned().collect(),
                _ => return Err(usage()),
            },
            _ => return Err(usage()),
        };
        all(scopes.into_iter().map(scope))
    }

    pub(super) fn completions(self) -> Result<Vec<Completion>> {
        match self.value {
            Some(Value::Listed(completions)) => Completion::list(completions),
            _ => Err(Error::new(self.name.span(), format!("write {}", COMPLETE.usage))),
        }
    }
}

/// A scope is any expression but a text: the compiler checks its type, and finds the spelling mistakes of constants.
fn scope(scope: Expr) -> Result<Expr> {
    let Some(text) = text::literal(&scope) else { return Ok(scope) };
    let constant = format!("const CONTACTS_READ: Scope = Scope::new({});", text.token());
    Err(Error::new(text.span(), format!("a scope is not a text: name a constant such as `{constant}`")))
}

fn has_no_type_arguments(path: &Path) -> bool {
    path.segments.iter().all(|segment| segment.arguments.is_none())
}
