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
/// Reading opportunities and pipelines.
pub const OPPORTUNITIES_READ: Scope = Scope::new("opportunities.readonly").labelled("View Opportunities");
/// Creating and changing opportunities.
pub const OPPORTUNITIES_WRITE: Scope = Scope::new("opportunities.write").labelled("Edit Opportunities");
/// Reading orders.
pub const ORDERS_READ: Scope = Scope::new("payments/orders.readonly").labelled("View Payment Orders");
/// Reading transactions.
pub const TRANSACTIONS_READ: Scope = Scope::new("payments/transactions.readonly").labelled("View Payment Transactions");
/// Reading who works in the location. No tool needs it; with it users go by their names beside their ids.
pub const USERS_READ: Scope = Scope::new("users.readonly").labelled("View Users");
/// Reading the location itself.
pub const LOCATIONS_READ: Scope = Scope::new("locations.readonly").labelled("View Locations");

/// Searching conversations.
pub const CONVERSATIONS_READ: Scope = Scope::new("conversations.readonly").labelled("View Conversations");
/// Reading the messages of a conversation.
pub const MESSAGES_READ: Scope = Scope::new("conversations/message.readonly").labelled("View Conversation Messages");
/// Sending messages.
pub const MESSAGES_WRITE: Scope = Scope::new("conversations/message.write").labelled("Edit Conversation Messages");
/// Reading which calendars there are.
pub const CALENDARS_READ: Scope = Scope::new("calendars.readonly").labelled("View Calendars");
/// Reading calendar events and the notes on appointments.
pub const CALENDAR_EVENTS_READ: Scope = Scope::new("calendars/events.readonly").labelled("View Calendar Events");

/// The scopes that the vendor's page asks to tick for its own MCP server: what a token usually has.
pub static ALL: [Scope; 17] = [
    CONTACTS_READ,
    CONTACTS_WRITE,
    CONVERSATIONS_READ,
    Scope::new("conversations.write").labelled("Edit Conversations"),
    MESSAGES_READ,
    MESSAGES_WRITE,
    OPPORTUNITIES_READ,
    OPPORTUNITIES_WRITE,
    CALENDARS_READ,
    Scope::new("calendars.write").labelled("Edit Calendars"),
    CALENDAR_EVENTS_READ,
    Scope::new("calendars/events.write").labelled("Edit Calendar Events"),
    ORDERS_READ,
    TRANSACTIONS_READ,
    CUSTOM_FIELDS_READ,
    Scope::new("forms.readonly").labelled("View Forms"),
    LOCATIONS_READ,
];
