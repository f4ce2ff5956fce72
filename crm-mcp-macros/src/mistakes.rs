//! Results that keep every error, where `?` would keep the first.

use syn::{Error, Result};

/// Both values, or all errors of both.
pub(crate) fn both<A, B>(first: Result<A>, second: Result<B>) -> Result<(A, B)> {
    match (first, second) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (Err(error), Ok(_)) | (Ok(_), Err(error)) => Err(error),
        (Err(mut error), Err(other)) => {
            error.combine(other);
            Err(error)
        }
    }
}

/// All values, or all errors.
pub(crate) fn all<T>(results: impl IntoIterator<Item = Result<T>>) -> Result<Vec<T>> {
    let mut all = Ok(Vec::new());
    for result in results {
        all = both(all, result).map(|(mut all, next)| {
            all.push(next);
            all
        });
    }
    all
}

/// The errors of a row of steps that do not depend on each other.
#[derive(Default)]
pub(crate) struct Mistakes(Option<Error>);

impl Mistakes {
    /// The value of a step, or after a mistake one to go on with.
    pub(crate) fn or_default<T: Default>(&mut self, step: Result<T>) -> T {
        step.unwrap_or_else(|error| {
            match &mut self.0 {
                Some(first) => first.combine(error),
                none => *none = Some(error),
            }
            T::default()
        })
    }

    /// Whether all steps went well.
    pub(crate) fn none(self) -> Result<()> {
        self.0.map_or(Ok(()), Err)
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;

    use super::*;

    fn mistake(message: &str) -> Result<u8> {
        Err(Error::new(Span::call_site(), message))
    }

    fn messages<T>(result: Result<T>) -> Vec<String> {
        result.err().into_iter().flatten().map(|error| error.to_string()).collect()
    }

    #[test]
    fn values_come_together_only_without_mistakes() {
        assert_eq!(both(Ok(1), Ok('a')).ok(), Some((1, 'a')));
        assert_eq!(all([Ok(1), Ok(2)]).ok(), Some(vec![1, 2]));
        assert_eq!(messages(both(mistake("a"), Ok(1))), ["a"]);
        assert_eq!(messages(both(Ok(1), mistake("b"))), ["b"]);
    }

    #[test]
    fn mistakes_keep_their_number_and_order() {
        assert_eq!(messages(both(mistake("a"), mistake("b"))), ["a", "b"]);
        assert_eq!(messages(all([mistake("a"), Ok(1), mistake("b"), mistake("c")])), ["a", "b", "c"]);
    }

    #[test]
    fn steps_go_on_after_a_mistake() {
        let mut mistakes = Mistakes::default();
        let steps = [Ok(1), mistake("a"), Ok(2), mistake("b")].map(|step| mistakes.or_default(step));
        assert_eq!(steps, [1, 0, 2, 0]);
        assert_eq!(messages(mistakes.none()), ["a", "b"]);
        assert!(Mistakes::default().none().is_ok());
    }
}
