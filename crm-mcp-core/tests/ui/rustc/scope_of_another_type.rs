include!("../crm.rs");

/// Gets one contact.
#[tool(read, scope = 7)]
async fn get_contact(_: &Crm, args: ContactId) -> Result<Contact> {
    Ok(Contact { id: args.id })
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![get_contact]
}
