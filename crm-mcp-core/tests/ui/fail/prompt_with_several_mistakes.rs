include!("../crm.rs");

#[prompt(complete(id = ids, id = ids))]
fn review_contact(_: &Crm, args: &ContactId) {}

const _: fn() -> Vec<crm_mcp_core::Prompt<Crm>> = || prompts![review_contact];
