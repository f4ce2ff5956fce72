//! Repeatable random numbers, and the ids made from them.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// `SplitMix64`: one word of state, and different states never give the same next word.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) const fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, and without, `end`.
    pub(crate) const fn below(&mut self, end: u64) -> u64 {
        self.word() % end
    }

    pub(crate) const fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn uuid(&mut self) -> String {
        let hex = format!("{:016x}{:016x}", self.word(), self.word());
        [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
    }

    /// 24 hexadecimal digits, as the ids of payments are.
    pub(crate) fn object_id(&mut self) -> String {
        format!("{:016x}{:08x}", self.word(), self.word() >> 32)
    }

    pub(crate) fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        let index = self.below(among.len() as u64);
        &among[usize::try_from(index).unwrap_or_default()]
    }
}

/// What an id names; the same number gives different ids to different sorts of records.
#[derive(Clone, Copy)]
pub(crate) enum Record {
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
pub(crate) fn id(record: Record, number: u64) -> String {
    let mut random = Random::new(((record as u64) << 48) | number);
    // The first word alone makes the id unique, so all of its 11 digits are kept.
    let mut id = digits(random.word(), 11);
    id.push_str(&digits(random.word(), 9));
    id
}

fn digits(mut word: u64, count: usize) -> String {
    (0..count)
        .map(|_| {
            let digit = DIGITS[usize::try_from(word % 62).unwrap_or_default()];
            word /= 62;
            char::from(digit)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn ids_are_stable_and_distinct() {
        assert_eq!(id(Record::Contact, 1), id(Record::Contact, 1));
        let ids: HashSet<_> = (0..5000).flat_map(|n| [id(Record::Contact, n), id(Record::Task, n)]).collect();
        assert_eq!(ids.len(), 10_000);
        assert!(ids.iter().all(|id| id.len() == 20 && id.bytes().all(|byte| byte.is_ascii_alphanumeric())));
    }
}
