include!("../crm.rs");

/// Deletes one contact.
#[tool(delete, scope = CONTACTS_READ)]
async fn delete_contact(_: &Crm, _: ContactId) {}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![delete_contact]
}
