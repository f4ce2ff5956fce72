//! Calls of tools in a row, each of which may need what the ones before it answered.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::BTreeMap;

use serde_json::Value;

/// The last answer of each tool so far.
pub(crate) type Answers = BTreeMap<&'static str, Value>;

/// A tool, and its arguments in the light of what was answered before.
pub(crate) type Call = (&'static str, fn(&Answers) -> Value);
