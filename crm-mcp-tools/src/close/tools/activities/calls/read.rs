//! Reading a call, with what was said.

use crm_mcp_core::{ToolError, tool};
use futures_util::future::join;
use serde_json::{Map, Value};

use crate::{
    close::{
        context::Close,
        records::{CloseCall, Transcript},
        shapes::ById,
        tables::{operations::GET_CALL, record_kinds::CALL},
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
