//! The organization whose data it is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{close::records::custom_values::CloseRecord, crm::record::record};

/// The organization whose data it is.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CloseOrganization {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// Currency of new opportunities, three-letter code.
    pub currency: Option<String>,
    /// When it was created.
    #[record(time)]
    pub date_created: Option<String>,
}

impl CloseRecord for CloseOrganization {}
