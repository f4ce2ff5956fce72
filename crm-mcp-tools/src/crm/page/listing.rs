//! Answering a list: the records from a cursor on, as many as fit.

use crm_mcp_core::ToolError;
use serde::Serialize;

use super::{
    List, More, Next, Page, Paging, Rows,
    cursor::{Position, cursor, invalid, resumed},
    limit::PageSize,
    rows::Row,
};
use crate::crm::{
    context::Crm,
    dialect::Dialect,
    record::{Fields, Record, Slim},
};

impl<D: Dialect> Crm<D> {
    /// Records of a list, from the cursor or from `start` on: at most as many as are wanted, and as fit the answer.
    pub async fn list<L: List<Dialect = D>, const MAX: u16>(
        &self,
        filter: L,
        paging: Paging<MAX>,
        fields: Fields,
        start: Option<L::At>,
    ) -> Result<(Vec<Record<L::Slim>>, More), ToolError> {
        let PageSize(limit) = paging.limit;
        let position = match (&paging.cursor, start) {
            (None, at) => Position { filter, at, size: limit, skip: 0 },
            (Some(cursor), None) => resumed(self, &filter, cursor, limit)?,
            (Some(_), Some(_)) => {
                let vendor = D::CRM;
                return Err(invalid(format!("`cursor` and a position of {vendor}'s own are given at once")));
            }
        };
        let Position { filter, at, size, skip } = position;
        // The cursor may be forged.
        let size = size.clamp(1, MAX);

        let Page { mut rows, next, total, missing, note } = filter.page(self, at.as_ref(), size).await?;
        let missing = missing.or(filter.complete(self, rows.readable(skip, limit.into()), fields).await);
        // A place that leads nowhere else would be followed for ever.
        let next = match next {
            Next::At(next) if at.as_ref() == Some(&next) => Next::when(!rows.is_empty(), None),
            next => next,
        };
        let is_cut = next == Next::OutOfReach
            || (at.is_none() && next == Next::Nothing && total.is_some_and(|total| total > rows.len() as u64));
        let given = rows.len().saturating_sub(skip);
        let (records, unreadable) = fitting(rows, skip, limit.into(), self.answer_size, fields)?;
        let kept = records.len() + unreadable;
        if unreadable > 0 {
            tracing::warn!(list = L::NAME, unreadable, "records of {}'s could not be read", D::CRM);
        }
        let next = match next {
            _ if kept < given => Some(Position { filter, at, size, skip: skip + kept }),
            Next::At(next) => Some(Position { filter, at: Some(next), size: limit, skip: 0 }),
            _ => None,
        };
        let next_cursor = next.map(|next| cursor::<L>(self.tenant(), next)).transpose()?;
        let has_more = next_cursor.is_some() || is_cut;
        Ok((records, More { has_more, next_cursor, total, unreadable, missing, note }))
    }
}

