//! The name that was probably meant.

/// The name most like `name`, if one is like it at all: `contact_id` for `contactId`, `limt` for `limit`.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    /// Longer names are nobody's slip, and comparing takes its square in time.
    const LONGEST: usize = 64;
    /// Of strsim's scale from 0 to 1; with less, the names only share some letters.
    const LIKE: f64 = 0.8;

    if name.len() > LONGEST {
        return None;
    }
    let name = folded(name);
    let likeness = |known: &str| {
        let known = folded(known);
        // `path_contactId` means `contactId`; `companyName` does not mean `name`.
        let (short, long) = if name.len() < known.len() { (&name, &known) } else { (&known, &name) };
        let part = short.len() * 2 > long.len() && long.ends_with(short.as_str());
        if part { 1.0 } else { strsim::jaro_winkler(&known, &name) }
    };
    known
        .map(|known| (likeness(known), known))
        .filter(|(likeness, _)| *likeness >= LIKE)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, known)| known.to_owned())
}

/// Without the differences between one style of names and another.
fn folded(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
