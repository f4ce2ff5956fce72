//! Fills the database with what was noted about, offered to and bought by the demo contacts.

mod call_notes;
mod charges;
mod deals;
mod purchases;

use serde_json::Value;
use sqlx::{SqliteConnection, query};

use super::basis::SEED;
use crate::sandbox::{
    highlevel::{
        contacts::{self, document::tags},
        opportunities::row,
    },
    kit::{
        data::column::AsJson,
        object::{Object, Properties as _},
        random::Random,
    },
};

const ORDERS: u64 = 60;

const SUBSCRIPTIONS: u64 = 14;

pub(crate) async fn fill(connection: &mut SqliteConnection, contacts: &[Object]) -> sqlx::Result<()> {
    let mut random = Random::new(SEED ^ 3);
    for contact in contacts {
        for (added, note) in call_notes::notes(&mut random, contact) {
            contacts::notes::insert(connection, contact.text("id"), &added, note).await?;
        }
    }
    for opportunity in deals::opportunities(&mut random, contacts) {
        row::save(connection, &opportunity).await?;
    }
    fill_payments(connection, &mut random, contacts).await
}

async fn fill_payments(
    connection: &mut SqliteConnection,
    random: &mut Random,
    contacts: &[Object],
) -> sqlx::Result<()> {
    let customers: Vec<&Object> =
        contacts.iter().filter(|contact| tags(contact).iter().any(|tag| tag == "customer")).collect();
    for _ in 0..ORDERS {
        let customer = *random.pick(&customers);
        let order = purchases::order(random, customer);
        query("INSERT INTO orders (document) VALUES (?)")
            .bind(AsJson(&order.document))
            .execute(&mut *connection)
            .await?;
        insert(connection, charges::of_order(random, &order)).await?;
    }
    for number in 0..SUBSCRIPTIONS {
        let customer = *random.pick(&customers);
        insert(connection, charges::of_subscription(random, customer, number)).await?;
    }
    Ok(())
}

async fn insert(connection: &mut SqliteConnection, transactions: Vec<Value>) -> sqlx::Result<()> {
    for transaction in transactions {
        let searched = ["contactName", "contactEmail", "entitySourceName"]
            .map(|name| transaction[name].as_str().unwrap_or_default().to_lowercase());
        query("INSERT INTO transactions (document, searched) VALUES (?, ?)")
            .bind(AsJson(&transaction))
            .bind(searched.join(" "))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
