include!("../crm.rs");

/// A contact.
#[tool(read, scope = CONTACTS_READ)]
struct Lead {
    id: String,
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![]
}
