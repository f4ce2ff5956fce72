include!("../crm.rs");

#[derive(schemars::JsonSchema)]
struct NotSerialised {
    #[allow(dead_code)]
    id: String,
}

struct Neither;

/// Its result has no `Serialize`.
#[tool(read, scope = CONTACTS_READ)]
async fn not_serialised(_: &Crm) -> Result<NotSerialised> {
    todo!()
}

/// Its results have no derives.
#[tool(read, scope = CONTACTS_READ)]
async fn neither(_: &Crm) -> Result<Vec<Neither>> {
    todo!()
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![not_serialised, neither]
}
