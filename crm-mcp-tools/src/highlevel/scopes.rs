//! The scopes of HighLevel that the tools ask for, with the labels of its Private Integrations page.
//!
//! Here "Edit" does not include "View": the vendor knows no hierarchy.

use crm_mcp_core::Scope;

/// Reading contacts and their tasks.
pub const CONTACTS_READ: Scope = Scope::new("contacts.readonly").labelled("View Contacts");
/// Creating and changing contacts and their tags.
pub const CONTACTS_WRITE: Scope = Scope::new("contacts.write").labelled("Edit Contacts");
/// Reading the definitions of custom fields, which turns their ids into names.
pub const CUSTOM_FIELDS_READ: Scope = Scope::new("locations/customFields.readonly").labelled("View Custom Fields");

/// Every scope that a tool asks for.
pub const ALL: [Scope; 3] = [CONTACTS_READ, CONTACTS_WRITE, CUSTOM_FIELDS_READ];
