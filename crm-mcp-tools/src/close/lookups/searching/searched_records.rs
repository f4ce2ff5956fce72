//! Leads and contacts that a search finds, side by side.

use crm_mcp_core::{ErrorCode, ToolError};
use futures_util::future::try_join;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    data_search::{DataSearch, SearchPage, SearchPlace},
    search_query::{Query, Searched},
};
use crate::{
    close::{
        context::Close,
        dialect::CloseDialect,
        records::{CloseContact, Lead, SearchHit},
        tables::operations::GET_SMART_VIEW,
    },
    crm::{
        page::{List, Next, Page, needed},
        record::{Record, Slim},
        value::Id,
    },
};

/// Which leads and contacts are wanted: by words, or those of a smart view.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::close) struct SearchedRecords {
    /// The words.
    pub(in crate::close) query: Option<String>,
    /// The smart view.
    pub(in crate::close) smart_view_id: Option<Id>,
}

/// How far each part was read; a part without a place is at its end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::close) struct TwoPlaces {
    #[serde(skip_serializing_if = "Option::is_none")]
    leads: Option<SearchPlace>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contacts: Option<SearchPlace>,
}

/// What of a part comes next.
#[derive(Clone, Copy)]
enum Part<'a> {
    Begin,
    From(&'a SearchPlace),
    Over,
}

impl<'a> Part<'a> {
    fn from(place: Option<&'a SearchPlace>) -> Self {
        place.map_or(Self::Over, Self::From)
    }

    fn is_over(self) -> bool {
        matches!(self, Self::Over)
    }
}

const LEAD_FIELDS: &[&str] = &["id", "display_name", "description", "status_label", "contacts", "html_url"];
const CONTACT_FIELDS: &[&str] = &["id", "name", "title", "emails", "phones", "lead_id"];

impl List for SearchedRecords {
    const NAME: &'static str = "search";
    type Dialect = CloseDialect;
    type Slim = SearchHit;
    type At = TwoPlaces;

    async fn page(
        &self,
        crm: &Close,
        at: Option<&TwoPlaces>,
        limit: u16,
    ) -> Result<Page<SearchHit, TwoPlaces>, ToolError> {
        let (leads, contacts) = match at {
            Some(places) => (Part::from(places.leads.as_ref()), Part::from(places.contacts.as_ref())),
            None => self.parts(crm).await?,
        };
        let are_both = !leads.is_over() && !contacts.is_over();
        let half = |limit: u16| if are_both { limit.div_ceil(2) } else { limit };
        let of_leads = self.search(Searched::Lead)?;
        let of_contacts = self.search(Searched::Contact)?;
        let (leads, contacts) = try_join(
            part::<Lead>(crm, &of_leads, leads, half(limit)),
            part::<CloseContact>(crm, &of_contacts, contacts, half(limit)),
        )
        .await?;
        let page = joined(leads, contacts);
        // A part that is over is not counted any more.
        Ok(Page { total: page.total.filter(|_| at.is_none()), ..page })
    }
}

impl SearchedRecords {
    /// Where a search begins: with both types, or with that of the smart view.
    async fn parts(&self, crm: &Close) -> Result<(Part<'static>, Part<'static>), ToolError> {
        #[derive(Deserialize)]
        struct View {
            r#type: String,
        }
        let Some(smart_view) = &self.smart_view_id else { return Ok((Part::Begin, Part::Begin)) };
        let View { r#type: object_type } = crm.call(&GET_SMART_VIEW).id(smart_view).send().await?;
        match &*object_type {
            "lead" => Ok((Part::Begin, Part::Over)),
            "contact" => Ok((Part::Over, Part::Begin)),
            other => Err(ToolError::new(
                ErrorCode::InvalidArguments,
                format!("this smart view is one of the type {other}; only those of leads and contacts can be read"),
            )),
        }
    }

    fn search(&self, object_type: Searched) -> Result<DataSearch, ToolError> {
        let condition = if let Some(smart_view) = &self.smart_view_id {
            Query::in_view(smart_view)
        } else {
            let [words] = needed("words to look for", [("query", self.query.as_deref())])?;
            match object_type {
                Searched::Lead => Query::lead_with(words),
                Searched::Contact => Query::contact_with(words),
            }
        };
        let fields = match object_type {
            Searched::Lead => LEAD_FIELDS,
            Searched::Contact => CONTACT_FIELDS,
        };
        Ok(DataSearch { query: Query::of(object_type, [condition]), object_type, fields })
    }
}

/// The next page of a part; nothing where it is at its end.
async fn part<T>(
    crm: &Close,
    search: &DataSearch,
    part: Part<'_>,
    limit: u16,
) -> Result<Option<SearchPage<T>>, ToolError>
where
    T: Slim + Serialize + DeserializeOwned + Send,
{
    let at = match part {
        Part::Over => return Ok(None),
        Part::Begin => None,
        Part::From(place) => Some(place),
    };
    crm.search_page(search, at, limit).await.map(Some)
}

/// Both parts as one page, the leads first. What could not be read of either is told by none.
fn joined(leads: Option<SearchPage<Lead>>, contacts: Option<SearchPage<CloseContact>>) -> Page<SearchHit, TwoPlaces> {
    let mut hits: Vec<Record<SearchHit>> = Vec::new();
    let mut places = TwoPlaces::default();
    let (mut totals, mut note) = (Vec::new(), None);
    if let Some(page) = leads {
        hits.extend(page.rows.iter().map(hit));
        totals.push(page.total);
        (places.leads, note) = (page.next, page.note);
    }
    if let Some(page) = contacts {
        hits.extend(page.rows.iter().map(hit));
        totals.push(page.total);
        places.contacts = page.next;
        note = note.or(page.note);
    }
    let next = Next::when(places != TwoPlaces::default(), Some(places));
    let total = totals.into_iter().sum();
    Page { note, ..Page::new(hits.into(), next, total) }
}

fn hit<T>(record: &Record<T>) -> Record<SearchHit>
where
    for<'a> SearchHit: From<&'a T>,
{
    Record { slim: SearchHit::from(&record.slim), ..Record::default() }
}
