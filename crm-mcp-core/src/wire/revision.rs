//! The revisions of the Model Context Protocol, oldest first.

use std::{fmt, str::FromStr};

/// A revision of the protocol. Later revisions compare greater.
///
/// The last one is *stateless*: each request names its revision. The others are *legacy*: a handshake (`initialize`)
/// names it once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Revision {
    /// 2024-11-05.
    V2024_11_05,
    /// 2025-03-26: tool annotations, batches.
    V2025_03_26,
    /// 2025-06-18: titles, structured results; no batches any more.
    V2025_06_18,
    /// 2025-11-25.
    V2025_11_25,
    /// 2026-07-28: stateless requests, `server/discover`.
    V2026_07_28,
}

impl Revision {
    /// Every revision served, newest first: the order in which they are announced.
    pub const ALL: &'static [Self] =
        &[Self::V2026_07_28, Self::V2025_11_25, Self::V2025_06_18, Self::V2025_03_26, Self::V2024_11_05];

    /// What a handshake settles on when the client asks for a revision that has none or is unknown.
    pub const LATEST_LEGACY: Self = Self::V2025_11_25;

    /// What an HTTP request without any sign of a revision speaks (specification 2025-11-25, `basic/transports`).
    pub const UNSAID: Self = Self::V2025_03_26;

    /// The date that names the revision on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V2024_11_05 => "2024-11-05",
            Self::V2025_03_26 => "2025-03-26",
            Self::V2025_06_18 => "2025-06-18",
            Self::V2025_11_25 => "2025-11-25",
            Self::V2026_07_28 => "2026-07-28",
        }
    }

    /// Whether requests of this revision need no handshake.
    pub fn is_stateless(self) -> bool {
        self >= Self::V2026_07_28
    }

    /// Whether `date` has the form of a revision and lies in the stateless era, served or not.
    pub(crate) fn is_stateless_date(date: &str) -> bool {
        let form = date.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        date.len() == 10 && form && date >= Self::V2026_07_28.as_str()
    }
}

/// A date that is not one of a revision that is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the revisions are 2026-07-28, 2025-11-25, 2025-06-18, 2025-03-26 and 2024-11-05")]
pub struct UnknownRevision;

/// The revision of this date, if it is one that is served.
impl FromStr for Revision {
    type Err = UnknownRevision;

    fn from_str(date: &str) -> Result<Self, UnknownRevision> {
        Self::ALL.iter().copied().find(|revision| revision.as_str() == date).ok_or(UnknownRevision)
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl serde::Serialize for Revision {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{Revision, UnknownRevision};

    #[test]
    fn dates_name_revisions() {
        for &revision in Revision::ALL {
            assert_eq!(revision.as_str().parse(), Ok(revision));
        }
        assert_eq!("2026-07-29".parse::<Revision>(), Err(UnknownRevision));
        let known = UnknownRevision.to_string();
        assert!(Revision::ALL.iter().all(|revision| known.contains(revision.as_str())), "{known}");
    }

    #[test]
    fn only_dates_of_the_stateless_era_are_stateless() {
        for date in ["2026-07-28", "2026-12-01", "2031-01-01"] {
            assert!(Revision::is_stateless_date(date), "{date}");
        }
        for date in ["2025-11-25", "v999.0.0", "2026-7-28", "", "2026-07-281"] {
            assert!(!Revision::is_stateless_date(date), "{date}");
        }
    }
}
