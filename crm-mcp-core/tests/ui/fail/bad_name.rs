include!("../crm.rs");

/// Gets one contact.
#[tool(name = "contacts.get", read, scope = CONTACTS_READ)]
async fn get_contact(_: &Crm, args: ContactId) -> Result<Contact> {
    Ok(Contact { id: args.id })
}

/// Gets one contact.
#[tool(read, scope = CONTACTS_READ)]
async fn _contact(_: &Crm, args: ContactId) -> Result<Contact> {
    Ok(Contact { id: args.id })
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![get_contact, _contact]
}
