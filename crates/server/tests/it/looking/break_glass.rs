//! Access that a second person approves: who asks, who answers, what it opens, and that everything under it is marked.

use jiff::SignedDuration;
use rules::access::Role;
use serde_json::{Value, json};
use store::{Db, both_databases};

use crate::api::World;
use crate::api::strikes::some_strike;
use crate::support::Client;

const ACCESSES: &str = "/api/v1/accesses";

/// Asks for access to a conversation; the path of the request.
async fn ask(of: &Client, conversation: &str) -> String {
    let id = conversation.rsplit('/').next().unwrap();
    let wanted = json!({ "conversation": id, "reason": "Nevaren izdelek", "ticket": "SUP-1" });
    let asked = of.post(ACCESSES, &wanted).await;
    assert_eq!(asked.status, 201, "{}", asked.body);
    format!("{ACCESSES}/{}", asked.json()["id"].as_str().unwrap())
}

async fn approve(by: &Client, access: &str) {
    let approved = by
        .put(&format!("{access}/decision"), &json!({ "approved": true }))
        .await;
    assert_eq!(approved.status, 200, "{}", approved.body);
    assert_eq!(approved.json()["state"], "running");
}

/// The bodies of a conversation's events of a kind, as somebody's feed has them.
async fn told(world: &World, of: &Client, kind: &str) -> Vec<Value> {
    world.test.run_jobs().await;
    let events = of.get("/api/v1/events?limit=500").await.json();
    let items = events["items"].as_array().unwrap().iter();
    items
        .filter(|event| event["kind"] == kind)
        .map(|event| event["body"].clone())
        .collect()
}

