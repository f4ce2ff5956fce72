//! Operations on the statuses of leads and opportunities, and on pipelines.

use http::Method;

use super::read;
use crate::crm::operation::Read;

/// Lists the statuses that leads can have.
pub static LIST_LEAD_STATUSES: Read = read(Method::GET, "/status/lead/");
