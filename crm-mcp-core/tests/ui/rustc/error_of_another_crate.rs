include!("../crm.rs");

/// Reads one contact from a file.
#[tool(read, scope = CONTACTS_READ)]
async fn read_contact(_: &Crm, contact: ContactId) -> Result<Contact, std::io::Error> {
    Ok(Contact { id: std::fs::read_to_string(contact.id)? })
}

/// Finds one contact.
#[tool(read, scope = CONTACTS_READ)]
async fn find_contact(_: &Crm, _: ContactId) -> Result<Contact, Box<dyn std::error::Error>> {
    Err("none".into())
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![read_contact, find_contact]
}
