//! Opportunities: what a lead may buy. The status says whether one is active, won or lost, and which pipeline it is in.

use futures_util::future::BoxFuture;
use serde_json::Value;
use sqlx::SqliteConnection;

use super::{lead_query, opportunity_money, status_change, untitled};
use crate::sandbox::{
    close::{
        answers::{close_refusal::CloseRefusal, moments},
        engine::{
            object_kind::ObjectKind,
            records,
            related::Related,
            resource::{Asker, Blank, Change, CustomFieldsOf, ListFilter, Resource},
        },
        resources::{
            activities::texts::markup,
            field_kinds::{DAY, MOMENT, RICH_TEXT, maybe, text},
        },
    },
    kit::{
        door::validate::{Kind, Property},
        object::{Object, Properties as _},
    },
};

pub(crate) const OPPORTUNITY: Resource = Resource {
    create: &[FIELDS, &[text("lead_id"), maybe("date_created", MOMENT)]],
    update: &[FIELDS],
    custom_fields: Some(CustomFieldsOf {
        object_type: "opportunity",
        defined_by: ObjectKind::OpportunityField,
        type_field: None,
    }),
    blanks: &[BLANKS],
    names: &[
        ("lead_id", "lead_name"),
        ("contact_id", "contact_name"),
        ("user_id", "user_name"),
        ("created_by", "created_by_name"),
        ("updated_by", "updated_by_name"),
        ("status_id", "status_label"),
        ("pipeline_id", "pipeline_name"),
    ],
    filters: &[FILTERS],
    orders: &[
        "-date_updated",
        "date_created",
        "date_won",
        "confidence",
        "value",
        "expected_value",
        "annualized_value",
        "annualized_expected_value",
        "user_name",
    ],
    has_total: true,
    complete,
    sums: Some(opportunity_money::sums),
    prepare: Some(prepare),
    follow: Some(|change| {
        Box::pin(async move {
            let Change { connection, asker: Asker { user_id, .. }, before, document, .. } = change;
            status_change::record(connection, ObjectKind::OpportunityStatusChange, user_id, before, document).await
        })
    }),
    ..Resource::new("opportunity", ObjectKind::Opportunity)
};

const FIELDS: &[Property] = &[
    Property::text("status_id"),
    text("pipeline_id"),
    text("contact_id"),
    Property::text("user_id"),
    text("note"),
    maybe("note_html", RICH_TEXT),
    maybe("confidence", Kind::Whole { min: 0, max: 100 }),
    maybe("value", Kind::Whole { min: i64::MIN, max: i64::MAX }),
    Property::new("value_period", Kind::OneOf(opportunity_money::PERIODS)),
    Property::text("value_currency"),
    maybe("date_won", DAY),
    maybe("attachments", Kind::List),
];

const BLANKS: &[(&str, Blank)] = &[
    ("contact_id", Blank::Null),
    ("note", Blank::Text("")),
    ("note_html", Blank::Null),
    ("confidence", Blank::Zero),
    ("value", Blank::Null),
    ("value_currency", Blank::Text("USD")),
    ("value_period", Blank::Text("one_time")),
    ("date_won", Blank::Null),
    ("date_lost", Blank::Null),
    ("is_stalled", Blank::False),
    ("user_id", Blank::Null),
    ("attachments", Blank::List),
    ("created_by", Blank::Null),
    ("updated_by", Blank::Null),
    ("integration_links", Blank::List),
];

/// The filters of a list that need no search.
pub(crate) const FILTERS: &[ListFilter] = &[
    ListFilter::Is("lead_id"),
    ListFilter::Is("organization_id"),
    ListFilter::Is("user_id"),
    ListFilter::Is("status_id"),
    ListFilter::Is("status_type"),
    ListFilter::Is("status_label"),
    ListFilter::By("status", |opportunity, label| opportunity.text("status_label") == label),
    ListFilter::By("status__in", |opportunity, labels| {
        labels.split(',').any(|label| opportunity.text("status_label") == label)
    }),
    ListFilter::Is("is_stalled"),
    ListFilter::Is("value_period"),
    ListFilter::When("date_won"),
    ListFilter::When("date_created"),
    ListFilter::When("date_updated"),
    ListFilter::Among {
        parameter: "lead_query",
        field: "lead_id",
        find: |c, _, text| Box::pin(lead_query::find(c, text)),
    },
    ListFilter::Among { parameter: "query", field: "lead_id", find: |c, _, text| Box::pin(lead_query::find(c, text)) },
];

