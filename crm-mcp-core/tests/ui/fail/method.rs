include!("../crm.rs");

impl Crm {
    /// Gets one contact.
    #[tool(read, scope = CONTACTS_READ)]
    async fn get_contact(&self, args: ContactId) -> Result<Contact> {
        Ok(Contact { id: args.id })
    }
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![]
}
