//! What the tools of every CRM share. Nothing here knows a vendor.
//!
//! A CRM is described by its [`Dialect`]. [`Crm`] is such a CRM, bound to one tenant and one grant: the context of
//! its tools. [`Crm::call`] begins a request of one of its operations.

pub(crate) mod confirm;
pub(crate) mod context;
pub(crate) mod dialect;
pub(crate) mod memory;
pub(crate) mod naming;
pub(crate) mod operation;
pub(crate) mod page;
pub(crate) mod record;
pub mod refusal;
pub(crate) mod request;
pub(crate) mod tenant;
#[cfg(test)]
pub(crate) mod toy;
pub(crate) mod value;

pub use self::{
    confirm::Confirm,
    context::{
        Crm,
        client::{Client, InvalidBaseUrl},
    },
    dialect::Dialect,
    operation::{Operation, TenantPlace},
    record::Record,
    request::Request,
    tenant::grant::{Grant, InvalidCredential},
    value::{Id, InvalidId},
};
