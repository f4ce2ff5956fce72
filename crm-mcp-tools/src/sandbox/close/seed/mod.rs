//! The demo data: the same records every time, with dates relative to the clock.

use sqlx::SqliteConnection;

use super::{
    engine::{close_ids, object_kind::ObjectKind, records},
    keys,
};
use crate::sandbox::kit::{
    clock::Clock,
    object::{Object, object},
};

/// Fills an empty database.
pub(crate) async fn fill(connection: &mut SqliteConnection, _: Clock) -> sqlx::Result<()> {
    for (kind, document) in documents() {
        records::insert(connection, kind, document).await?;
    }
    Ok(())
}

fn documents() -> Vec<(ObjectKind, Object)> {
    use ObjectKind::{Contact, Lead, LeadStatus, Opportunity, OpportunityStatus, Organization, Pipeline, User};
    let id = |kind, number| close_ids::seeded(kind, number).into();
    let status = |number, label: &str, kind: &str| {
        object([
            ("id", id(OpportunityStatus, number)),
            ("label", label.into()),
            ("type", kind.into()),
            ("pipeline_id", id(Pipeline, 1)),
        ])
    };
    let lead = |number, name: &str| {
        object([("id", id(Lead, number)), ("name", name.into()), ("status_id", id(LeadStatus, 1))])
    };
    let user = |number, first: &str, last: &str, email: &str| {
        let names = [("first_name", first.into()), ("last_name", last.into()), ("email", email.into())];
        let mut user = object([("id", keys::user_id(number).into())]);
        user.extend(object(names));
        user
    };
    vec![
        (Organization, object([("id", keys::organization_id().into()), ("name", "Lantern Software".into())])),
        (User, user(1, "Dana", "Whitfield", "dana@lantern.example")),
        (User, user(2, "Tomás", "Rivera", "tomas@lantern.example")),
        (User, user(3, "Aiko", "Tanaka", "aiko@lantern.example")),
        (User, user(4, "Femi", "Adeyemi", "femi@lantern.example")),
        (LeadStatus, object([("id", id(LeadStatus, 1)), ("label", "Potential".into())])),
        (LeadStatus, object([("id", id(LeadStatus, 2)), ("label", "Customer".into())])),
        (Pipeline, object([("id", id(Pipeline, 1)), ("name", "Sales".into())])),
        (OpportunityStatus, status(1, "Qualified", "active")),
        (OpportunityStatus, status(2, "Won", "won")),
        (OpportunityStatus, status(3, "Lost", "lost")),
        (Lead, lead(1, "Bluewater Logistics")),
        (Lead, lead(2, "Northpeak Dental")),
        (Contact, object([("id", id(Contact, 1)), ("lead_id", id(Lead, 1)), ("name", "Ines Carvalho".into())])),
        (
            Opportunity,
            object([
                ("id", id(Opportunity, 1)),
                ("lead_id", id(Lead, 1)),
                ("status_id", id(OpportunityStatus, 1)),
                ("pipeline_id", id(Pipeline, 1)),
                ("value", 125_000.into()),
                ("confidence", 50.into()),
                ("user_id", keys::user_id(1).into()),
            ]),
        ),
    ]
}
