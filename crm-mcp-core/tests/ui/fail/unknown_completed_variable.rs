include!("../crm.rs");

/// One contact.
#[resource(uri = "crm://contacts/{id}", scope = CONTACTS_READ, complete(contact = ids))]
async fn contact(_: &Crm, args: ContactId) -> Result<Contact> {
    Ok(Contact { id: args.id })
}

const _: fn() -> Vec<crm_mcp_core::Resource<Crm>> = || resources![contact];
