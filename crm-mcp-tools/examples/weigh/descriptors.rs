//! What a model pays for knowing the tools: the result of `tools/list`, without the output schemas, which it is not shown.

use std::fmt;

use crm_mcp_core::Revision;
use crm_mcp_tools::highlevel;
use serde_json::{Value, json};

use crate::{Result, Weight};

/// The tokens that all tools together may cost.
const LIMIT: usize = 5_200;

pub(crate) struct Descriptors {
    tools: Vec<(String, Weight)>,
    total: Weight,
}

pub(crate) fn table() -> Result<Descriptors> {
    let (mut tools, mut shown) = (Vec::new(), Vec::new());
    for tool in highlevel::tools() {
        let mut descriptor: Value = serde_json::from_str(&tool.descriptor(Revision::V2026_07_28)?)?;
        descriptor.as_object_mut().map(|descriptor| descriptor.remove("outputSchema"));
        tools.push((tool.spec().name.to_string(), Weight::of(&descriptor.to_string())));
        shown.push(descriptor);
    }
    Ok(Descriptors { tools, total: Weight::of(&json!({"tools": shown}).to_string()) })
}

impl Descriptors {
    pub(crate) fn is_affordable(&self) -> bool {
        self.total.tokens <= LIMIT
    }
}

impl fmt::Display for Descriptors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "| tool | bytes | tokens |\n|---|---:|---:|")?;
        for (name, weight) in &self.tools {
            writeln!(formatter, "| `{name}` | {weight} |")?;
        }
        write!(formatter, "| all, of at most {LIMIT} tokens | {} |", self.total)
    }
}
