//! Activities: what happened at a lead, and what people write about it.

mod activity;
mod activity_outcome;
mod close_call;
mod close_email;
mod close_note;
mod comment;
mod meeting_transcript;
mod transcript;

pub use self::{
    activity::Activity,
    activity_outcome::ActivityOutcome,
    close_call::CloseCall,
    close_email::CloseEmail,
    close_note::CloseNote,
    comment::Comment,
    meeting_transcript::{MeetingTranscript, Transcripts},
    transcript::Transcript,
};
