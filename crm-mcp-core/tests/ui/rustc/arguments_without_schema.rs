include!("../crm.rs");

#[derive(serde::Deserialize)]
struct Search {
    query: String,
}

/// Finds one contact.
#[tool(read, scope = CONTACTS_READ)]
async fn find_contact(_: &Crm, search: Search) -> Result<Contact> {
    Ok(Contact { id: search.query })
}

mod facade {
    pub use crm_mcp_core as core;
}

/// Finds one contact, by way of another crate.
#[tool(read, scope = CONTACTS_READ, crate = facade::core)]
async fn find_lead(_: &Crm, search: Search) -> Result<Contact> {
    Ok(Contact { id: search.query })
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![find_contact, find_lead]
}