both_databases! {
    async fn an_administrator_reads_nothing_alone(db: Db) {
        let world = World::new(db).await;
        let path = world.ask("Kje je paket?").await;
        let strike = some_strike(&world, &path).await;
        let administrator = &world.administrator;
        let reason = json!({ "reason": "Radovednost" });
        assert_eq!(administrator.post(&format!("{path}/reads"), &reason).await.problem(), "403 not_allowed");
        for read in [path.clone(), format!("{path}/messages"), format!("{path}/notes"), format!("{path}/deadlines"), format!("/api/v1/strikes/{strike}")] {
            assert_eq!(administrator.get(&read).await.problem(), "403 access_needed", "{read}");
        }
        // The page leads to asking for access, and shows nothing.
        let page = administrator.get(&path.replace("/api/v1", "")).await;
        assert!(page.header("location").starts_with("/staff/accesses?conversation="), "{}", page.body);
        // Whoever may read by role needs none.
        let id = path.rsplit('/').next().unwrap();
        let both = world.test.staff(&[Role::Administrator, Role::Moderator]).await;
        let wanted = json!({ "conversation": id, "reason": "x" });
        assert_eq!(both.post(ACCESSES, &wanted).await.problem(), "409 access_not_needed");
        assert_eq!(world.moderator.post(ACCESSES, &wanted).await.problem(), "403 not_allowed");
    }

    async fn a_second_person_approves_and_every_look_is_marked(db: Db) {
        let world = World::new(db).await;
        let path = world.ask("Kje je paket?").await;
        let strike = some_strike(&world, &path).await;
        let administrator = &world.administrator;
        let access = ask(administrator, &path).await;
        assert_eq!(administrator.get(&path).await.problem(), "403 access_needed", "nobody has approved it");
        let own = administrator.put(&format!("{access}/decision"), &json!({ "approved": true })).await;
        assert_eq!(own.problem(), "403 access_same_person");
        let auditor = world.test.staff(&[Role::Auditor]).await;
        approve(&auditor, &access).await;
        let again = auditor.put(&format!("{access}/decision"), &json!({ "approved": false })).await;
        assert_eq!(again.problem(), "409 access_not_waiting");
        for read in [path.clone(), format!("{path}/messages"), format!("/api/v1/strikes/{strike}")] {
            assert_eq!(administrator.get(&read).await.status, 200, "{read}");
        }
        let id = access.rsplit('/').next().unwrap();
        // The parties see it, marked; nothing says why.
        for party in [&world.maja, &world.ana] {
            let looks = told(&world, party, "staff_read.looked").await;
            assert_eq!(looks.len(), 2, "{looks:?}");
            assert!(looks.iter().all(|look| look["break_glass"] == id), "{looks:?}");
        }
        assert_eq!(told(&world, &world.ana, "strike.looked").await[0]["break_glass"], id);
        let page = world.maja.get(&path.replace("/api/v1", "")).await;
        assert!(page.body.contains("z izredno odobritvijo") && !page.body.contains("Nevaren izdelek"), "{}", page.body);
        let marked = auditor.get("/api/v1/oversight/readings?what=break_glass").await.json();
        // Both are of one instant, in no order that is told.
        let mut marked = marked["items"].as_array().unwrap().clone();
        marked.sort_by_key(|one| one["kind"].as_str().unwrap().to_owned());
        let kinds: Vec<_> = marked.iter().map(|one| (one["kind"].as_str().unwrap(), one["break_glass"].as_str().unwrap())).collect();
        assert_eq!(kinds, [("conversation", id), ("strike", id)]);
        let conversation = &marked[0];
        assert_eq!((&conversation["reason"], &conversation["ticket"], &conversation["looks"]), (&json!("Nevaren izdelek"), &json!("SUP-1"), &json!(2)));
        let file = auditor.get("/staff/readings.csv?what=break_glass").await;
        assert_eq!(file.body.matches(id).count(), 2, "{}", file.body);
        // The reason of the access is the marketplace's text, and that of the reading is the seller's.
        let given = &told(&world, &auditor, "staff_read.reason_given").await[0];
        assert_ne!(given["reason"], told(&world, &auditor, "access.asked").await[0]["reason"]);
        assert_eq!(told(&world, &world.ana, "access.asked").await, Vec::<Value>::new(), "requests are no business of the parties");
    }

    async fn it_opens_what_was_asked_for_and_ends_by_itself(db: Db) {
        let world = World::new(db).await;
        let path = world.ask("Kje je paket?").await;
        let question = json!({ "seller": "drugi", "subject": { "kind": "order", "id": "W2" }, "text": "Kdaj?" });
        let other = world.tone.post("/api/v1/conversations", &question).await.json()["conversation"]["id"].as_str().unwrap().to_owned();
        let other = format!("/api/v1/conversations/{other}");
        let administrator = &world.administrator;
        let second = world.test.staff(&[Role::Administrator]).await;
        approve(&second, &ask(administrator, &path).await).await;
        assert_eq!(administrator.get(&path).await.status, 200);
        assert_eq!(administrator.get(&other).await.problem(), "403 access_needed");
        assert_eq!(second.get(&path).await.problem(), "403 access_needed", "whoever approves does not read");
        world.test.wait(SignedDuration::from_mins(60));
        assert_eq!(administrator.get(&path).await.problem(), "403 access_needed");
        // To all of a seller's, for as long as the setting says.
        let change = json!({ "setting": "break_glass_minutes", "value": 10, "reason": "Poskus" });
        assert_eq!(administrator.post("/api/v1/settings/changes", &change).await.status, 201);
        let wanted = json!({ "seller": "nova", "reason": "Preiskava" });
        let asked = administrator.post(ACCESSES, &wanted).await.json();
        approve(&second, &format!("{ACCESSES}/{}", asked["id"].as_str().unwrap())).await;
        assert_eq!(administrator.get(&path).await.status, 200);
        assert_eq!(administrator.get(&other).await.problem(), "403 access_needed");
        world.test.wait(SignedDuration::from_mins(10));
        assert_eq!(administrator.get(&path).await.problem(), "403 access_needed");
    }

    async fn it_is_refused_ended_early_and_lapses(db: Db) {
        let world = World::new(db).await;
        let path = world.ask("Kje je paket?").await;
        let administrator = &world.administrator;
        let auditor = world.test.staff(&[Role::Auditor]).await;
        let access = ask(administrator, &path).await;
        let refused = auditor.put(&format!("{access}/decision"), &json!({ "approved": false })).await;
        assert_eq!(refused.json()["state"], "refused");
        assert_eq!(administrator.get(&path).await.problem(), "403 access_needed");
        for by in [administrator, &auditor] {
            let access = ask(administrator, &path).await;
            approve(&auditor, &access).await;
            assert_eq!(administrator.get(&path).await.status, 200);
            assert_eq!(by.delete(&access).await.json()["state"], "ended");
            assert_eq!(administrator.get(&path).await.problem(), "403 access_needed", "at once");
            assert_eq!(by.delete(&access).await.problem(), "409 access_not_running");
        }
        let late = ask(administrator, &path).await;
        world.test.wait(SignedDuration::from_hours(24));
        let world = world.again().await;
        let auditor = world.test.staff(&[Role::Auditor]).await;
        let approved = auditor.put(&format!("{late}/decision"), &json!({ "approved": true })).await;
        assert_eq!(approved.problem(), "409 access_not_waiting");
        let listed = auditor.get(ACCESSES).await.json();
        let mut states: Vec<&str> = listed["items"].as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap()).collect();
        // Of the same instant: no order of theirs is told.
        states.sort_unstable();
        assert_eq!(states, ["ended", "ended", "lapsed", "refused"]);
        let nothing = json!({ "conversation": null, "seller": null, "reason": "x" });
        let both = json!({ "conversation": path.rsplit('/').next(), "seller": "nova", "reason": "x" });
        for wrong in [nothing, both] {
            assert_eq!(world.administrator.post(ACCESSES, &wrong).await.problem(), "422 access_target", "{wrong}");
        }
        let nobody = json!({ "seller": "nobody", "reason": "x" });
        assert_eq!(world.administrator.post(ACCESSES, &nobody).await.problem(), "404 not_found");
    }

    async fn the_pages_ask_approve_and_end(db: Db) {
        let world = World::new(db).await;
        let path = world.ask("Kje je paket?").await;
        let id = path.rsplit('/').next().unwrap();
        let administrator = &world.administrator;
        let address = "/staff/accesses";
        let bad = administrator.post_form(address, &[("conversation", "x"), ("reason", "Nujno")]).await;
        assert_eq!(bad.status, 422, "{}", bad.body);
        assert!(bad.body.contains("value=\"Nujno\""), "what was typed stays: {}", bad.body);
        let asked = administrator.post_form(address, &[("conversation", id), ("reason", "Nujno")]).await;
        assert_eq!(asked.header("location"), "/staff/accesses?notice=access-asked");
        let auditor = world.test.staff(&[Role::Auditor]).await;
        let overview = auditor.get("/staff").await;
        assert!(overview.body.contains("Requests for access that wait for you: <strong>1</strong>"), "{}", overview.body);
        let own = administrator.get(address).await;
        assert!(!own.body.contains("value=\"approved\""), "nobody is offered to approve the own request");
        let page = auditor.get(address).await;
        let access = page.body.split("/staff/accesses/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        let decided = auditor.post_form(&format!("{address}/{access}/decision"), &[("outcome", "approved")]).await;
        assert_eq!(decided.header("location"), "/staff/accesses?notice=access-approved");
        let read = administrator.get(&format!("/conversations/{id}")).await;
        assert!(read.status == 200 && read.body.contains("Kje je paket?"), "{}", read.body);
        let ended = administrator.post_form(&format!("{address}/{access}/end"), &[]).await;
        assert_eq!(ended.header("location"), "/staff/accesses?notice=access-ended");
        assert_eq!(administrator.get(&format!("/conversations/{id}")).await.status, 303);
    }
}
