//! The id of a record that is given by its id, or by what people call it.

use crm_mcp_core::ToolError;

use crate::{
    crm::{
        memory::asked::Asked,
        naming::{self, Named},
    },
    highlevel::{context::HighLevel, dialect::HighLevelDialect, tables::id_form::is_id},
};

impl HighLevel {
    /// The id of the record that the argument of this name means.
    pub(in crate::highlevel) async fn id_of<T>(&self, argument: &str, given: &str) -> Result<String, ToolError>
    where
        T: Asked<HighLevelDialect> + Named,
    {
        let given = given.trim();
        if is_id(given) {
            return Ok(given.to_owned());
        }
        let choose = |all: &[T]| {
            let all: Vec<_> = all.iter().collect();
            naming::chosen(&all, given).map(|meant| meant.id().to_owned())
        };
        self.looked_up(argument, choose).await
    }
}
