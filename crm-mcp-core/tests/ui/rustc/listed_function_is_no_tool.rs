include!("../crm.rs");

/// Gets one contact, and is no tool.
async fn get_contact(_: &Crm, args: ContactId) -> Result<Contact> {
    Ok(Contact { id: args.id })
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![get_contact]
}
