include!("../crm.rs");

/// Reviews a contact.
#[prompt(public, complete(id = ids))]
async fn review_contact(args: ContactId) -> Result<String> {
    Ok(args.id)
}

async fn ids(_: &Crm, _: &SoFar) -> Result<Vec<String>> {
    Ok(Vec::new())
}

const _: fn() -> Vec<crm_mcp_core::Prompt<Crm>> = || prompts![review_contact];
