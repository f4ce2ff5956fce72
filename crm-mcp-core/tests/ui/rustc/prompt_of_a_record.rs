include!("../crm.rs");

/// Reviews a contact.
#[prompt(public)]
async fn review_contact(_: &Crm, args: ContactId) -> Result<Contact> {
    Ok(Contact { id: args.id })
}

const _: fn() -> Vec<crm_mcp_core::Prompt<Crm>> = || prompts![review_contact];
