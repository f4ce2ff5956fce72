include!("../crm.rs");

trait AnyCrm {}

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

/// Borrows its arguments to change them.
#[tool(read, public)]
async fn mutable_arguments(_: &Crm, _: &mut ContactId) -> Result<Contact> {
    todo!()
}

/// Takes any arguments.
#[tool(read, public)]
async fn generic_arguments(_: &Crm, _: impl serde::de::DeserializeOwned) -> Result<Contact> {
    todo!()
}

/// Takes the call before the arguments.
#[tool(read, public)]
async fn call_first(_: &Crm, _: &Call, _: ContactId) -> Result<Contact> {
    todo!()
}

/// Borrows more than context and call.
#[tool(read, public)]
async fn three_references(_: &Crm, _: ContactId, _: &Call, _: &str) -> Result<Contact> {
    todo!()
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![
        four,
        owned_context,
        mutable_context,
        generic_context,
        static_context,
        mutable_arguments,
        generic_arguments,
        call_first,
        three_references,
    ]
}
