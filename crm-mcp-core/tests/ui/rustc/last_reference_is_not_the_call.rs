include!("../crm.rs");

/// Borrows an argument.
#[tool(read, public)]
async fn search(_: &Crm, args: ContactId, _limit: &str) -> Result<Contact> {
    Ok(Contact { id: args.id })
}

/// Borrows its arguments.
#[tool(read, public)]
async fn get_contact(_: &Crm, args: &ContactId) -> Result<Contact> {
    Ok(Contact { id: args.id.clone() })
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![search, get_contact]
}