/// The records to answer, and how many rows among them cannot be read: of the rows after those to skip at most as many as
/// are wanted and fit into so many bytes. It is always one row, for a record is never cut.
fn fitting<T: Serialize + Slim>(
    rows: Rows<T>,
    skip: usize,
    limit: usize,
    bytes: usize,
    fields: Fields,
) -> Result<(Vec<Record<T>>, usize), ToolError> {
    let (mut records, mut unreadable, mut used) = (Vec::new(), 0, 0);
    for row in rows.into_iter().skip(skip) {
        let Row::Readable(record) = row else {
            unreadable += 1;
            continue;
        };
        let record = record.into_row(fields);
        used += serde_json::to_vec(&record).map_err(ToolError::internal)?.len() + ",".len();
        if records.len() == limit || (used > bytes && !records.is_empty()) {
            break;
        }
        records.push(record);
    }
    Ok((records, unreadable))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    use crm_mcp_core::ErrorCode;
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};
    use serde_json::Map;

    use super::*;
    use crate::crm::{
        page::{both, needed},
        toy::{Toy, account},
    };

    /// The numbers below `end`, in the vendor's pages of at most `size`.
    #[derive(Debug, Clone, Default, Serialize, Deserialize)]
    struct Numbers {
        end: Option<u32>,
        size: Option<u16>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Number {
        id: u32,
        text: String,
    }

    impl Slim for Number {
        fn show(&mut self, _: Fields) {}
    }

    impl List for Numbers {
        const NAME: &'static str = "numbers";
        type Dialect = Toy;
        type Slim = Number;
        type At = u32;

        async fn page(&self, _: &Crm<Toy>, at: Option<&u32>, limit: u16) -> Result<Page<Number, u32>, ToolError> {
            let (start, end) = (at.copied().unwrap_or_default(), self.end.unwrap_or_default());
            let stop = end.min(start + u32::from(self.size.unwrap_or(limit).min(limit)));
            let slim = |id: u32| Number { id, text: "x".repeat(id as usize % 40) };
            let record = |id| Record { slim: slim(id), others: Map::new(), original: Map::new() };
            let next = if stop < end { Next::At(stop) } else { Next::Nothing };
            Ok(Page::new((start..stop).map(record).collect::<Vec<_>>().into(), next, Some(end.into())))
        }
    }

    fn ask(
        crm: &Crm<Toy>,
        filter: Numbers,
        limit: u16,
        cursor: Option<String>,
    ) -> Result<(Vec<Record<Number>>, More), ToolError> {
        let paging = Paging::<100> { limit: PageSize(limit), cursor };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(crm.list(filter, paging, Fields::Slim, None))
    }

    proptest! {
        #[test]
        fn following_the_cursors_visits_every_record_once_in_answers_that_fit(
            end in 0_u32..60, size in proptest::option::of(1_u16..20), limits in proptest::collection::vec(1_u16..30, 60),
            bytes in 0_usize..400, repeats in any::<bool>(),
        ) {
            let crm = account().with_answer_size(bytes);
            let all = Numbers { end: Some(end), size };
            let (mut seen, mut cursor) = (Vec::new(), None);
            for (turn, limit) in limits.into_iter().enumerate() {
                let filter = if turn == 0 || repeats { all.clone() } else { Numbers::default() };
                let (rows, more) = ask(&crm, filter, limit, cursor).unwrap();
                let used: usize = rows.iter().map(|row| serde_json::to_string(row).unwrap().len() + 1).sum();
                prop_assert!(rows.len() <= usize::from(limit) && (used <= bytes || rows.len() == 1 || rows.is_empty()));
                prop_assert_eq!(more.total, Some(end.into()));
                prop_assert_eq!(more.has_more, more.next_cursor.is_some());
                seen.extend(rows.into_iter().map(|row| row.slim.id));
                cursor = more.next_cursor;
                if cursor.is_none() {
                    break;
                }
            }
            prop_assert_eq!(seen, (0..end).collect::<Vec<_>>());
        }
    }

    #[test]
    fn refuses_cursors_that_are_not_its_own_or_of_other_arguments() {
        let crm = account();
        let of_ten = Numbers { end: Some(10), size: None };
        let (_, more) = ask(&crm, of_ten.clone(), 3, None).unwrap();
        let own = more.next_cursor.unwrap();
        let foreign = BASE64_URL_SAFE_NO_PAD.encode(r#"["contacts","L1",{},3,3,0]"#);
        let damaged = BASE64_URL_SAFE_NO_PAD.encode(r#"["numbers","L1",{},"x",3,0]"#);
        let elsewhere = BASE64_URL_SAFE_NO_PAD.encode(r#"["numbers","L2",{},3,3,0]"#);
        for cursor in ["", "2", &elsewhere, "%%%", &own[1..], &foreign, &damaged] {
            let error = ask(&crm, of_ten.clone(), 3, Some(cursor.to_owned())).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidArguments, "{cursor}");
            assert_eq!(error.message(), "this cursor is not from this tool on this account");
            assert!(error.next_step().unwrap().contains("nextCursor"), "{error}");
        }
        let error = ask(&crm, Numbers { end: Some(11), size: None }, 3, Some(own.clone())).unwrap_err();
        assert_eq!(error.message(), "the cursor belongs to a list with other arguments");
        let (rows, _) = ask(&crm, Numbers::default(), 3, Some(own)).unwrap();
        assert_eq!(rows.iter().map(|row| row.slim.id).collect::<Vec<_>>(), [3, 4, 5]);
    }

    #[test]
    fn any_part_of_the_arguments_may_be_repeated_beside_a_cursor() {
        let crm = account();
        let all = Numbers { end: Some(10), size: Some(3) };
        let (_, more) = ask(&crm, all.clone(), 3, None).unwrap();
        for (end, size) in [(None, None), (Some(10), None), (None, Some(3)), (Some(10), Some(3))] {
            let (rows, _) = ask(&crm, Numbers { end, size }, 3, more.next_cursor.clone()).unwrap();
            assert_eq!(rows.iter().map(|row| row.slim.id).collect::<Vec<_>>(), [3, 4, 5], "{end:?} {size:?}");
        }
        let (_, without_size) = ask(&crm, Numbers { end: Some(10), size: None }, 3, None).unwrap();
        let added = ask(&crm, Numbers { end: None, size: Some(3) }, 3, without_size.next_cursor).unwrap_err();
        assert_eq!(added.message(), "the cursor belongs to a list with other arguments");
    }

    #[test]
    fn all_that_a_list_cannot_begin_without_is_told_at_once() {
        assert_eq!(needed("a number", [("one", Some(1)), ("other", Some(2))]).unwrap(), [1, 2]);
        let error = needed("a number", [("one", None::<u8>), ("other", None)]).unwrap_err();
        let told = error.faults().iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(told, ["one: expected a number, got nothing", "other: expected a number, got nothing"]);
    }

    #[test]
    fn half_a_position_is_a_mistake() {
        assert_eq!(both(["a", "b"], (Some(1), Some(2))).unwrap(), Some((1, 2)));
        assert_eq!(both::<u8, u8>(["a", "b"], (None, None)).unwrap(), None);
        let error = both::<u8, u8>(["startAfter", "startAfterId"], (Some(1), None)).unwrap_err();
        assert_eq!(error.message(), "`startAfter` and `startAfterId` belong together");
    }
}
