include!("../crm.rs");

struct Refused;

/// Gets one contact.
#[tool(read, scope = CONTACTS_READ)]
async fn get_contact(_: &Crm, _: ContactId) -> Result<Contact, Refused> {
    Err(Refused)
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![get_contact]
}
