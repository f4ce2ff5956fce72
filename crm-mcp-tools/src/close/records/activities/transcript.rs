//! What was said in a call or a meeting, as text.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::{
    close::shapes::LongText,
    crm::record::{Fields, Lenient, Optional},
};

/// What was said in a call or a meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "Value")]
#[schemars(!from)]
#[non_exhaustive]
pub struct Transcript {
    /// What it comes down to.
    #[serde(skip_serializing_if = "LongText::is_absent")]
    pub summary: LongText<4000>,
    /// What was said, a line for each time somebody spoke.
    #[serde(skip_serializing_if = "LongText::is_absent")]
    pub text: LongText<8000>,
}

/// Of Close's own form, in which each utterance is an object, or as it is shown here.
impl From<Value> for Transcript {
    fn from(transcript: Value) -> Self {
        let text = |name: &str| transcript[name].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
        let utterances = transcript["utterances"].as_array().into_iter().flatten();
        let lines: Vec<_> = utterances.filter_map(line).collect();
        let said = if lines.is_empty() { text("text") } else { Some(lines.join("\n")) };
        Self { summary: text("summary_text").or_else(|| text("summary")).into(), text: said.into() }
    }
}

/// `Ada Byron: Good morning.`
fn line(utterance: &Value) -> Option<String> {
    let said = utterance["text"].as_str()?;
    let speaker = utterance["speaker_label"].as_str().or_else(|| utterance["speaker_side"].as_str());
    Some(speaker.map_or_else(|| said.to_owned(), |speaker| format!("{speaker}: {said}")))
}

impl Lenient for Transcript {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }

    fn show(&mut self, fields: Fields) {
        self.summary.show(fields);
        self.text.show(fields);
    }
}

impl Optional for Transcript {
    fn is_absent(&self) -> bool {
        self.summary.is_absent() && self.text.is_absent()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    #[test]
    fn utterances_become_lines_and_stay_so() {
        let vendors = json!({"summary_text": "Hello.", "summary_html": "<p>Hello.</p>", "utterances": [
            {"speaker_label": "Ada", "speaker_side": "contact", "start": 0.1, "end": 1.2, "text": "Hi."},
            {"speaker_side": "close-user", "text": "Good morning."}, {"text": "…"}, {"start": 1}, null]});
        let transcript = Transcript::from(vendors);
        assert_eq!(transcript.text.text(), Some("Ada: Hi.\nclose-user: Good morning.\n…"));
        let shown = serde_json::to_value(&transcript).unwrap();
        assert_eq!(shown["summary"], "Hello.");
        assert_eq!(Transcript::from(shown), transcript);
    }

    #[test]
    fn nothing_said_is_none() {
        for nothing in [json!(null), json!({}), json!([]), json!({"utterances": [], "summary_text": ""})] {
            assert!(Transcript::from(nothing).is_absent());
        }
    }
}
