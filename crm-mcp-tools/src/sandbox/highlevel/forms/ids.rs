//! The ids of records, made from their numbers.

use crate::sandbox::kit::random::Random;

/// What an id names; the same number gives different ids to different sorts of records.
#[derive(Clone, Copy)]
pub(crate) enum RecordKind {
    Contact = 1,
    Task,
    User,
    CustomField,
    Conversation = 10,
    Message,
    EmailMessage,
    ScoreProfile,
    Calendar,
    CalendarGroup,
    Event,
    AppointmentNote,
    Note = 32,
    Pipeline,
    Opportunity,
    Subscription,
    Charge,
    Tag,
    BlockedSlot,
}

/// The id of the `number`th record of its sort: 20 letters and digits, like the vendor's, and always the same ones.
pub(crate) fn of(kind: RecordKind, number: u64) -> String {
    Random::new(((kind as u64) << 48) | number).base62(20)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn ids_are_stable_and_distinct() {
        assert_eq!(of(RecordKind::Contact, 1), of(RecordKind::Contact, 1));
        let ids: HashSet<_> = (0..5000).flat_map(|n| [of(RecordKind::Contact, n), of(RecordKind::Task, n)]).collect();
        assert_eq!(ids.len(), 10_000);
        assert!(ids.iter().all(|id| id.len() == 20 && id.bytes().all(|byte| byte.is_ascii_alphanumeric())));
    }
}