fn complete(opportunity: &mut Object, related: &Related) {
    let status = related.of(opportunity, "status_id");
    let kept = |field: &str| status.and_then(|status| status.get(field)).cloned().unwrap_or(Value::Null);
    let (status_type, label) = (kept("type"), kept("label"));
    opportunity.insert("status_type".into(), status_type);
    opportunity.insert("status_display_name".into(), label);
    opportunity_money::complete(opportunity);
}

fn prepare(change: Change<'_>) -> BoxFuture<'_, Result<(), CloseRefusal>> {
    Box::pin(async move {
        let Change { connection, asker: Asker { user_id, offset }, before, document, given } = change;
        if document.given("lead_id").is_none() {
            let lead_id = untitled::invent(connection, user_id, None).await?;
            document.insert("lead_id".into(), lead_id);
        }
        put_note(document, given);
        let status = status(connection, document, given).await?;
        document.insert("status_id".into(), status.text("id").into());
        document.insert("pipeline_id".into(), status.text("pipeline_id").into());
        document.entry("user_id").or_insert_with(|| user_id.into());
        if document.get("confidence").is_none_or(Value::is_null) {
            document.insert("confidence".into(), 50.into());
        }
        let is_new = before.is_none_or(|before| before.text("status_id") != status.text("id"));
        match status.text("type") {
            "won" if is_new && document.given("date_won").is_none() => {
                document.insert("date_won".into(), moments::today(offset).into());
            }
            "lost" if is_new => _ = document.insert("date_lost".into(), moments::now().into()),
            _ => {}
        }
        Ok(())
    })
}

/// The note with markup decides what the plain one is; to take it away takes both away.
fn put_note(document: &mut Object, given: &Object) {
    match (given.get("note_html"), given.given("note")) {
        (Some(Value::String(html)), _) => _ = document.insert("note".into(), markup::without_markup(html).into()),
        (Some(_), _) => _ = document.insert("note".into(), "".into()),
        (None, Some(note)) if document.given("note_html").is_some() => {
            document.insert("note_html".into(), markup::marked_up(note).into());
        }
        (None, _) => {}
    }
}

/// The status of the opportunity: the one it has, or the first of its pipeline, or of the first one.
async fn status(connection: &mut SqliteConnection, document: &Object, given: &Object) -> Result<Object, CloseRefusal> {
    let pipeline_id = given.given("pipeline_id");
    if let Some(id) = document.given("status_id") {
        let status = records::get(connection, ObjectKind::OpportunityStatus, id).await?;
        return match pipeline_id {
            Some(pipeline_id) if given.contains_key("status_id") && status.text("pipeline_id") != pipeline_id => {
                Err(CloseRefusal::field("status_id", "Status does not belong to the pipeline."))
            }
            Some(pipeline_id) if status.text("pipeline_id") != pipeline_id => {
                first(connection, Some(pipeline_id)).await
            }
            _ => Ok(status),
        };
    }
    first(connection, pipeline_id).await
}

async fn first(connection: &mut SqliteConnection, pipeline_id: Option<&str>) -> Result<Object, CloseRefusal> {
    let statuses = records::all(connection, ObjectKind::OpportunityStatus).await?;
    let fits = |status: &Object| pipeline_id.is_none_or(|id| status.text("pipeline_id") == id);
    let first = statuses.into_iter().find(fits);
    first.ok_or_else(|| CloseRefusal::field("pipeline_id", "The pipeline has no status."))
}
