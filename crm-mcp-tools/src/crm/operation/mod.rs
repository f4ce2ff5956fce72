//! One operation of a CRM's API, as data.

mod kinds;

use std::fmt;

use crm_mcp_core::{Effect, Scope};
use http::Method;

pub use self::kinds::{OperationKind, Read, Write};

/// One operation of a CRM's API.
#[derive(Debug)]
pub struct Operation {
    pub(crate) method: Method,
    /// The path; `{id}` stands for the record's id, and the CRM's word for a tenant in braces for the tenant's.
    pub(crate) path: &'static str,
    /// A header that the operation wants, by its name in lower case.
    pub(crate) header: Option<(&'static str, &'static str)>,
    /// The scope that the CRM asks for.
    pub(crate) scope: Scope,
    /// What it does to the CRM, whatever its method.
    pub(crate) effect: Effect,
    /// Where it wants the tenant's id, beside the path.
    pub(crate) tenant: TenantPlace,
    /// The tool that shows what a write did; empty for a read.
    pub(crate) shown_by: &'static str,
    /// The tool that carries out this write, by whose name an operator has it confirmed; empty for a read.
    pub(crate) tool: &'static str,
    /// Whether its change looks for the record where the answer does not come.
    pub(crate) is_looked_up: bool,
    /// Whether the CRM may have made the record though it refused the values.
    pub(crate) made_though_refused: bool,
}

/// Where an operation wants the tenant's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TenantPlace {
    /// Nowhere: the token says it.
    Unsaid,
    /// In the query, as this parameter.
    Query(&'static str),
    /// In the body, as this property.
    Body(&'static str),
}

impl Operation {
    const fn new(effect: Effect, method: Method, path: &'static str, scope: Scope) -> Self {
        Self {
            method,
            path,
            header: None,
            scope,
            effect,
            tenant: TenantPlace::Unsaid,
            shown_by: "",
            tool: "",
            is_looked_up: false,
            made_though_refused: false,
        }
    }

    /// Its HTTP method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Its path, with what stands for ids in braces.
    pub fn path(&self) -> &'static str {
        self.path
    }

    /// The scope that the CRM asks for.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// What it does to the CRM.
    pub fn effect(&self) -> Effect {
        self.effect
    }

    /// The tool that carries out this write; empty for a read, and where none was named.
    pub fn tool(&self) -> &'static str {
        self.tool
    }

    /// The tool that shows what a write did, as the end of a sentence.
    pub(crate) fn with_its_tool(&self) -> String {
        if self.shown_by.is_empty() { String::new() } else { format!(" with {}", self.shown_by) }
    }

    /// Whether it changes nothing.
    pub fn is_read(&self) -> bool {
        self.effect == Effect::Read
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.path)
    }
}
