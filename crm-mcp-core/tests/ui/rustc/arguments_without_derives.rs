include!("../crm.rs");

#[derive(schemars::JsonSchema)]
struct NotRead {
    #[allow(dead_code)]
    query: String,
}

struct Neither;

/// Its arguments have no `Deserialize`.
#[tool(read, scope = CONTACTS_READ)]
async fn not_read(_: &Crm, _: NotRead) -> Result<Contact> {
    todo!()
}

/// Its arguments have no derives.
#[tool(read, scope = CONTACTS_READ)]
async fn neither(_: &Crm, _: Neither) -> Result<Contact> {
    todo!()
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![not_read, neither]
}
