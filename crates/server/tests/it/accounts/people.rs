//! A seller's people: invitations, roles, the end of an access.

use jiff::SignedDuration;
use rules::access::AgentRole;
use rules::token::Holder;
use serde_json::json;
use store::{Db, both_databases};

use super::scene::{PASSWORD, events};
use crate::support::{Answer, Browser, TestApp};

fn with_passwords(db: Db) -> TestApp {
    TestApp::with(db, |config| config.sign_in.agents_with_password = true)
}

fn link(page: &Answer) -> String {
    let (_, rest) = page
        .body
        .split_once("value=\"http://localhost:8080/invitation/")
        .unwrap();
    format!("/invitation/{}", rest.split('"').next().unwrap())
}

async fn invited(owner: &mut Browser, email: &str, role: &str) -> String {
    owner.get("/people").await;
    let page = owner
        .post("/people/invitations", &[("email", email), ("role", role)])
        .await;
    assert_eq!(page.status, 200, "{}", page.body);
    link(&page)
}

const CINDY: &[(&str, &str)] = &[
    ("name", "Cindi"),
    ("language", "en"),
    ("password", PASSWORD),
];

both_databases! {
    async fn an_invitation_makes_one_agent_once(db: Db) {
        let test = with_passwords(db);
        let mut owner = Browser::of(&test.agent("nova", "ana").await);
        let link = invited(&mut owner, "Cindi@Nova.example", "read_only").await;
        assert!(!owner.get("/people").await.body.contains(&link), "the link is shown once");
        let mut cindi = Browser::at(&test, "203.0.113.5");
        let page = cindi.get(&link).await;
        assert!(page.body.contains("cindi@nova.example") && page.body.contains("read only"), "{}", page.body);
        let short = cindi.post(&link, &[("name", "Cindi"), ("language", "en"), ("password", "short")]).await;
        assert_eq!(short.status, 422);
        assert!(short.body.contains("value=\"Cindi\""), "what was typed is kept");
        let joined = cindi.post(&link, CINDY).await;
        assert_eq!((joined.status.as_u16(), joined.header("location")), (303, "/conversations"));
        assert_eq!(cindi.get("/conversations").await.status, 200);
        assert_eq!(cindi.get("/people").await.status, 403);
        let mut again = Browser::at(&test, "203.0.113.6");
        assert_eq!(again.get(&link).await.status, 404);
        assert_eq!(again.post(&link, CINDY).await.status, 404);
        assert_eq!(again.sign_in("cindi@nova.example", PASSWORD).await.status, 303);
        let page = owner.get("/people").await;
        assert!(page.body.contains("Cindi") && page.body.contains("read only"), "{}", page.body);
        let kinds = events(&test, "seller", "nova".into()).await;
        assert_eq!(kinds, ["agent.invited", "agent.joined"]);
    }

    async fn an_invitation_ends_after_seven_days_or_when_withdrawn_or_made_anew(db: Db) {
        let test = with_passwords(db);
        let mut owner = Browser::of(&test.agent("nova", "ana").await);
        let first = invited(&mut owner, "cindi@nova.example", "agent").await;
        let second = invited(&mut owner, "cindi@nova.example", "agent").await;
        let mut cindi = Browser::at(&test, "203.0.113.5");
        assert_eq!(cindi.get(&first).await.status, 404);
        assert_eq!(cindi.get(&second).await.status, 200);
        let page = owner.get("/people").await;
        let (_, rest) = page.body.split_once("/people/invitations/").unwrap();
        let id = rest.split('/').next().unwrap();
        assert_eq!(owner.post(&format!("/people/invitations/{id}/withdrawal"), &[]).await.status, 303);
        assert_eq!(cindi.get(&second).await.status, 404);
        let third = invited(&mut owner, "cindi@nova.example", "agent").await;
        test.wait(SignedDuration::from_hours(7 * 24) - SignedDuration::from_secs(1));
        assert_eq!(cindi.get(&third).await.status, 200);
        test.wait(SignedDuration::from_secs(1));
        assert_eq!(cindi.post(&third, CINDY).await.status, 404);
    }

    async fn only_owners_invite_and_only_where_agents_have_passwords(db: Db) {
        let test = with_passwords(db);
        for role in [AgentRole::Agent, AgentRole::ReadOnly] {
            let mut agent = Browser::of(&test.agent_as("nova", role.code(), role).await);
            assert_eq!(agent.get("/people").await.status, 403);
            assert_eq!(agent.post("/people/invitations", &[("email", "x@nova.example")]).await.status, 403);
        }
        let mut owner = Browser::of(&test.agent("nova", "ana").await);
        for (email, text) in [("ana@sellers.example", "works for you already"), ("nobody", "of the form")] {
            let refused = owner.post("/people/invitations", &[("email", email), ("role", "agent")]).await;
            assert_eq!(refused.status, 422);
            assert!(refused.body.contains(text) && refused.body.contains(&format!("value=\"{email}\"")), "{}", refused.body);
        }
    }

    async fn where_agents_have_no_passwords_the_marketplace_alone_adds_them(db: Db) {
        let test = TestApp::new(db);
        let mut owner = Browser::of(&test.agent("nova", "ana").await);
        assert!(owner.get("/people").await.body.contains("adds your people"));
        assert_eq!(owner.post("/people/invitations", &[("email", "x@nova.example")]).await.status, 409);
    }

    async fn a_role_counts_from_the_next_request_on_for_tokens_too_and_an_owner_remains(db: Db) {
        let test = with_passwords(db);
        let mut owner = Browser::of(&test.agent("nova", "ana").await);
        let mut bor = Browser::of(&test.agent_as("nova", "bor", AgentRole::Agent).await);
        let agent = test.known_agent("nova", "bor").await;
        let program = test.program(Holder::Agent { seller: agent.seller, agent: agent.id }).await;
        let note = "/api/v1/conversations/019a0000-0000-7000-8000-000000000000/notes";
        let body = serde_json::json!({ "text": "x" });
        assert_eq!(program.post(note, &body).await.status, 404);
        owner.get("/people").await;
        let role = [("do", "role"), ("role", "read_only"), ("version", "1")];
        assert_eq!(owner.post("/people/bor/access", &role).await.header("location"), "/people?notice=people-changed");
        assert_eq!(program.post(note, &body).await.status, 403);
        let crossed = owner.post("/people/bor/access", &role).await;
        assert_eq!(crossed.status, 409, "{}", crossed.body);
        let last = owner.post("/people/ana/access", &[("do", "role"), ("role", "agent")]).await;
        assert_eq!(last.status, 409);
        assert!(last.body.contains("At least one owner"), "{}", last.body);
        assert_eq!(owner.post("/people/ana/access", &[("do", "end")]).await.status, 409);
        assert_eq!(bor.get("/conversations").await.status, 200);
        assert_eq!(owner.post("/people/bor/access", &[("do", "end")]).await.status, 303);
        assert_eq!(bor.get("/conversations").await.header("location"), "/sign-in?to=/conversations");
        assert_eq!(program.get("/api/v1/me").await.status, 401);
        assert_eq!(owner.post("/people/bor/access", &[("do", "return")]).await.status, 303);
        assert_eq!(bor.get("/conversations").await.header("location"), "/sign-in?to=/conversations", "old sessions do not come back");
        assert_eq!(owner.post("/people/nobody/access", &[("do", "end")]).await.status, 404);
        let mut other = Browser::of(&test.agent("drugi", "eva").await);
        assert_eq!(other.post("/people/bor/access", &[("do", "end")]).await.status, 404);
    }

    async fn what_the_marketplace_pushes_wins(db: Db) {
        let test = with_passwords(db);
        let mut owner = Browser::of(&test.agent("nova", "ana").await);
        let mut bor = Browser::of(&test.agent_as("nova", "bor", AgentRole::Agent).await);
        owner.post("/people/bor/access", &[("do", "role"), ("role", "owner")]).await;
        let pushed = serde_json::json!({ "name": "Boris", "email": "bor@sellers.example", "language": "en", "active": false });
        assert_eq!(test.platform().await.put("/api/v1/sellers/nova/agents/bor", &pushed).await.status, 200);
        assert_eq!(bor.get("/conversations").await.header("location"), "/sign-in?to=/conversations");
        let page = owner.get("/people").await;
        assert!(page.body.contains("Boris") && page.body.contains("access ended"), "{}", page.body);
    }

    async fn a_program_of_an_owner_keeps_people_too(db: Db) {
        let test = with_passwords(db);
        let owner = test.known_agent("nova", "ana").await;
        let program = test.program(Holder::Agent { seller: owner.seller, agent: owner.id }).await;
        let invitations = "/api/v1/sellers/nova/invitations";
        let made = program.post(invitations, &json!({ "email": "cindi@nova.example", "role": "read_only" })).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let made = made.json();
        let url = made["url"].as_str().unwrap().replace("http://localhost:8080", "");
        assert_eq!(Browser::at(&test, "203.0.113.5").get(&url).await.status, 200);
        let listed = program.get(invitations).await;
        assert!(listed.json()["items"][0]["id"] == made["id"] && !listed.body.contains("url"), "{}", listed.body);
        let refused = program.post(invitations, &json!({ "email": "x@nova.example", "role": "king" })).await;
        assert_eq!(refused.problem(), "422 role");
        let one = format!("{invitations}/{}", made["id"].as_str().unwrap());
        assert_eq!(program.delete(&one).await.status, 204);
        assert_eq!(program.delete(&one).await.status, 404);
        let bor = test.agent_as("nova", "bor", AgentRole::Agent).await;
        let access = "/api/v1/sellers/nova/agents/bor/access";
        let changed = program.put(access, &json!({ "role": "read_only", "version": 1 })).await;
        assert_eq!((changed.status.as_u16(), changed.json()["role"].as_str()), (200, Some("read_only")));
        assert_eq!(program.put(access, &json!({ "active": false, "version": 1 })).await.problem(), "409 stale");
        assert_eq!(program.delete("/api/v1/sellers/nova/agents/bor/sessions").await.status, 204);
        assert_eq!(bor.get("/conversations").await.header("location"), "/sign-in?to=/conversations");
        let last = program.put("/api/v1/sellers/nova/agents/ana/access", &json!({ "active": false })).await;
        assert_eq!(last.problem(), "409 last_owner");
        assert_eq!(program.get("/api/v1/sellers/drugi/invitations").await.status, 404);
    }

    async fn an_invitation_ends_with_the_access_of_the_owner_who_made_it(db: Db) {
        let test = with_passwords(db);
        let mut ana = Browser::of(&test.agent("nova", "ana").await);
        let mut bor = Browser::of(&test.agent("nova", "bor").await);
        let back_door = invited(&mut bor, "bor@home.example", "owner").await;
        let mut stranger = Browser::at(&test, "203.0.113.5");
        assert_eq!(stranger.get(&back_door).await.status, 200);
        ana.get("/people").await;
        assert_eq!(ana.post("/people/bor/access", &[("do", "role"), ("role", "agent")]).await.status, 303);
        assert_eq!(stranger.get(&back_door).await.status, 404);
        assert_eq!(stranger.post(&back_door, CINDY).await.status, 404);
        assert!(!ana.get("/people").await.body.contains("bor@home.example"));
        // Another owner may invite the same person, and that one opens.
        let anew = invited(&mut ana, "bor@home.example", "agent").await;
        assert_eq!(stranger.get(&anew).await.status, 200);
    }

    async fn who_was_added_meanwhile_is_told_to_sign_in_and_is_not_made_twice(db: Db) {
        let test = with_passwords(db);
        let mut owner = Browser::of(&test.agent("nova", "ana").await);
        let link = invited(&mut owner, "cindi@nova.example", "agent").await;
        let pushed = json!({ "name": "Cindi", "email": "Cindi@nova.example", "language": "en" });
        assert_eq!(test.platform().await.put("/api/v1/sellers/nova/agents/c-1", &pushed).await.status, 201);
        let mut cindi = Browser::at(&test, "203.0.113.5");
        cindi.get(&link).await;
        let refused = cindi.post(&link, CINDY).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("works for this seller already") && refused.body.contains("value=\"Cindi\""), "{}", refused.body);
        assert!(!cindi.cookies.contains_key("__Host-dopis"));
        let agents = test.platform().await.get("/api/v1/sellers/nova/agents").await;
        assert_eq!(agents.body.matches("cindi@nova.example").count(), 1, "{}", agents.body);
    }

    async fn a_page_that_is_open_changes_nothing_after_its_agent_may_only_read(db: Db) {
        let test = with_passwords(db);
        let world = crate::api::World::of(test).await;
        let conversation = world.ask("Kje je paket?").await;
        let path = format!("/conversations/{}", conversation.rsplit('/').next().unwrap());
        let mut bor = Browser::of(&world.bor);
        assert!(bor.get(&path).await.body.contains("name=\"text\""));
        let mut live = world.bor.at(&world.test.second_node()).follow("/live", None).await;
        live.missed().await;
        let mut owner = Browser::of(&world.ana);
        assert_eq!(owner.post("/people/bor/access", &[("do", "role"), ("role", "read_only")]).await.status, 303);
        let written = bor.post(&format!("{path}/messages"), &[("text", "Na poti."), ("last_read", "1")]).await;
        assert_eq!(written.status, 403);
        assert_eq!(bor.post(&format!("{path}/notes"), &[("text", "Opomba")]).await.status, 403);
        let page = bor.get(&path).await;
        assert!(page.status == 200 && !page.body.contains("name=\"text\"") && !page.body.contains("Na poti."), "{}", page.body);
    }
}
