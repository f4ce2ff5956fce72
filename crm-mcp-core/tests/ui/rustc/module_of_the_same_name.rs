include!("../crm.rs");

mod notes {}

/// Lists the notes.
#[tool(read, scope = CONTACTS_READ)]
async fn notes(_: &Crm) -> Result<Contact> {
    todo!()
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![notes]
}
