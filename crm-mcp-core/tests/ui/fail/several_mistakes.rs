include!("../crm.rs");

#[tool(reed, name = "contacts get", idempotent = true, scopes = ["contacts.readonly"])]
fn get_contact<T>(_: &mut Crm, _: &T, _email: String) {}

pub fn tools() -> Vec<Tool<Crm>> {
    tools![get_contact]
}
