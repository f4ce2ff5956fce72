//! The name that was probably meant.

/// The name most like `name`, if one is like it at all: `contact_id` for `contactId`, `limt` for `limit`.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    // With less than 0.8, names only share some letters.
    best(name, known, strsim::jaro_winkler, 0.8)
}

/// The same among tools, prompts or resources. Many begin alike (`contacts_create-contact`, `contacts_get-contact`) and do
/// different things, so only a slip of a few letters counts, or a prefix more or less.
pub(crate) fn nearest_id<'a>(id: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    best(id, known, strsim::normalized_damerau_levenshtein, 0.9)
}

/// The best by a likeness from 0 to 1, if it is at least `least`.
fn best<'a>(
    name: &str,
    known: impl Iterator<Item = &'a str>,
    likeness: fn(&str, &str) -> f64,
    least: f64,
) -> Option<String> {
    /// Longer names are nobody's slip, and comparing takes its square in time.
    const LONGEST: usize = 64;

    if name.len() > LONGEST {
        return None;
    }
    let name = folded(name);
    let likeness = |known: &str| {
        let known = folded(known);
        // `path_contactId` means `contactId`; `companyName` does not mean `name`.
        let (short, long) = if name.len() < known.len() { (&name, &known) } else { (&known, &name) };
        let part = short.len() * 2 > long.len() && long.ends_with(short.as_str());
        if part { 1.0 } else { likeness(&known, &name) }
    };
    known
        .map(|known| (likeness(known), known))
        .filter(|(likeness, _)| *likeness >= least)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, known)| known.to_owned())
}

/// Without the differences between one style of names and another.
fn folded(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest_id;

    #[test]
    fn another_spelling_of_an_id_is_meant_and_another_verb_is_not() {
        const KNOWN: [&str; 3] = ["contacts_get-contact", "contacts_update-contact", "contacts_add-tags"];
        for (id, meant) in [
            ("contacts_get_contact", Some("contacts_get-contact")),
            ("contactsGetContact", Some("contacts_get-contact")),
            ("get-contact", Some("contacts_get-contact")),
            ("crm_contacts_get-contact", Some("contacts_get-contact")),
            ("contacts_get-contacts", Some("contacts_get-contact")),
            ("contacts_add-tag", Some("contacts_add-tags")),
            ("contacts_create-contact", None),
            ("contacts_delete-contact", None),
            ("contacts_remove-tags", None),
            ("", None),
        ] {
            assert_eq!(nearest_id(id, KNOWN.into_iter()).as_deref(), meant, "{id}");
        }
    }
}
