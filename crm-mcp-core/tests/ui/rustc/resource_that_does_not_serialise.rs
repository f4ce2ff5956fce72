include!("../crm.rs");

struct Lead;

/// One lead.
#[resource(uri = "crm://lead", public)]
async fn lead(_: &Crm) -> Result<Lead> {
    Ok(Lead)
}

const _: fn() -> Vec<crm_mcp_core::Resource<Crm>> = || resources![lead];
