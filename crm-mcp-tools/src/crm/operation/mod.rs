//! One operation of a CRM's API, as data.

use std::fmt;

use crm_mcp_core::{Effect, Scope};
use http::Method;

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
    /// The tool that carries out this write, by whose name an operator has it confirmed; empty for a read, and for a
    /// write that is part of another one.
    pub(crate) tool: &'static str,
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
    /// An operation that only reads.
    pub const fn read(method: Method, path: &'static str, scope: Scope) -> Self {
        Self {
            method,
            path,
            header: None,
            scope,
            effect: Effect::Read,
            tenant: TenantPlace::Unsaid,
            shown_by: "",
            tool: "",
            made_though_refused: false,
        }
    }

    /// An operation that does this to the CRM.
    pub const fn write(effect: Effect, method: Method, path: &'static str, scope: Scope) -> Self {
        let mut operation = Self::read(method, path, scope);
        operation.effect = effect;
        operation
    }

    /// The same, with this header.
    pub const fn with_header(mut self, name: &'static str, value: &'static str) -> Self {
        self.header = Some((name, value));
        self
    }

    /// The same, which wants the tenant's id there.
    pub const fn placing_tenant(mut self, place: TenantPlace) -> Self {
        self.tenant = place;
        self
    }

    /// The same, carried out by the tool of this name.
    pub const fn of_tool(mut self, tool: &'static str) -> Self {
        self.tool = tool;
        self
    }

    /// The same, whose effect the tool of this name shows.
    pub const fn shown_by(mut self, tool: &'static str) -> Self {
        self.shown_by = tool;
        self
    }

    /// The same, of which a refusal of the values does not say that nothing was made.
    pub const fn made_though_refused(mut self) -> Self {
        self.made_though_refused = true;
        self
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
