//! The steps of a new workflow.

use crm_mcp_core::{Fault, ToolError, excerpt};
use jiff::{Span, SpanRelativeTo, Unit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A step of a new workflow.
// Close documents `step_type` and `delay` for its own server. What else a step needs depends on its type, and goes to
// the API as it is given.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
#[non_exhaustive]
pub struct NewWorkflowStep {
    /// email, call, task, sms, create-opportunity, update-opportunity, update-lead or lead-assignment.
    pub step_type: String,
    /// Time after the step before, such as PT0S or P1D.
    pub delay: String,
    /// What else the step needs, such as the id of its template.
    #[serde(flatten)]
    pub settings: Map<String, Value>,
}

impl NewWorkflowStep {
    /// The step as the API takes it, which counts its delay in seconds. `place` is its number.
    pub(super) fn for_api(&self, place: usize) -> Result<Value, ToolError> {
        let seconds = seconds(&self.delay).ok_or_else(|| {
            let got = format!("{:?}", excerpt(&self.delay));
            ToolError::invalid_arguments(vec![Fault::new(
                format!("steps[{place}].delay"),
                "an ISO 8601 duration of days or less, such as PT0S or P1D",
                got,
            )])
        })?;
        let mut step = self.settings.clone();
        step.insert("step_type".into(), self.step_type.clone().into());
        step.insert("delay".into(), seconds.into());
        Ok(step.into())
    }
}

/// How long a duration is; none if it is no duration, a negative one, or one whose length depends on the month.
fn seconds(duration: &str) -> Option<u64> {
    let span: Span = duration.trim().parse().ok()?;
    let seconds = span.total((Unit::Second, SpanRelativeTo::days_are_24_hours())).ok()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is looked at")]
    (0.0..=f64::from(u32::MAX)).contains(&seconds).then_some(seconds as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_is_counted_in_seconds() {
        for (duration, counted) in [
            ("PT0S", Some(0)),
            ("P1D", Some(86_400)),
            ("P1DT2H", Some(93_600)),
            ("P2W", Some(1_209_600)),
            ("PT15M", Some(900)),
            ("P1M", None),
            ("-P1D", None),
            ("1 day", Some(86_400)),
            ("tomorrow", None),
            ("", None),
        ] {
            assert_eq!(seconds(duration), counted, "{duration}");
        }
    }
}
