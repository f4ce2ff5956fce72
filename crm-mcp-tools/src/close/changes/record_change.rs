//! A change of one record: what it would do as things are now.

use crm_mcp_core::{Call, Effect, ToolError};
use serde_json::{Map, Value};
use time::UtcDateTime;

use super::{lost_record, wording};
use crate::{
    close::{context::Close, dialect::CloseDialect, tables::record_kinds::Kind},
    crm::{
        operation::Write,
        request::Request,
        value::Id,
        write::{Change, Preview, words},
    },
};

/// What a request is about to do to a record.
#[derive(Debug, Clone, Copy)]
pub(in crate::close) enum RecordChange<'a> {
    /// A record of this kind is made.
    Creates(&'static Kind),
    /// Fields of this record are overwritten.
    Updates(&'static Kind, &'a Id),
    /// This record is removed.
    Deletes(&'static Kind, &'a Id),
}

impl Change<CloseDialect> for RecordChange<'_> {
    type Found = ();

    async fn preview(&self, request: &Request<'_, CloseDialect, Write>, _: &Call) -> Result<Preview, ToolError> {
        let (crm, effect) = (request.crm(), request.operation().effect);
        let text = match *self {
            Self::Creates(kind) => {
                let lines = wording::lines(crm, kind, &Map::new(), &request.fields()?).await;
                format!("{} {}?{lines}", doing(effect), article(kind.noun))
            }
            Self::Updates(kind, id) => {
                let before = crm.fields_of_record(kind, id).await?;
                let lines = wording::lines(crm, kind, &before, &request.fields()?).await;
                let nothing = if lines.is_empty() { "\nNothing would change." } else { "" };
                format!("{} {}?{lines}{nothing}", doing(effect), named(kind, id, &before))
            }
            Self::Deletes(kind, id) => {
                let before = crm.fields_of_record(kind, id).await?;
                format!("Delete {}?{}", named(kind, id, &before), gone_along(kind, &before))
            }
        };
        Ok(Preview { text, effect, before: Map::new() })
    }

    async fn before_sending(&self, _: &Request<'_, CloseDialect, Write>, _: Option<&Preview>) -> Result<(), ToolError> {
        Ok(())
    }

    async fn look_up(
        &self,
        request: &Request<'_, CloseDialect, Write>,
        sent: UtcDateTime,
        error: ToolError,
    ) -> ToolError {
        match self {
            Self::Creates(_) => lost_record::looked_up(request, sent, error).await,
            Self::Updates(..) | Self::Deletes(..) => error,
        }
    }

    fn learn(&self, crm: &Close, _: &Map<String, Value>) {
        let (Self::Creates(kind) | Self::Updates(kind, _) | Self::Deletes(kind, _)) = *self;
        crm.forget_names_of(kind);
    }
}

fn doing(effect: Effect) -> &'static str {
    match effect {
        Effect::Create | Effect::Read => "Create",
        Effect::Update => "Update",
        Effect::Delete => "Delete",
        Effect::Send => "Start",
    }
}

/// `a lead`, `an opportunity`.
fn article(noun: &str) -> String {
    let is_vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u']) || noun.starts_with("SMS");
    let article = if is_vowel { "an" } else { "a" };
    format!("{article} {noun}")
}

/// The record by its name, or else by its id.
fn named(kind: &Kind, id: &Id, record: &Map<String, Value>) -> String {
    match kind.name(record) {
        Some(name) => format!("{} {}", kind.noun, words::name(name)),
        None => format!("{} {id}", kind.noun),
    }
}

/// What goes with a record that is deleted, on a line.
fn gone_along(kind: &Kind, record: &Map<String, Value>) -> String {
    let counts = kind.goes_along.iter().filter_map(|part| {
        let count = record.get(part.field)?.as_array()?.len();
        let noun = if count == 1 { part.one } else { part.noun };
        (count > 0).then(|| format!("{count} {noun}"))
    });
    let mut gone: Vec<_> = counts.collect();
    // What has such parts has activities as well; the record does not tell how many.
    if !kind.goes_along.is_empty() {
        gone.push("all its activities".to_owned());
    }
    let with = if gone.is_empty() { String::new() } else { format!("With it go: {}. ", gone.join(", ")) };
    format!("\n{with}It cannot be undone.")
}
