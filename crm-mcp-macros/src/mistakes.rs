//! Results that keep every error, where `?` would keep the first.

use syn::Result;

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

#[cfg(test)]
mod tests {
    use proc_macro2::Span;
    use syn::Error;

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
}
