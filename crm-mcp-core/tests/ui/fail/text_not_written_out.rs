include!("../crm.rs");

const TITLE: &str = "Get contact";

/// Has a name that a macro makes.
#[tool(name = concat!("get", "_contact"), read, public)]
async fn name(_: &Crm) -> Result<Contact> {
    todo!()
}

/// Has a constant title.
#[tool(title = TITLE, read, public)]
async fn title(_: &Crm) -> Result<Contact> {
    todo!()
}

#[doc = concat!("Gets", " one contact.")]
#[tool(read, public)]
async fn description(_: &Crm) -> Result<Contact> {
    todo!()
}

/// Has a name that `macro_rules!` hands on, and that does not fit.
macro_rules! named {
    ($function:ident, $name:literal) => {
        /// Gets one contact.
        #[tool(name = $name, read, public)]
        async fn $function(_: &Crm) -> Result<Contact> {
            todo!()
        }
    };
}

named!(by_macro, "get contact");

pub fn tools() -> Vec<Tool<Crm>> {
    tools![name, title, description, by_macro]
}
