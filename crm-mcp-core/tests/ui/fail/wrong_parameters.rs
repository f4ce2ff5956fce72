include!("../crm.rs");

trait AnyCrm {}

/// Takes nothing.
#[tool(read, public)]
async fn none() -> Result<Contact> {
    todo!()
}

/// Takes no arguments.
#[tool(read, public)]
async fn one(_: &Crm) -> Result<Contact> {
    todo!()
}

/// Takes its arguments one by one.
#[tool(read, public)]
async fn four(_: &Crm, _: ContactId, _email: String, _phone: String) -> Result<Contact> {
    todo!()
}

/// Takes the context for itself.
#[tool(read, public)]
async fn owned_context(_: Crm, _: ContactId) -> Result<Contact> {
    todo!()
}

/// Locks all other calls out.
#[tool(read, public)]
async fn mutable_context(_: &mut Crm, _: ContactId) -> Result<Contact> {
    todo!()
}

/// Takes any context.
#[tool(read, public)]
async fn generic_context(_: &impl AnyCrm, _: ContactId) -> Result<Contact> {
    todo!()
}

/// Takes an everlasting context.
#[tool(read, public)]
async fn static_context(_: &'static Crm, _: ContactId) -> Result<Contact> {
    todo!()
}

/// Borrows its arguments.
#[tool(read, public)]
async fn borrowed_arguments(_: &Crm, _: &ContactId) -> Result<Contact> {
    todo!()
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![
        none,
        one,
        four,
        owned_context,
        mutable_context,
        generic_context,
        static_context,
        borrowed_arguments,
    ]
}
