//! A day, or a moment: Close tells them apart.

use std::{borrow::Cow, fmt};

use crm_mcp_core::excerpt;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::crm::value::{
    Day,
    moment::{Milliseconds, rfc3339},
};

/// A day such as `2026-11-29`, or a moment such as `2026-11-29T14:00-05:00`, which has its offset from UTC.
///
/// A time without an offset is refused: nothing says in which zone Close would read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct DayOrTime(String);

/// The forms, for an error.
const FORMS: &str = "write a day such as 2026-11-29, or a time with its offset such as 2026-11-29T14:00-05:00";

impl TryFrom<String> for DayOrTime {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let trimmed = text.trim();
        if let Some(moment) = Milliseconds::of_record(trimmed).and_then(|moment| rfc3339(moment.since_1970())) {
            return Ok(Self(moment));
        }
        if trimmed.contains(':') {
            return Err(format!("{:?} is no time with an offset; {FORMS}", excerpt(&text)));
        }
        let day = Day::try_from(trimmed.to_owned());
        day.map(|day| Self(day.to_string())).map_err(|_| format!("{:?} is no day; {FORMS}", excerpt(&text)))
    }
}

impl fmt::Display for DayOrTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl JsonSchema for DayOrTime {
    fn schema_name() -> Cow<'static, str> {
        "DayOrTime".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, String> {
        DayOrTime::try_from(text.to_owned()).map(|given| given.to_string())
    }

    #[test]
    fn a_day_stays_a_day_and_a_time_becomes_one_in_utc() {
        for (text, is) in [
            ("2026-11-29", "2026-11-29"),
            (" 2026/11/29 ", "2026-11-29"),
            ("2026-11-29T14:00-05:00", "2026-11-29T19:00:00Z"),
            ("2026-11-29T00:00:00Z", "2026-11-29T00:00:00Z"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(is), "{text}");
        }
    }

    #[test]
    fn what_could_mean_two_things_is_refused() {
        for text in ["2026-11-29T14:00", "2026-11-29 14:00:00", "05/06/2026", "tomorrow", "2026-13-01", "1788220800000"]
        {
            let refusal = read(text).err().unwrap_or_default();
            assert!(refusal.ends_with(FORMS), "{text}: {refusal}");
        }
    }
}
