//! Why the tool's type refuses arguments that fit its schema, and which of them it is.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{
    Fault,
    walk::{Renamed, Sound},
};
use crate::ToolError;

/// Decodes once more, slowly, to learn where a `Deserialize` of the tool's author wants more than its schema says.
pub(super) fn refusal<P: DeserializeOwned>(sound: &Sound) -> Result<P, ToolError> {
    let mut deserializer = serde_json::Deserializer::from_str(&sound.json);
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let reason = reason(error.inner());
        let path = match error.path().to_string() {
            // serde loses the path in a struct that is flattened into another.
            root if root == "." => culprit::<P>(&sound.json, &reason).unwrap_or_default(),
            path => path,
        };
        let path = written(path, &sound.renamed);
        let fault = Fault::new(path, "a value that the tool accepts", format_args!("one it refuses: {reason}"));
        ToolError::invalid_arguments(vec![fault])
    })
}

/// The path, beginning with the name by which the argument came.
fn written(path: String, renamed: &[Renamed]) -> String {
    let first = path.split(['.', '[']).next().unwrap_or_default();
    match renamed.iter().find(|argument| argument.field == first) {
        _ if first.is_empty() => "arguments".to_owned(),
        Some(argument) => path.replacen(first, &argument.written, 1),
        None => path,
    }
}

/// Why a struct could not be decoded, without the position: it is one in our text, not in the one that was sent.
fn reason(error: &serde_json::Error) -> String {
    let reason = error.to_string();
    reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason).to_owned()
}

/// The one argument without which all would be well; else the one without which something else would be wrong; else
/// the one that cannot be left out.
fn culprit<P: DeserializeOwned>(json: &str, why: &str) -> Option<String> {
    let mut arguments: Map<String, Value> = serde_json::from_str(json).ok()?;
    let [mut cures, mut changes, mut required] = [const { Vec::new() }; 3];
    for name in arguments.keys().cloned().collect::<Vec<_>>() {
        let value = arguments.remove(&name)?;
        match P::deserialize(&arguments).map_err(|error| reason(&error)) {
            Ok(_) => cures.push(name.clone()),
            Err(same) if same == why => {}
            Err(other) if other == format!("missing field `{name}`") => required.push(name.clone()),
            Err(_) => changes.push(name.clone()),
        }
        arguments.insert(name, value);
    }
    let suspects = [cures, changes, required].into_iter().find(|suspects| !suspects.is_empty())?;
    <[String; 1]>::try_from(suspects).ok().map(|[culprit]| culprit)
}
