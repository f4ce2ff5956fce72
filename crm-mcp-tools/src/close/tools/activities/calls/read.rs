//! Reading what was said in a call or a meeting.

use crm_mcp_core::{ToolError, tool};
use futures_util::future::join;
use serde_json::{Map, Value};

use crate::{
    close::{
        context::Close,
        records::{CloseCall, MeetingTranscript, Transcript},
        shapes::ById,
        tables::{
            operations::{GET_CALL, GET_MEETING},
            record_kinds::{CALL, MEETING},
        },
    },
    crm::record::Record,
};

/// What was said; Close gives it only to those who name it.
const TRANSCRIPTS: [&str; 2] = ["recording_transcript", "voicemail_transcript"];

// Which arguments Close's own tool takes is not documented, but for the id.
/// Reads a call, with its note, and summary and transcript if there is one.
#[tool(title = "Fetch call", read, public)]
pub async fn fetch_call(crm: &Close, args: ById) -> Result<Record<CloseCall>, ToolError> {
    CALL.check(&args.id)?;
    let transcripts = crm.call(&GET_CALL).id(&args.id).with("_fields", TRANSCRIPTS.join(","));
    let (call, transcripts) =
        join(crm.read_whole::<CloseCall>(&GET_CALL, &args.id), transcripts.send::<Map<String, Value>>()).await;
    let mut call = call?;
    match transcripts {
        Ok(mut said) => {
            let mut transcript = |name| Transcript::from(said.remove(name).unwrap_or_default());
            [call.recording_transcript, call.voicemail_transcript] = TRANSCRIPTS.map(&mut transcript);
        }
        Err(error) => call.transcripts_missing = Some(error.message().to_owned()),
    }
    Ok(call.showing(args.fields))
}

/// What is read of a meeting. Close gives transcripts only to those who name them.
const OF_A_MEETING: &str = "id,lead_id,title,starts_at,transcripts";

// Which arguments Close's own tool takes is not documented, but for the id.
/// Reads what was said in a meeting: summary and transcript of each notetaker that took part.
#[tool(title = "Fetch meeting transcript", read, public)]
pub async fn fetch_meeting_transcript(crm: &Close, args: ById) -> Result<Record<MeetingTranscript>, ToolError> {
    MEETING.check(&args.id)?;
    let request = crm.call(&GET_MEETING).id(&args.id).with("_fields", OF_A_MEETING);
    let meeting: Record<MeetingTranscript> = request.send().await?;
    Ok(meeting.showing(args.fields))
}
