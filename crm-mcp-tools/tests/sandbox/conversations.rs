//! Conversations and their messages.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::{Value, json};

use crate::client::{Client, ids};

/// Whether a row should be found.
type Test<'a> = Box<dyn Fn(&Value) -> bool + 'a>;

const SEARCH: &str = "/conversations/search?locationId=SandboxLocation00001";

async fn search(client: &Client, parameters: &str) -> Value {
    let answer = client.get(&format!("{SEARCH}{parameters}")).await;
    assert_eq!(answer.status, 200, "{parameters}: {}", answer.body);
    answer.body
}

async fn rows(client: &Client, parameters: &str) -> Vec<Value> {
    search(client, &format!("&limit=100{parameters}")).await["conversations"].as_array().unwrap().clone()
}

/// Every conversation, though a page holds 100 and the cursor passes over equal dates: the ends are met from both sides.
async fn all(client: &Client) -> Vec<Value> {
    let (mut newest, oldest) = (rows(client, "").await, rows(client, "&sort=asc").await);
    let known: HashSet<_> = ids(&newest).into_iter().map(str::to_owned).collect();
    newest.extend(oldest.into_iter().rev().filter(|row| !known.contains(row["id"].as_str().unwrap())));
    assert_eq!(search(client, "&limit=1").await["total"], newest.len());
    newest
}

