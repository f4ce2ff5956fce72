//! A list that Close gives whole, for what is remembered of it.

use crm_mcp_core::ToolError;
use serde::{Serialize, de::DeserializeOwned};

use super::skipped_page::whole_page;
use crate::{
    close::context::Close,
    crm::{operation::Read, record::Slim},
};

impl Close {
    /// All that this operation lists: what an organization has few of, and Close gives whole.
    pub(in crate::close) async fn every<T>(&self, operation: &'static Read) -> Result<Vec<T>, ToolError>
    where
        T: Slim + Serialize + DeserializeOwned,
    {
        let all = whole_page::<T>(self.call(operation)).await?.rows.into_records();
        Ok(all.into_iter().map(|record| record.slim).collect())
    }
}
