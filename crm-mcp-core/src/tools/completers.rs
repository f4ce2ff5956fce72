//! Completion: what an argument of a prompt, or a variable of a resource, may go on to.

use std::{borrow::Cow, collections::BTreeMap, fmt, sync::Arc};

use serde::Serialize;

use crate::{
    call::BoxFuture,
    tools::run_context::Projection,
    wire::{IntoToolError, ToolError},
};

/// What somebody has typed of an argument so far, and what was chosen for others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SoFar {
    typed: String,
    chosen: BTreeMap<String, String>,
}

impl SoFar {
    /// So much is typed, and nothing else chosen yet.
    pub fn typed(text: impl Into<String>) -> Self {
        Self { typed: text.into(), chosen: BTreeMap::new() }
    }

    /// The same, with what was chosen for another argument.
    #[must_use]
    pub fn with(mut self, argument: impl Into<String>, value: impl Into<String>) -> Self {
        self.chosen.insert(argument.into(), value.into());
        self
    }

    /// What is typed. A completer need not filter by it: that is done to its candidates anyway.
    pub fn text(&self) -> &str {
        &self.typed
    }

    /// What was chosen for the argument of this name.
    pub fn chosen(&self, argument: &str) -> Option<&str> {
        self.chosen.get(argument).map(String::as_str)
    }
}

/// What an argument may go on to: at most 100 values, best first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Completion {
    /// The values.
    pub values: Vec<String>,
    /// How many there are in all.
    pub total: usize,
    /// Whether there are more than are listed.
    pub has_more: bool,
}

impl Completion {
    /// The most values that a completion may have (specification 2026-07-28, `server/utilities/completion`).
    const MOST: usize = 100;

    /// The candidates that hold what is typed, whatever the case: first those that begin with it.
    fn among(candidates: impl IntoIterator<Item = String>, typed: &str) -> Self {
        let typed = typed.to_lowercase();
        let place = |candidate: &String| candidate.to_lowercase().find(&typed).map(|place| place > 0);
        let mut found: Vec<_> =
            candidates.into_iter().filter_map(|candidate| Some((place(&candidate)?, candidate))).collect();
        found.sort_by_key(|(within, _)| *within);
        let (total, has_more) = (found.len(), found.len() > Self::MOST);
        let values = found.into_iter().map(|(_, candidate)| candidate).take(Self::MOST).collect();
        Self { values, total, has_more }
    }
}

type Completer<C> =
    Box<dyn for<'a> Fn(&'a C, &'a SoFar) -> BoxFuture<'a, Result<Vec<String>, ToolError>> + Send + Sync>;

/// The functions that complete arguments, by the names of these.
pub(crate) struct Completers<C: ?Sized>(BTreeMap<Cow<'static, str>, Completer<C>>);

impl<C: ?Sized> Default for Completers<C> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<C: ?Sized + 'static> Completers<C> {
    pub(crate) fn insert<E, F>(&mut self, argument: Cow<'static, str>, function: F)
    where
        E: IntoToolError + 'static,
        F: for<'a> Fn(&'a C, &'a SoFar) -> BoxFuture<'a, Result<Vec<String>, E>> + Send + Sync + 'static,
    {
        let completer: Completer<C> = Box::new(move |context, so_far| {
            let candidates = function(context, so_far);
            Box::pin(async move { candidates.await.map_err(E::into_tool_error) })
        });
        self.0.insert(argument, completer);
    }

    /// The same functions, which get a part of a context `D`.
    pub(crate) fn on<D: ?Sized, F: Projection<D, C>>(self, projection: &Arc<F>) -> Completers<D> {
        let completers = self.0.into_iter().map(|(argument, complete)| {
            let projection = Arc::clone(projection);
            let completer: Completer<D> = Box::new(move |context, so_far| complete(projection(context), so_far));
            (argument, completer)
        });
        Completers(completers.collect())
    }
}

impl<C: ?Sized> Completers<C> {
    /// The arguments that are completed.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(Cow::as_ref)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the argument may go on to; nothing if nobody knows.
    pub(crate) async fn complete(&self, argument: &str, context: &C, so_far: &SoFar) -> Result<Completion, ToolError> {
        let Some(completer) = self.0.get(argument) else { return Ok(Completion::default()) };
        Ok(Completion::among(completer(context, so_far).await?, so_far.text()))
    }
}

impl<C: ?Sized> fmt::Debug for Completers<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.arguments()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{Completion, SoFar};

    fn among(candidates: &[&str], typed: &str) -> Vec<String> {
        Completion::among(candidates.iter().map(|&candidate| candidate.to_owned()), typed).values
    }

    #[test]
    fn what_begins_with_the_typed_goes_before_what_only_holds_it() {
        let pipelines = ["Sales", "Wholesale", "Renewals", "SALVAGE"];
        assert_eq!(among(&pipelines, "sal"), ["Sales", "SALVAGE", "Wholesale"]);
        assert_eq!(among(&pipelines, ""), pipelines);
        assert_eq!(among(&pipelines, "x"), [""; 0]);
        assert_eq!(among(&["Ärzte", "Zähne"], "Ä"), ["Ärzte", "Zähne"]);
    }

    #[test]
    fn at_most_a_hundred_are_listed_and_all_counted() {
        let number = |count: usize| Completion::among((0..count).map(|number| format!("n{number}")), "n");
        assert_eq!((number(100).values.len(), number(100).total, number(100).has_more), (100, 100, false));
        assert_eq!((number(101).values.len(), number(101).total, number(101).has_more), (100, 101, true));
    }

    #[test]
    fn what_was_chosen_is_known_by_its_argument() {
        let so_far = SoFar::typed("w").with("pipeline", "Sales");
        assert_eq!((so_far.text(), so_far.chosen("pipeline"), so_far.chosen("stage")), ("w", Some("Sales"), None));
    }
}
