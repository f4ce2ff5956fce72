//! Which record a text names: by its id, its key or its name; and what is told where that is not clear.

pub(crate) mod choice;

use crm_mcp_core::{ErrorCode, ToolError, excerpt};

/// A record that people and models name.
pub(crate) trait Named {
    /// What it is, for a message: `stage`.
    const KIND: &'static str;
    /// How to name one, for a message.
    const BY: &'static str;
    /// How to tell apart those with one name, for a message.
    const APART: &'static str;

    /// Its id.
    fn id(&self) -> &str;

    /// What else names this one and no other: a key, an email address.
    fn keys(&self) -> Vec<&str> {
        Vec::new()
    }

    /// What people call it; others may be called the same.
    fn names(&self) -> Vec<&str>;

    /// How a list of all shows it.
    fn shown(&self) -> String {
        self.names().first().copied().unwrap_or_else(|| self.id()).to_owned()
    }

    /// How a list of those with one name shows it.
    fn told_apart(&self) -> String {
        format!("{} ({})", self.shown(), self.id())
    }

    /// Whether this text names it, as it may name others.
    fn is_called(&self, text: &str) -> bool {
        self.id() == text.trim() || self.keys().into_iter().chain(self.names()).any(|own| folded(own) == folded(text))
    }
}

/// Why a text does not name one record.
#[derive(Debug)]
pub(crate) enum Unclear<'a, T> {
    Unknown,
    Ambiguous(Vec<&'a T>),
}

/// The record that a text names.
pub(crate) fn find<'a, T: Named>(all: &[&'a T], text: &str) -> Result<&'a T, Unclear<'a, T>> {
    let is_key = |it: &T| it.id() == text.trim() || it.keys().into_iter().any(|key| folded(key) == folded(text));
    if let Some(it) = all.iter().find(|it| is_key(it)) {
        return Ok(it);
    }
    let called: Vec<_> = all.iter().copied().filter(|it| it.is_called(text)).collect();
    match called[..] {
        [] => Err(Unclear::Unknown),
        [it] => Ok(it),
        _ => Err(Unclear::Ambiguous(called)),
    }
}

/// The record that a text names, or what the model is told.
pub(crate) fn chosen<'a, T: Named>(all: &[&'a T], text: &str) -> Result<&'a T, ToolError> {
    find(all, text).map_err(|unclear| unclear.explain(text, all))
}

impl<T: Named> Unclear<'_, T> {
    /// How many records a message lists.
    const LISTED: usize = 50;

    pub(crate) fn explain(&self, text: &str, all: &[&T]) -> ToolError {
        let text = excerpt(text.trim());
        let (cause, next) = match self {
            Self::Ambiguous(called) => {
                let several = listed(called, T::told_apart);
                (format!("several are called `{text}` where one {} is wanted: {several}", T::KIND), T::APART)
            }
            Self::Unknown if all.is_empty() => (format!("there is no {} `{text}`; there are none", T::KIND), T::BY),
            Self::Unknown => {
                let near = nearest(all, &text).map(|near| format!("did you mean {}? ", near.shown()));
                let all = listed(&all[..all.len().min(Self::LISTED)], T::shown);
                let near = near.unwrap_or_default();
                (format!("there is no {} `{text}`; {near}there are: {all}", T::KIND), T::BY)
            }
        };
        ToolError::new(ErrorCode::InvalidArguments, cause).with_next_step(next)
    }
}

fn listed<T>(records: &[&T], shown: impl Fn(&T) -> String) -> String {
    records.iter().map(|it| shown(it)).collect::<Vec<_>>().join(", ")
}

/// The record that was probably meant.
fn nearest<'a, T: Named>(all: &[&'a T], text: &str) -> Option<&'a T> {
    /// With less, the names only share some letters.
    const LIKE: f64 = 0.8;
    let likeness = |it: &T| {
        let own = it.keys().into_iter().chain(it.names());
        own.map(|own| strsim::jaro_winkler(&folded(own), &folded(text))).fold(0.0, f64::max)
    };
    let likely = all.iter().map(|it| (likeness(it), *it)).filter(|(likeness, _)| *likeness >= LIKE);
    likely.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, it)| it)
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}
