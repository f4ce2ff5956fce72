//! What was said in a meeting.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::Transcript;
use crate::{
    close::records::custom_values::CloseRecord,
    crm::record::{Fields, Lenient, Optional, record},
};

/// What was said in a meeting.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct MeetingTranscript {
    /// Id of the meeting.
    #[record(id)]
    pub id: String,
    /// Id of the lead.
    pub lead_id: Option<String>,
    /// Title of the meeting.
    pub title: Option<String>,
    /// When it began.
    #[record(time)]
    pub starts_at: Option<String>,
    /// What was said, one for each of Close's notetakers that took part; none if no notetaker did.
    pub transcripts: Transcripts,
}

impl CloseRecord for MeetingTranscript {}

/// What several notetakers wrote down.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Transcripts(pub Vec<Transcript>);

impl Lenient for Transcripts {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.unwrap_or_default())
    }

    fn show(&mut self, fields: Fields) {
        self.0.iter_mut().for_each(|transcript| transcript.show(fields));
    }
}

impl Optional for Transcripts {
    fn is_absent(&self) -> bool {
        self.0.is_empty()
    }
}
