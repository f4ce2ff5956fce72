//! The opportunities of the demo data.

use serde_json::Value;

use super::{
    demo::{Demo, Made},
    material::{
        companies::COMPANIES,
        deals_at_hand::{DEALS, Deal},
    },
    setup::custom_setup::{region, user, value},
    setup::organization_setup::{stage, stage_type},
};
use crate::sandbox::{
    close::{engine::object_kind::ObjectKind, keys},
    kit::object::Object,
};

pub(crate) fn add(demo: &mut Demo) {
    for deal in &DEALS {
        let client = demo.clients[deal.company].clone();
        let made = Made { by: client.user, at: (deal.days.0, demo.minute()) };
        let (pipeline, status) = stage(deal.stage.0, deal.stage.1);
        let mut opportunity = demo.known(ObjectKind::Opportunity, made);
        let mut set = |name: &str, value: Value| opportunity.insert(name.to_owned(), value);
        set("lead_id", client.id.clone().into());
        set("contact_id", client.people[0].id.clone().into());
        set("user_id", keys::user_id(client.user).into());
        set("pipeline_id", pipeline.into());
        set("status_id", status.into());
        set("value", deal.cents.into());
        set("value_currency", "USD".into());
        set("value_period", deal.period.into());
        set("confidence", deal.confidence.into());
        set("note", deal.note.into());
        add_end(demo, &mut opportunity, deal);
        add_custom_values(demo, &mut opportunity, deal, &client.people[0].id);
        demo.push(ObjectKind::Opportunity, opportunity);
    }
}

/// When it was won or lost, or is to be won.
fn add_end(demo: &mut Demo, opportunity: &mut Object, deal: &Deal) {
    let (began, ends) = deal.days;
    let is_lost = stage_type(deal.stage.0, deal.stage.1) == "lost";
    let changed =
        if ends < 0 { ends } else { -1 - i64::try_from(demo.random.below(began.unsigned_abs())).unwrap_or(0) };
    let mut set = |name: &str, value: Value| opportunity.insert(name.to_owned(), value);
    if is_lost {
        set("date_lost", demo.almanac.moment(ends, 960).into());
    } else {
        set("date_won", demo.almanac.day(ends).into());
    }
    set("date_updated", demo.almanac.moment(changed.max(began + 1).min(-1), 960).into());
}

fn add_custom_values(demo: &mut Demo, opportunity: &mut Object, deal: &Deal, champion: &str) {
    let company = &COMPANIES[deal.company];
    let field = |name, of| value(ObjectKind::OpportunityField, name, of);
    opportunity.extend([field("Seats", company.trade.1.into()), region(company.address[4])]);
    match stage_type(deal.stage.0, deal.stage.1) {
        "lost" => {
            let reason = if deal.note.contains("budget") { "No budget" } else { "Too small" };
            opportunity.extend([field("Lost because", reason.into())]);
        }
        "active" => {
            let decided = demo.almanac.moment(deal.days.1 - 2, 840);
            opportunity.extend([
                field("Go-live", demo.almanac.day(deal.days.1 + 30).into()),
                field("Decision meeting", decided.into()),
                field("Champion", champion.into()),
                field("Solution engineer", user(3)),
            ]);
            if demo.random.chance(40) {
                let rival = *demo.random.pick(&["Rotaplan", "ShiftPort", "a spreadsheet", "their own tool"]);
                opportunity.extend([field("Competitor", rival.into())]);
            }
        }
        _ => {}
    }
}
