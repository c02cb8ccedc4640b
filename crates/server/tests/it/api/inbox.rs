//! Labels, read marks, saved views and many conversations at once over the API.

use axum::http::Method;
use jiff::SignedDuration;
use rules::access::AgentRole;
use serde_json::{Value, json};
use store::{Db, both_databases};

use super::World;
use crate::support::{Answer, Client};

const LABELS: &str = "/api/v1/labels";
const VIEWS: &str = "/api/v1/views";
const BULK: &str = "/api/v1/conversations/bulk";

#[track_caller]
fn id(answer: &Answer) -> String {
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()["id"].as_str().unwrap().to_owned()
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

/// A second conversation of nova, of Maja about the listing.
async fn ask_about_listing(world: &World) -> String {
    let body = json!({ "seller": "nova", "subject": { "kind": "listing", "id": "L1" }, "text": "Je na zalogi?" });
    let opened = world.maja.post("/api/v1/conversations", &body).await;
    assert_eq!(opened.status, 201, "{}", opened.body);
    format!(
        "/api/v1/conversations/{}",
        opened.json()["conversation"]["id"].as_str().unwrap()
    )
}

async fn version(of: &Client, conversation: &str) -> i64 {
    of.get(conversation).await.json()["version"]
        .as_i64()
        .unwrap()
}

/// The ids of the conversations of a list.
async fn listed(of: &Client, query: &str) -> Vec<String> {
    let page = of.get(&format!("/api/v1/conversations?{query}")).await;
    assert_eq!(page.status, 200, "{query}: {}", page.body);
    let page = page.json();
    let items = page["items"].as_array().unwrap().iter();
    items
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}

async fn chosen(of: &Client, conversations: &[&str]) -> Value {
    let mut all = Vec::new();
    for conversation in conversations {
        all.push(json!({ "id": last(conversation), "version": version(of, conversation).await }));
    }
    json!(all)
}

both_databases! {
    async fn a_label_is_made_put_on_renamed_and_deleted_everywhere(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kje je paket?").await;
        let carried = format!("{conversation}/labels");
        let made = world.ana.post(LABELS, &json!({ "name": "Vračilo", "colour": "amber" })).await;
        let label = id(&made);
        assert_eq!(made.json()["version"], 1);
        for wrong in [
            (json!({ "name": " ", "colour": "red" }), "422 name_empty"),
            (json!({ "name": "x".repeat(41), "colour": "red" }), "422 name_too_long"),
            (json!({ "name": "Nujno", "colour": "pink" }), "422 label_colour"),
            (json!({ "name": "VRACILO", "colour": "red" }), "409 label_exists"),
        ] {
            assert_eq!(world.ana.post(LABELS, &wrong.0).await.problem(), wrong.1, "{}", wrong.0);
        }
        // Events of one instant have no order among each other.
        let moment = || world.test.wait(SignedDuration::from_secs(1));
        moment();
        let put = world.bor.post(&carried, &json!({ "on": [label] })).await;
        assert_eq!((put.status.as_u16(), put.json()), (200, json!({ "labels": [label] })));
        let again = world.bor.post(&carried, &json!({ "on": [label] })).await;
        assert_eq!(again.json(), json!({ "labels": [label] }));
        assert_eq!(world.ana.get(&carried).await.json(), json!({ "labels": [label] }));
        assert_eq!(listed(&world.ana, &format!("label={label}")).await, [last(&conversation)]);
        assert_eq!(world.ana.get(LABELS).await.json()["items"][0]["conversations"], 1);

        let one = format!("{LABELS}/{label}");
        moment();
        let renamed = world.bor.put(&format!("{one}?version=1"), &json!({ "name": "Vračila", "colour": "blue" })).await;
        assert_eq!((&renamed.json()["name"], &renamed.json()["version"]), (&json!("Vračila"), &json!(2)));
        let stale = world.ana.put(&format!("{one}?version=1"), &json!({ "name": "Denar", "colour": "blue" })).await;
        assert_eq!(stale.problem(), "409 stale");

        moment();
        for _ in 0..2 {
            assert_eq!(world.ana.bare(Method::DELETE, &one).await.status, 204);
        }
        assert_eq!(world.ana.get(&carried).await.json(), json!({ "labels": [] }));
        assert_eq!(world.ana.put(&one, &json!({ "name": "Denar", "colour": "blue" })).await.problem(), "404 not_found");
        world.test.run_jobs().await;
        let kinds = world.event_kinds(&world.ana).await;
        let of_labels: Vec<&String> = kinds.iter().filter(|kind| kind.contains("label")).collect();
        assert_eq!(of_labels, ["label.created", "conversation.labelled", "label.changed", "label.deleted"]);
        assert!(!world.ana.get("/api/v1/events?limit=500").await.body.contains("Vračil"), "no name in an event");
    }

    async fn labels_are_the_sellers_own_and_no_buyers_business(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kje je paket?").await;
        let carried = format!("{conversation}/labels");
        let theirs = id(&world.eva.post(LABELS, &json!({ "name": "Nujno", "colour": "red" })).await);
        let own = id(&world.ana.post(LABELS, &json!({ "name": "Nujno", "colour": "red" })).await);
        let both = world.ana.post(&carried, &json!({ "on": [own, theirs] })).await;
        assert_eq!(both.problem(), "422 label_unknown");
        assert_eq!(world.ana.get(&carried).await.json(), json!({ "labels": [] }), "all or none");
        assert_eq!(world.ana.put(&format!("{LABELS}/{theirs}"), &json!({ "name": "x", "colour": "red" })).await.problem(), "404 not_found");
        assert_eq!(world.ana.bare(Method::DELETE, &format!("{LABELS}/{theirs}")).await.status, 204);
        assert_eq!(world.eva.get(LABELS).await.json()["items"][0]["id"], json!(theirs), "it is still there");
        for (who, expected) in [(&world.eva, "404 not_found"), (&world.maja, "403 not_allowed"), (&world.moderator, "403 not_allowed")] {
            assert_eq!(who.get(&carried).await.problem(), expected);
            assert_eq!(who.post(&carried, &json!({ "on": [own] })).await.problem(), expected);
        }
        let reader = world.test.agent_as("nova", "cene", AgentRole::ReadOnly).await;
        assert_eq!(reader.get(LABELS).await.status, 200);
        assert_eq!(reader.post(&carried, &json!({ "on": [own] })).await.problem(), "403 not_allowed");
        let program = world.test.automation("nova").await;
        assert_eq!(program.post(&carried, &json!({ "on": [own] })).await.status, 200);
        assert_eq!(program.post(LABELS, &json!({ "name": "Novo", "colour": "red" })).await.problem(), "403 not_allowed");
        let seen = world.maja.get("/api/v1/conversations").await;
        assert!(!seen.body.contains("labels") && !seen.body.contains(&own), "{}", seen.body);
        world.test.run_jobs().await;
        let kinds = world.event_kinds(&world.maja).await;
        assert!(kinds.iter().all(|kind| !kind.contains("label")), "{kinds:?}");
    }

    async fn a_mark_moves_by_being_shown_and_what_was_shown_stays_shown(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kje je paket?").await;
        let mark = format!("{conversation}/read-mark");
        let unread = async |of: &Client| {
            let counts = of.get("/api/v1/counts").await.json();
            let listed = of.get("/api/v1/conversations").await.json()["items"][0]["unread"].as_bool().unwrap();
            (counts["unread"]["needs_reply"].as_i64().unwrap(), listed)
        };
        assert_eq!(world.ana.get(&mark).await.json(), json!({ "read_up_to": 0, "seen_up_to": 0, "kept_unread": false }));
        // Reading over the API is not having been shown.
        assert_eq!(world.ana.get(&format!("{conversation}/messages")).await.status, 200);
        assert_eq!(unread(&world.ana).await, (1, true));
        assert_eq!(listed(&world.ana, "unread=true").await, [last(&conversation)]);

        let aside = world.ana.put(&mark, &json!({ "marking": "put_aside" })).await;
        assert_eq!(aside.json(), json!({ "read_up_to": 1, "seen_up_to": 0, "kept_unread": false }));
        assert_eq!(unread(&world.ana).await, (0, false));
        assert_eq!(unread(&world.bor).await, (1, true), "each agent reads for itself");
        assert_eq!(world.maja.get(&format!("{conversation}/seen")).await.json(), json!({ "items": [] }), "put aside is not seen");

        world.test.wait(SignedDuration::from_mins(1));
        // What is shown cannot be more than there is.
        let shown = world.ana.put(&mark, &json!({ "marking": "shown", "up_to": 9 })).await;
        assert_eq!(shown.json(), json!({ "read_up_to": 1, "seen_up_to": 1, "kept_unread": false }));
        world.test.wait(SignedDuration::from_mins(1));
        let kept = world.ana.put(&mark, &json!({ "marking": "kept_unread" })).await;
        assert_eq!(kept.json(), json!({ "read_up_to": 1, "seen_up_to": 1, "kept_unread": true }));
        assert_eq!(unread(&world.ana).await, (1, true));
        world.bor.put(&mark, &json!({ "marking": "shown", "up_to": 1 })).await;

        let told = world.maja.get(&format!("{conversation}/seen")).await;
        assert_eq!(told.json(), json!({ "items": [{ "side": "seller", "at": "2026-11-23T09:01:00Z", "from": 0, "up_to": 1 }] }));
        assert!(!told.body.contains("ana") && !told.body.contains("bor"), "{}", told.body);
        let among_colleagues = world.bor.get(&format!("{conversation}/seen")).await.json();
        let who: Vec<&Value> = among_colleagues["items"].as_array().unwrap().iter().map(|look| &look["agent"]).collect();
        assert_eq!(who, ["ana", "bor"]);
    }

    async fn who_has_no_mark_moves_none(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kje je paket?").await;
        let mark = format!("{conversation}/read-mark");
        let shown = json!({ "marking": "shown", "up_to": 1 });
        let program = world.test.automation("nova").await;
        for (who, expected) in [
            (&world.eva, "404 not_found"),
            (&world.tone, "404 not_found"),
            (&program, "403 not_allowed"),
            (&world.moderator, "403 not_allowed"),
        ] {
            assert_eq!(who.get(&mark).await.problem(), expected);
            assert_eq!(who.put(&mark, &shown).await.problem(), expected);
        }
        assert_eq!(world.maja.put(&mark, &json!({ "marking": "kept_unread" })).await.problem(), "422 agents_only");
        let reader = world.test.agent_as("nova", "cene", AgentRole::ReadOnly).await;
        assert_eq!(reader.put(&mark, &shown).await.status, 200, "who only reads does read");
        assert!(world.test.automation("nova").await.get("/api/v1/counts").await.json().get("unread").is_none());
        assert_eq!(program.get("/api/v1/conversations?unread=true").await.problem(), "422 filter_not_available");
    }

    async fn a_view_is_saved_listed_with_what_is_unread_and_opened(db: Db) {
        let world = World::new(db).await;
        let about_order = world.ask("Kje je paket?").await;
        let about_listing = ask_about_listing(&world).await;
        world.ana.put(&format!("{about_order}/assignment"), &json!({ "agent": "ana" })).await;
        let mine = json!({ "name": "Moji", "tab": "needs_reply", "filter": { "agent": "ana" } });
        let mine = id(&world.ana.post(VIEWS, &mine).await);
        let free = json!({ "name": "Brez agenta", "shared": true, "filter": { "unassigned": true, "unread": true, "to": "2026-11-23" } });
        let free = id(&world.ana.post(VIEWS, &free).await);
        let views = world.ana.get(VIEWS).await.json();
        let told: Vec<_> = views["items"].as_array().unwrap().iter()
            .map(|view| (view["name"].as_str().unwrap(), view["tab"].as_str().unwrap(), view["unread"].as_i64().unwrap()))
            .collect();
        assert_eq!(told, [("Brez agenta", "all", 1), ("Moji", "needs_reply", 1)]);
        assert_eq!(views["items"][0]["filter"], json!({ "unassigned": true, "unread": true, "to": "2026-11-23" }));
        assert_eq!(listed(&world.ana, &format!("view={mine}")).await, [last(&about_order)]);
        assert_eq!(listed(&world.bor, &format!("view={free}")).await, [last(&about_listing)]);
        // The page shows the same views and leads to the same conversations.
        let page = world.ana.get(&format!("/conversations?view={mine}")).await;
        assert!(page.body.contains(last(&about_order)) && !page.body.contains(last(&about_listing)), "{}", page.body);

        for query in ["tab=all", "agent=ana", "changed_since=2026-11-23T00:00:00Z"] {
            let refused = world.ana.get(&format!("/api/v1/conversations?view={mine}&{query}")).await;
            assert_eq!(refused.problem(), "422 view_with_filter", "{query}");
        }
        let two = json!({ "name": "x", "filter": { "agent": "ana", "unassigned": true } });
        assert_eq!(world.ana.post(VIEWS, &two).await.problem(), "422 agent_and_unassigned");

        let first = format!("{VIEWS}/first");
        assert_eq!(world.ana.put(&first, &json!({ "view": mine })).await.status, 204);
        assert_eq!(world.ana.get(VIEWS).await.json()["first"], json!(mine));
        assert_eq!(world.ana.put(&first, &json!({})).await.status, 422);
        assert_eq!(world.ana.put(&first, &json!({ "view": null })).await.status, 204);
        assert_eq!(world.ana.get(VIEWS).await.json()["first"], Value::Null);

        let renamed = world.ana.put(&format!("{VIEWS}/{mine}?version=1"), &json!({ "name": "Moje" })).await;
        assert_eq!((&renamed.json()["name"], &renamed.json()["version"]), (&json!("Moje"), &json!(2)));
        let stale = world.ana.put(&format!("{VIEWS}/{mine}?version=1"), &json!({ "name": "Naše" })).await;
        assert_eq!(stale.problem(), "409 stale");
        assert_eq!(world.ana.bare(Method::DELETE, &format!("{VIEWS}/{mine}")).await.status, 204);
        assert_eq!(world.ana.get(&format!("/api/v1/conversations?view={mine}")).await.problem(), "404 not_found");
    }

    async fn a_view_of_ones_own_does_not_exist_for_others(db: Db) {
        let world = World::new(db).await;
        let own = id(&world.ana.post(VIEWS, &json!({ "name": "Moji" })).await);
        let shared = id(&world.ana.post(VIEWS, &json!({ "name": "Naši", "shared": true })).await);
        let rename = json!({ "name": "Tuji" });
        for (who, view) in [(&world.bor, &own), (&world.eva, &own), (&world.eva, &shared)] {
            let one = format!("{VIEWS}/{view}");
            assert_eq!(who.put(&one, &rename).await.problem(), "404 not_found");
            assert_eq!(who.bare(Method::DELETE, &one).await.problem(), "404 not_found");
            assert_eq!(who.put(&format!("{VIEWS}/first"), &json!({ "view": view })).await.problem(), "404 not_found");
            assert_eq!(who.get(&format!("/api/v1/conversations?view={view}")).await.problem(), "404 not_found");
        }
        let reader = world.test.agent_as("nova", "cene", AgentRole::ReadOnly).await;
        assert_eq!(reader.put(&format!("{VIEWS}/{shared}"), &rename).await.problem(), "403 not_allowed");
        assert_eq!(reader.post(VIEWS, &json!({ "name": "Za vse", "shared": true })).await.problem(), "403 not_allowed");
        assert_eq!(reader.post(VIEWS, &json!({ "name": "Zase" })).await.status, 201);
        assert_eq!(world.maja.get(VIEWS).await.problem(), "403 not_allowed");
        assert_eq!(world.maja.get(&format!("/api/v1/conversations?view={shared}")).await.problem(), "403 not_allowed");
    }

    async fn many_are_changed_at_once_and_each_refusal_is_told(db: Db) {
        let world = World::new(db).await;
        let (one, two) = (world.ask("Kje je paket?").await, ask_about_listing(&world).await);
        let seen = chosen(&world.ana, &[&one, &two]).await;
        // Meanwhile the first is given to somebody else.
        world.bor.put(&format!("{one}/assignment"), &json!({ "agent": "bor" })).await;
        let unknown = "019a0000-0000-7000-8000-000000000000";
        let mut conversations = seen.as_array().unwrap().clone();
        conversations.push(json!({ "id": unknown, "version": 1 }));
        let assign = json!({ "change": { "kind": "assign", "agent": "ana" }, "conversations": conversations });
        let result = world.ana.post(BULK, &assign).await;
        assert_eq!(result.status, 200, "{}", result.body);
        let result = result.json();
        assert_eq!(result["done"], 1);
        let refused: Vec<_> = result["refused"].as_array().unwrap().iter()
            .map(|refused| (refused["id"].as_str().unwrap(), refused["code"].as_str().unwrap(), refused["title"].is_null()))
            .collect();
        assert_eq!(refused, [(last(&one), "stale", false), (unknown, "not_found", true)]);
        assert_eq!(world.ana.get(&one).await.json()["assignee"], "bor");
        assert_eq!(world.ana.get(&two).await.json()["assignee"], "ana");

        // A reply is owed in both; answering one lets it be closed.
        assert_eq!(world.ana.write(&one, "Na poti.", 1).await.status, 201);
        let all = chosen(&world.ana, &[&one, &two]).await;
        let closed = world.ana.post(BULK, &json!({ "change": { "kind": "close" }, "conversations": all })).await.json();
        assert_eq!((&closed["done"], &closed["refused"][0]["id"], &closed["refused"][0]["code"]), (&json!(1), &json!(last(&two)), &json!("reply_owed")));

        let label = id(&world.ana.post(LABELS, &json!({ "name": "Nujno", "colour": "red" })).await);
        let all = chosen(&world.ana, &[&one, &two]).await;
        for (kind, expected) in [("put_label", json!([label])), ("take_label_off", json!([]))] {
            let body = json!({ "change": { "kind": kind, "label": label }, "conversations": all });
            assert_eq!(world.ana.post(BULK, &body).await.json()["done"], 2);
            assert_eq!(world.ana.get(&format!("{two}/labels")).await.json()["labels"], expected);
        }
        for (kind, kept) in [("keep_unread", true), ("mark_read", false)] {
            let body = json!({ "change": { "kind": kind }, "conversations": all });
            assert_eq!(world.ana.post(BULK, &body).await.json()["done"], 2);
            assert_eq!(world.ana.get(&format!("{two}/read-mark")).await.json()["kept_unread"], json!(kept));
        }
    }

    async fn what_concerns_all_of_many_is_refused_as_a_whole(db: Db) {
        let world = World::new(db).await;
        let one = world.ask("Kje je paket?").await;
        let all = chosen(&world.ana, &[&one]).await;
        let close = json!({ "kind": "close" });
        let many: Vec<Value> = (0..101).map(|_| all[0].clone()).collect();
        for (change, conversations, expected) in [
            (close.clone(), json!([]), "422 nothing_chosen"),
            (close.clone(), json!(many), "422 too_many_chosen"),
            (json!({ "kind": "assign", "agent": "eva" }), all.clone(), "422 agent_unknown"),
            (json!({ "kind": "put_label", "label": "019a0000-0000-7000-8000-000000000000" }), all.clone(), "422 label_unknown"),
        ] {
            let answer = world.ana.post(BULK, &json!({ "change": change, "conversations": conversations })).await;
            assert_eq!(answer.problem(), expected);
        }
        let reader = world.test.agent_as("nova", "cene", AgentRole::ReadOnly).await;
        let body = json!({ "change": close, "conversations": all });
        assert_eq!(reader.post(BULK, &body).await.problem(), "403 not_allowed");
        assert_eq!(world.maja.post(BULK, &body).await.problem(), "403 not_allowed");
        let theirs = world.eva.post(BULK, &body).await.json();
        assert_eq!((&theirs["done"], &theirs["refused"][0]["code"], &theirs["refused"][0]["title"]), (&json!(0), &json!("not_found"), &Value::Null));
    }
}
