//! Decodes arguments so that the error tells which value it is about.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use super::place::{Step, Steps};
use crate::wire::excerpt::ends;

/// What serde says, and of which value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DecodeError {
    pub(super) place: Steps,
    pub(super) words: String,
}

/// Decodes a text, to learn why it is refused.
pub(super) type Decode<'a> = &'a dyn Fn(&str) -> Option<DecodeError>;

pub(super) fn decode<P: DeserializeOwned>(json: &str) -> Result<P, DecodeError> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let steps = error.path().iter().map_while(|segment| match segment {
            Segment::Map { key } | Segment::Enum { variant: key } => Some(Step::Field(key.clone())),
            Segment::Seq { index } => Some(Step::Item(*index)),
            Segment::Unknown => None,
        });
        DecodeError { place: steps.collect(), words: without_position(&error.inner().to_string()).into_owned() }
    })
}

/// The most bytes of what a type says of a value. It may repeat the whole value.
const LONGEST: usize = 400;

/// The words without the position, which is a position in our text, not in the text that was sent.
fn without_position(words: &str) -> Cow<'_, str> {
    ends(words.rsplit_once(" at line ").map_or(words, |(words, _)| words), LONGEST)
}
