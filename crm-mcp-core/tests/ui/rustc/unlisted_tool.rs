#![deny(dead_code)]

include!("../crm.rs");

/// Gets one contact.
#[tool(read, scope = CONTACTS_READ)]
async fn get_contact(_: &Crm, args: ContactId) -> Result<Contact> {
    Ok(Contact { id: args.id })
}

/// Gets one contact, and no list holds it.
#[tool(read, scope = CONTACTS_READ)]
async fn unlisted_tool(_: &Crm, args: ContactId) -> Result<Contact> {
    Ok(Contact { id: args.id })
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![get_contact]
}
