//! Reading records, with what Close keeps apart from them.

use crm_mcp_core::ToolError;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    close::{
        context::Close,
        dialect::CloseDialect,
        lookups::custom_types::fields_of_all,
        records::{
            CustomActivityType, CustomFieldDefinition, CustomObjectType, custom_records::custom_type::CustomType,
            custom_values::CloseRecord,
        },
        shapes::ById,
        tables::field_source::FieldSource,
    },
    crm::{
        memory::asked::Asked,
        operation::Read,
        record::{Fields, Record},
        value::Id,
    },
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
        match T::CUSTOM_FIELDS {
            None => records.for_each(|record| T::complete(record, &[])),
            Some(FieldSource::Schemas) => {
                let known = self.recent::<CustomFieldDefinition>().await;
                records.for_each(|record| T::complete(record, &known));
            }
            Some(FieldSource::ActivityTypes) => self.complete_of::<CustomActivityType, T>(records).await,
            Some(FieldSource::ObjectTypes) => self.complete_of::<CustomObjectType, T>(records).await,
        }
    }

    /// Does so for the rows of a list. Names that they do not show are not asked for.
    pub(in crate::close) async fn complete_rows<T: CloseRecord>(&self, rows: Vec<&mut Record<T>>, fields: Fields) {
        if fields == Fields::All || T::ROWS_SHOW_THEM {
            self.complete(rows).await;
        } else {
            for row in rows {
                T::complete(row, &[]);
            }
        }
    }

    /// What is known of the custom fields that are defined there.
    pub(in crate::close) async fn definitions(&self, source: FieldSource) -> Vec<CustomFieldDefinition> {
        match source {
            FieldSource::Schemas => self.recent::<CustomFieldDefinition>().await.to_vec(),
            FieldSource::ActivityTypes => fields_of_all(&self.recent::<CustomActivityType>().await),
            FieldSource::ObjectTypes => fields_of_all(&self.recent::<CustomObjectType>().await),
        }
    }

    /// Puts the custom fields of records in place whose types the organization has defined, and the types' names.
    async fn complete_of<'a, K, T>(&self, records: impl Iterator<Item = &'a mut Record<T>>)
    where
        K: CustomType + Asked<CloseDialect>,
        T: CloseRecord + 'a,
    {
        let types = self.recent::<K>().await;
        let known = fields_of_all(&types);
        let name = |id: &str| types.iter().find(|it| it.id() == id).and_then(|it| it.name()).map(str::to_owned);
        for record in records {
            T::complete(record, &known);
            T::name_type(record, &name);
        }
    }
}
