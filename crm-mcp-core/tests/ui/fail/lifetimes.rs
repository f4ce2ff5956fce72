include!("../crm.rs");

pub struct Account<'a>(&'a str);

#[derive(serde::Deserialize, schemars::JsonSchema)]
pub struct Query<'a> {
    pub text: &'a str,
}

/// Declares a lifetime.
#[tool(read, public)]
async fn declared<'a>(_: &'a Crm, _: ContactId) -> Result<Contact> {
    todo!()
}

/// Borrows in its arguments.
#[tool(read, public)]
async fn arguments(_: &Crm, _: Query<'_>) -> Result<Contact> {
    todo!()
}

/// Takes a context that borrows.
#[tool(read, public)]
async fn context(_: &Account<'_>, _: ContactId) -> Result<Contact> {
    todo!()
}

/// Returns what it borrowed.
#[tool(read, public)]
async fn result(_: &Crm) -> Result<&str> {
    todo!()
}

/// Hides what it returns.
#[tool(read, public)]
async fn hidden(_: &Crm) -> Result<impl serde::Serialize + schemars::JsonSchema> {
    Ok(1)
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![declared, arguments, result, hidden]
}
