//! A toolset with one tool for each kind of argument, result and error.

use std::collections::BTreeMap;

use crm_mcp_core::{Answer, Call, Content, Contents, ErrorCode, Scope, ToolError, Toolset, tool, tools};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(crate) struct Notebook;

const WRITE: Scope = Scope::new("notes.write");

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Order {
    /// The newest first.
    Newest,
    Oldest,
}

#[derive(Deserialize, JsonSchema)]
struct Author {
    name: String,
    /// The address.
    #[schemars(extend("format" = "email"))]
    email: Option<String>,
    #[schemars(extend("format" = "uri"))]
    site: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
struct Search {
    /// The words to look for.
    #[schemars(length(max = 75))]
    query: String,
    /// How many at most.
    #[serde(default = "twenty")]
    #[schemars(range(min = 1, max = 100))]
    limit: u8,
    order: Option<Order>,
    /// Who wrote it.
    author: Option<Author>,
    #[serde(default)]
    tags: Vec<String>,
}

fn twenty() -> u8 {
    20
}

#[derive(Serialize, JsonSchema)]
struct Found {
    query: String,
    limit: u8,
    order: Option<&'static str>,
    author: Option<String>,
    tags: Vec<String>,
}

/// Searches notes.
#[tool(read, public)]
async fn search_notes(_: &Notebook, search: Search) -> Result<Found, ToolError> {
    let order = search.order.map(|order| match order {
        Order::Newest => "newest",
        Order::Oldest => "oldest",
    });
    let author = search.author.map(|Author { name, email, site }| {
        [Some(name), email, site].into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    Ok(Found { query: search.query, limit: search.limit, order, author, tags: search.tags })
}

#[derive(Deserialize, JsonSchema)]
struct NewNote {
    text: String,
    /// Fields of the notebook, by name.
    #[serde(default)]
    fields: BTreeMap<String, Value>,
}

/// Adds a note.
#[tool(create, scope = WRITE)]
async fn add_note(_: &Notebook, note: NewNote) -> Result<(), ToolError> {
    match note.fields.keys().next() {
        Some(name) => {
            Err(ToolError::new(ErrorCode::NotFound, format!("there is no field {name}"))
                .with_next_step("list the fields"))
        }
        None if note.text.is_empty() => Err(ToolError::new(ErrorCode::InvalidArguments, "the note is empty")),
        None => Ok(()),
    }
}

#[derive(Deserialize, JsonSchema)]
struct Sure {
    sure: bool,
}

/// Deletes all notes, if the user is sure.
#[tool(delete, scope = WRITE)]
async fn delete_notes(_: &Notebook, call: &Call) -> Result<String, ToolError> {
    match call.ask::<Sure>("sure", "Delete all notes?").await? {
        Answer::Accepted(Sure { sure: true }) => Ok("deleted".to_owned()),
        _ => Ok("kept".to_owned()),
    }
}

/// Repeats the motto.
#[tool(read, public)]
async fn get_motto() -> Result<String, ToolError> {
    Ok("Write it \"down\"".to_owned())
}

/// Lists the tags.
#[tool(read, public)]
async fn list_tags() -> Result<Vec<String>, ToolError> {
    Ok(vec!["red".to_owned()])
}

/// Draws notes.
#[tool(read, public)]
async fn draw_notes() -> Result<Contents, ToolError> {
    Ok(Contents::from([
        Content::text("Notes by day:"),
        Content::image("image/png", [0x89, 0x50]),
        Content::image("image/svg+xml", "<svg/>"),
        Content::audio("audio/wav", [0]),
        Content::text(""),
        Content::link("notes://all", "all notes"),
        Content::resource("notes://1", "text/plain", "Milk"),
        Content::resource_bytes("notes://2", "application/pdf", [0]),
    ]))
}

pub(crate) fn notebook() -> Toolset<Notebook> {
    Toolset::new(tools![search_notes, add_note, delete_notes, get_motto, list_tags, draw_notes]).unwrap()
}
