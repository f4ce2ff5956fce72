//! The opportunities of the demo data.

/// An opportunity.
pub(crate) struct Deal {
    /// The number of its company.
    pub(crate) company: usize,
    /// The numbers of its pipeline and of the status in it.
    pub(crate) stage: (usize, usize),
    /// Its value in cents.
    pub(crate) cents: i64,
    pub(crate) period: &'static str,
    pub(crate) confidence: u8,
    /// When it came up, and when it is to be closed or was: days after the data was taken.
    pub(crate) days: (i64, i64),
    pub(crate) note: &'static str,
}

const fn deal(
    company: usize,
    stage: (usize, usize),
    value: (i64, &'static str),
    confidence: u8,
    days: (i64, i64),
    note: &'static str,
) -> Deal {
    Deal { company, stage, cents: value.0, period: value.1, confidence, days, note }
}

const fn monthly(dollars: i64) -> (i64, &'static str) {
    (dollars * 100, "monthly")
}

const fn yearly(dollars: i64) -> (i64, &'static str) {
    (dollars * 100, "annual")
}

const fn once(dollars: i64) -> (i64, &'static str) {
    (dollars * 100, "one_time")
}

/// The pipelines and their statuses.
pub(crate) const PIPELINES: [(&str, &[(&str, &str)]); 2] = [
    (
        "Sales",
        &[
            ("Discovery", "active"),
            ("Demo done", "active"),
            ("Proposal sent", "active"),
            ("Negotiation", "active"),
            ("Won", "won"),
            ("Lost", "lost"),
        ],
    ),
    (
        "Renewals",
        &[
            ("Upcoming", "active"),
            ("In discussion", "active"),
            ("Verbal yes", "active"),
            ("Renewed", "won"),
            ("Churned", "lost"),
        ],
    ),
];

pub(crate) const DEALS: [Deal; 31] = [
    deal(0, (0, 4), yearly(18_600), 100, (-340, -300), "140 seats, paid yearly."),
    deal(0, (1, 1), yearly(21_400), 80, (-40, 24), "Renewal with the depot in Dayton added."),
    deal(0, (0, 2), once(3_200), 60, (-18, 12), "Training for the new dispatchers, two days on site."),
    deal(1, (0, 4), monthly(740), 100, (-260, -228), "Monthly, all seven practices."),
    deal(1, (0, 0), monthly(180), 20, (-6, 45), "Waiting room displays as an add-on."),
    deal(2, (0, 2), monthly(420), 50, (-31, 9), "Proposal for 28 seats; asked for a winter pause."),
    deal(3, (0, 3), yearly(11_800), 70, (-75, 16), "Only the order form in German is missing."),
    deal(4, (0, 0), monthly(290), 10, (-9, 60), "Saw the video, has not seen the product."),
    deal(5, (0, 4), yearly(6_900), 100, (-390, -352), "Night rota."),
    deal(5, (1, 3), yearly(7_400), 100, (-62, -20), "Renewed for a second year."),
    deal(6, (0, 1), monthly(510), 40, (-22, 30), "Wants to pay by weekend, not by month."),
    deal(7, (0, 3), yearly(46_500), 75, (-110, 21), "Four hotels. Legal has the contract."),
    deal(7, (0, 1), once(9_800), 40, (-28, 50), "Connection to the door locks."),
    deal(8, (0, 5), monthly(90), 0, (-150, -121), "Too small for now."),
    deal(9, (0, 4), yearly(31_200), 100, (-500, -466), "Three states, mobile first."),
    deal(9, (1, 2), yearly(34_000), 90, (-35, 10), "Said yes on the phone; waits for the board."),
    deal(10, (0, 2), yearly(58_000), 55, (-48, 33), "480 guards. Two rivals are in the race."),
    deal(11, (0, 0), monthly(460), 15, (-4, 70), "Came through a guest of a gala."),
    deal(12, (0, 1), yearly(14_200), 35, (-55, 85), "Budget for the next school year."),
    deal(13, (0, 4), monthly(240), 100, (-210, -199), "Monthly, since they do not sign for a year."),
    deal(14, (0, 2), yearly(9_750), 60, (-33, 14), "Sent with and without the key service."),
    deal(15, (0, 0), monthly(380), 20, (-12, 40), "Needs it before the season."),
    deal(16, (0, 5), monthly(60), 0, (-98, -90), "No budget."),
    deal(17, (0, 3), yearly(27_300), 65, (-130, 28), "Security review has two open questions."),
    deal(18, (0, 1), monthly(530), 45, (-26, 25), "The taproom is in, the bottling line is not."),
    deal(19, (0, 4), yearly(22_800), 100, (-430, -395), "Rest hours by law were what sold it."),
    deal(19, (1, 0), yearly(24_100), 60, (-15, 58), "Comes up in two months."),
    deal(21, (0, 0), yearly(39_000), 25, (-20, 120), "Tender opens next quarter."),
    deal(22, (0, 4), yearly(16_500), 100, (-320, -288), "Four clinics at first."),
    deal(22, (1, 4), once(2_400), 0, (-90, -45), "On-call add-on ended, not used."),
    deal(24, (0, 3), yearly(19_900), 70, (-66, 7), "Wants a clause for storms."),
];
