//! The notes on a contact: reading them, and adding one.

use crm_mcp_core::{Call, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    crm::{
        page::{List, More, Page, Paging, Rows, needed_id},
        record::{Fields, Record},
        value::Id,
    },
    highlevel::{
        changes::{
            applied::NotApplied,
            location_change::{Edit, LocationChange},
            lost_create::Created,
            whom::Whom,
        },
        context::HighLevel,
        dialect::HighLevelDialect,
        records::ContactNote,
        tables::{
            operations,
            scopes::{CONTACTS_READ, CONTACTS_WRITE},
        },
        tools::given_texts::{leave_out_empty, not_empty},
    },
};

/// A page of a contact's notes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ContactNotePage {
    /// The notes.
    pub notes: Vec<Record<ContactNote>>,
    /// How the list goes on.
    #[serde(flatten)]
    pub more: More,
}

/// A note after it was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct WrittenContactNote {
    /// The note.
    pub note: Record<ContactNote>,
    /// What HighLevel did not do.
    #[serde(flatten)]
    pub not_applied: NotApplied,
}

/// Whose notes, and how many of them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ContactNoteSearch {
    /// Which records are wanted.
    #[serde(flatten)]
    pub filter: NoteFilter,
    /// How many of them at once, and from where on.
    #[serde(flatten)]
    pub paging: Paging<100>,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
}

/// Whose notes.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NoteFilter {
    /// Contact's id; needed without cursor.
    pub contact_id: Option<Id>,
}

impl List for NoteFilter {
    const NAME: &'static str = "contactNotes";
    type Dialect = HighLevelDialect;
    type Slim = ContactNote;
    type At = ();

    async fn page(&self, crm: &HighLevel, _: Option<&()>, _: u16) -> Result<Page<ContactNote, ()>, ToolError> {
        #[derive(Deserialize)]
        struct Answer {
            notes: Rows<ContactNote>,
        }
        let contact = needed_id("contactId", self.contact_id.as_ref())?;
        let Answer { notes } = crm.call(&operations::GET_NOTES).id(contact).send().await?;
        Ok(Page::whole(notes))
    }
}

/// Lists the notes on a contact.
#[tool(name = "contacts_get-notes", title = "Get notes", read, scope = CONTACTS_READ)]
pub(super) async fn get_notes(crm: &HighLevel, args: ContactNoteSearch) -> Result<ContactNotePage, ToolError> {
    let (notes, more) = crm.list(args.filter, args.paging, args.fields, None).await?;
    Ok(ContactNotePage { notes, more })
}

impl HighLevel {
    /// Lists the notes on a contact.
    pub async fn get_notes(&self, search: ContactNoteSearch) -> Result<ContactNotePage, ToolError> {
        get_notes(self, search).await
    }
}

/// A note to add. Its text must not be empty; a title or a colour that is empty counts as not given.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewNote {
    /// Contact's id.
    #[serde(skip_serializing)]
    pub contact_id: Id,
    /// Text of the note.
    #[schemars(length(min = 1))]
    pub body: String,
    /// Title of the note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Id of the user who writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<Id>,
    /// Whether the note stands above the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
    /// Colour: #FFAA00.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub color: Option<String>,
}

impl NewNote {
    /// A note with this text on this contact.
    pub fn new(contact: &Id, body: impl Into<String>) -> Self {
        let (contact_id, body) = (contact.clone(), body.into());
        Self { contact_id, body, title: None, user_id: None, pinned: None, color: None }
    }
}

/// Adds a note to a contact; the contact does not see it.
#[tool(name = "contacts_create-note", title = "Create note", create, scope = CONTACTS_WRITE)]
pub(super) async fn create_note(
    crm: &HighLevel,
    mut args: NewNote,
    call: &Call,
) -> Result<WrittenContactNote, ToolError> {
    #[derive(Deserialize)]
    struct Answer {
        note: Record<ContactNote>,
    }
    not_empty("body", &args.body)?;
    leave_out_empty([&mut args.title, &mut args.color]);
    let change = LocationChange::new("Add a note to", Whom::Contact(&args.contact_id), Edit::Creates(Created::Note));
    let request = crm.call(&operations::CREATE_NOTE).id(&args.contact_id).body(&args)?;
    let done = request.carry_out(call, &change).await?;
    let not_applied = NotApplied::of(&done, "note").await?;
    let Answer { note } = done.answer;
    Ok(WrittenContactNote { note: note.showing(Fields::Slim), not_applied })
}

impl HighLevel {
    /// Adds a note to a contact.
    pub async fn create_note(&self, note: NewNote, call: &Call) -> Result<WrittenContactNote, ToolError> {
        create_note(self, note, call).await
    }
}
