//! Lists that Close pages by `_skip` and `_limit`.

use std::marker::PhantomData;

use crm_mcp_core::ToolError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::skipped_page::{skipped_page, whole_page};
use crate::{
    close::{
        context::Close,
        dialect::CloseDialect,
        records::custom_values::CloseRecord,
        shapes::{Find, FoundPage, date_range::parameters, given_fields::fields_of},
    },
    crm::{
        operation::Read,
        page::{List, Page},
        record::{Fields, Record, Slim},
        request::Request,
    },
};

/// A list that Close pages by `_skip` and `_limit`. The value says which records are wanted.
pub trait PlainList: Serialize + DeserializeOwned + Send + Sync {
    /// The name by which its cursors are known.
    const NAME: &'static str;
    /// What lists the records.
    const OPERATION: &'static Read;
    /// Whether Close gives it in pages, or else whole.
    const IS_PAGED: bool = true;
    /// What is shown of each.
    type Row: Serialize + Slim + Send;
    /// The fields of the filter whose parameter has another name, each with that name.
    const PARAMETERS: &'static [(&'static str, &'static str)] = &[];
    /// The parameters that every request of the list has, each with its value.
    const ALWAYS: &'static [(&'static str, &'static str)] = &[];

    /// The fields of the filter, by their names, with the values that the API wants.
    fn filter(&self) -> Result<Map<String, Value>, ToolError> {
        fields_of(self)
    }

    /// Narrows the request to the records that are wanted: by default each field of the filter is a parameter, a
    /// [`DateRange`](crate::close::DateRange) two, and a list one with commas between its items.
    fn narrow<'a>(
        &self,
        request: Request<'a, CloseDialect, Read>,
    ) -> Result<Request<'a, CloseDialect, Read>, ToolError> {
        let other_name =
            |name: &str| Self::PARAMETERS.iter().find(|(field, _)| *field == name).map(|(_, other)| *other);
        let filter = self.filter()?;
        let pairs = filter.iter().flat_map(|(name, value)| parameters(other_name(name).unwrap_or(name), value));
        let request = Self::ALWAYS.iter().fold(request, |request, (name, value)| request.with(name, value));
        request.with_all(&pairs.collect::<Map<_, _>>())
    }
}

impl<F> List for F
where
    F: PlainList,
    F::Row: CloseRecord + DeserializeOwned,
{
    const NAME: &'static str = <F as PlainList>::NAME;
    type Dialect = CloseDialect;
    type Slim = F::Row;
    /// How many records come before the page.
    type At = u64;

    async fn page(&self, crm: &Close, at: Option<&u64>, limit: u16) -> Result<Page<F::Row, u64>, ToolError> {
        let skip = at.copied().unwrap_or_default();
        let request = self.narrow(crm.call(F::OPERATION))?;
        if F::IS_PAGED { skipped_page(request, skip, limit).await } else { whole_page(request).await }
    }

    async fn complete(&self, crm: &Close, records: Vec<&mut Record<F::Row>>, fields: Fields) -> Option<String> {
        crm.complete_rows(records, fields).await;
        None
    }
}

/// A kind of record that an organization has few of: it is listed without a filter.
pub trait HasList: Sized {
    /// The name by which the cursors of the list are known.
    const NAME: &'static str;
    /// What lists all records of the kind.
    const OPERATION: &'static Read;
    /// Whether Close gives them in pages, or else all at once.
    const IS_PAGED: bool = true;
}

/// All records of a kind.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(bound = "")]
#[schemars(bound = "")]
pub struct Every<T> {
    #[serde(skip)]
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Every<T> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl<T> Default for Every<T> {
    fn default() -> Self {
        Self { kind: PhantomData }
    }
}

impl<T: HasList + Serialize + Slim + Send> PlainList for Every<T> {
    const NAME: &'static str = T::NAME;
    const OPERATION: &'static Read = T::OPERATION;
    const IS_PAGED: bool = T::IS_PAGED;
    type Row = T;
}

impl Close {
    /// A page of what is wanted.
    pub(in crate::close) async fn find<F>(&self, find: Find<F>) -> Result<FoundPage<F::Slim>, ToolError>
    where
        F: List<Dialect = CloseDialect>,
    {
        Ok(FoundPage::of(self.list(find.filter, find.paging, find.fields, None).await?))
    }
}
