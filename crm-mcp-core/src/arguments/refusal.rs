//! Why the tool's type refuses arguments that fit their schema: its `Deserialize` may want more than a schema can say.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use super::{
    complaint::Refused,
    fault::Faults,
    place::{self, Known, Place, Step},
    trial::{Decode, refusals},
    walk::{Renamed, Sound},
};
use crate::{
    schema::Schema,
    wire::{Fault, ToolError, excerpt::ends},
};

/// What serde says, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) place: Place,
    pub(super) words: String,
}

/// Decodes once more, slowly, to learn all that is refused.
pub(super) fn refusal<P: DeserializeOwned>(sound: &Sound, schema: Option<&Schema>) -> Result<P, ToolError> {
    decode(&sound.json).map_err(|first| faults(sound, schema, first, &|json| decode::<P>(json).err()).into_error())
}

fn faults(sound: &Sound, schema: Option<&Schema>, first: Refusal, decode: Decode<'_>) -> Faults {
    let mut faults = Faults::listed();
    let Ok(given) = serde_json::from_str(&sound.json) else {
        let path = place::path(&first.place);
        faults.add(|| Fault::new(path, "valid JSON", format_args!("text that is not ({})", first.words)));
        return faults;
    };
    let known = schema.map(|schema| Known::all(schema, &given)).unwrap_or_default();
    for Refusal { place, words } in refusals(&given, first, &known, decode) {
        faults.add(|| {
            let schema = known.iter().find(|known| known.place == place).map(|known| known.schema);
            let value = place::value(&given, &place);
            Refused { path: written(place, &sound.renamed), value, schema }.fault(&words)
        });
    }
    faults
}

/// The path, beginning with the name by which the argument came.
fn written(mut place: Place, renamed: &[Renamed]) -> String {
    if let Some(Step::Field(name)) = place.first_mut()
        && let Some(argument) = renamed.iter().find(|argument| argument.field == *name)
    {
        name.clone_from(&argument.written);
    }
    place::path(&place)
}

fn decode<P: DeserializeOwned>(json: &str) -> Result<P, Refusal> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let steps = error.path().iter().map_while(|segment| match segment {
            Segment::Map { key } | Segment::Enum { variant: key } => Some(Step::Field(key.clone())),
            Segment::Seq { index } => Some(Step::Item(*index)),
            Segment::Unknown => None,
        });
        Refusal { place: steps.collect(), words: without_position(&error.inner().to_string()).into_owned() }
    })
}

/// The words without the position, which is one in our text and not in the one that was sent. The type may repeat the
/// whole value in them.
fn without_position(words: &str) -> Cow<'_, str> {
    ends(words.rsplit_once(" at line ").map_or(words, |(words, _)| words), LONGEST)
}

/// The most bytes of what a type says of a value.
const LONGEST: usize = 400;
