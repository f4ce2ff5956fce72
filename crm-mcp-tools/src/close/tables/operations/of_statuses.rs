//! Operations on the statuses of leads and opportunities, and on pipelines.

use crm_mcp_core::Effect;
use http::Method;

use super::{read, write};
use crate::crm::operation::{Read, Write};

/// Lists the statuses that leads can have.
pub static LIST_LEAD_STATUSES: Read = read(Method::GET, "/status/lead/");
/// Reads a status that leads can have.
pub static GET_LEAD_STATUS: Read = read(Method::GET, "/status/lead/{id}/");
/// Adds a status that leads can have.
pub static CREATE_LEAD_STATUS: Write =
    write(Effect::Create, Method::POST, "/status/lead/", "create_lead_status", "find_lead_statuses").looked_up();
/// Renames a status that leads can have.
pub static UPDATE_LEAD_STATUS: Write =
    write(Effect::Update, Method::PUT, "/status/lead/{id}/", "update_lead_status", "fetch_lead_status");
/// Removes a status that leads can have.
pub static DELETE_LEAD_STATUS: Write =
    write(Effect::Delete, Method::DELETE, "/status/lead/{id}/", "delete_lead_status", "find_lead_statuses");

/// Lists the pipelines, each with the statuses of its opportunities.
pub static LIST_PIPELINES: Read = read(Method::GET, "/pipeline/");
/// Reads a pipeline, with the statuses of its opportunities.
pub static GET_PIPELINE: Read = read(Method::GET, "/pipeline/{id}/");
/// Adds a pipeline.
pub static CREATE_PIPELINE: Write =
    write(Effect::Create, Method::POST, "/pipeline/", "create_pipeline", "find_pipelines_and_opportunity_statuses")
        .looked_up();
/// Changes a pipeline.
pub static UPDATE_PIPELINE: Write =
    write(Effect::Update, Method::PUT, "/pipeline/{id}/", "update_pipeline", "fetch_pipeline_and_opportunity_statuses");
/// Removes a pipeline that is not in use. The last one cannot be removed.
pub static DELETE_PIPELINE: Write = write(
    Effect::Delete,
    Method::DELETE,
    "/pipeline/{id}/",
    "delete_pipeline",
    "find_pipelines_and_opportunity_statuses",
);

/// Lists the statuses that opportunities can have, of all pipelines.
pub static LIST_OPPORTUNITY_STATUSES: Read = read(Method::GET, "/status/opportunity/");
/// Reads a status of opportunities.
pub static GET_OPPORTUNITY_STATUS: Read = read(Method::GET, "/status/opportunity/{id}/");
/// Adds a status of opportunities to a pipeline.
pub static CREATE_OPPORTUNITY_STATUS: Write = write(
    Effect::Create,
    Method::POST,
    "/status/opportunity/",
    "create_opportunity_status_tool",
    "find_pipelines_and_opportunity_statuses",
)
.looked_up();
/// Renames a status of opportunities.
pub static UPDATE_OPPORTUNITY_STATUS: Write = write(
    Effect::Update,
    Method::PUT,
    "/status/opportunity/{id}/",
    "update_opportunity_status_tool",
    "fetch_opportunity_status",
);
/// Removes a status of opportunities.
pub static DELETE_OPPORTUNITY_STATUS: Write = write(
    Effect::Delete,
    Method::DELETE,
    "/status/opportunity/{id}/",
    "delete_opportunity_status_tool",
    "find_pipelines_and_opportunity_statuses",
);
