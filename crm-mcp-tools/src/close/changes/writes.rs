//! Creating, updating and deleting a record of any kind.

use crm_mcp_core::{Call, ErrorCode, ToolError};
use serde::{
    Serialize,
    de::{DeserializeOwned, IgnoredAny},
};
use serde_json::{Map, Value};

use super::{applied_fields::not_applied, record_change::RecordChange};
use crate::{
    close::{
        context::Close,
        dialect::CloseDialect,
        records::custom_values::CloseRecord,
        shapes::{Deleted, WrittenRecord},
        tables::{argument_names::argument_of, record_kinds::Kind},
    },
    crm::{
        operation::Write,
        record::{Fields, Record},
        request::Request,
        value::Id,
        write::Change,
    },
};

impl Close {
    /// Creates a record with these fields.
    pub(in crate::close) async fn create<T>(
        &self,
        kind: &'static Kind,
        operation: &'static Write,
        body: &Map<String, Value>,
        call: &Call,
    ) -> Result<WrittenRecord<T>, ToolError>
    where
        T: CloseRecord + Serialize + DeserializeOwned + Send,
    {
        self.written(self.call(operation).body(body)?, RecordChange::Creates(kind), call).await
    }

    /// Overwrites these fields of a record, and leaves the others.
    pub(in crate::close) async fn update<T>(
        &self,
        kind: &'static Kind,
        operation: &'static Write,
        id: &Id,
        body: &Map<String, Value>,
        call: &Call,
    ) -> Result<WrittenRecord<T>, ToolError>
    where
        T: CloseRecord + Serialize + DeserializeOwned + Send,
    {
        kind.check(id)?;
        if body.is_empty() {
            return Err(ToolError::new(ErrorCode::InvalidArguments, "nothing is to be changed")
                .with_next_step("give a field to change"));
        }
        self.written(self.call(operation).id(id).body(body)?, RecordChange::Updates(kind, id), call).await
    }

    /// Removes a record.
    pub(in crate::close) async fn delete(
        &self,
        kind: &'static Kind,
        operation: &'static Write,
        id: &Id,
        call: &Call,
    ) -> Result<Deleted, ToolError> {
        kind.check(id)?;
        let request = self.call(operation).id(id);
        request.carry_out::<IgnoredAny, _>(call, &RecordChange::Deletes(kind, id)).await?;
        Ok(Deleted::new(id.as_str()))
    }

    /// Carries out a change that leaves a record.
    pub(in crate::close) async fn written<T>(
        &self,
        request: Request<'_, CloseDialect, Write>,
        change: impl Change<CloseDialect>,
        call: &Call,
    ) -> Result<WrittenRecord<T>, ToolError>
    where
        T: CloseRecord + Serialize + DeserializeOwned + Send,
    {
        let done = request.carry_out::<Record<T>, _>(call, &change).await?;
        let not_applied = not_applied(&done.sent()?, done.told());
        let not_applied = not_applied.iter().map(|field| argument_of(field).to_owned()).collect();
        let mut record = done.answer;
        self.complete([&mut record]).await;
        Ok(WrittenRecord::new(record.showing(Fields::Slim), not_applied))
    }
}

impl Kind {
    /// Refuses an id that is not one of this kind.
    pub(in crate::close) fn check(&self, id: &Id) -> Result<(), ToolError> {
        if id.as_str().starts_with(self.prefix) {
            return Ok(());
        }
        let cause = format!("`{id}` is no id of the kind {}, which begins with {}", self.noun, self.prefix);
        Err(ToolError::new(ErrorCode::InvalidArguments, cause)
            .with_next_step(format!("give the id of the {}", self.noun)))
    }
}
