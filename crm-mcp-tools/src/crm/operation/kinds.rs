//! Operations that only read, and operations that write: two types, so that nobody sends a write like a read.

use std::ops::Deref;

use crm_mcp_core::{Effect, Scope};
use http::Method;

use super::{Operation, TenantPlace};

/// An operation that changes nothing: its request is [sent](crate::crm::Request::send).
///
/// A write does not pass for one:
///
/// ```compile_fail,E0080
/// # use crm_mcp_tools::{crm::Read, highlevel::scopes};
/// # use http::Method;
/// static DELETE_CONTACT: Read = Read::new(Method::DELETE, "/contacts/{id}", scopes::CONTACTS_WRITE);
/// ```
#[derive(Debug)]
pub struct Read(Operation);

/// An operation that changes something: its request is [carried out](crate::crm::Request::carry_out), and there is no
/// other way to send it.
///
/// ```
/// use crm_mcp_core::Effect;
/// use crm_mcp_tools::{crm::Write, highlevel::scopes};
/// use http::Method;
///
/// static DELETE_CONTACT: Write =
///     Write::new(Effect::Delete, Method::DELETE, "/contacts/{id}", scopes::CONTACTS_WRITE)
///         .with_header("version", "2021-07-28")
///         .of_tool("contacts_delete-contact")
///         .shown_by("contacts_get-contact");
/// ```
///
/// To forget the user's consent does not compile:
///
/// ```compile_fail,E0599
/// # use crm_mcp_core::{Effect, ToolError};
/// # use crm_mcp_tools::{crm::Write, highlevel::{HighLevel, Id, scopes}};
/// # use http::Method;
/// # static DELETE_CONTACT: Write =
/// #     Write::new(Effect::Delete, Method::DELETE, "/contacts/{id}", scopes::CONTACTS_WRITE);
/// async fn delete_contact(crm: &HighLevel, id: &Id) -> Result<(), ToolError> {
///     crm.call(&DELETE_CONTACT).id(id).send().await
/// }
/// ```
#[derive(Debug)]
pub struct Write(Operation);

impl Read {
    /// The operation with this method and path, for which the CRM asks for this scope. In the path `{id}` stands for the
    /// record's id, and the CRM's word for a tenant, such as `{location}`, for the tenant's. Its request is sent again
    /// after a failure that may pass.
    ///
    /// # Panics
    ///
    /// If the method is one of those by which things are changed: PUT, PATCH or DELETE. A `static` does not compile then.
    pub const fn new(method: Method, path: &'static str, scope: Scope) -> Self {
        assert!(!matches!(method, Method::PUT | Method::PATCH | Method::DELETE), "such an operation is a `Write`");
        Self(Operation::new(Effect::Read, method, path, scope))
    }

    /// The same, with this header in the place of the one that it had. The name is in lower case.
    #[must_use]
    pub const fn with_header(mut self, name: &'static str, value: &'static str) -> Self {
        self.0.header = Some((name, value));
        self
    }

    /// The same, which wants the tenant's id there.
    #[must_use]
    pub const fn placing_tenant(mut self, place: TenantPlace) -> Self {
        self.0.tenant = place;
        self
    }
}

impl Write {
    /// The operation that does this to the CRM; the rest is as with [`Read::new`].
    ///
    /// # Panics
    ///
    /// If the effect is [`Effect::Read`]; a constant or a `static` does not compile then.
    pub const fn new(effect: Effect, method: Method, path: &'static str, scope: Scope) -> Self {
        assert!(!matches!(effect, Effect::Read), "an operation that only reads is a `Read`");
        Self(Operation::new(effect, method, path, scope))
    }

    /// The same, with this header in the place of the one that it had. The name is in lower case.
    #[must_use]
    pub const fn with_header(mut self, name: &'static str, value: &'static str) -> Self {
        self.0.header = Some((name, value));
        self
    }

    /// The same, which wants the tenant's id there.
    #[must_use]
    pub const fn placing_tenant(mut self, place: TenantPlace) -> Self {
        self.0.tenant = place;
        self
    }

    /// The same, carried out by the tool of this name. By that name an operator has it confirmed.
    #[must_use]
    pub const fn of_tool(mut self, tool: &'static str) -> Self {
        self.0.tool = tool;
        self
    }

    /// The same, whose effect the tool of this name shows: errors name it to look with.
    #[must_use]
    pub const fn shown_by(mut self, tool: &'static str) -> Self {
        self.0.shown_by = tool;
        self
    }

    /// The same, whose [`Change`](crate::crm::Change) looks for the record where the answer does not come. Time is kept
    /// for that.
    #[must_use]
    pub const fn looked_up(mut self) -> Self {
        self.0.is_looked_up = true;
        self
    }

    /// The same, a create of which a refusal of the values does not say that nothing was made.
    #[must_use]
    pub const fn made_though_refused(mut self) -> Self {
        self.0.made_though_refused = true;
        self
    }
}

impl Deref for Read {
    type Target = Operation;

    fn deref(&self) -> &Operation {
        &self.0
    }
}

impl Deref for Write {
    type Target = Operation;

    fn deref(&self) -> &Operation {
        &self.0
    }
}

/// [`Read`] or [`Write`].
pub trait OperationKind: Deref<Target = Operation> + private::Sealed + Send + Sync + 'static {}

impl OperationKind for Read {}
impl OperationKind for Write {}

mod private {
    pub trait Sealed {}

    impl Sealed for super::Read {}
    impl Sealed for super::Write {}
}
