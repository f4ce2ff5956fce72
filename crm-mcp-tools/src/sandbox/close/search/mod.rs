//! `POST /data/search/`: the objects that fit a tree of queries, evaluated over the documents as they are.

mod demand;
mod node;
mod ordering;
mod place;
pub(crate) mod present;
pub(crate) mod refused;
mod search_body;
mod search_cursor;
pub(crate) mod searched;
mod wording;
pub(crate) mod world;

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use self::{refused::BadSearch, search_body::SearchBody, search_cursor::Mark, searched::SearchedType, world::World};
use crate::sandbox::kit::object::{Object, Properties as _};

/// The answer to a search, made of the documents of the world.
pub(crate) fn answer(body: &Object, world: &World) -> Result<Value, BadSearch> {
    let asked = SearchBody::read(body, world)?;
    let mut found: Vec<(&'static SearchedType, &Object)> = Vec::new();
    for kind in &asked.types {
        let objects = world.all(kind).iter().filter(|object| asked.node.fits(kind, object, world));
        found.extend(objects.map(|object| (*kind, object)));
    }
    ordering::put_in_order(&mut found, &asked.orderings, world);

    let total = found.len();
    found.truncate(asked.results_limit.unwrap_or(usize::MAX));
    let limited = found.len();
    let page = found.into_iter().skip(asked.skipped).take(asked.page_size);
    let data = page.map(|(kind, object)| row(body, kind, object)).collect::<Result<Vec<_>, _>>()?;

    let skipped = asked.skipped + data.len();
    let mark = Mark { fingerprint: asked.fingerprint, skipped, given: world.present.now };
    let mut answer = json!({ "data": data, "cursor": (skipped < limited).then(|| mark.cursor()) });
    if asked.has_counts {
        answer["count"] = json!({ "limited": limited, "total": total });
    }
    Ok(answer)
}

/// The ids of the objects of a kind that fit a query.
pub(crate) fn ids(query: &Value, kind: &'static SearchedType, world: &World) -> Result<HashSet<String>, BadSearch> {
    let node = node::read(query, &[kind], world)?;
    let found = world.all(kind).iter().filter(|object| node.fits(kind, object, world));
    Ok(found.map(|object| object.text("id").to_owned()).collect())
}

/// What is shown of an object: its id, or the fields that were asked for.
fn row(body: &Object, kind: &SearchedType, object: &Object) -> Result<Value, BadSearch> {
    let mut row = Map::new();
    row.insert("__object_type".to_owned(), kind.name.into());
    let Some(names) = search_body::wanted_fields(body, kind.name)? else {
        row.insert("id".to_owned(), object.text("id").into());
        return Ok(row.into());
    };
    let is_wanted = |key: &str| names.contains(&key) || (key.starts_with("custom.") && names.contains(&"custom"));
    row.extend(object.iter().filter(|(key, _)| is_wanted(key)).map(|(key, value)| (key.clone(), value.clone())));
    Ok(row.into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::needless_pass_by_value)]
    use super::{present::Present, searched::FieldType, world::KnownField, *};
    use jiff::tz::Offset;

    /// Two leads with a contact each, a third without, and what was done about them.
    fn documents() -> Value {
        json!([
            ["lead", { "id": "lead_1", "name": "Alder Freight", "status_id": "stat_new", "custom.cf_size": 12,
                "custom.cf_tools": ["Sheets", "Mail"], "addresses": [{ "city": "Lyon", "country": "FR" }],
                "date_created": "2026-08-01T00:00:00+00:00", "url": "https://alder.example.com" }],
            ["lead", { "id": "lead_2", "name": "Birch Dental", "status_id": "stat_won", "custom.cf_size": 300,
                "date_created": "2026-08-20T00:00:00+00:00", "description": "" }],
            ["lead", { "id": "lead_3", "name": "Cedar Bank", "status_id": "stat_new",
                "date_created": "2026-08-10T00:00:00+00:00" }],
            ["contact", { "id": "cont_1", "lead_id": "lead_1", "name": "Ines Moreau", "title": "CEO",
                "emails": [{ "type": "office", "email": "ines@alder.example.com" }], "created_by": "user_me" }],
            ["contact", { "id": "cont_2", "lead_id": "lead_2", "name": "Tomas Reyes", "title": "Head of Sales",
                "emails": [], "created_by": "user_other" }],
            ["opportunity", { "id": "oppo_1", "lead_id": "lead_1", "contact_id": "cont_1", "value": 50_000,
                "status_type": "active", "date_won": "2026-09-05" }],
            ["task", { "id": "task_1", "lead_id": "lead_2", "_type": "lead", "is_complete": false }],
            ["activity.email", { "id": "acti_1", "lead_id": "lead_2", "subject": "Renewal of the contract",
                "activity_at": "2026-08-31T10:00:00+00:00" }],
        ])
    }

    fn world() -> World {
        let now = "2026-09-01T12:00:00Z".parse().unwrap();
        let mut world = World::new(Present { now, offset: Offset::UTC }, "user_me");
        for document in documents().as_array().unwrap() {
            let kind = SearchedType::named(document[0].as_str().unwrap()).unwrap();
            world.add(kind, document[1].as_object().unwrap().clone());
        }
        let custom = |holds| KnownField { holds, of: vec!["lead"] };
        world.add_custom_field("cf_size", custom(FieldType::Number));
        world.add_custom_field("cf_tools", custom(FieldType::Term));
        world.add_saved_search("save_1", json!({ "type": "and", "queries": [of("lead"), status("stat_new")] }));
        world.add_saved_search("save_2", json!({ "type": "saved_search", "saved_search_id": "save_2" }));
        world
    }

    fn of(kind: &str) -> Value {
        json!({ "type": "object_type", "object_type": kind })
    }

    fn field(kind: &str, name: &str, condition: Value) -> Value {
        let field = json!({ "type": "regular_field", "object_type": kind, "field_name": name });
        json!({ "type": "field_condition", "field": field, "condition": condition })
    }

    fn custom(id: &str, condition: Value) -> Value {
        let field = json!({ "type": "custom_field", "custom_field_id": id });
        json!({ "type": "field_condition", "field": field, "condition": condition })
    }

    fn status(id: &str) -> Value {
        let condition = json!({ "type": "reference", "reference_type": "status.lead", "object_ids": [id] });
        field("lead", "status_id", condition)
    }

    fn related(this: &str, other: &str, query: Value) -> Value {
        json!({ "type": "has_related", "this_object_type": this, "related_object_type": other,
            "related_query": query })
    }

    fn words(mode: &str, value: &str) -> Value {
        json!({ "type": "text", "mode": mode, "value": value })
    }

    fn search(body: Value) -> Result<Value, BadSearch> {
        answer(body.as_object().unwrap(), &world())
    }

    /// The last letters of the ids of the objects of a type that fit.
    fn found(kind: &str, query: &Value) -> String {
        let query = json!({ "type": "and", "queries": [of(kind), query] });
        let answer = search(json!({ "query": query })).unwrap();
        let ids = answer["data"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap());
        ids.map(|id| id.rsplit('_').next().unwrap()).collect()
    }

    fn not(mut query: Value) -> Value {
        query["negate"] = true.into();
        query
    }

    fn check(cases: &[(&str, Value, &str)]) {
        for (kind, query, expected) in cases {
            assert_eq!(found(kind, query), *expected, "{query}");
        }
    }

    #[test]
    fn every_condition_finds_what_it_should() {
        let soon = json!({ "type": "moment_range", "before": null,
            "on_or_after": { "type": "fixed_local_date", "value": "2026-09-05", "which": "start" } });
        check(&[
            ("lead", status("stat_new"), "31"),
            ("lead", not(status("stat_new")), "2"),
            ("lead", custom("cf_tools", json!({ "type": "term", "values": ["Mail"] })), "1"),
            ("lead", custom("cf_size", json!({ "type": "number_range", "gt": 12, "lte": 300 })), "2"),
            ("lead", not(custom("cf_size", json!({ "type": "exists" }))), "3"),
            ("lead", field("lead", "description", json!({ "type": "exists" })), ""),
            ("lead", field("lead", "all_urls_count", json!({ "type": "number_range", "gte": 1 })), "1"),
            ("contact", field("contact", "title", words("full_words", "ceo")), "1"),
            ("contact", field("contact", "emails_count", json!({ "type": "number_range", "gt": 0 })), "1"),
            ("contact", field("contact", "created_by", json!({ "type": "current_user" })), "1"),
            ("opportunity", field("opportunity", "date_won", soon), "1"),
        ]);
    }

    #[test]
    fn every_other_query_finds_what_it_should() {
        let email = field("contact_email", "email", words("exact_value", "INES@alder.example.com"));
        let by_email = related("lead", "contact", related("contact", "contact_email", email));
        let recent = json!({ "type": "moment_range", "before": { "type": "now" }, "on_or_after": {
            "type": "offset", "direction": "past", "moment": { "type": "now" }, "offset": { "days": 7 },
            "which_day_end": "start" } });
        let open = field("task", "is_complete", json!({ "type": "boolean", "value": false }));
        let small = custom("cf_size", json!({ "type": "number_range", "lt": 100 }));
        check(&[
            ("lead", json!({ "type": "match_all" }), "231"),
            ("lead", json!({ "type": "or", "queries": [status("stat_won"), small] }), "21"),
            ("lead", json!({ "type": "or", "queries": [] }), "231"),
            ("lead", json!({ "type": "id", "value": "lead_3" }), "3"),
            ("lead", json!({ "type": "saved_search", "saved_search_id": "save_1" }), "31"),
            ("lead", by_email, "1"),
            ("lead", related("lead", "address", field("address", "location", words("full_words", "lyon FR"))), "1"),
            ("lead", not(related("lead", "activity.email", field("activity.email", "date", recent))), "31"),
            ("lead", related("lead", "task", open), "2"),
            ("lead", words("full_words", "alder ines"), "1"),
            ("lead", words("beginning_of_words", "contr"), "2"),
            ("contact", related("contact", "lead", status("stat_won")), "2"),
        ]);
    }

    fn refuse(bodies: impl IntoIterator<Item = Value>) {
        for body in bodies {
            assert!(search(body.clone()).is_err(), "{body}");
        }
    }

    #[test]
    fn a_body_that_is_not_understood_is_refused() {
        let by = |direction: &str, name: &str| {
            json!([{ "direction": direction, "field": {
            "type": "regular_field", "object_type": "lead", "field_name": name } }])
        };
        let mut with_more = of("lead");
        with_more["mode"] = "phrase".into();
        refuse([
            json!({}),
            json!({ "query": {} }),
            json!({ "query": status("stat_new") }),
            json!({ "query": of("invoice") }),
            json!({ "query": not(of("lead")) }),
            json!({ "query": with_more }),
            json!({ "query": of("lead"), "limit": 5 }),
            json!({ "query": of("lead"), "_limit": 201 }),
            json!({ "query": of("lead"), "_limit": 0 }),
            json!({ "query": of("lead"), "_limit": "5" }),
            json!({ "query": of("lead"), "cursor": "abc" }),
            json!({ "query": of("lead"), "include_counts": "yes" }),
            json!({ "query": of("lead"), "_fields": { "invoice": ["id"] } }),
            json!({ "query": of("lead"), "sort": by("up", "name") }),
            json!({ "query": of("lead"), "sort": by("asc", "status_id") }),
        ]);
    }

    #[test]
    fn a_query_that_is_not_understood_is_refused() {
        let range = json!({ "type": "moment_range", "after": "2026-01-01" });
        let queries = [
            json!({ "type": "near" }),
            json!({ "type": "and" }),
            words("fuzzy", "alder"),
            field("lead", "color", json!({ "type": "exists" })),
            field("contact", "title", json!({ "type": "exists" })),
            field("lead", "name", json!({ "type": "number_range", "gt": 1 })),
            field("lead", "date_created", range),
            custom("cf_none", json!({ "type": "exists" })),
            custom("cf_size", json!({ "type": "term", "values": ["12"] })),
            json!({ "type": "saved_search", "saved_search_id": "save_9" }),
            json!({ "type": "saved_search", "saved_search_id": "save_2" }),
            related("lead", "contact_email", json!({ "type": "match_all" })),
            related("contact", "lead", json!({ "type": "match_all" })),
        ];
        refuse(queries.map(|query| json!({ "query": { "type": "and", "queries": [of("lead"), query] } })));
    }

    #[test]
    fn pages_follow_one_another_in_the_order_that_was_asked_for() {
        let by = |name: &str, direction: &str| {
            json!([{ "direction": direction, "field": {
            "type": "regular_field", "object_type": "lead", "field_name": name } }])
        };
        let mut body = json!({ "query": of("lead"), "sort": by("name", "desc"), "_limit": 2, "include_counts": true,
            "_fields": { "lead": ["name", "custom"] } });
        let first = search(body.clone()).unwrap();
        assert_eq!(
            first["data"],
            json!([{ "__object_type": "lead", "name": "Cedar Bank" },
            { "__object_type": "lead", "name": "Birch Dental", "custom.cf_size": 300 }])
        );
        assert_eq!(first["count"], json!({ "limited": 3, "total": 3 }));
        body["cursor"] = first["cursor"].clone();
        let second = search(body.clone()).unwrap();
        assert_eq!(second["data"][0]["name"], "Alder Freight");
        assert_eq!((&second["data"][1], &second["cursor"]), (&Value::Null, &Value::Null));
        body["sort"] = by("name", "asc");
        assert_eq!(search(body).unwrap_err().at, "cursor", "a cursor is of one search");

        let counted = json!({ "query": of("lead"), "include_counts": true, "results_limit": 0 });
        let counted = search(counted).unwrap();
        assert_eq!((&counted["count"], &counted["data"]), (&json!({ "limited": 0, "total": 3 }), &json!([])));
    }
}
