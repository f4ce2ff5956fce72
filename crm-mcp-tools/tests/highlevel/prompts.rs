//! The prompts and the resources on the sandbox: what they say, what they need, what completes them.

use std::collections::BTreeSet;

use crm_mcp_core::{CallError, Caller, Completion, ErrorCode, Prompts, Resources, SoFar, Tier, Toolset};
use crm_mcp_tools::highlevel::{self, HighLevel};
use serde_json::{Value, json};

use crate::{
    demo::Demo,
    support::{Vendor, answer, call},
};

fn prompts() -> Prompts<HighLevel> {
    Prompts::new(highlevel::prompts()).unwrap()
}

fn me() -> Caller {
    Caller::trusted("test")
}

/// Arguments of every prompt.
const PROMPTS: [(&str, &str); 4] = [
    ("find-and-update-contact", r#"{"contact": "Ada", "change": "moved to Boston"}"#),
    ("move-opportunity", r#"{"opportunity": "Website", "pipeline": "new business", "stage": " Proposal Sent"}"#),
    ("reply-in-conversation", r#"{"contact": "Ada", "gist": "we can do Tuesday"}"#),
    ("day-calendar", r#"{"day": "2026-11-22"}"#),
];

/// The tools that tell what a prompt tells or completes by itself.
const TELLING: [(&str, &str); 2] =
    [("move-opportunity", "opportunities_get-pipelines"), ("day-calendar", "locations_get-location")];

/// The one text of a prompt.
async fn text(crm: &HighLevel, prompt: &str, arguments: &str) -> Result<String, CallError> {
    let messages = prompts().get(prompt, arguments, crm, &me()).await?;
    let messages = serde_json::to_value(messages).unwrap();
    assert_eq!((messages.as_array().unwrap().len(), &messages[0]["role"]), (1, &json!("user")), "{messages}");
    Ok(messages[0]["content"]["text"].as_str().unwrap().to_owned())
}

/// The names of tools in a text.
fn tools_in(text: &str) -> BTreeSet<String> {
    let tools = highlevel::tools().into_iter().chain(highlevel::helpers()).map(|tool| tool.spec().name.to_string());
    let words: BTreeSet<_> =
        text.split(|letter: char| !letter.is_ascii_alphanumeric() && !"_-".contains(letter)).collect();
    tools.filter(|tool| words.contains(tool.as_str())).collect()
}

#[tokio::test]
async fn each_prompt_is_served_with_the_tools_that_it_names_or_stands_for_and_asks_for_their_scopes() {
    let demo = Demo::new().await;
    let prompts = highlevel::prompts();
    assert_eq!(prompts.iter().map(|prompt| &*prompt.spec().name).collect::<Vec<_>>(), PROMPTS.map(|it| it.0));
    for (prompt, arguments) in PROMPTS {
        let named = tools_in(&text(&demo.crm(), prompt, arguments).await.unwrap());
        assert!(named.len() > 1, "{named:?}");
        let official: BTreeSet<_> = highlevel::tools().iter().map(|tool| tool.spec().name.to_string()).collect();
        assert!(named.is_subset(&official), "a helper may not be served: {named:?}");

        let telling = TELLING.iter().filter(|(of, _)| *of == prompt).map(|(_, tool)| *tool);
        let needed: Vec<&str> = named.iter().map(String::as_str).chain(telling).collect();
        let is_served = |tools: &[&str]| highlevel::prompts_for(tools).iter().any(|it| it.spec().name == prompt);
        assert!(is_served(&needed), "{prompt}");
        for missing in 0..needed.len() {
            let others = [&needed[..missing], &needed[missing + 1..]].concat();
            assert!(!is_served(&others), "{prompt} without {}", needed[missing]);
        }

        let scopes = &prompts.iter().find(|it| it.spec().name == prompt).unwrap().spec().scopes;
        for tool in highlevel::choose(needed).unwrap() {
            assert!(tool.spec().scopes.iter().all(|scope| scopes.contains(scope)), "{prompt}, {}", tool.spec().name);
        }
    }
}

#[tokio::test]
async fn a_caller_without_the_scopes_has_no_prompt_and_no_resource() {
    let demo = Demo::new().await;
    let reader = Caller::with_scopes("reader", ["contacts.readonly", "opportunities.readonly"]);
    let (prompts, resources) = (prompts(), Resources::new(highlevel::resources()).unwrap());
    assert_eq!(prompts.list(&reader).count(), 0);
    assert_eq!(resources.list(&reader).map(|it| &*it.uri).collect::<Vec<_>>(), ["highlevel://pipelines"]);
    for (prompt, arguments) in PROMPTS {
        let refused = prompts.get(prompt, arguments, &demo.crm(), &reader).await;
        assert!(matches!(refused, Err(CallError::Unknown(_))), "{refused:?}");
    }
    let refused = prompts.complete("move-opportunity", "stage", &SoFar::typed(""), &demo.crm(), &reader).await;
    assert!(matches!(refused, Err(CallError::Unknown(_))), "{refused:?}");
    let refused = resources.read("highlevel://location", &demo.crm(), &reader).await;
    assert!(matches!(refused, Err(CallError::Unknown(_))), "{refused:?}");
    assert_eq!(demo.sent(), []);
}

#[tokio::test]
async fn nothing_here_changes_a_record() {
    let demo = Demo::new().await;
    let before = demo.sandbox.changes();
    let reader = me().limited_to(Tier::Read);
    for (prompt, arguments) in PROMPTS {
        prompts().get(prompt, arguments, &demo.crm(), &reader).await.unwrap();
    }
    let resources = Resources::new(highlevel::resources()).unwrap();
    for resource in resources.list(&reader) {
        resources.read(&resource.uri, &demo.crm(), &reader).await.unwrap();
    }
    assert_eq!(demo.sandbox.changes(), before);
    assert!(!demo.sent().is_empty());
}

#[tokio::test]
async fn a_move_names_the_ids_of_its_stage_or_says_which_there_are() {
    let crm = Demo::new().await.crm();
    let pipelines = call(&crm, "opportunities_get-pipelines", json!({})).await.unwrap();
    let pipeline = &pipelines["pipelines"][0];
    let [pipeline_name, stage_name] = [pipeline, &pipeline["stages"][2]].map(|it| it["name"].as_str().unwrap());
    let arguments = json!({ "opportunity": "Website", "pipeline": pipeline_name.to_uppercase(), "stage": stage_name });
    let text_of = async |arguments: &Value| text(&crm, "move-opportunity", &arguments.to_string()).await;
    let told = text_of(&arguments).await.unwrap();
    let (pipeline_id, stage_id) = (pipeline["id"].as_str().unwrap(), pipeline["stages"][2]["id"].as_str().unwrap());
    assert!(told.contains(&format!("pipelineId {pipeline_id}, pipelineStageId {stage_id}.")), "{told}");
    assert!(told.contains(&format!("stage {stage_name} of pipeline {pipeline_name}")), "{told}");

    let mut elsewhere = arguments;
    elsewhere["stage"] = "Nowhere".into();
    let Err(CallError::Tool(error)) = text_of(&elsewhere).await else { panic!("no such stage") };
    assert_eq!(error.code(), ErrorCode::InvalidArguments);
    assert!(error.message().starts_with("there is no stage `Nowhere`; there are: "), "{error}");
    assert!(error.message().contains(stage_name), "{error}");
}

/// Two pipelines of one name, the second with two stages of one name.
const ALIKE: &str = r#"{"pipelines": [
    {"id": "p1", "name": "Sales", "stages": [{"id": "s1", "name": "New"}]},
    {"id": "p2", "name": "sales", "stages": [{"id": "s2", "name": "Open"}, {"id": "s3", "name": "Open"}]}
]}"#;

#[tokio::test]
async fn of_several_with_one_name_none_is_taken_but_by_its_id() {
    let vendor = Vendor::answering([(); 3].map(|()| answer(200, ALIKE)));
    let moved = async |pipeline: &str, stage: &str| {
        let arguments = json!({ "opportunity": "Website", "pipeline": pipeline, "stage": stage });
        match text(&vendor.location(), "move-opportunity", &arguments.to_string()).await {
            Ok(text) => text,
            Err(CallError::Tool(error)) => format!("{}: {}", error.message(), error.next_step().unwrap()),
            Err(error) => panic!("{error}"),
        }
    };
    let several = |kind: &str, name: &str| format!("several are called `{name}` where one {kind} is wanted");
    let pipelines = format!("{}: Sales (p1), sales (p2): give the pipeline's id", several("pipeline", "Sales"));
    assert_eq!(moved(" Sales", "New").await, pipelines);
    let stages = format!("{}: Open (s2), Open (s3): give the stage's id", several("stage", "open"));
    assert_eq!(moved("p2", "open").await, stages);
    let told = moved("p2", "s3").await;
    assert!(told.contains("pipelineId p2, pipelineStageId s3."), "{told}");
}

#[tokio::test(start_paused = true)]
async fn completion_asks_the_vendor_once_for_many_keystrokes() {
    let later = ALIKE.replace("Sales", "Later");
    let vendor = Vendor::answering([answer(200, ALIKE), answer(200, ALIKE), answer(200, later)]);
    let crm = vendor.location();
    let complete = async |argument: &str, typed: &str| {
        prompts().complete("move-opportunity", argument, &SoFar::typed(typed), &crm, &me()).await.unwrap().values
    };
    for typed in ["", "s", "sa"] {
        assert_eq!(complete("pipeline", typed).await, ["Sales", "sales"]);
    }
    assert_eq!(complete("stage", "o").await, ["Open"]);
    assert_eq!(vendor.requests().len(), 1);

    let arguments = r#"{"opportunity": "Website", "pipeline": "p1", "stage": "New"}"#;
    text(&crm, "move-opportunity", arguments).await.unwrap();
    assert_eq!(vendor.requests().len(), 2, "the prompt itself tells what is there now");

    tokio::time::advance(std::time::Duration::from_mins(1)).await;
    assert_eq!(complete("pipeline", "s").await, ["Sales", "sales"], "the list is read anew in the background");
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    assert_eq!(complete("pipeline", "late").await, ["Later"]);
}

#[tokio::test]
async fn the_day_comes_with_the_calendars_and_the_time_zone() {
    let crm = Demo::new().await.crm();
    let told = text(&crm, "day-calendar", r#"{"day": "2026-11-22"}"#).await.unwrap();
    assert!(told.contains("Day: 2026-11-22\nTime zone: America/New_York\n"), "{told}");
    let calendars = call(&crm, "calendars_list-calendars", json!({})).await.unwrap();
    for calendar in calendars["calendars"].as_array().unwrap() {
        let (name, id) = (calendar["name"].as_str().unwrap(), calendar["id"].as_str().unwrap());
        assert!(told.contains(&format!("- {name}: calendarId {id}\n")), "{told}");
    }
    let today = text(&crm, "day-calendar", "{}").await.unwrap();
    let (_, now) = today.split_once("Day: today; it is 20").unwrap();
    assert!(now.split_once(" now").is_some_and(|(now, _)| now.len() == "26-11-22T12:00:00Z".len()), "{today}");
}

#[tokio::test]
async fn stages_are_completed_within_the_pipeline_that_is_chosen() {
    let crm = Demo::new().await.crm();
    let pipelines = call(&crm, "opportunities_get-pipelines", json!({})).await.unwrap();
    let names = |rows: &Value| -> Vec<String> {
        rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
    };
    let complete = async |argument: &str, so_far: SoFar| -> Completion {
        prompts().complete("move-opportunity", argument, &so_far, &crm, &me()).await.unwrap()
    };
    let all = names(&pipelines["pipelines"]);
    assert!(all.len() > 1);
    assert_eq!(complete("pipeline", SoFar::default()).await.values, all);
    assert_eq!(complete("pipeline", SoFar::typed(all[1].to_uppercase())).await.values, [all[1].clone()]);

    let mut every = Vec::new();
    for pipeline in pipelines["pipelines"].as_array().unwrap() {
        let name = pipeline["name"].as_str().unwrap();
        let stages = names(&pipeline["stages"]);
        assert_eq!(complete("stage", SoFar::default().with("pipeline", name)).await.values, stages);
        every.extend(stages);
    }
    let found = complete("stage", SoFar::default()).await.values;
    assert_eq!(found.iter().collect::<BTreeSet<_>>(), every.iter().collect());
    assert_eq!(complete("stage", SoFar::default().with("pipeline", "none")).await.values, Vec::<String>::new());
}

#[tokio::test]
async fn resources_tell_what_the_tools_tell() {
    let crm = Demo::new().await.crm();
    let resources = Resources::new(highlevel::resources()).unwrap();
    let tools = Toolset::new(highlevel::tools()).unwrap();
    for (uri, tool, name) in [
        ("highlevel://location", "locations_get-location", "location"),
        ("highlevel://custom-fields", "locations_get-custom-fields", "customFields"),
        ("highlevel://pipelines", "opportunities_get-pipelines", "pipelines"),
    ] {
        let contents = resources.read(uri, &crm, &me()).await.unwrap();
        let read: Value = serde_json::from_str(contents.text().unwrap()).unwrap();
        let told =
            call(&crm, tool, if name == "location" { json!({}) } else { json!({ "limit": 100 }) }).await.unwrap();
        assert_eq!(read, json!({ name: told[name] }), "{uri}");
        assert_eq!(contents.mime_type(), "application/json");

        let served = highlevel::resources_for(&[tool]);
        assert_eq!(served.iter().map(|it| &*it.spec().uri).collect::<Vec<_>>(), [uri]);
        let scopes = tools.tool(tool, &me()).unwrap().spec().scopes.clone();
        assert_eq!(served[0].spec().scopes, scopes);
    }
    assert_eq!(highlevel::resources().len(), 3);
}

#[tokio::test]
async fn what_the_vendor_refuses_is_said_as_by_a_tool() {
    let refusal = answer(401, r#"{"statusCode":401,"message":"Invalid JWT"}"#);
    let vendor = Vendor::answering([refusal]);
    let resources = Resources::new(highlevel::resources()).unwrap();
    let refused = resources.read("highlevel://pipelines", &vendor.location(), &me()).await;
    let Err(CallError::Tool(error)) = refused else { panic!("{refused:?}") };
    assert_eq!(error.code(), ErrorCode::Unauthenticated, "{error}");
}
