//! The crate that the attribute names is not there.

include!("../crm.rs");

/// Gets a contact.
#[tool(read, public, crate = facade::core)]
async fn get_contact(_: &Crm, _: ContactId, _: &Call) -> Result<Contact> {
    unimplemented!()
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![get_contact]
}
