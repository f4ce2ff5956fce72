include!("../crm.rs");

/// One contact.
#[resource(scope = CONTACTS_READ)]
async fn contact(_: &Crm, args: ContactId) -> Result<Contact> {
    Ok(Contact { id: args.id })
}

const _: fn() -> Vec<crm_mcp_core::Resource<Crm>> = || resources![contact];
