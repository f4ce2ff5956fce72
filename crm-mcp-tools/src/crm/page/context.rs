//! What the shared code asks of a context: a CRM, bound to one tenant and one grant.

use crate::crm::value::Id;

/// A CRM, bound to one tenant and one grant.
pub(crate) trait Context: Sync {
    /// The name of the CRM, for messages.
    const CRM: &'static str;
    /// The CRM's word for a tenant, for messages.
    const TENANT: &'static str;

    /// The tenant's id.
    fn tenant(&self) -> &Id;

    /// How many bytes of records a list answers at once.
    fn answer_size(&self) -> usize;
}
