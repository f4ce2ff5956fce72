//! A moment as an argument, for what Close takes no day in the place of.

use std::borrow::Cow;

use crm_mcp_core::excerpt;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::crm::value::moment::{Milliseconds, rfc3339};

/// A moment such as `2026-11-29T14:00-05:00`, which has its offset from UTC.
///
/// A time without an offset is refused: nothing says in which zone Close would read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct GivenTime(String);

impl TryFrom<String> for GivenTime {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let moment = Milliseconds::of_record(text.trim()).and_then(|moment| rfc3339(moment.since_1970()));
        let refusal = || format!("{:?}; write a time with its offset such as 2026-11-29T14:00-05:00", excerpt(&text));
        moment.map(Self).ok_or_else(refusal)
    }
}

impl JsonSchema for GivenTime {
    fn schema_name() -> Cow<'static, str> {
        "GivenTime".into()
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

    #[test]
    fn only_a_whole_moment_is_taken() {
        let read = |text: &str| GivenTime::try_from(text.to_owned()).map(|GivenTime(moment)| moment).ok();
        assert_eq!(read(" 2026-11-29T14:00-05:00").as_deref(), Some("2026-11-29T19:00:00Z"));
        for text in ["2026-11-29", "2026-11-29T14:00", "now", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
