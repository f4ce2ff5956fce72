include!("../crm.rs");

/// Says yes or no.
#[tool(read, public)]
async fn bool(_: &Crm) -> Result<Contact> {
    todo!()
}
