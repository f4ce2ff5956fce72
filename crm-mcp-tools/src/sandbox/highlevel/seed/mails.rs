//! What the emails of the demo data say.

use super::material::threads::Sender::{self, Contact, Us};
use crate::sandbox::{
    highlevel::{
        conversations::email::{self, AGENCY, NewEmail},
        location::users::{self, User},
    },
    kit::object::{Object, Properties as _},
};

/// The HTML of an email, by its subject and by who wrote it. `{name}` stands for the contact's first name, `{from}` for
/// the writer's name.
const BODIES: [(&str, Sender, &str); 13] = [
    (
        "Summary of our call",
        Us,
        "<p>Hi {name},</p><p>thank you for your time. In short:</p><ul><li>You want more calls from people nearby.</li>\
         <li>The website stays as it is until spring.</li><li>We start with local search, 450 a month.</li></ul>\
         <p>If that is right, <a href=\"https://harborstreet.example.com/start\">pick a day to start</a>.</p>\
         <p>Best regards<br>{from}</p>",
    ),
    (
        "Question about your reporting",
        Contact,
        "<p>Hello,</p><p>do your reports show which calls came from the ads and which from the website? Our last agency \
         could not tell us.</p><p>Thanks<br>{from}</p>",
    ),
    (
        "Re: Question about your reporting",
        Us,
        "<p>Hi {name},</p><p>yes: each source has a number of its own, so every call is counted where it came from. \
         I can send you a sample.</p><p>{from}</p>",
    ),
    (
        "Re: Question about your reporting",
        Contact,
        "<div>A sample would be great. Please use September, that was our busiest month.</div><div><br></div>\
         <div>{from}</div>",
    ),
    (
        "Your sample report",
        Us,
        "<p>Hi {name},</p><p>here is the sample: <a href=\"https://harborstreet.example.com/reports/sample?month=9&amp;v=2\">\
         September report</a>. Page 3 has the calls by source.</p><p>{from}</p>",
    ),
    (
        "Local search for several locations: prices",
        Us,
        "<p>Hi {name},</p><table><tr><th>Location</th><th>A month</th></tr><tr><td>First</td><td>$450</td></tr>\
         <tr><td>Each further one</td><td>$300</td></tr></table><p>No setup fee; you can stop at the end of any \
         month.</p><p>{from}</p>",
    ),
    ("The plan for your first quarter", Us, PLAN),
    (
        "Re: The plan for your first quarter",
        Contact,
        "<div>Looks good to us. Two things: we close in the second week of month two, and the photos should show the \
         new front desk.</div><div>Who do I send the passwords to?</div>",
    ),
    (
        "Invoice for August",
        Us,
        "<p>Hi {name},</p><p>the invoice for August is ready: <a href=\"https://harborstreet.example.com/pay/aug\">see and \
         pay it here</a>. It is due in 14 days.</p><p>Accounting, Harbor Street Marketing</p>",
    ),
    (
        "Your free audit is on its way",
        Us,
        "<p>Hi {name},</p><p>thanks for asking! Your audit will be with you within two working days.</p>",
    ),
    (
        "Your free audit",
        Us,
        "<p>Hi {name},</p><p>we looked at your website and at how you are found nearby. The three things to do first:</p>\
         <ol><li>Opening hours differ between your website and the map.</li><li>The home page takes 6.8&nbsp;seconds to \
         load on a phone.</li><li>Nobody has answered the last nine reviews.</li></ol><p><a \
         href=\"https://harborstreet.example.com/audit\">Read the whole audit</a></p><p>{from}</p>",
    ),
    (
        "Your renewal offer",
        Us,
        "<p>Hi {name},</p><p>your contract ends in six weeks. If you renew for a year, the price stays the same and we \
         add the quarterly photo day.</p><p>Just answer this mail with &quot;yes&quot;.</p><p>{from}</p>",
    ),
    // A mail without a word in it.
    (
        "Autumn offers: three months of local search for two",
        Us,
        "<div><img src=\"cid:autumn-offers@harborstreet.example.com\" width=\"600\" height=\"840\"></div>",
    ),
];

