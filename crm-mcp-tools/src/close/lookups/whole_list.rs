//! A list that is read to its end.

use crm_mcp_core::ToolError;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    close::context::Close,
    crm::{operation::Read, page::Rows, record::Slim},
};

/// No organization has more pipelines, statuses or types.
const MOST: usize = 1_000;

impl Close {
    /// All that this operation lists. It is for what an organization has few of.
    pub(in crate::close) async fn every<T>(&self, operation: &'static Read) -> Result<Vec<T>, ToolError>
    where
        T: Slim + Serialize + DeserializeOwned,
    {
        #[derive(Deserialize)]
        #[serde(bound(deserialize = "Rows<T>: Deserialize<'de>"))]
        struct Answer<T> {
            data: Rows<T>,
            #[serde(default)]
            has_more: bool,
        }
        let (mut all, mut read) = (Vec::new(), 0);
        loop {
            let request = self.call(operation);
            // Most of these lists come whole, and know no pages.
            let request = if read == 0 { request } else { request.with("_skip", read) };
            let Answer { data, has_more } = request.send().await?;
            let given = data.len();
            read += given;
            all.extend(data.into_records().into_iter().map(|record| record.slim));
            if !has_more || given == 0 || read >= MOST {
                return Ok(all);
            }
        }
    }
}
