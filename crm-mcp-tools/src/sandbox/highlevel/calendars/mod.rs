//! The calendars of the location, and the vendor's operations on their events.

pub(crate) mod appointment_notes;
pub(crate) mod events;

use axum::Json;
use serde_json::{Value, json};

use super::{
    door::auth,
    forms::{
        ids::{self, RecordKind},
        reply::Refusal,
    },
};
use crate::sandbox::{
    highlevel::account::LOCATION_ID,
    kit::door::{
        input::Parameters,
        validate::{self, Kind, Property},
    },
};

/// A calendar of the location.
pub(crate) struct Calendar {
    number: u64,
    pub(crate) name: &'static str,
    description: &'static str,
    slug: &'static str,
    kind: &'static str,
    group: u64,
    /// The length of an event in minutes.
    pub(crate) minutes: u64,
    /// The numbers of the users who receive people here, the first of them the main one.
    pub(crate) team: &'static [u64],
    /// Where events take place.
    pub(crate) address: &'static str,
    pub(crate) is_active: bool,
}

/// Every calendar; nothing was ever booked in the last, a draft.
pub(crate) const CALENDARS: [Calendar; 4] = [
    Calendar {
        number: 1,
        name: "Discovery Call",
        description: "Half an hour on the telephone to find out whether we fit.",
        slug: "discovery-call",
        kind: "round_robin",
        group: 1,
        minutes: 30,
        team: &[0, 1],
        address: "+12075550100",
        is_active: true,
    },
    Calendar {
        number: 2,
        name: "Strategy Session",
        description: "An hour on goals, budget and the first quarter's plan.",
        slug: "strategy-session",
        kind: "collective",
        group: 1,
        minutes: 60,
        team: &[1, 0],
        address: "https://meet.example.com/harbor-strategy",
        is_active: true,
    },
    Calendar {
        number: 3,
        name: "Client Review",
        description: "What last month's campaigns brought, and what comes next.",
        slug: "client-review",
        kind: "personal",
        group: 2,
        minutes: 45,
        team: &[2],
        address: "120 Harbor Street, Portland, ME 04101",
        is_active: true,
    },
    Calendar {
        number: 4,
        name: "Spring Workshop",
        description: "A morning on local search, for up to twelve people.",
        slug: "spring-workshop",
        kind: "class_booking",
        group: 2,
        minutes: 180,
        team: &[2, 1],
        address: "120 Harbor Street, Portland, ME 04101",
        is_active: false,
    },
];

impl Calendar {
    pub(crate) fn id(&self) -> String {
        ids::of(RecordKind::Calendar, self.number)
    }

    pub(crate) fn group_id(&self) -> String {
        ids::of(RecordKind::CalendarGroup, self.group)
    }

    /// Whether everybody of the team comes to each event.
    pub(crate) fn is_collective(&self) -> bool {
        self.kind == "collective"
    }

    fn to_json(&self) -> Value {
        let member = |(place, user): (usize, &u64)| json!({ "userId": ids::of(RecordKind::User, *user), "priority": 0.5, "isPrimary": place == 0 });
        json!({
            "id": self.id(),
            "locationId": LOCATION_ID,
            "groupId": self.group_id(),
            "name": self.name,
            "description": self.description,
            "slug": self.slug,
            "widgetSlug": self.slug,
            "widgetType": "classic",
            "calendarType": self.kind,
            "eventTitle": "{{contact.name}}",
            "eventColor": "#039be5",
            "isActive": self.is_active,
            "teamMembers": self.team.iter().enumerate().map(member).collect::<Vec<_>>(),
            "slotDuration": self.minutes,
            "slotDurationUnit": "mins",
            "slotInterval": 30,
            "slotIntervalUnit": "mins",
            "slotBuffer": 0,
            "appoinmentPerSlot": 1, // the vendor's spelling
            "openHours": [{
                "daysOfTheWeek": [1, 2, 3, 4, 5],
                "hours": [{ "openHour": 9, "openMinute": 0, "closeHour": 17, "closeMinute": 0 }],
            }],
            "enableRecurring": self.team.len() == 1,
            "autoConfirm": true,
            "allowReschedule": true,
            "allowCancellation": true,
            "formSubmitType": "ThankYouMessage",
            "notes": "",
        })
    }
}

const QUERY: &[Property] = &[
    Property::text("locationId"),
    Property::text("groupId"),
    Property::new("showDrafted", Kind::OneOf(&["true", "false"])),
];

/// `GET /calendars/`: drafts among them, unless they are not wanted.
pub(crate) async fn list(Parameters(query): Parameters) -> Result<Json<Value>, Refusal> {
    auth::check_location(&query)?;
    let query = validate::read(query, &[QUERY])?;
    let drafted = query.get("showDrafted").is_none_or(|shown| shown == "true");
    let of_group = |calendar: &&Calendar| query.get("groupId").is_none_or(|group| *group == calendar.group_id());
    let calendars = CALENDARS.iter().filter(|calendar| calendar.is_active || drafted).filter(of_group);
    Ok(Json(json!({ "calendars": calendars.map(Calendar::to_json).collect::<Vec<_>>() })))
}
