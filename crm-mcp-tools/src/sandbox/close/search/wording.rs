//! Words that are looked for in a text, in one of the vendor's modes.

use super::refused::BadSearch;
use crate::sandbox::kit::object::{Object, Properties as _};

/// How the words must be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// All of the words, anywhere and in any order.
    FullWords,
    /// The words next to each other, in their order.
    Phrase,
    /// For each word, one in the text that begins with it.
    BeginningOfWords,
    /// Nothing but the words, as they are written but for upper and lower case.
    ExactValue,
}

/// Words to be found.
#[derive(Debug)]
pub(crate) struct Wording {
    mode: Mode,
    whole: String,
    words: Vec<String>,
}

/// The names of the modes.
const MODES: &str = "full_words, phrase, beginning_of_words, exact_value";

impl Wording {
    /// The words that a part of a query looks for.
    pub(crate) fn read(object: &Object, at: &str) -> Result<Self, BadSearch> {
        let value = object.given("value").ok_or_else(|| BadSearch::new(at, "value is a text"))?;
        let wording = Self::new(object.text("mode"), value);
        wording.ok_or_else(|| BadSearch::new(at, format!("mode is one of {MODES}")))
    }

    /// The words of `value`; none if there is no such mode.
    fn new(mode: &str, value: &str) -> Option<Self> {
        let mode = match mode {
            "full_words" => Mode::FullWords,
            "phrase" => Mode::Phrase,
            "beginning_of_words" => Mode::BeginningOfWords,
            "exact_value" => Mode::ExactValue,
            _ => return None,
        };
        Some(Self { mode, whole: normal(value), words: words(value) })
    }

    /// Whether they are in the texts: each word in any of them, or all in one if their order counts.
    pub(crate) fn is_among(&self, texts: &[String]) -> bool {
        match self.mode {
            Mode::FullWords | Mode::BeginningOfWords => self.is_in(&texts.join("\n")),
            Mode::Phrase | Mode::ExactValue => texts.iter().any(|text| self.is_in(text)),
        }
    }

    /// Whether they are in the text.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        let found = words(text);
        match self.mode {
            Mode::ExactValue => normal(text) == self.whole,
            // Punctuation alone is no word, so it is nowhere.
            _ if self.words.is_empty() => false,
            Mode::FullWords => self.words.iter().all(|word| found.contains(word)),
            Mode::BeginningOfWords => self.words.iter().all(|word| found.iter().any(|other| other.starts_with(word))),
            Mode::Phrase => found.windows(self.words.len()).any(|part| part == self.words),
        }
    }
}

fn normal(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The runs of letters and digits, in lower case.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|character: char| !character.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn each_mode_finds_what_it_should() {
        let text = "Head of Customer Success (EMEA)";
        let cases = [
            ("full_words", "success HEAD", true),
            ("full_words", "succ", false),
            ("phrase", "customer success", true),
            ("phrase", "success customer", false),
            ("phrase", "Success, EMEA", true),
            ("beginning_of_words", "suc cust", true),
            ("beginning_of_words", "uccess", false),
            ("exact_value", "head of customer success (emea)", true),
            ("exact_value", "head of customer success", false),
            ("full_words", "!", false),
        ];
        for (mode, value, expected) in cases {
            assert_eq!(Wording::new(mode, value).unwrap().is_in(text), expected, "{mode} {value}");
        }
        assert!(Wording::new("fuzzy", "head").is_none());
    }
}
