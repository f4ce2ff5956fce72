//! Repeatable random numbers.

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// How many digits to the base of 62 a word has at most.
const DIGITS_OF_WORD: usize = 11;

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

    /// So many letters and digits. Different states give different ones if there are 11 or more.
    pub(crate) fn base62(&mut self, count: usize) -> String {
        let mut word = 0;
        let digit = |place: usize| {
            if place.is_multiple_of(DIGITS_OF_WORD) {
                word = self.word();
            }
            let digit = BASE62[usize::try_from(word % 62).unwrap_or_default()];
            word /= 62;
            char::from(digit)
        };
        (0..count).map(digit).collect()
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
