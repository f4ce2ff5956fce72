//! All that the tool's type refuses, as faults.

use serde::de::DeserializeOwned;

use super::{
    complaint::RefusedValue,
    decode::{Decode, DecodeError, decode},
    place::{self, Known, Step, Steps},
    trial::all_errors,
};
use crate::{
    arguments::{
        check::{Renamed, Sound},
        faults::Faults,
    },
    schema::Schema,
    wire::{Fault, ToolError},
};

/// Decodes once more, in a way that is slow and finds all that is refused.
pub(crate) fn decode_or_diagnose<P: DeserializeOwned>(
    sound: &Sound<'_>,
    schema: Option<&Schema>,
) -> Result<P, ToolError> {
    decode(&sound.json).map_err(|first| faults(sound, schema, first, &|json| decode::<P>(json).err()).into_error())
}

/// The faults in arguments of which serde has told the `first` error.
fn faults(sound: &Sound<'_>, schema: Option<&Schema>, first: DecodeError, decode: Decode<'_>) -> Faults {
    let mut faults = Faults::listed();
    let Ok(given) = serde_json::from_str(&sound.json) else {
        let path = place::path(&first.place);
        faults.add(|| Fault::new(path, "valid JSON", format_args!("text that does not parse ({})", first.words)));
        return faults;
    };
    let known = schema.map(|schema| Known::all(schema, &given)).unwrap_or_default();
    for DecodeError { place, words } in all_errors(&given, first, &known, decode) {
        faults.add(|| {
            let schema = known.iter().find(|known| known.place == place).map(|known| known.schema);
            let value = place::value(&given, &place);
            RefusedValue { path: written(place, &sound.renamed), value, schema }.fault(&words)
        });
    }
    faults
}

/// The place as messages name it, beginning with the name by which the argument came.
fn written(mut place: Steps, renamed: &[Renamed]) -> String {
    if let Some(Step::Field(name)) = place.first_mut()
        && let Some(argument) = renamed.iter().find(|argument| argument.field == *name)
    {
        name.clone_from(&argument.written);
    }
    place::path(&place)
}
