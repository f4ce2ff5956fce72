//! Reading records, with what Close keeps apart from them.

use crm_mcp_core::ToolError;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    close::{
        context::Close,
        records::{CustomFieldDefinition, custom_values::CloseRecord},
        shapes::ById,
    },
    crm::{operation::Read, record::Record, value::Id},
};

impl Close {
    /// The record with this id, as much of it as is wanted.
    pub(in crate::close) async fn fetch<T>(&self, operation: &'static Read, args: ById) -> Result<Record<T>, ToolError>
    where
        T: CloseRecord + Serialize + DeserializeOwned,
    {
        let record: Record<T> = self.read_whole(operation, &args.id).await?;
        Ok(record.showing(args.fields))
    }

    /// The record with this id, with all its fields.
    pub(in crate::close) async fn read_whole<T>(
        &self,
        operation: &'static Read,
        id: &Id,
    ) -> Result<Record<T>, ToolError>
    where
        T: CloseRecord + Serialize + DeserializeOwned,
    {
        let mut record = self.call(operation).id(id).send().await?;
        self.complete([&mut record]).await;
        Ok(record)
    }

    /// Puts in place what Close has in another form, the custom fields of records among it. Where the definitions cannot
    /// be read, ids stand for names.
    pub(in crate::close) async fn complete<'a, T: CloseRecord + 'a>(
        &self,
        records: impl IntoIterator<Item = &'a mut Record<T>>,
    ) {
        let mut records = records.into_iter().peekable();
        if records.peek().is_none() {
            return;
        }
        let known = if T::HAS_CUSTOM_FIELDS { Some(self.recent::<CustomFieldDefinition>().await) } else { None };
        records.for_each(|record| T::complete(record, known.as_deref().unwrap_or_default()));
    }
}
