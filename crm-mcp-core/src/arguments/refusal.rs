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

/// The one argument without which all would be well, or at least wrong for another reason.
fn culprit<P: DeserializeOwned>(json: &str, why: &str) -> Option<String> {
    let arguments: Map<String, Value> = serde_json::from_str(json).ok()?;
    let without = |name: &String| {
        let mut others = arguments.clone();
        others.remove(name);
        serde_json::from_value::<P>(others.into()).err().map(|error| reason(&error))
    };
    let outcomes: Vec<_> = arguments.keys().map(|name| (name, without(name))).collect();
    let only = |suspicious: &dyn Fn(Option<&str>) -> bool| {
        let mut suspects = outcomes.iter().filter(|(_, outcome)| suspicious(outcome.as_deref()));
        suspects.next().filter(|_| suspects.next().is_none()).map(|(name, _)| (*name).clone())
    };
    only(&|outcome| outcome.is_none()).or_else(|| only(&|outcome| outcome != Some(why)))
}
