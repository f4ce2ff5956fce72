//! What was noted about the demo contacts.

use serde_json::json;

use crate::sandbox::{
    highlevel::seed::{
        basis::{age, ago},
        extras,
    },
    kit::{
        object::{Object, object},
        random::Random,
    },
};

const NOTES: [(&str, &str); 10] = [
    ("Call summary", "Liked the second proposal. Wants the copywriting left out and the price without it by Friday."),
    ("Billing", "Invoices go to the accountant, not to the office. Purchase order number must be in the subject line."),
    ("Meeting", "Met at the trade show. Opens a second branch in spring and wants the website to show both."),
    ("Call summary", "Not reachable before ten. Prefers a short text message over voicemail."),
    ("Contract", "Contract runs to the end of the year; renewal was mentioned and not refused."),
    ("Feedback", "Very happy with the landing page: twelve enquiries in the first week."),
    ("Access", "Domain is registered with the previous agency. They promised the transfer code."),
    ("Call summary", "Budget was halved. Keep the ads, pause the newsletter, talk again next quarter."),
    ("Referral", "Was recommended to us by a client; asked for references from the same trade."),
    ("Complaint", "The monthly report came late twice. Apologised and set a fixed day."),
];

const COLOURS: [&str; 3] = ["#FFAA00", "#3B82F6", "#10B981"];

/// The notes of a contact, with the dates they were added, oldest first; most have none.
pub(crate) fn notes(random: &mut Random, contact: &Object) -> Vec<(String, Object)> {
    let count = if random.chance(35) { 1 + random.below(3) } else { 0 };
    let mut ages: Vec<u64> = (0..count).map(|_| random.below(age(contact) + 1)).collect();
    ages.sort_unstable_by(|one, other| other.cmp(one));
    ages.into_iter().map(|age| (ago(age), note(random))).collect()
}

fn note(random: &mut Random) -> Object {
    let (title, body) = random.pick(&NOTES);
    object([
        ("title", (*title).into()),
        ("body", (*body).into()),
        ("userId", extras::user(random).into()),
        ("color", (*random.pick(&COLOURS)).into()),
        ("pinned", json!(random.chance(15))),
    ])
}
