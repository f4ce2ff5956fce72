//! What the tools of every CRM share. Nothing here knows a vendor.
//!
//! [`Crm`] is a CRM, bound to one tenant and one grant: the context of its tools. [`Crm::call`] begins a request of one of
//! its operations. The request of a [`Read`] is sent; that of a [`Write`] is carried out with its [`Change`], which shows
//! it to the user. HighLevel is such a CRM: [`HighLevel`](crate::highlevel::HighLevel).
//!
//! For a CRM of your own, implement [`Dialect`], declare the operations as statics, give records
//! [`#[record]`](macro@record::record), and lists [`List`](page::List). All else is here: pace, retries, answers without
//! secrets, refusals in words for a model, paging, consent. The file
//! `tests/toy_crm.rs` of this crate is a whole CRM in a hundred lines.

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
        confirm::{Confirm, UnknownConfirm},
    },
    dialect::{Counts, Dialect, TenantByGrant},
    naming::choice::UnknownTool,
    operation::{Operation, OperationKind, Read, TenantPlace, Write},
    record::Record,
    request::Request,
    tenant::grant::{Grant, InvalidCredential},
    value::{Id, InvalidId},
    write::{Change, Done, Preview},
};
