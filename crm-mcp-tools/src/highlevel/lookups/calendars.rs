//! The calendars of the location.

use crm_mcp_core::ToolError;
use serde::Deserialize;

use crate::{
    crm::{page::Rows, value::Id},
    highlevel::{context::HighLevel, records::Calendar, tables::operations},
};

/// The calendars, of one group if it is given, with drafts if these are wanted.
pub(in crate::highlevel) async fn calendars(
    crm: &HighLevel,
    group: Option<&Id>,
    show_drafted: Option<bool>,
) -> Result<Rows<Calendar>, ToolError> {
    #[derive(Deserialize)]
    struct Answer {
        calendars: Rows<Calendar>,
    }
    let call = crm.call(&operations::LIST_CALENDARS).with_some("groupId", group);
    let Answer { calendars } = call.with_some("showDrafted", show_drafted).send().await?;
    Ok(calendars)
}
