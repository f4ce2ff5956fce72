//! What the tools of every CRM share. Nothing here knows a vendor.
//!
//! A CRM is described by its [`Dialect`]. [`Crm`] is such a CRM, bound to one tenant and one grant: the context of
//! its tools. [`Crm::call`] begins a request of one of its operations.

pub(crate) mod context;
pub(crate) mod dialect;
pub(crate) mod memory;
pub(crate) mod naming;
pub(crate) mod operation;
pub mod page;
pub mod record;
pub mod refusal;
pub(crate) mod request;
pub(crate) mod tenant;
#[cfg(test)]
pub(crate) mod toy;
pub(crate) mod value;
pub(crate) mod write;

pub use self::{
    context::{
        Crm,
        client::{Client, InvalidBaseUrl},
        confirm::Confirm,
    },
    dialect::Dialect,
    operation::{Operation, OperationKind, Read, TenantPlace, Write},
    record::Record,
    request::Request,
    tenant::grant::{Grant, InvalidCredential},
    value::{Id, InvalidId},
    write::{Change, Done, Preview},
};
