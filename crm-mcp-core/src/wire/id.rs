//! The ids of requests.

use serde_json::value::RawValue;

/// The id of a request: a JSON string or integer, kept as it was written so that the answer repeats it exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RequestId<'a>(&'a str);

impl<'a> RequestId<'a> {
    /// The JSON text of the id.
    pub fn as_json(&self) -> &'a str {
        self.0
    }

    /// The id with this JSON text, if that is a string or an integer.
    pub(super) fn new(json: &'a str) -> Option<Self> {
        let is_string = json.starts_with('"');
        let digits = json.strip_prefix('-').unwrap_or(json);
        let is_integer = digits.bytes().all(|byte| byte.is_ascii_digit());
        (is_string || is_integer).then_some(Self(json))
    }
}

impl serde::Serialize for RequestId<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw: &RawValue = serde_json::from_str(self.0).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}
