//! A phone number, in the one form that means the same everywhere.

use std::{borrow::Cow, fmt, ops::Deref, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A phone number in E.164 form: `+15551234567`. Blanks, dashes, dots and brackets of what was given are dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Phone(String);

/// A phone number as given: with its country code, or as it is dialled in the countries with the code 1.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum GivenPhone {
    /// With the code of its country.
    Whole(Phone),
    /// To which the code of the country is to be added.
    National(Phone),
}

/// The form of a number, for an error.
const FORM: &str =
    "a phone number is + with the country code and the number, without letters or an extension: +15551234567";

impl TryFrom<String> for Phone {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        let number = text.trim().strip_prefix('+').ok_or(FORM)?;
        if number.replace(char::is_whitespace, "").contains("(0)") {
            return Err("the (0) of a phone number is not dialled after a country code; leave it out: +442071838750");
        }
        let digits = digits(number).ok_or(FORM)?;
        let is_number = (7..=15).contains(&digits.len()) && !digits.starts_with('0');
        if is_number { Ok(Self(format!("+{digits}"))) } else { Err(FORM) }
    }
}

impl TryFrom<String> for GivenPhone {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        if text.trim().starts_with('+') {
            return Phone::try_from(text).map(Self::Whole);
        }
        let digits = digits(&text).ok_or(FORM)?;
        let national = if digits.len() == 11 { digits.strip_prefix('1').unwrap_or_default() } else { &digits };
        let is_national = national.len() == 10 && !national.starts_with(['0', '1']);
        if is_national { Ok(Self::National(Phone(format!("+1{national}")))) } else { Err(FORM) }
    }
}

impl FromStr for Phone {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        text.to_owned().try_into()
    }
}

impl FromStr for GivenPhone {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        text.to_owned().try_into()
    }
}

/// The digits of a number without what people put between them; none if there is anything else.
fn digits(text: &str) -> Option<String> {
    let is_between = |letter: char| {
        letter.is_whitespace() || matches!(letter, '-' | '.' | '(' | ')' | '\u{2010}'..='\u{2015}' | '\u{2212}')
    };
    let digits: String = text.chars().filter(|letter| !is_between(*letter)).collect();
    digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(digits)
}

impl fmt::Display for Phone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Deref for Phone {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

// A pattern beside the words would tell a model nothing more, in each tool that writes contacts.
macro_rules! described_in_words {
    ($($name:ident),*) => {$(
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                "Phone".into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "string"})
            }
        }
    )*};
}

described_in_words!(Phone, GivenPhone);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<String, &'static str> {
        Phone::try_from(text.to_owned()).map(|phone| phone.to_string())
    }

    fn given(text: &str) -> Result<GivenPhone, &'static str> {
        GivenPhone::try_from(text.to_owned())
    }

    #[test]
    fn what_stands_between_the_digits_is_dropped() {
        for text in [
            "+15551234567",
            "+1 555-123-4567",
            "+1 (555) 123-4567",
            "+1.555.123.4567",
            "+1\u{a0}555\u{202f}123\u{2011}4567",
            "  + 1 555 123 4567 ",
        ] {
            assert_eq!(read(text).as_deref(), Ok("+15551234567"), "{text}");
            assert_eq!(given(text).unwrap(), GivenPhone::Whole(Phone("+15551234567".to_owned())), "{text}");
        }
        assert_eq!(read("+1 888-888-8888").as_deref(), Ok("+18888888888"));
    }

    #[test]
    fn what_is_no_whole_number_is_refused_with_the_form_of_one() {
        for text in [
            "",
            "+",
            "+1 555 123 4567 ext 8",
            "+1 555 123 4567x8",
            "+1-800-FLOWERS",
            "++15551234567",
            "+0123456789",
            "+123456",
            "+1234567890123456",
            "+1 555 123 4567, +1 555 123 4568",
            "+१२३४५६७८९०",
        ] {
            assert_eq!(read(text), Err(FORM), "{text}");
            assert_eq!(given(text), Err(FORM), "{text}");
        }
        let zero = "the (0) of a phone number is not dialled after a country code; leave it out: +442071838750";
        assert_eq!(read("+44 (0)20 7183 8750"), Err(zero));
        assert_eq!(given("+44 ( 0 ) 20 7183 8750"), Err(zero));
    }

    #[test]
    fn ten_digits_may_be_a_number_under_the_code_1() {
        for text in ["5551234567", "(555) 123-4567", "555.123.4567", "1 555 123 4567", "1-555-123-4567"] {
            assert_eq!(given(text).unwrap(), GivenPhone::National(Phone("+15551234567".to_owned())), "{text}");
            assert_eq!(read(text), Err(FORM), "{text}");
        }
        for text in ["555 1234", "0555 123 4567", "155 123 4567", "020 7183 8750", "00442071838750"] {
            assert_eq!(given(text), Err(FORM), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_digits_stay_as_they_are(text in r"[+]?[0-9 ().\-\u{a0}a-z+]{0,24}|\PC{0,20}") {
            let digits_of = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            if let Ok(phone) = read(&text) {
                prop_assert_eq!(digits_of(&phone), digits_of(&text));
                prop_assert_eq!(read(&phone), Ok(phone.clone()));
            }
            if let Ok(GivenPhone::National(phone)) = given(&text) {
                prop_assert!(phone.ends_with(&digits_of(&text)));
            }
        }
    }
}
