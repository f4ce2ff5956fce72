//! What is written in mails: threads, templates, and one letter that is very long.

use super::jottings::Of;

/// A thread: with whom, its subject, and its mails in turn. Our side writes first; then they take turns.
pub(crate) struct Letters {
    pub(crate) with: Of,
    pub(crate) subject: &'static str,
    pub(crate) bodies: &'static [&'static str],
}

/// Threads of mails. `{contact}` and `{company}` stand for names.
pub(crate) const LETTERS: [Letters; 12] = [
    Letters {
        with: Of::Prospects,
        subject: "Proposal for {company}",
        bodies: &[
            "Hello {contact},\n\nas promised, the proposal is attached. It holds until the end of the month.\n\nBest,",
            "Thank you. Is the training included, or on top?\n\n{contact}",
            "It is on top, and you can leave it out. The second page shows both.\n\nBest,",
            "Then with training, please. I take it to our CFO this week.\n\n{contact}",
        ],
    },
    Letters {
        with: Of::Prospects,
        subject: "Your trial of Fieldbook",
        bodies: &[
            "Hello {contact},\n\nyour trial is open. The link below leads to a plan with sample people.\n\nBest,",
            "We are in. How do I delete the sample people?\n\n{contact}",
            "Settings, People, and the button at the very bottom. Only you can see it.\n\nBest,",
        ],
    },
    Letters {
        with: Of::Prospects,
        subject: "Questions of our works council",
        bodies: &[
            "Hello {contact},\n\nhere is what we show to works councils: who sees absences, and for how long.\n\nBest,",
            "They want to know whether managers see the reason of an absence.\n\n{contact}",
            "Only if you switch it on. It is off by default.\n\nBest,",
        ],
    },
    Letters {
        with: Of::Prospects,
        subject: "Security review",
        bodies: &[
            "Hello {contact},\n\nattached: the answers to your 41 questions. Two are marked; we have to talk.\n\nBest,",
            "Received. I come back to you within ten days.\n\n{contact}",
        ],
    },
    Letters {
        with: Of::Customers,
        subject: "Renewal of your plan",
        bodies: &[
            "Hello {contact},\n\nyour year ends soon. Nothing changes unless you want it to.\n\nBest,",
            "We want to add one site. What would that be?\n\n{contact}",
            "About 240 a month; the exact figure is in the new proposal.\n\nBest,",
        ],
    },
    Letters {
        with: Of::Customers,
        subject: "Calendar feed shows old shifts",
        bodies: &[
            "Hello {contact},\n\nsupport tells me that your feed is a day behind. We look into it.\n\nBest,",
            "It is right again. Thanks for the fast help.\n\n{contact}",
        ],
    },
    Letters {
        with: Of::Prospects,
        subject: "Nice to meet you at the fair",
        bodies: &["Hello {contact},\n\nit was good to talk. The recording of the talk is online now.\n\nBest,"],
    },
    Letters {
        with: Of::Customers,
        subject: "Invoice of last month",
        bodies: &[
            "Hello {contact},\n\nthe invoice is attached again, with your order number.\n\nBest,",
            "Paid today.\n\n{contact}",
        ],
    },
    Letters {
        with: Of::Prospects,
        subject: "Demo on Thursday",
        bodies: &[
            "Hello {contact},\n\nI have booked an hour for Thursday at ten. Who else comes?\n\nBest,",
            "Three dispatchers and me.\n\n{contact}",
            "Then I bring the example with the night rota.\n\nBest,",
        ],
    },
    Letters {
        with: Of::Prospects,
        subject: "How {company} could save a day a week",
        bodies: &["Hello {contact},\n\nplanners of firms like yours tell us that they get Fridays back.\n\nBest,"],
    },
    Letters {
        with: Of::Customers,
        subject: "Connection to payroll",
        bodies: &[
            "Hello {contact},\n\nyour payroll office needs the file in their format; we have it.\n\nBest,",
            "They ask whether it can come each night.\n\n{contact}",
            "It can. I switch it on when you send me their address.\n\nBest,",
        ],
    },
    Letters {
        with: Of::Customers,
        subject: "Thank you",
        bodies: &["Hello {contact},\n\nthank you for being a reference. The other side was very content.\n\nBest,"],
    },
];

/// Paragraphs of the mail that is very long: they are repeated, numbered, until it is.
pub(crate) const LONG_PARAGRAPHS: [&str; 4] = [
    "The plan of each site is kept apart, and people who work at two sites appear in both. What one site changes is \
     seen by the other at once, and whoever is asked twice for one hour is told so before anybody else.",
    "Absences are asked for in the app and granted by whoever plans. The reason is not shown, unless you decide that \
     it is. Granted absences take the hours out of the plan and put them on the list of what is to be filled.",
    "Swaps need the consent of both and of the planner. A swap that would break a rest hour is refused with the rule \
     that it would break; it can be overruled by two people, and both names are kept.",
    "At the end of the month the hours go to payroll. The file has one line a person and a day, with the surcharges \
     for nights and holidays of your agreement. What was corrected later comes with the next file, marked as such.",
];

/// Templates of mails: name, subject, body, and whether it is archived.
pub(crate) const MAIL_TEMPLATES: [(&str, &str, &str, bool); 4] = [
    (
        "First contact",
        "Plans at {{ lead.display_name }}",
        "<p>Hello {{ contact.first_name }},</p><p>how do you plan your people today?</p><p>{{ user.first_name }}</p>",
        false,
    ),
    (
        "After the demo",
        "What you saw today",
        "<p>Hello {{ contact.first_name }},</p><p>here is the recording, and what we said we would send.</p>\
         <p>{{ user.first_name }}</p>",
        false,
    ),
    (
        "Proposal",
        "Proposal for {{ lead.display_name }}",
        "<p>Hello {{ contact.first_name }},</p><p>the proposal is attached.</p><p>{{ user.first_name }}</p>",
        false,
    ),
    (
        "Spring offer",
        "Three months for two",
        "<p>Hello {{ contact.first_name }},</p><p>this offer has ended.</p>",
        true,
    ),
];

/// Templates of text messages: name, text.
pub(crate) const TEXT_TEMPLATES: [(&str, &str); 3] = [
    ("Reminder of a call", "Hi {{ contact.first_name }}, our call is tomorrow. Still good?"),
    ("Proposal sent", "Hi {{ contact.first_name }}, the proposal is in your mailbox."),
    ("Running late", "Hi {{ contact.first_name }}, I am five minutes late, sorry!"),
];
