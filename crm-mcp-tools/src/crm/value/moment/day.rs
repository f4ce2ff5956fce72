//! A day as an argument, for operations that take days themselves.

use std::{borrow::Cow, fmt, str::FromStr};

use crm_mcp_core::excerpt;
use jiff::{Timestamp, civil::Date, tz::Offset};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::text::{UnclearTime, day, day_of_time};

/// A day, in arguments `2026-11-29`.
///
/// `MONTH_FIRST` says whether the vendor's documents have the month first where the year is last (`11-29-2026`), so that
/// this can mean nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DayAs<const MONTH_FIRST: bool>(Date);

/// A day that the vendor takes as `2026-11-29` only.
pub type Day = DayAs<false>;
/// A day that the vendor takes as `11-29-2026`, be it among other forms.
pub type MonthFirstDay = DayAs<true>;

impl MonthFirstDay {
    /// `11-29-2026`.
    pub(crate) fn month_first(self) -> impl fmt::Display {
        format!("{:02}-{:02}-{:04}", self.0.month(), self.0.day(), self.0.year())
    }
}

/// Whether a moment may be on one of these days: it is so somewhere on earth.
pub(crate) fn may_be_within(moment: &str, first: Option<MonthFirstDay>, last: Option<MonthFirstDay>) -> bool {
    let Ok(moment) = moment.parse::<Timestamp>() else { return true };
    let day_at = |hours| Offset::constant(hours).to_datetime(moment).date();
    first.is_none_or(|DayAs(first)| day_at(14) >= first) && last.is_none_or(|DayAs(last)| day_at(-12) <= last)
}

/// `2026-11-29`.
impl<const MONTH_FIRST: bool> fmt::Display for DayAs<MONTH_FIRST> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl<const MONTH_FIRST: bool> TryFrom<String> for DayAs<MONTH_FIRST> {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let trimmed = text.trim();
        let read = day(trimmed, MONTH_FIRST);
        read.or_else(|why| day_of_time(trimmed).ok_or(why)).map(Self).map_err(|why| match why {
            UnclearTime::Either(..) => format!("{:?}, {why}; write a day such as 2026-11-29", excerpt(&text)),
            _ => format!("{:?} is no day; write a day such as 2026-11-29", excerpt(&text)),
        })
    }
}

impl<const MONTH_FIRST: bool> FromStr for DayAs<MONTH_FIRST> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.to_owned().try_into()
    }
}

impl<const MONTH_FIRST: bool> From<DayAs<MONTH_FIRST>> for String {
    fn from(day: DayAs<MONTH_FIRST>) -> Self {
        day.to_string()
    }
}

// Without `format: date`, which a client may enforce: other forms of a day are taken as well.
impl<const MONTH_FIRST: bool> JsonSchema for DayAs<MONTH_FIRST> {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
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
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn read<const MONTH_FIRST: bool>(text: &str) -> Result<String, String> {
        DayAs::<MONTH_FIRST>::try_from(text.to_owned()).map(String::from)
    }

    #[test]
    fn a_day_that_can_only_be_one_is_taken_in_any_form() {
        for text in [
            "1990-05-25",
            "1990/05/25",
            "1990.05.25",
            "1990_05_25",
            "05/25/1990",
            "05-25-1990",
            "5.25.1990",
            "25.05.1990",
            "25/5/1990",
            " 1990-05-25 ",
            "1990-05-25T23:30:00-04:00",
            "1990-05-25T23:30",
        ] {
            assert_eq!(read::<false>(text).as_deref(), Ok("1990-05-25"), "{text}");
            assert_eq!(read::<true>(text).as_deref(), Ok("1990-05-25"), "{text}");
        }
        assert_eq!(read::<false>("05/05/1990").as_deref(), Ok("1990-05-05"));
    }

    #[test]
    fn the_month_comes_first_only_where_the_vendor_has_it_so() {
        for text in ["05/03/1990", "05-03-1990", "05_03_1990"] {
            assert_eq!(read::<true>(text).as_deref(), Ok("1990-05-03"), "{text}");
        }
        let refusal =
            |text: &str| format!("\"{text}\", which could be 1990-05-03 or 1990-03-05; write a day such as 2026-11-29");
        for text in ["05/03/1990", "05-03-1990"] {
            assert_eq!(read::<false>(text), Err(refusal(text)));
        }
        assert_eq!(read::<true>("05.03.1990"), Err(refusal("05.03.1990")));
        let day = MonthFirstDay::try_from("1990-05-03".to_owned()).unwrap();
        assert_eq!(day.month_first().to_string(), "05-03-1990");
    }

    #[test]
    fn what_is_no_day_is_refused_with_the_form_of_one() {
        for text in ["tomorrow", "", "2026-13-01", "13/13/2026", "1788220800000", "05/06/26", "2026-11", "2026-1é-01"]
        {
            assert_eq!(read::<true>(text), Err(format!("{text:?} is no day; write a day such as 2026-11-29")));
        }
    }
}
