//! Other crates' attributes take a path in quotes; these do not.

include!("../crm.rs");

/// Gets a contact.
#[tool(read, public, crate = "facade::core")]
async fn get_contact(_: &Crm, _: ContactId) -> Result<Contact> {
    unimplemented!()
}

/// Gets a contact.
#[tool(read, public, crate)]
async fn find_contact(_: &Crm, _: ContactId) -> Result<Contact> {
    unimplemented!()
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![get_contact, find_contact]
}
