include!("../crm.rs");

impl Crm {
    /// Gets one contact.
    #[tool(read, scope = CONTACTS_READ)]
    async fn get_contact(_: &Self, args: ContactId) -> Result<Contact> {
        Ok(Contact { id: args.id })
    }
}
