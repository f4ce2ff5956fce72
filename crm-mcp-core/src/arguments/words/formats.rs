//! The formats of strings that messages put into words, each with an example.

use std::fmt::{self, Display, Formatter};

/// A format, by its name in JSON Schema or schemars. Displays what is expected: `a day such as 2026-11-29`.
pub(crate) struct Format {
    name: &'static str,
    words: &'static str,
    pub(crate) example: &'static str,
}

impl Format {
    const ALL: [Self; 13] = [
        Self::new("date", "a day", "2026-11-29"),
        Self::new("date-time", "a date and time", "2026-11-29T14:00:00Z"),
        Self::new("partial-date-time", "a date and time without an offset", "2026-11-29T14:00:00"),
        Self::new("time", "a time of day", "14:00:00Z"),
        Self::new("partial-time", "a time of day", "14:00:00"),
        Self::new("duration", "a duration", "PT30M"),
        Self::new("uuid", "a UUID", "67e55044-10b1-426f-9247-bb680e5fe0c8"),
        Self::new("email", "an email address", "jane@example.com"),
        Self::new("uri", "a URI", "https://example.com/"),
        Self::new("hostname", "the name of a host", "example.com"),
        Self::new("ip", "an IP address", "192.0.2.1"),
        Self::new("ipv4", "an IPv4 address", "192.0.2.1"),
        Self::new("ipv6", "an IPv6 address", "2001:db8::1"),
    ];

    const fn new(name: &'static str, words: &'static str, example: &'static str) -> Self {
        Self { name, words, example }
    }

    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        const ALL: &[Format] = &Format::ALL;
        ALL.iter().find(|format| format.name == name)
    }
}

impl Display for Format {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} such as {}", self.words, self.example)
    }
}
