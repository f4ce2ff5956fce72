//! The ids of records: a prefix that says what they are, and letters and digits.

use super::object_kind::ObjectKind;
use crate::sandbox::kit::random::Random;

/// The numbers of the demo data are counted apart from those that the database gives.
const OF_DATABASE: u64 = 1 << 40;

/// The id of the `number`th record of its kind in the demo data: always the same one.
pub(crate) fn seeded(kind: ObjectKind, number: u64) -> String {
    of(kind, (kind as u64) << 48 | number)
}

/// The id of a record that the database gave this number.
pub(crate) fn fresh(kind: ObjectKind, number: u64) -> String {
    of(kind, OF_DATABASE | number)
}

/// The id of what is no record of its own but belongs to one, by the id of that.
pub(crate) fn related(kind: ObjectKind, id: &str) -> String {
    let tail = id.split_once('_').map_or(id, |(_, tail)| tail);
    format!("{}_{tail}", kind.prefix())
}

fn of(kind: ObjectKind, number: u64) -> String {
    format!("{}_{}", kind.prefix(), Random::new(number).base62(kind.length_of_id()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn ids_are_stable_and_distinct() {
        assert_eq!(seeded(ObjectKind::Lead, 1), seeded(ObjectKind::Lead, 1));
        let kinds = [ObjectKind::Organization, ObjectKind::Note, ObjectKind::Call];
        let of_kinds = (0..1000).flat_map(|number| kinds.map(|kind| seeded(kind, number)));
        let ids: HashSet<_> = of_kinds.chain((0..1000).map(|number| fresh(ObjectKind::Note, number))).collect();
        assert_eq!(ids.len(), 4000);
        let pipeline = fresh(ObjectKind::Pipeline, 7);
        assert_eq!((&pipeline[..5], pipeline.len()), ("pipe_", 27));
    }
}
