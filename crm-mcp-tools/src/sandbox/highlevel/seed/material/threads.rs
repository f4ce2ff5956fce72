//! What the people of the demo data and the agency wrote and said to each other.

/// Who a message is from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sender {
    Contact,
    Us,
    /// The CRM itself, which notes what happened.
    System,
}

use Sender::{Contact, System, Us};

/// Messages that belong together, each by its type, its sender, and its words. `{name}` stands for the contact's first
/// name; a call has the seconds it took for words, or `no-answer` or `voicemail`.
pub(crate) type Thread = &'static [(&'static str, Sender, &'static str)];

pub(crate) const THREADS: [Thread; 13] = [
    &[
        ("TYPE_SMS", Us, "Hi {name}, Robin from Harbor Street Marketing. Thanks for your request! When may we call?"),
        ("TYPE_SMS", Contact, "Tomorrow after 10 works best."),
        ("TYPE_SMS", Us, "Perfect, talk to you at 10:30."),
        ("TYPE_CALL", Us, "412"),
        ("TYPE_SMS", Us, "Good talking to you. The summary is in your inbox."),
        ("TYPE_EMAIL", Us, "Summary of our call"),
        ("TYPE_SMS", Contact, "Got it, thank you!"),
    ],
    &[
        ("TYPE_EMAIL", Contact, "Question about your reporting"),
        ("TYPE_EMAIL", Us, "Re: Question about your reporting"),
        ("TYPE_EMAIL", Contact, "Re: Question about your reporting"),
        ("TYPE_ACTIVITY_OPPORTUNITY", System, ""),
        ("TYPE_EMAIL", Us, "Your sample report"),
    ],
    &[
        ("TYPE_LIVE_CHAT", Contact, "Hello, do you also work with practices with two locations?"),
        ("TYPE_LIVE_CHAT", Us, "Hi {name}! We do, a third of our clients have more than one."),
        ("TYPE_LIVE_CHAT", Contact, "Great. What would local search cost per location?"),
        ("TYPE_LIVE_CHAT", Us, "From 450 a month for the first, 300 for each further one. Shall I send the details?"),
        ("TYPE_LIVE_CHAT", Contact, "Yes please, by mail."),
        ("TYPE_EMAIL", Us, "Local search for several locations: prices"),
    ],
    &[
        ("TYPE_CALL", Us, "no-answer"),
        ("TYPE_SMS", Us, "Hi {name}, I just tried to reach you about the quote. When is a good time?"),
        ("TYPE_CALL", Contact, "voicemail"),
        ("TYPE_CALL", Us, "655"),
        (
            "TYPE_INTERNAL_COMMENT",
            Us,
            "Wants the monthly plan without the yearly contract. Ask Dana for a second option.",
        ),
    ],
    &[
        ("TYPE_WHATSAPP", Contact, "Hi! Can we move our meeting to Thursday?"),
        ("TYPE_WHATSAPP", Us, "Of course, {name}. 2 pm or 4 pm?"),
        ("TYPE_WHATSAPP", Contact, "4 pm 👍"),
        ("TYPE_ACTIVITY_APPOINTMENT", System, ""),
        ("TYPE_WHATSAPP", Us, "Moved. You get a new invitation by mail."),
    ],
    &[
        ("TYPE_FACEBOOK", Contact, "Saw your post about the free website audit, is that still on?"),
        ("TYPE_FACEBOOK", Us, "It is! Which address may we look at?"),
        ("TYPE_FACEBOOK", Contact, "It's in my profile. How long does it take?"),
        ("TYPE_FACEBOOK", Us, "Two working days, {name}. We will write to you here."),
    ],
    &[
        ("TYPE_INSTAGRAM", Contact, "Love the new logo you made for the bakery!"),
        ("TYPE_INSTAGRAM", Us, "Thank you {name}! Thinking of a new one yourself?"),
        ("TYPE_INSTAGRAM", Contact, "Maybe in autumn :)"),
    ],
    &[
        ("TYPE_SMS", Us, "Reminder: your strategy session is tomorrow at 11:00. Reply C to confirm."),
        ("TYPE_SMS", Contact, "C"),
        ("TYPE_ACTIVITY_APPOINTMENT", System, ""),
        ("TYPE_CALL", Us, "1830"),
        ("TYPE_EMAIL", Us, "The plan for your first quarter"),
        ("TYPE_EMAIL", Contact, "Re: The plan for your first quarter"),
    ],
    &[
        ("TYPE_EMAIL", Us, "Invoice for August"),
        ("TYPE_ACTIVITY_INVOICE", System, ""),
        ("TYPE_SMS", Us, "Hi {name}, a short reminder: the August invoice is still open."),
        ("TYPE_SMS", Contact, "Sorry, accounting pays on Friday."),
        ("TYPE_ACTIVITY_PAYMENT", System, ""),
    ],
    &[
        ("TYPE_SMS", Contact, "Can you take the old phone number off the website?"),
        ("TYPE_SMS", Us, "Done, {name}. It can take an hour until you see it."),
        ("TYPE_SMS", Contact, "Perfect, that was fast."),
        ("TYPE_SMS", Us, "Glad to hear it! Would you leave us a review? https://harborstreet.example.com/review"),
    ],
    &[
        ("TYPE_FORM_SUBMISSION", Contact, "Free audit: website, local search"),
        ("TYPE_EMAIL", Us, "Your free audit is on its way"),
        ("TYPE_ACTIVITY_CONTACT", System, ""),
        ("TYPE_EMAIL", Us, "Your free audit"),
        ("TYPE_CALL", Us, "no-answer"),
    ],
    &[
        ("TYPE_CALL", Contact, "184"),
        ("TYPE_INTERNAL_COMMENT", Us, "Asked for a callback about the renewal, prefers mornings."),
        ("TYPE_CALL", Us, "940"),
        ("TYPE_EMAIL", Us, "Your renewal offer"),
        ("TYPE_SMS", Contact, "Looks good. One question: is the newsletter included?"),
    ],
    &[
        ("TYPE_RCS", Us, "Meet the new client portal, {name}: reports, invoices and tickets in one place."),
        ("TYPE_RCS", Contact, "Nice. How do I log in?"),
        ("TYPE_GMB", Contact, "Great service, quick answers. Five stars."),
    ],
];

/// Messages that went to many at one moment: the type, the words, and how many hours before the data was taken.
pub(crate) const CAMPAIGNS: [(&str, &str, i64); 2] = [
    ("TYPE_CAMPAIGN_EMAIL", "Autumn offers: three months of local search for two", 82),
    ("TYPE_CAMPAIGN_SMS", "Harbor Street: places left in our workshop on September 17. Reply YES for one.", 34),
];
