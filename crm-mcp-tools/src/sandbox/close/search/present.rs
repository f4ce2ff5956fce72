//! Moments of a search: fixed ones, now, and so long before or after another.

use jiff::{
    Span, Timestamp,
    civil::{Date, DateTime},
    tz::{Offset, TimeZone},
};
use serde_json::Value;

use super::refused::BadSearch;
use crate::sandbox::kit::object::{Object, Properties as _};

/// When and where a search is made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Present {
    pub(crate) now: Timestamp,
    /// The offset of the caller's days.
    pub(crate) offset: Offset,
}

impl Present {
    /// The moment that a property of a document holds. A day is its beginning.
    pub(crate) fn read(self, text: &str) -> Option<Timestamp> {
        if let Ok(moment) = text.parse::<Timestamp>() {
            return Some(moment);
        }
        if text.len() <= "2026-09-01".len() {
            return self.start(text.parse().ok()?);
        }
        self.offset.to_timestamp(text.parse::<DateTime>().ok()?).ok()
    }

    /// The moment that a query describes.
    pub(crate) fn described(self, moment: &Object, at: &str) -> Result<Timestamp, BadSearch> {
        let bad = |message: &str| BadSearch::new(at, message);
        match moment.text("type") {
            "now" => Ok(self.now),
            "fixed_utc" => moment.text("value").parse().map_err(|_| bad("value is not a date and time")),
            "fixed_local_date" => {
                let day: Date = moment.text("value").parse().map_err(|_| bad("value is not a date"))?;
                self.edge(day, moment.text("which")).ok_or_else(|| bad("which must be start or end"))
            }
            "offset" => self.apart(moment, at),
            other => Err(bad(&format!("unknown type of a moment: {other}"))),
        }
    }

    /// A moment so long before or after another, or the edge of the day that it is on.
    fn apart(self, moment: &Object, at: &str) -> Result<Timestamp, BadSearch> {
        let bad = |message: &str| BadSearch::new(at, message);
        let origin = moment.get("moment").and_then(Value::as_object).ok_or_else(|| bad("moment is missing"))?;
        let lengths = moment.get("offset").and_then(Value::as_object).ok_or_else(|| bad("offset is missing"))?;
        let span = span(lengths).ok_or_else(|| bad("offset needs whole numbers of years, months, weeks, days, …"))?;
        let span = match moment.text("direction") {
            "past" => -span,
            "future" => span,
            _ => return Err(bad("direction must be past or future")),
        };
        let there = self.described(origin, at)?.to_zoned(TimeZone::fixed(self.offset)).checked_add(span);
        let there = there.map_err(|_| bad("offset leads out of all time"))?;
        match moment.given("which_day_end") {
            None => Ok(there.timestamp()),
            Some(which) => self.edge(there.date(), which).ok_or_else(|| bad("which_day_end must be start or end")),
        }
    }

    /// The beginning of a day, or of the one after it.
    fn edge(self, day: Date, which: &str) -> Option<Timestamp> {
        match which {
            "start" => self.start(day),
            "end" => self.start(day.tomorrow().ok()?),
            _ => None,
        }
    }

    fn start(self, day: Date) -> Option<Timestamp> {
        self.offset.to_timestamp(day.to_datetime(jiff::civil::Time::midnight())).ok()
    }
}

/// The sum of the lengths; none if one is unknown, not a whole number or longer than time.
fn span(lengths: &Object) -> Option<Span> {
    lengths.iter().try_fold(Span::new(), |span, (unit, length)| {
        let length = length.as_i64()?;
        match unit.as_str() {
            "years" => span.try_years(length),
            "months" => span.try_months(length),
            "weeks" => span.try_weeks(length),
            "days" => span.try_days(length),
            "hours" => span.try_hours(length),
            "minutes" => span.try_minutes(length),
            "seconds" => span.try_seconds(length),
            _ => return None,
        }
        .ok()
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    fn present() -> Present {
        Present { now: "2026-03-31T22:30:00Z".parse().unwrap(), offset: Offset::constant(-4) }
    }

    fn described(moment: &Value) -> Result<String, BadSearch> {
        present().described(moment.as_object().unwrap(), "query").map(|moment| moment.to_string())
    }

    #[test]
    fn moments_are_where_they_are_said_to_be() {
        let month = json!({ "type": "offset", "direction": "past", "moment": { "type": "now" },
            "offset": { "months": 1 } });
        let mut day = month.clone();
        day["which_day_end"] = "end".into();
        let cases = [
            (json!({ "type": "now" }), "2026-03-31T22:30:00Z"),
            (json!({ "type": "fixed_utc", "value": "2026-01-02T03:04:05+02:00" }), "2026-01-02T01:04:05Z"),
            (json!({ "type": "fixed_local_date", "value": "2026-01-02", "which": "start" }), "2026-01-02T04:00:00Z"),
            (json!({ "type": "fixed_local_date", "value": "2026-01-02", "which": "end" }), "2026-01-03T04:00:00Z"),
            // February has no 31st.
            (month, "2026-02-28T22:30:00Z"),
            (day, "2026-03-01T04:00:00Z"),
        ];
        for (moment, expected) in cases {
            assert_eq!(described(&moment).unwrap(), expected, "{moment}");
        }
    }

    #[test]
    fn moments_that_are_none_are_refused() {
        let offset = |offset: Value| {
            json!({ "type": "offset", "direction": "past", "moment": { "type": "now" },
            "offset": offset })
        };
        let cases = [
            json!({ "type": "sunrise" }),
            json!({}),
            json!({ "type": "fixed_utc", "value": "yesterday" }),
            json!({ "type": "fixed_local_date", "value": "2026-01-02T00:00:00Z", "which": "noon" }),
            json!({ "type": "fixed_local_date", "value": "2026-01-02" }),
            json!({ "type": "offset", "direction": "past", "moment": { "type": "now" } }),
            json!({ "type": "offset", "moment": { "type": "now" }, "offset": { "days": 1 } }),
            offset(json!({ "fortnights": 1 })),
            offset(json!({ "days": 1.5 })),
            offset(json!({ "years": 20_000 })),
            offset(json!({ "years": i64::MAX })),
        ];
        for moment in cases {
            assert!(described(&moment).is_err(), "{moment}");
        }
    }

    #[test]
    fn dates_of_documents_are_read_in_all_their_forms() {
        let cases = [
            ("2026-01-02", Some("2026-01-02T04:00:00Z")),
            ("2026-01-02T03:04:05.000000+00:00", Some("2026-01-02T03:04:05Z")),
            ("2026-01-02T03:04:05", Some("2026-01-02T07:04:05Z")),
            ("soon", None),
        ];
        for (text, expected) in cases {
            assert_eq!(present().read(text).map(|moment| moment.to_string()).as_deref(), expected, "{text}");
        }
    }
}
