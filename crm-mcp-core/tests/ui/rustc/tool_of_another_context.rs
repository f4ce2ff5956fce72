include!("../crm.rs");

/// Gets one contact.
#[tool(read, scope = CONTACTS_READ)]
async fn get_contact(_: &str, args: ContactId) -> Result<Contact> {
    Ok(Contact { id: args.id })
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![get_contact]
}