/// The longest one.
const PLAN: &str = "\
    <p>Hi {name},</p>\
    <p>as promised, the plan for the first three months. Nothing in it is fixed: tell us what you want in another order, \
    and we change it.</p>\
    <h2>Month one: be found</h2>\
    <p>Most people who need you search on a phone and call one of the first three results. You are in place seven for the \
    words that matter. So the first month is for the basics:</p>\
    <ul><li>One spelling of the name, address and number in all 42 listings, with the old number taken out.</li>\
    <li>Opening hours, services and prices on the map entry, and twelve new photos.</li>\
    <li>An answer to each review of the last year, and a link that makes it easy to leave a new one.</li></ul>\
    <p>You need to do one thing: give us access to the map entry. How that works is \
    <a href=\"https://harborstreet.example.com/help/access\">described here</a>, it takes five minutes.</p>\
    <h2>Month two: be chosen</h2>\
    <p>The home page gets 1,900 visits a month, and 31 of them become calls. We rebuild its first screen: what you do, \
    where you are, a number to tap, and three sentences from customers. In the second week we put the old and the new \
    one side by side and count.</p>\
    <p>The page for each service gets a heading that says what people search for, and a price range. We know that not \
    everybody likes to show prices. In our experience those who see a range call less often for the wrong thing.</p>\
    <h2>Month three: grow</h2>\
    <p>Only now do ads pay off, since what they lead to works. We begin with 20 a day within eight miles, on weekdays \
    from seven to six, and stop every word that brought no call after 50 clicks.</p>\
    <p>At the end of the quarter we sit together for an hour and look at four numbers: place in the search, calls, booked \
    appointments, and what each of them cost.</p>\
    <h2>Who does what</h2>\
    <p>Robin writes the texts and asks you about everything that only you can know. Dana builds the pages and looks after \
    the ads. Luis comes for the photos: half a day, best on a morning when the front desk is staffed and the light is \
    good. From you we need one person who may say yes, and an answer within two working days; where we wait longer, the \
    plan moves by as much.</p>\
    <p>Each Friday you get a mail with what was done, what comes next, and what we wait for. If nothing happened, it says \
    so. Once a month there is a call of half an hour, and you can see the numbers at any time in the portal.</p>\
    <h2>What we leave out</h2>\
    <p>No newsletter yet: 140 addresses are too few to learn from, and nobody was asked whether they want one. No second \
    language: three visits in a hundred come with another one. No new logo: people know the one that you have. We look at \
    all three again in the second quarter, with better numbers.</p>\
    <h2>What it costs</h2>\
    <table><tr><th></th><th>Our work</th><th>Ads</th></tr><tr><td>Month one</td><td>$900</td><td>&ndash;</td></tr>\
    <tr><td>Month two</td><td>$900</td><td>&ndash;</td></tr><tr><td>Month three</td><td>$900</td><td>$600</td></tr></table>\
    <p>Shall we start on the first?</p>\
    <p>Best regards<br>{from}<br>Harbor Street Marketing<br>120 Harbor Street, Portland, ME 04101</p>";

/// The email of a message that `sender` wrote with this subject. `thread` are the emails of the same conversation so far:
/// an answer repeats the last of them that has its subject.
pub(crate) fn mail(
    contact: &Object,
    message: &Object,
    id: &str,
    (subject, sender): (&str, Sender),
    thread: &[Object],
) -> Object {
    let base = subject.strip_prefix("Re: ");
    let earlier = thread.iter().rfind(|email| base == Some(email.text("subject").trim_start_matches("Re: ")));
    let of_contact = format!("{} <{}>", contact.text("name"), contact.text("email"));
    let of_agency = users::by_id(message.text("userId")).map_or_else(|| AGENCY.to_owned(), User::mailbox);
    let (from, to) = match sender {
        Contact => (of_contact, earlier.map_or(AGENCY, |earlier| earlier.text("from")).to_owned()),
        _ => (of_agency, of_contact),
    };
    let body = BODIES.iter().find(|(other, writer, _)| *other == subject && *writer == sender);
    let body = body.map_or("", |(.., body)| body).replace("{name}", contact.text("firstName"));
    let body = body.replace("{from}", parts(&from).0) + &earlier.map(email::quoted).unwrap_or_default();
    let to = vec![parts(&to).1.to_owned()];
    email::document(message, NewEmail { id, earlier, subject: subject.to_owned(), body, from, to })
}

/// The name and the address of a mailbox.
fn parts(mailbox: &str) -> (&str, &str) {
    mailbox.trim_end_matches('>').split_once(" <").unwrap_or_default()
}
