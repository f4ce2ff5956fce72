//! What happened with a lead: notes, calls, messages, meetings.

pub(crate) mod activity_parts;
pub(crate) mod markup;
pub(crate) mod note_resource;
