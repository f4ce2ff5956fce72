include!("../crm.rs");

/// Reviews a contact.
#[prompt(read, scope = CONTACTS_READ)]
async fn review_contact(_: &Crm, args: ContactId) -> Result<String> {
    Ok(args.id)
}

const _: fn() -> Vec<crm_mcp_core::Prompt<Crm>> = || prompts![review_contact];
