//! A call with a lead, with what was said.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

use super::Transcript;
use crate::{
    close::{records::custom_values::CloseRecord, shapes::LongText},
    crm::record::record,
};

/// A call with a lead, with what was said.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CloseCall {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Id of the lead.
    pub lead_id: Option<String>,
    /// Id of the contact.
    pub contact_id: Option<String>,
    /// Name of the user.
    pub user_name: Option<String>,
    /// `inbound` or `outbound`.
    pub direction: Option<String>,
    /// Where it stands, such as `completed`.
    pub status: Option<String>,
    /// How it ended: `answered`, `no-answer`, `vm-left`, `busy` and others.
    pub disposition: Option<String>,
    /// Length in seconds.
    pub duration: Option<Number>,
    /// The number at the other end.
    pub phone: Option<String>,
    /// Id of the outcome.
    pub outcome_id: Option<String>,
    /// The note on it, without its markup.
    pub note: LongText<4000>,
    /// What was said.
    pub recording_transcript: Transcript,
    /// What was said to the voicemail.
    pub voicemail_transcript: Transcript,
    /// Why the transcripts could not be read, if so.
    pub transcripts_missing: Option<String>,
    /// Id of the voice agent.
    pub agent_config_id: Option<String>,
    /// When it happened.
    #[record(time)]
    pub activity_at: Option<String>,
}

impl CloseRecord for CloseCall {}