async fn messages(client: &Client, conversation: &str, parameters: &str) -> Value {
    let answer = client.get(&format!("/conversations/{conversation}/messages{parameters}")).await;
    assert_eq!(answer.status, 200, "{parameters}: {}", answer.body);
    assert_eq!(answer.body.as_object().unwrap().keys().collect::<Vec<_>>(), ["messages", "traceId"], "nested");
    answer.body["messages"].clone()
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

#[tokio::test]
async fn a_row_tells_of_its_last_message_and_of_its_contact() {
    let client = Client::new().await;
    let body = search(&client, "").await;
    let listed = body["conversations"].as_array().unwrap();
    assert_eq!((listed.len(), &body["total"]), (20, &json!(141)), "the default limit");
    for row in listed {
        let contact = client.contact(&row["contactId"]).await;
        for (name, of_contact) in
            [("fullName", "name"), ("contactName", "name"), ("email", "email"), ("phone", "phone")]
        {
            assert_eq!(text(row, name), text(&contact, of_contact));
        }
        assert_eq!(row["tags"], contact["tags"]);
        assert_eq!(row["sort"], json!([row["lastMessageDate"]]));
        let page = messages(&client, text(row, "id"), "?limit=1").await;
        let last = &page["messages"][0];
        assert_eq!(last["messageType"], row["lastMessageType"]);
        assert_eq!(last["direction"], row["lastMessageDirection"]);
        if let Some(body) = last["body"].as_str() {
            assert_eq!(row["lastMessageBody"], body);
        }
    }
    assert!(listed.is_sorted_by_key(|row| -row["lastMessageDate"].as_i64().unwrap()));
}

#[tokio::test]
async fn every_filter_finds_what_it_names_and_all_of_it() {
    let client = Client::new().await;
    let all = all(&client).await;
    let user = all.iter().find_map(|row| row["assignedTo"].as_str()).unwrap();
    let other = all.iter().find_map(|row| row["assignedTo"].as_str().filter(|other| *other != user)).unwrap();
    let profile = all.iter().find_map(|row| row["scoring"][0]["id"].as_str()).unwrap();
    let middle = all[all.len() / 2]["dateAdded"].as_i64().unwrap();
    let has = |row: &Value, list: &str, user: &str| row[list].as_array().unwrap().iter().any(|item| item == user);
    let score = |row: &Value| row["scoring"].as_array().unwrap().iter().find(|of| of["id"] == profile).cloned();

    let cases: Vec<(String, Test<'_>)> = vec![
        (format!("&id={}", text(&all[3], "id")), Box::new(|row| row["id"] == all[3]["id"])),
        (format!("&contactId={}", text(&all[4], "contactId")), Box::new(|row| row["id"] == all[4]["id"])),
        ("&contactId=nobody".into(), Box::new(|_| false)),
        ("&status=all".into(), Box::new(|_| true)),
        ("&status=recents".into(), Box::new(|_| true)),
        ("&status=read".into(), Box::new(|row| row["unreadCount"] == 0)),
        ("&status=unread".into(), Box::new(|row| row["unreadCount"] != 0)),
        ("&status=starred".into(), Box::new(|row| row["starred"] == true)),
        ("&lastMessageType=TYPE_SMS".into(), Box::new(|row| row["lastMessageType"] == "TYPE_SMS")),
        ("&lastMessageType=TYPE_TIKTOK".into(), Box::new(|_| false)),
        ("&lastMessageAction=automated".into(), Box::new(|row| row["lastOutboundMessageAction"] == "automated")),
        ("&lastMessageAction=manual".into(), Box::new(|row| row["lastOutboundMessageAction"] == "manual")),
        ("&lastMessageDirection=inbound".into(), Box::new(|row| row["lastMessageDirection"] == "inbound")),
        (format!("&assignedTo={user}"), Box::new(|row| row["assignedTo"] == user)),
        (format!("&assignedTo={user},{other}"), Box::new(|row| [user, other].contains(&text(row, "assignedTo")))),
        ("&assignedTo=unassigned".into(), Box::new(|row| row["assignedTo"].is_null())),
        (format!("&followers={user},nobody"), Box::new(|row| has(row, "followers", user))),
        (format!("&mentions={user}"), Box::new(|row| has(row, "mentions", user))),
        (
            "&query=EXAMPLE.net%20an".into(),
            Box::new(|row| {
                let searched = ["fullName", "email", "phone", "companyName"].map(|name| text(row, name).to_lowercase());
                let searched = searched.join(" ");
                searched.contains("example.net") && searched.contains("an")
            }),
        ),
        (format!("&startDate={middle}"), Box::new(|row| row["dateAdded"].as_i64() >= Some(middle))),
        (format!("&endDate={middle}"), Box::new(|row| row["dateAdded"].as_i64() <= Some(middle))),
        (format!("&scoreProfile={profile}"), Box::new(|row| score(row).is_some())),
        (
            format!("&scoreProfile={profile}&scoreProfileMin=40&scoreProfileMax=60"),
            Box::new(|row| score(row).is_some_and(|of| (40..=60).contains(&of["score"].as_i64().unwrap()))),
        ),
        (
            "&status=unread&lastMessageType=TYPE_SMS".into(),
            Box::new(|row| row["unreadCount"] != 0 && row["lastMessageType"] == "TYPE_SMS"),
        ),
    ];
    for (parameters, test) in cases {
        let expected: Vec<&Value> = all.iter().filter(|row| test(row)).collect();
        let body = search(&client, &format!("&limit=100{parameters}")).await;
        assert_eq!(body["total"], expected.len(), "{parameters}");
        let found: BTreeSet<_> =
            ids(body["conversations"].as_array().unwrap()).into_iter().map(str::to_owned).collect();
        assert!(found.len() == expected.len().min(100), "{parameters}");
        assert!(found.iter().all(|id| expected.iter().any(|row| row["id"] == *id)), "{parameters}");
        assert!(parameters.contains("nobody") || parameters.contains("TIKTOK") || !found.is_empty(), "{parameters}");
    }
}

#[tokio::test]
async fn rows_come_in_the_order_that_is_asked_for() {
    let client = Client::new().await;
    let profile =
        text(&rows(&client, "").await.iter().find(|row| row["scoring"][0].is_object()).unwrap()["scoring"][0], "id")
            .to_owned();
    let scored = format!("score_profile&sortScoreProfile={profile}");
    for (sort_by, property) in [
        ("last_message_date", "lastMessageDate"),
        ("last_manual_message_date", "lastManualMessageDate"),
        ("due_at", "dueAt"),
        ("overdue_at", "overdueAt"),
        (scored.as_str(), "scoring"),
    ] {
        for (direction, sign) in [("asc", 1), ("desc", -1)] {
            let rows = rows(&client, &format!("&sortBy={sort_by}&sort={direction}")).await;
            let values: Vec<Option<i64>> = rows.iter().map(|row| row["sort"][0].as_i64()).collect();
            let known: Vec<i64> = values.iter().flatten().map(|value| value * sign).collect();
            assert!(known.is_sorted() && known.len() > 20, "{sort_by} {direction}");
            assert!(values[..known.len()].iter().all(Option::is_some), "those without a value come last");
            if property != "scoring" {
                assert!(rows.iter().all(|row| row["sort"][0] == row[property]), "{sort_by}");
            }
        }
    }
    let faults = client.get(&format!("{SEARCH}&sortBy=score_profile")).await;
    assert_eq!(faults.faults(), ["sortScoreProfile can't be undefined"]);
}

#[tokio::test]
async fn the_cursor_is_a_date_and_passes_over_its_equals() {
    let client = Client::new().await;
    let all = all(&client).await;
    let mut at: BTreeMap<i64, usize> = BTreeMap::new();
    for row in &all {
        *at.entry(row["lastMessageDate"].as_i64().unwrap()).or_default() += 1;
    }
    let (newest, equals) = at.iter().next_back().unwrap();
    assert!(*equals > 20, "a campaign reached more than a page at one moment: {equals}");

    let first = rows(&client, "").await;
    let after = rows(&client, &format!("&startAfterDate={newest}")).await;
    assert_eq!(after[0]["id"], first[*equals]["id"], "exclusive: all of that moment are behind the cursor");
    let naive = search(&client, "").await;
    let last = &naive["conversations"][19]["sort"][0];
    let next = search(&client, &format!("&startAfterDate={last}")).await;
    let missed = all.iter().position(|row| row["id"] == next["conversations"][0]["id"]).unwrap();
    assert!(missed > 20, "a client that goes on after the last row of a page misses the others of its moment");
    assert_eq!(next["total"], 141, "of all pages");

    let oldest = at.keys().next().unwrap();
    assert_eq!(search(&client, &format!("&startAfterDate={oldest}")).await["conversations"], json!([]));
    let ascending = rows(&client, &format!("&sort=asc&startAfterDate={oldest}")).await;
    assert!(ascending[0]["lastMessageDate"].as_i64().unwrap() > *oldest);
}

#[tokio::test]
async fn a_search_names_its_location_and_only_what_is_declared() {
    let client = Client::new().await;
    assert_eq!(client.get("/conversations/search").await.status, 403);
    for (parameters, fault) in [
        ("&limit=101", "limit must not be greater than 100"),
        ("&limit=0", "limit must not be less than 1"),
        ("&page=2", "property page should not exist"),
        ("&sort=up", "sort must be one of the following values: asc, desc"),
        ("&startAfterDate=2026-09-01", "startAfterDate must be a whole number"),
        ("&status=open", "status must be one of the following values: all, read, unread, starred, recents"),
    ] {
        assert_eq!(client.get(&format!("{SEARCH}{parameters}")).await.faults(), [fault]);
    }
}

#[tokio::test]
async fn a_search_may_have_many_words() {
    let client = Client::new().await;
    let words = |word: &str| format!("&query={}", vec![word; 1200].join("+"));
    let found = search(&client, "&query=imogen").await;
    assert_ne!(found["total"], 0);
    assert_eq!(search(&client, &words("imogen")).await["total"], found["total"]);
    assert_eq!(search(&client, &format!("{}+nobody", words("imogen"))).await["total"], 0, "each must be found");
}

#[tokio::test]
async fn messages_come_newest_first_and_a_cursor_leads_through_them() {
    let client = Client::new().await;
    let (mut longest, mut most) = (String::new(), 0);
    for row in all(&client).await {
        let count = messages(&client, text(&row, "id"), "?limit=100").await["messages"].as_array().unwrap().len();
        if count > most {
            (longest, most) = (text(&row, "id").to_owned(), count);
        }
    }
    let mut seen: Vec<Value> = Vec::new();
    let mut parameters = "?limit=50".to_owned();
    for more in [true, true, false] {
        let page = messages(&client, &longest, &parameters).await;
        seen.extend(page["messages"].as_array().unwrap().clone());
        assert_eq!(page["nextPage"], more);
        assert_eq!(page["lastMessageId"], seen.last().unwrap()["id"], "on the last page too");
        parameters = format!("?limit=50&lastMessageId={}", text(&page, "lastMessageId"));
    }
    assert_eq!((seen.len(), ids(&seen).into_iter().collect::<HashSet<_>>().len()), (113, 113));
    assert!(seen.is_sorted_by(|one, other| text(one, "dateAdded") >= text(other, "dateAdded")));
    let past = messages(&client, &longest, &parameters).await;
    assert_eq!(past, json!({ "lastMessageId": "", "nextPage": false, "messages": [] }));
    assert_eq!(messages(&client, &longest, "").await["messages"].as_array().unwrap().len(), 20, "the default limit");

    let wanted = ["TYPE_SMS", "TYPE_CALL"];
    let some = messages(&client, &longest, "?limit=100&type=TYPE_SMS,TYPE_CALL").await;
    let expected: Vec<&Value> = seen.iter().filter(|message| wanted.contains(&text(message, "messageType"))).collect();
    assert_eq!(some["messages"].as_array().unwrap().iter().collect::<Vec<_>>(), expected);
    let comments = messages(&client, &longest, "?type=TYPE_INTERNAL_COMMENTS").await;
    assert_eq!(comments["messages"][0]["messageType"], "TYPE_INTERNAL_COMMENT", "plural in the question only");
}

#[tokio::test]
async fn what_is_not_there_or_not_asked_rightly_is_refused() {
    let client = Client::new().await;
    let listed = rows(&client, "").await;
    let (one, other) = (text(&listed[0], "id"), text(&listed[1], "id"));
    let missing = client.get("/conversations/nothing/messages").await;
    assert_eq!(
        (missing.status.as_u16(), text(&missing.body, "message")),
        (400, "Conversation not found for id:nothing")
    );
    let foreign = messages(&client, other, "?limit=1").await;
    let path = format!("/conversations/{one}/messages?lastMessageId={}", text(&foreign, "lastMessageId"));
    assert_eq!(client.get(&path).await.status, 400, "a message of another conversation");
    for (parameters, start) in [
        ("?type=TYPE_SMS,TYPE_NOTE", "each value in type must be one of the following values: TYPE_CALL, TYPE_SMS"),
        ("?limit=101", "limit must not be greater than 100"),
        ("?locationId=SandboxLocation00001", "property locationId should not exist"),
    ] {
        let answer = client.get(&format!("/conversations/{one}/messages{parameters}")).await;
        assert!(answer.faults()[0].starts_with(start), "{}", answer.body);
    }
}

#[tokio::test]
async fn each_sort_of_message_has_its_own_shape() {
    let client = Client::new().await;
    let mut by_type: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for row in all(&client).await {
        for message in messages(&client, text(&row, "id"), "?limit=100").await["messages"].as_array().unwrap() {
            assert_eq!((&message["conversationId"], &message["contactId"]), (&row["id"], &row["contactId"]));
            by_type.entry(text(message, "messageType").to_owned()).or_default().push(message.clone());
        }
    }
    let required = "contactId contentType conversationId dateAdded direction id locationId messageType type";
    for message in by_type.values().flatten() {
        assert!(keys(message).is_superset(&required.split(' ').collect()), "{message}");
    }
    assert!(by_type.len() > 14, "{:?}", by_type.keys());
    for (message_type, number) in
        [("TYPE_CALL", 1), ("TYPE_SMS", 2), ("TYPE_EMAIL", 3), ("TYPE_ACTIVITY_OPPORTUNITY", 28)]
    {
        assert!(by_type[message_type].iter().all(|message| message["type"] == number), "{message_type}");
    }
    let of = |name: &str| by_type[name].iter();
    assert!(
        of("TYPE_SMS").chain(of("TYPE_WHATSAPP")).chain(of("TYPE_LIVE_CHAT")).all(|sms| !text(sms, "body").is_empty())
    );
    assert!(of("TYPE_SMS").all(|sms| !text(sms, "body").contains('{')));
    assert!(
        of("TYPE_EMAIL").all(|email| email["meta"]["email"]["messageIds"][0].is_string() && email["body"].is_null())
    );
    assert!(of("TYPE_CALL").all(|call| call["body"].is_null() && call["attachments"] == json!([])));
    let statuses: BTreeSet<_> = of("TYPE_CALL").map(|call| text(&call["meta"], "callStatus")).collect();
    assert_eq!(statuses, ["completed", "no-answer", "voicemail"].into());
    assert!(of("TYPE_ACTIVITY_APPOINTMENT").all(|noted| noted.get("body").is_none() && noted.get("status").is_none()));
    assert!(of("TYPE_LIVE_CHAT").all(|chat| chat["chatWidgetId"].is_string()));
}

#[tokio::test]
async fn one_conversation_is_that_of_the_list_with_a_number_for_its_type() {
    let client = Client::new().await;
    let mut types = BTreeSet::new();
    for row in all(&client).await {
        let answer = client.get(&format!("/conversations/{}", row["id"].as_str().unwrap())).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        for name in ["id", "contactId", "locationId", "unreadCount", "starred", "inbox", "deleted", "lastMessageBody"] {
            assert_eq!(answer.body[name], row[name], "{name}");
        }
        types.insert((row["type"].as_str().unwrap().to_owned(), answer.body["type"].as_u64().unwrap()));
    }
    let expected = [("TYPE_EMAIL", 2), ("TYPE_FB_MESSENGER", 3), ("TYPE_PHONE", 1)];
    assert_eq!(types, expected.map(|(name, number)| (name.to_owned(), number)).into());
    let missing = client.get("/conversations/nothing").await;
    assert_eq!(
        (missing.status.as_u16(), &missing.body["message"]),
        (400, &json!("Conversation not found for id:nothing"))
    );
}
