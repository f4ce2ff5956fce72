//! HighLevel's tools: against a vendor that answers as told, over real HTTP, and on the sandbox.

#![allow(clippy::unwrap_used)]

mod all_calendars;
#[path = "../support/answers.rs"]
mod answers;
mod api;
mod api_apps;
mod api_grants;
mod api_lost_writes;
mod api_many_locations;
mod api_pace;
mod api_windows;
#[path = "../support/asking_client.rs"]
mod asking_client;
mod calendars;
mod calendars_requests;
mod call_progress;
mod call_time;
mod confirm;
mod contacts;
mod contacts_requests;
mod conversations;
mod conversations_paging;
mod conversations_requests;
mod cursors;
mod custom_field_types;
mod custom_fields;
#[path = "../support/cut_connections.rs"]
mod cut_connections;
mod deals;
mod demo;
mod drop_in;
mod emails;
mod errors;
mod filters;
mod helpers_requests;
mod known_tags;
mod late_names;
mod locations_requests;
mod nameable;
mod names;
mod not_applied;
mod odd_answers;
mod odd_rows;
mod opportunities_requests;
mod paging;
mod paging_changes;
mod payments_requests;
mod phones;
mod pipe;
mod prompts;
#[path = "../proofs/mod.rs"]
mod proofs;
mod quirks;
mod read_only;
mod refused_values;
mod send_requests;
mod slow;
#[path = "../support/mod.rs"]
mod support;
mod times;
mod token_renewal;
mod typed;
mod typed_texts;

// The proofs know it by this name in the tests of each CRM.
use support as vendor;
