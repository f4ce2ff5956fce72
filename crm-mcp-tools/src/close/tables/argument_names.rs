//! Fields that the tools call otherwise than Close's API does.

/// The API's name of each, with that of the argument.
const RENAMED: [(&str, &str); 2] = [("date_won", "close_at"), ("date", "due_date")];

/// What the tools call a field of the API.
pub(in crate::close) fn argument_of(field: &str) -> &str {
    RENAMED.iter().find(|(name, _)| *name == field).map_or(field, |(_, argument)| argument)
}
