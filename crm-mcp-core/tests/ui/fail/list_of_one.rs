// Each kind of mistake in the only tool of a toolset, whose context nothing else states.
// Each brings its own message and not a second one, such as "type annotations needed".

include!("../crm.rs");

use crm_mcp_core::{Prompts, Resources, SetError, Toolset};

/// The first program of everybody: a function, a list of it, a toolset.
macro_rules! first_program {
    ($name:ident, $($function:tt)*) => {
        mod $name {
            use super::*;

            $($function)*

            pub fn program() -> Result<(), SetError> {
                let toolset = Toolset::new(tools![$name])?;
                println!("{toolset:?}");
                Ok(())
            }
        }
    };
}

first_program! { unknown_word,
    /// Gets one contact.
    #[tool(reed, public)]
    async fn unknown_word(_: &Crm, _: ContactId) -> Result<Contact> { todo!() }
}

first_program! { no_words,
    /// Gets one contact.
    #[tool]
    async fn no_words(_: &Crm, _: ContactId) -> Result<Contact> { todo!() }
}

first_program! { missing_comma,
    /// Gets one contact.
    #[tool(read public)]
    async fn missing_comma(_: &Crm, _: ContactId) -> Result<Contact> { todo!() }
}

first_program! { scope_as_text,
    /// Gets one contact.
    #[tool(read, scope = "contacts.readonly")]
    async fn scope_as_text(_: &Crm, _: ContactId) -> Result<Contact> { todo!() }
}

first_program! { bad_name,
    /// Gets one contact.
    #[tool(read, public, name = "contacts.get")]
    async fn bad_name(_: &Crm, _: ContactId) -> Result<Contact> { todo!() }
}

first_program! { missing_doc,
    #[tool(read, public)]
    async fn missing_doc(_: &Crm, _: ContactId) -> Result<Contact> { todo!() }
}

first_program! { not_async,
    /// Gets one contact.
    #[tool(read, public)]
    fn not_async(_: &Crm, _: ContactId) -> Result<Contact> { todo!() }
}

first_program! { missing_return_type,
    /// Gets one contact.
    #[tool(read, public)]
    async fn missing_return_type(_: &Crm, _: ContactId) {}
}

first_program! { generic,
    /// Gets one contact.
    #[tool(read, public)]
    async fn generic<T>(_: &Crm, _: ContactId) -> Result<Contact> { todo!() }
}

first_program! { owned_context,
    /// Gets one contact.
    #[tool(read, public)]
    async fn owned_context(_: Crm, _: ContactId) -> Result<Contact> { todo!() }
}

first_program! { mutable_context,
    /// Gets one contact.
    #[tool(read, public)]
    async fn mutable_context(_: &mut Crm, _: ContactId) -> Result<Contact> { todo!() }
}

first_program! { static_context,
    /// Gets one contact.
    #[tool(read, public)]
    async fn static_context(_: &'static Crm, _: ContactId) -> Result<Contact> { todo!() }
}

first_program! { lifetime,
    /// Gets one contact.
    #[tool(read, public)]
    async fn lifetime<'a>(_: &'a Crm, _: ContactId) -> Result<Contact> { todo!() }
}

first_program! { arguments_with_a_lifetime,
    /// Gets one contact.
    #[tool(read, public)]
    async fn arguments_with_a_lifetime(_: &Crm, _: std::borrow::Cow<'_, str>) -> Result<Contact> { todo!() }
}

first_program! { borrowed_result,
    /// Gets one contact.
    #[tool(read, public)]
    async fn borrowed_result(_: &Crm) -> Result<&str> { todo!() }
}

first_program! { hidden_result,
    /// Gets one contact.
    #[tool(read, public)]
    async fn hidden_result(_: &Crm) -> Result<impl serde::Serialize> { Ok(1) }
}

first_program! { call_before_the_arguments,
    /// Gets one contact.
    #[tool(read, public)]
    async fn call_before_the_arguments(_: &Crm, _: &Call, _: ContactId) -> Result<Contact> { todo!() }
}

first_program! { name_by_concat,
    /// Gets one contact.
    #[tool(read, public, name = concat!("get", "_contact"))]
    async fn name_by_concat(_: &Crm, _: ContactId) -> Result<Contact> { todo!() }
}

first_program! { loose_arguments,
    /// Gets one contact.
    #[tool(read, public)]
    async fn loose_arguments(_: &Crm, _name: String, _email: String) -> Result<Contact> { todo!() }
}

mod prompt {
    use super::*;

    #[prompt(public)]
    async fn without_doc(_: &Crm) -> Result<String> { todo!() }

    pub fn program() -> Result<(), SetError> {
        let prompts = Prompts::new(prompts![without_doc])?;
        println!("{prompts:?}");
        Ok(())
    }
}

mod resource {
    use super::*;

    /// One contact.
    #[resource(public)]
    async fn without_uri(_: &Crm, _: ContactId) -> Result<Contact> { todo!() }

    pub fn program() -> Result<(), SetError> {
        let resources = Resources::new(resources![without_uri])?;
        println!("{resources:?}");
        Ok(())
    }
}
