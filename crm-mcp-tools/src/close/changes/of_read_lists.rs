//! A change that sends whole lists, made of lists as they were read: nothing that was added since may get lost.

use crm_mcp_core::{Call, ErrorCode, ToolError};
use serde_json::{Map, Value};
use time::UtcDateTime;

use crate::{
    close::{context::Close, dialect::CloseDialect, tables::record_kinds::Kind},
    crm::{
        operation::Write,
        request::Request,
        value::Id,
        write::{Change, Preview},
    },
};

/// A change whose request has whole lists of a record in it.
#[derive(Debug)]
pub(in crate::close) struct OfReadLists<'a, C> {
    /// How it is shown.
    pub(in crate::close) change: C,
    /// The record that has the lists.
    pub(in crate::close) of: (&'static Kind, &'a Id),
    /// The lists as they were read, by the names of their fields.
    pub(in crate::close) read: Map<String, Value>,
}

impl<C: Change<CloseDialect>> Change<CloseDialect> for OfReadLists<'_, C> {
    type Found = C::Found;

    async fn preview(&self, request: &Request<'_, CloseDialect, Write>, call: &Call) -> Result<Preview, ToolError> {
        self.change.preview(request, call).await
    }

    // Between the reading and the user's answer others may have changed the record.
    async fn before_sending(
        &self,
        request: &Request<'_, CloseDialect, Write>,
        shown: Option<&Preview>,
    ) -> Result<C::Found, ToolError> {
        if shown.is_some() && !self.read.is_empty() {
            let (kind, id) = self.of;
            let now = request.crm().fields_of_record(kind, id).await?;
            if let Some((field, _)) = self.read.iter().find(|(field, read)| now.get(*field) != Some(read)) {
                let cause = format!("{field} of this {} changed while the user was asked; nothing was sent", kind.noun);
                return Err(ToolError::new(ErrorCode::Conflict, cause).with_next_step("call again"));
            }
        }
        self.change.before_sending(request, shown).await
    }

    async fn look_up(
        &self,
        request: &Request<'_, CloseDialect, Write>,
        sent: UtcDateTime,
        error: ToolError,
    ) -> ToolError {
        self.change.look_up(request, sent, error).await
    }

    fn learn(&self, crm: &Close, answer: &Map<String, Value>) {
        self.change.learn(crm, answer);
    }
}
