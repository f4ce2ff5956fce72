//! The arguments of HighLevel's tools, as types: what the functions on [`HighLevel`](crate::highlevel::HighLevel) take.
//!
//! A model that gives arguments reads the same words about them. They are made by `default()`, or by `new` of what cannot
//! be left out, and then changed field by field:
//!
//! ```
//! use crm_mcp_tools::highlevel::{Id, arguments::{ContactSearch, NewNote, Paging}};
//!
//! let mut search = ContactSearch::default();
//! search.filter.query = Some("Ada".to_owned());
//! search.paging = Paging::first(5);
//!
//! let ada: Id = "ocQHyuzHvysMo5N5VsXc".parse()?;
//! let mut note = NewNote::new(&ada, "Called about the tender.");
//! note.pinned = Some(true);
//! # Ok::<(), crm_mcp_tools::highlevel::InvalidId>(())
//! ```
//!
//! In what is written, a text means what it means in the JSON of a call: an optional one that is empty counts as not given,
//! one that is needed must not be empty, and spaces around tags are left out. Searches take an empty text as it is, so
//! leave it out. The other bounds that a model is shown are checked of JSON only: of what a program gives beyond them
//! HighLevel decides.

pub use crate::{
    crm::{
        page::Paging,
        record::Fields,
        value::{Day, DayAs, GivenPhone, MonthFirstDay, Phone},
    },
    highlevel::{
        lookups::custom_fields::GivenFields,
        records::{EmailFields, Forward, MessageType, NewMessage, OptimizationPeriod, RareFields, ReplyMode},
        tools::{
            calendars::{
                AppointmentNoteSearch, AppointmentRef, CalendarFilter, CalendarSearch, EventFilter, EventSearch,
            },
            contacts::{
                Clearable, Condition, ContactFields, ContactFilter, ContactNoteSearch, ContactRef, ContactSearch,
                ContactTags, ContactUpdate, ContactView, DndSettings, DuplicateSearch, InboundDndSettings, NewContact,
                NewNote, NoteFilter, TaskFilter, TaskSearch, UnknownDnd, UpsertContact,
            },
            conversations::{
                ConversationFilter, ConversationSearch, MessageAction, MessageDirection, MessageFilter, MessageSearch,
                PlainFilter, ReadStatus, Sort, SortBy, WrittenMessage,
            },
            locations::{CustomFieldFilter, CustomFieldSearch, LocationView, ModelFilter},
            opportunities::{
                NewOpportunity, OpportunityChanges, OpportunityFields, OpportunityFilter, OpportunitySearch,
                OpportunityStatus, OpportunityStatusFilter, OpportunityUpdate, OpportunityView, PipelineSearch,
            },
            payments::{OrderView, PaymentMode, TransactionFilter, TransactionSearch},
        },
    },
};
