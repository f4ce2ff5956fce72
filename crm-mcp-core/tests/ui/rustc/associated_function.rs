include!("../crm.rs");

// Nothing in the function says that it stands in an `impl`, so the message is the compiler's. The manual explains it.
impl Crm {
    /// Gets one contact.
    #[tool(read, scope = CONTACTS_READ)]
    async fn get_contact(_: &Crm, args: ContactId) -> Result<Contact> {
        Ok(Contact { id: args.id })
    }
}
