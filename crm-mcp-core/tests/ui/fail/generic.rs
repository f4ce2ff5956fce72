include!("../crm.rs");

/// Gets anything.
#[tool(read, scope = CONTACTS_READ)]
async fn get<T>(_: &Crm, _: T) -> Result<Contact> {
    todo!()
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![get]
}
