//! The end of a page: one row more than is wanted tells whether there is another page.

/// Cuts rows, of which one more than `limit` was asked for, to `limit`; tells whether there were more.
pub(crate) fn cut<T>(rows: &mut Vec<T>, limit: i64) -> bool {
    let limit = usize::try_from(limit).unwrap_or_default();
    let more = rows.len() > limit;
    rows.truncate(limit);
    more
}
