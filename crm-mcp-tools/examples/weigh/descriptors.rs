//! What a model pays for knowing the tools: the result of `tools/list`, without the output schemas, which it is not shown.

use std::fmt;

use crm_mcp_core::{Revision, Tool};
use serde_json::{Value, json};

use crate::{Result, Weight};

pub(crate) struct Descriptors {
    tools: Vec<(String, Weight)>,
    total: Weight,
    /// The tokens that they may cost together.
    limit: usize,
    /// How many tools there are with those that are offered by name only, and what all of them cost.
    with_others: Option<(usize, Weight)>,
}

impl Descriptors {
    pub(crate) fn of<C>(all: &[Tool<C>], limit: usize) -> Result<Self> {
        let (mut tools, mut shown) = (Vec::new(), Vec::new());
        for tool in all {
            let mut descriptor: Value = serde_json::from_str(&tool.descriptor(Revision::V2026_07_28)?)?;
            descriptor.as_object_mut().map(|descriptor| descriptor.remove("outputSchema"));
            tools.push((tool.spec().name.to_string(), Weight::of(&descriptor.to_string())));
            shown.push(descriptor);
        }
        Ok(Self { tools, total: Weight::of(&json!({"tools": shown}).to_string()), limit, with_others: None })
    }

    /// The same, beside what all these tools would cost.
    pub(crate) fn beside<C>(self, all: &[Tool<C>]) -> Result<Self> {
        let whole = Self::of(all, usize::MAX)?;
        Ok(Self { with_others: Some((all.len(), whole.total)), ..self })
    }

    pub(crate) fn is_affordable(&self) -> bool {
        self.total.tokens <= self.limit
    }
}

impl fmt::Display for Descriptors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "| tool | bytes | tokens |\n|---|---:|---:|")?;
        for (name, weight) in &self.tools {
            writeln!(formatter, "| `{name}` | {weight} |")?;
        }
        write!(formatter, "| all, of at most {} tokens | {} |", self.limit, self.total)?;
        match self.with_others {
            Some((count, total)) => write!(formatter, "\n| with those by name only, {count} tools | {total} |"),
            None => Ok(()),
        }
    }
}
