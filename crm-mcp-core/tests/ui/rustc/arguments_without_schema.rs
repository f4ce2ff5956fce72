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

pub fn tools() -> Vec<Tool<Crm>> {
    tools![find_contact]
}
