//! What the people who sell note, have to do, and say on the telephone.

/// Titles of notes and what they say. `{contact}` and `{company}` stand for names.
pub(crate) const NOTES: [(&str, &str); 20] = [
    ("Discovery", "{contact} plans in a spreadsheet with 14 tabs. Two people know how it works."),
    ("Budget", "The budget is decided in the second week of the month. {contact} can sign up to 10,000 by herself."),
    ("", "Asked {contact} who else looks at it: the works council wants to see how absences are shown."),
    ("Rival", "They also look at Rotaplan. What they like there: the price. What they miss: the mobile app."),
    ("Demo", "Showed swapping of shifts and the overtime report. {contact} asked for the export to payroll twice."),
    ("", "Left a message. {contact} is back on Monday."),
    ("Security", "Needs: single sign-on, a list of subprocessors, data in the region."),
    ("Pricing", "Asked for a price by site instead of by seat. Told {contact} that it is possible above 100 seats."),
    ("", "{company} opens another site in spring. Good moment to talk again."),
    ("Onboarding", "Imported 96 people, 4 without an address. {contact} corrects these."),
    ("Health check", "Uses plans and absences daily. Nobody has opened the reports for six weeks."),
    ("", "{contact} likes short mails and answers after five in the afternoon."),
    ("Support", "Two tickets about the calendar feed. Both closed; {contact} was content with how fast it went."),
    ("Renewal", "Wants to renew, without the add-on for displays. Offered to leave it in for half."),
    ("", "Met {contact} at the trade fair. Remembered us from the talk about night rotas."),
    ("Decision", "Decides with the CFO. Next meeting of the two is in three weeks."),
    ("", "Sent the data processing agreement. Legal reads it."),
    ("Reference", "{contact} is ready to be a reference, by telephone only."),
    ("Risk", "New operations manager since last month, used another tool before."),
    ("", "The trial ends on Friday. 11 of 15 people have logged in."),
];

/// What has to be done. `{contact}` and `{company}` stand for names.
pub(crate) const TODOS: [&str; 20] = [
    "Send the proposal to {contact}",
    "Ask {contact} who signs",
    "Prepare the demo for {company}",
    "Send the list of subprocessors",
    "Check whether the invoice was paid",
    "Book the kickoff with {contact}",
    "Ask for a reference",
    "Follow up on the security questions",
    "Send the order form in German",
    "Update the seat count of {company}",
    "Find out when the budget is decided",
    "Share the recording with {contact}",
    "Clean up duplicate contacts of {company}",
    "Send the comparison with Rotaplan",
    "Plan the quarterly review with {contact}",
    "Extend the trial by a week",
    "Ask support about the calendar feed",
    "Draft the renewal for {company}",
    "Connect {contact} with our payroll partner",
    "Congratulate {company} on the new site",
];

/// What was said on the telephone, in a few words.
pub(crate) const CALL_NOTES: [&str; 12] = [
    "Went through the open questions, none left but the price.",
    "Will talk to the CFO and call back on Thursday.",
    "Short call: wants the demo moved by a week.",
    "Complains about the calendar feed. Promised an answer today.",
    "Asked how swaps are approved. Explained, will try it in the trial.",
    "Nobody there, left a message.",
    "Ready to sign as soon as legal has read the agreement.",
    "Talked about the rota for the holidays.",
    "Wrong number at first, then put through.",
    "Wants fewer mails and one summary a month.",
    "Asked for a discount for two years. Said that I would ask.",
    "Invited us to show it to the whole planning team.",
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
pub(crate) const MEETINGS: [(&str, &str); 8] = [
    ("Demo with {company}", "Six people. Most questions about swaps and absences."),
    ("Quarterly review {company}", "Use is up by a fifth. Wants the report for works councils."),
    ("Kickoff {company}", "Plan: import this week, first rota the week after."),
    ("Contract with {company}", "Two clauses open, both small."),
    ("Discovery call {company}", "Plans once a month, changes daily."),
    ("Security review {company}", "Single sign-on is a must."),
    ("Renewal {company}", "They want to stay."),
    ("Training for {company}", "Second half is still to come."),
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
