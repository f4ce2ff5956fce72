//! The deals of the demo data: in which pipeline, how far, for how much, and how they ended.

use serde_json::{Value, json};

use crate::sandbox::{
    highlevel::{
        contacts::document::tags,
        forms::ids::{self, RecordKind},
        location::{self, CustomField, Model},
        opportunities::{
            document, lost_reasons,
            pipelines::{PIPELINES, Pipeline},
        },
        seed::{
            basis::{SEED, age, ago},
            extras,
        },
    },
    kit::{
        object::{Object, Properties as _},
        random::Random,
    },
};

/// Of a hundred contacts, and of a hundred customers, how many have a deal in each pipeline.
const SHARES: [(&Pipeline, u64, u64); 3] = [(&PIPELINES[0], 36, 25), (&PIPELINES[1], 2, 26), (&PIPELINES[2], 0, 30)];

const SERVICES: [&str; 10] = [
    "Website relaunch",
    "SEO retainer",
    "Google Ads management",
    "Brand refresh",
    "Newsletter setup",
    "Landing pages",
    "Local listings",
    "Social media plan",
    "Photo and video day",
    "Reporting dashboard",
];

const COMPETITORS: [&str; 5] =
    ["Bluefin Digital", "in-house team", "a freelancer", "Quarterdeck Media", "no budget this year"];

/// When the deals of imported contacts came in, all at once: so many seconds before the data was taken.
const IMPORTED: u64 = 78 * 24 * 60 * 60;

pub(crate) fn opportunities(random: &mut Random, contacts: &[Object]) -> Vec<Object> {
    let mut opportunities = Vec::new();
    for contact in contacts {
        for (pipeline, of_all, of_customers) in SHARES {
            let share = if tags(contact).contains(&"customer".to_owned()) { of_customers } else { of_all };
            if random.chance(share) {
                let id = ids::of(RecordKind::Opportunity, opportunities.len() as u64 + 1);
                opportunities.push(opportunity(random, &id, contact, pipeline));
            }
        }
    }
    add_proposals(&mut opportunities);
    opportunities
}

/// Adds the signed proposals of some deals that were won; their random numbers are their own.
fn add_proposals(opportunities: &mut [Object]) {
    let mut random = Random::new(SEED ^ 0x11);
    let Some(field) = location::custom_field(Model::Opportunity, "signed_proposal") else { return };
    for opportunity in opportunities.iter_mut().filter(|opportunity| opportunity.text("status") == "won") {
        if random.chance(25)
            && let Some(Value::Array(kept)) = opportunity.get_mut("customFields")
        {
            let files = extras::files(&mut random, field, "proposal.pdf");
            kept.push(json!({ "id": field.id(), "fieldValue": files }));
        }
    }
}

fn opportunity(random: &mut Random, id: &str, contact: &Object, pipeline: &Pipeline) -> Object {
    let imported = contact.text("source") == "csv import" && age(contact) > IMPORTED;
    let created = if imported { IMPORTED } else { random.below(age(contact) + 1) };
    let changed = ago(random.below(created + 1));
    let mut opportunity = document::new(id, contact.text("id"), &ago(created));
    let mut set = |name: &str, value: Value| opportunity.insert(name.to_owned(), value);

    let last = pipeline.stages.len() - 1;
    let position = usize::try_from(random.below(last as u64 + 1)).unwrap_or_default();
    let status = status(random, position == last);
    let service = random.pick(&SERVICES);
    let client = contact.get("companyName").map_or_else(|| contact.text("name"), |name| name.as_str().unwrap_or("?"));
    set("name", format!("{service} for {client}").into());
    set("pipelineId", pipeline.id().into());
    set("pipelineStageId", pipeline.stage_id(position).into());
    set("status", status.into());
    set("monetaryValue", if random.chance(5) { 0 } else { (3 + random.below(60)) * 250 }.into());
    set("source", contact.text("source").into());
    set("customFields", custom_values(random, status).into());
    set("updatedAt", changed.clone().into());
    if position > 0 {
        set("lastStageChangeAt", changed.clone().into());
    }
    if status != "open" {
        set("lastStatusChangeAt", changed.clone().into());
        set("lastActionDate", changed.into());
    }
    if status == "lost" {
        set("lostReasonId", lost_reasons::id(random.below(lost_reasons::COUNT)).into());
    }
    add_people(random, &mut opportunity, contact);
    opportunity
}

/// How a deal stands; one that is in the last stage is won.
fn status(random: &mut Random, is_last: bool) -> &'static str {
    match random.below(100) {
        _ if is_last => "won",
        0..60 => "open",
        60..85 => "lost",
        _ => "abandoned",
    }
}

/// Adds who works on a deal, and who follows it.
fn add_people(random: &mut Random, opportunity: &mut Object, contact: &Object) {
    if let Some(user) = contact.get("assignedTo") {
        opportunity.insert("assignedTo".into(), user.clone());
    } else if random.chance(40) {
        opportunity.insert("assignedTo".into(), extras::user(random).into());
    }
    if random.chance(35) {
        opportunity.insert("followers".into(), json!([extras::user(random)]));
    }
}

fn custom_values(random: &mut Random, status: &str) -> Vec<Value> {
    let field = |key| location::custom_field(Model::Opportunity, key);
    let value = |field: &CustomField, value: Value| json!({ "id": field.id(), "fieldValue": value });
    let mut values = Vec::new();
    if let Some(lost_to) = field("lost_to").filter(|_| status == "lost" && random.chance(70)) {
        values.push(value(lost_to, (*random.pick(&COMPETITORS)).into()));
    }
    if let Some(services) = field("services_quoted").filter(|_| random.chance(50)) {
        values.push(value(services, json!([random.pick(services.options)])));
    }
    if let Some(start) = field("expected_start").filter(|_| status == "open" && random.chance(50)) {
        let day = 1 + random.below(28);
        values.push(value(start, format!("2026-{:02}-{day:02}T00:00:00.000Z", 10 + random.below(3)).into()));
    }
    values
}
