include!("../crm.rs");

#[derive(serde::Serialize)]
struct Lead {
    id: String,
}

/// Gets one lead.
#[tool(read, scope = CONTACTS_READ)]
async fn get_lead(_: &Crm, args: ContactId) -> Result<Lead> {
    Ok(Lead { id: args.id })
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![get_lead]
}
