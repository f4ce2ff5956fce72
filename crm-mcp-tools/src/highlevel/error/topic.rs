//! What an operation is about, and how its id is found: the next step when there is no such record.

use super::said::Said;

/// A kind of record.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Topic {
    pub(super) name: &'static str,
    /// The beginning of the paths of operations on such a record.
    path: &'static str,
    /// How to find it.
    pub(super) find: &'static str,
}

const fn subject(name: &'static str, path: &'static str, find: &'static str) -> Topic {
    Topic { name, path, find }
}

/// Of several paths that fit, the first one counts.
#[rustfmt::skip]
static SUBJECTS: &[Topic] = &[
    subject("contact", "/contacts/", "find the contact's id with contacts_get-contacts"),
    subject("message", "/conversations/messages", "find the message with conversations_get-messages"),
    subject("conversation", "/conversations/", "find the conversation's id with conversations_search-conversation"),
    subject("appointment", "/calendars/appointments/", "find the appointment's id with calendars_get-calendar-events"),
    subject("calendar", "/calendars/", "find the calendar's id with calendars_list-calendars, or leave calendarId out for all calendars"),
    subject("pipeline", "/opportunities/pipelines", "find the pipeline's id with opportunities_get-pipelines"),
    subject("opportunity", "/opportunities/", "find the opportunity's id with opportunities_search-opportunity"),
    subject("order", "/payments/orders/", "find the order's id with payments_list-transactions"),
    subject("transaction", "/payments/transactions", "find the transaction with payments_list-transactions"),
];

impl Topic {
    /// What an operation with this path reads or makes.
    pub(super) fn at(path: &str) -> Option<&'static Self> {
        SUBJECTS.iter().find(|subject| path.starts_with(subject.path))
    }

    /// What the operation with this path names by its id.
    pub(super) fn named_at(path: &str) -> Option<&'static Self> {
        Self::at(path).filter(|_| path.contains('{'))
    }

    /// What the vendor's words tell to be missing.
    pub(super) fn missing(said: &Said) -> Option<&'static Self> {
        let is_missing = |subject: &&Self| {
            let name = subject.name;
            said.has(&format!("{name} not found")) || said.has(&format!("{name} with id * not found"))
        };
        SUBJECTS.iter().find(is_missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_tells_what_it_is_about() {
        let paths = [
            ("/contacts/{id}/tasks", "contact"),
            ("/conversations/{id}/messages", "conversation"),
            ("/conversations/messages", "message"),
            ("/calendars/appointments/{id}/notes", "appointment"),
            ("/calendars/events", "calendar"),
            ("/opportunities/{id}", "opportunity"),
            ("/opportunities/pipelines", "pipeline"),
            ("/payments/orders/{id}", "order"),
            ("/payments/transactions", "transaction"),
        ];
        for (path, name) in paths {
            assert_eq!(Topic::at(path).unwrap().name, name, "{path}");
            assert_eq!(Topic::named_at(path).is_some(), path.contains('{'), "{path}");
        }
    }

    #[test]
    fn what_is_missing_is_found_in_the_words() {
        let missing = |words: &str| Topic::missing(&Said::of(words, "")).map(|subject| subject.name);
        for subject in SUBJECTS {
            let name = subject.name;
            assert_eq!(missing(&format!(r#"{{"message":"The {name} not found."}}"#)), Some(name));
            assert_eq!(missing(&format!(r#"{{"error":"{name} with id x1 not found"}}"#)), Some(name));
        }
        assert_eq!(missing("Custom field not found for contact"), None);
    }
}
