include!("../crm.rs");

use std::{future, rc::Rc};

/// Gets one contact.
#[tool(read, scope = CONTACTS_READ)]
async fn get_contact(_: &Crm, args: ContactId) -> Result<Contact> {
    let id = Rc::new(args.id);
    future::ready(()).await;
    Ok(Contact { id: id.to_string() })
}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![get_contact]
}
