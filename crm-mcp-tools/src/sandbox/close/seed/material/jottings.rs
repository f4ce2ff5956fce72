//! What the people who sell note, have to do, and say on the telephone.

/// Of whom something is said.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    Customers,
    /// Those who may become customers.
    Prospects,
    Everybody,
}

use Of::{Customers, Everybody, Prospects};

/// Titles of notes and what they say. `{contact}` and `{company}` stand for names.
pub(crate) const NOTES: [(Of, &str, &str); 20] = [
    (Prospects, "Discovery", "{contact} plans in a spreadsheet with 14 tabs. Two people know how it works."),
    (
        Prospects,
        "Budget",
        "The budget is decided in the second week of the month. {contact} can sign up to 10,000 by herself.",
    ),
    (Everybody, "", "Asked {contact} who else looks at it: the works council wants to see how absences are shown."),
    (
        Prospects,
        "Rival",
        "They also look at Rotaplan. What they like there: the price. What they miss: the mobile app.",
    ),
    (
        Prospects,
        "Demo",
        "Showed swapping of shifts and the overtime report. {contact} asked for the export to payroll twice.",
    ),
    (Everybody, "", "Left a message. {contact} is back on Monday."),
    (Prospects, "Security", "Needs: single sign-on, a list of subprocessors, data in the region."),
    (
        Prospects,
        "Pricing",
        "Asked for a price by site instead of by seat. Told {contact} that it is possible above 100 seats.",
    ),
    (Everybody, "", "{company} opens another site in spring. Good moment to talk again."),
    (Customers, "Onboarding", "Imported 96 people, 4 without an address. {contact} corrects these."),
    (Customers, "Health check", "Uses plans and absences daily. Nobody has opened the reports for six weeks."),
    (Everybody, "", "{contact} likes short mails and answers after five in the afternoon."),
    (
        Customers,
        "Support",
        "Two tickets about the calendar feed. Both closed; {contact} was content with how fast it went.",
    ),
    (Customers, "Renewal", "Wants to renew, without the add-on for displays. Offered to leave it in for half."),
    (Everybody, "", "Met {contact} at the trade fair. Remembered us from the talk about night rotas."),
    (Prospects, "Decision", "Decides with the CFO. Next meeting of the two is in three weeks."),
    (Prospects, "", "Sent the data processing agreement. Legal reads it."),
    (Customers, "Reference", "{contact} is ready to be a reference, by telephone only."),
    (Customers, "Risk", "New operations manager since last month, used another tool before."),
    (Prospects, "", "The trial ends on Friday. 11 of 15 people have logged in."),
];

/// What has to be done. `{contact}` and `{company}` stand for names.
pub(crate) const TODOS: [(Of, &str); 20] = [
    (Prospects, "Send the proposal to {contact}"),
    (Prospects, "Ask {contact} who signs"),
    (Prospects, "Prepare the demo for {company}"),
    (Prospects, "Send the list of subprocessors"),
    (Customers, "Check whether the invoice was paid"),
    (Customers, "Book the kickoff with {contact}"),
    (Customers, "Ask for a reference"),
    (Prospects, "Follow up on the security questions"),
    (Prospects, "Send the order form in German"),
    (Customers, "Update the seat count of {company}"),
    (Prospects, "Find out when the budget is decided"),
    (Everybody, "Share the recording with {contact}"),
    (Everybody, "Clean up duplicate contacts of {company}"),
    (Prospects, "Send the comparison with Rotaplan"),
    (Customers, "Plan the quarterly review with {contact}"),
    (Prospects, "Extend the trial by a week"),
    (Customers, "Ask support about the calendar feed"),
    (Customers, "Draft the renewal for {company}"),
    (Customers, "Connect {contact} with our payroll partner"),
    (Everybody, "Congratulate {company} on the new site"),
];

/// What was said on the telephone, in a few words.
pub(crate) const CALL_NOTES: [(Of, &str); 12] = [
    (Prospects, "Went through the open questions, none left but the price."),
    (Prospects, "Will talk to the CFO and call back on Thursday."),
    (Prospects, "Short call: wants the demo moved by a week."),
    (Customers, "Complains about the calendar feed. Promised an answer today."),
    (Prospects, "Asked how swaps are approved. Explained, will try it in the trial."),
    (Everybody, "Nobody there, left a message."),
    (Prospects, "Ready to sign as soon as legal has read the agreement."),
    (Customers, "Talked about the rota for the holidays."),
    (Everybody, "Wrong number at first, then put through."),
    (Everybody, "Wants fewer mails and one summary a month."),
    (Prospects, "Asked for a discount for two years. Said that I would ask."),
    (Prospects, "Invited us to show it to the whole planning team."),
];

/// Text messages, and whether the contact wrote it.
pub(crate) const TEXTS: [(&str, bool); 10] = [
    ("Hi {contact}, the proposal is in your mailbox. Call me if anything is unclear.", false),
    ("Thanks, will look at it tonight.", true),
    ("Running five minutes late, sorry!", true),
    ("No problem, I am in the room already.", false),
    ("The trial is extended until Friday.", false),
    ("Great, that helps a lot.", true),
    ("Reminder: our call is tomorrow at 10. Does it still suit you, {contact}?", false),
    ("Yes, see you then.", true),
    ("Could you send the address of the depot again?", false),
    ("410 Depot Road, gate B.", true),
];

/// What is said of meetings: title, and the notes after it.
pub(crate) const MEETINGS: [(Of, &str, &str); 8] = [
    (Prospects, "Demo with {company}", "Six people. Most questions about swaps and absences."),
    (Customers, "Quarterly review {company}", "Use is up by a fifth. Wants the report for works councils."),
    (Customers, "Kickoff {company}", "Plan: import this week, first rota the week after."),
    (Prospects, "Contract with {company}", "Two clauses open, both small."),
    (Prospects, "Discovery call {company}", "Plans once a month, changes daily."),
    (Prospects, "Security review {company}", "Single sign-on is a must."),
    (Customers, "Renewal {company}", "They want to stay."),
    (Customers, "Training for {company}", "Second half is still to come."),
];

/// Comments that colleagues leave, in the order in which they answer one another.
pub(crate) const COMMENTS: [&str; 8] = [
    "Can somebody check the discount before this goes out?",
    "Ten percent is fine for two years, not for one.",
    "Good, then I send it as it is.",
    "Nice work on this one.",
    "Their legal team asked for the subprocessor list again.",
    "Sent it on Monday; I forward it to you.",
    "Is this the same contact who left Northpeak last year?",
    "It is, and she remembers us.",
];
