//! What the pages of staff do, over the API.

use jiff::SignedDuration;
use rules::access::Role;
use rules::token::Holder;
use serde_json::{Value, json};
use store::{Db, both_databases};

use super::World;
use crate::support::Browser;

fn ids(answer: &Value) -> Vec<&str> {
    let items = answer["items"].as_array().unwrap().iter();
    items.map(|item| item["id"].as_str().unwrap()).collect()
}

both_databases! {
    async fn what_waits_is_counted_and_listed_by_seller_and_country(db: Db) {
        let world = World::new(db).await;
        let late = world.ask("Kje je paket?").await;
        let late = late.rsplit('/').next().unwrap();
        world.test.wait(SignedDuration::from_hours(25));
        let question = json!({ "seller": "drugi", "subject": { "kind": "order", "id": "W2" }, "text": "Kdaj?" });
        let tone = world.test.buyer("tone").await;
        let fresh = tone.post("/api/v1/conversations", &question).await.json()["conversation"]["id"].as_str().unwrap().to_owned();
        let moderator = world.test.staff(&[Role::Moderator]).await;
        let now = moderator.get("/api/v1/oversight/overview").await.json();
        assert_eq!((&now["overdue"], &now["waiting"], &now["escalated"], &now["partial"]), (&json!(1), &json!(2), &json!(0), &json!(false)));
        let by_seller: Vec<(&str, u64)> = now["by_seller"].as_array().unwrap().iter()
            .map(|row| (row["seller"].as_str().unwrap(), row["overdue"].as_u64().unwrap())).collect();
        assert_eq!(by_seller, [("nova", 1), ("drugi", 0)]);
        assert_eq!((&now["by_country"][0]["country"], &now["by_country"][0]["waiting"]), (&json!("SI"), &json!(2)));
        let list = async |query: &str| moderator.get(&format!("/api/v1/oversight/waiting?{query}")).await.json();
        assert_eq!(ids(&list("part=overdue").await), [late]);
        assert_eq!(ids(&list("part=waiting&seller=drugi").await), [fresh.as_str()]);
        assert_eq!(ids(&list("part=waiting&country=HR").await).len(), 0);
        let first = list("part=waiting&limit=1").await;
        assert_eq!(ids(&first), [late]);
        let next = first["next"].as_str().unwrap();
        let second = list(&format!("part=waiting&limit=1&cursor={next}")).await;
        assert_eq!((ids(&second), &second["next"]), (vec![fresh.as_str()], &Value::Null));
        for (query, code) in [("part=waiting&limit=0", "422 invalid_limit"), ("part=waiting&cursor=x", "422 invalid_cursor")] {
            assert_eq!(moderator.get(&format!("/api/v1/oversight/waiting?{query}")).await.problem(), code);
        }
        assert!(!moderator.get("/api/v1/oversight/waiting?part=waiting").await.body.contains("Kje je paket"));
    }

    async fn a_seller_has_its_people_and_every_deadline_its_derivation(db: Db) {
        let world = World::new(db).await;
        let asked = world.ask("Kje je paket?").await;
        let moderator = &world.moderator;
        let found = moderator.get("/api/v1/oversight/sellers?words=NOVA").await.json();
        assert_eq!(ids(&found), ["nova"]);
        let seller = moderator.get("/api/v1/oversight/sellers/nova").await.json();
        assert_eq!((&seller["name"], &seller["kept"], &seller["missed"]), (&json!("Seller nova"), &json!(0), &json!(0)));
        let people: Vec<(&str, &str)> = seller["people"].as_array().unwrap().iter()
            .map(|person| (person["id"].as_str().unwrap(), person["role"].as_str().unwrap())).collect();
        assert_eq!(people, [("ana", "owner"), ("bor", "owner")]);
        assert_eq!(seller["people"][0]["last_signed_in_at"].as_str().unwrap(), world.test.now().to_string());
        let path = "/api/v1/oversight/sellers/nova/deadlines";
        let open = moderator.get(&format!("{path}?outcome=open")).await.json();
        let first = &open["items"][0];
        assert!(asked.ends_with(first["conversation"].as_str().unwrap()));
        assert_eq!(first["deadline"]["derivation"]["budget_us"], json!(24_i64 * 3_600 * 1_000_000));
        // A day off moves it, and both instants are told.
        let day = json!({ "country": "SI", "day": { "kind": "on", "date": "2026-11-24" }, "change": { "kind": "close", "name": "Sneg" } });
        let closed = world.administrator.post("/api/v1/calendar-days", &day).await;
        assert_eq!(closed.status, 201, "{}", closed.body);
        world.test.run_jobs().await;
        let moved = moderator.get(path).await.json();
        let again = &moved["items"][0]["computed_again"][0];
        assert_eq!(again["due_before"], first["deadline"]["due_at"]);
        assert_eq!(again["due_at"], moved["items"][0]["deadline"]["due_at"]);
        assert_ne!(again["due_at"], again["due_before"]);
        assert_ne!(again["calendar_version"], again["calendar_version_before"]);
        assert_eq!(moderator.get(&format!("{path}?outcome=kept")).await.json()["items"], json!([]));
        for none in ["/api/v1/oversight/sellers/nobody", "/api/v1/oversight/sellers/nobody/deadlines"] {
            assert_eq!(moderator.get(none).await.problem(), "404 not_found");
        }
        assert_eq!(world.ana.get(path).await.problem(), "403 not_allowed");
    }

    async fn what_was_waived_and_followed_by_another_question_is_open_no_more(db: Db) {
        let world = World::new(db).await;
        let asked = world.ask("Hvala!").await;
        let waived = world.ana.put(&format!("{asked}/no-reply-needed"), &json!({ "reason": "Zahvala" })).await;
        assert_eq!(waived.status, 200, "{}", waived.body);
        let states = async |outcome: &str| -> Vec<String> {
            let path = format!("/api/v1/oversight/sellers/nova/deadlines?outcome={outcome}");
            let page = world.moderator.get(&path).await.json();
            let items = page["items"].as_array().unwrap().iter();
            items.map(|item| item["deadline"]["state"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(states("open").await, ["waived"], "the buyer may still object");
        world.test.wait(SignedDuration::from_hours(1));
        assert_eq!(world.ask("In račun?").await, asked);
        assert_eq!(states("open").await, ["running"]);
        assert_eq!(states("waived").await, ["waived"]);
    }

    async fn who_read_what_is_for_auditors_and_administrators(db: Db) {
        let world = World::new(db).await;
        let asked = world.ask("Kje je paket?").await;
        let reason = json!({ "reason": "Pritožba 42" });
        assert!(world.moderator.post(&format!("{asked}/reads"), &reason).await.status.is_success());
        assert_eq!(world.moderator.get(&asked).await.status, 200);
        let auditor = world.test.staff(&[Role::Auditor]).await;
        let readings = auditor.get("/api/v1/oversight/readings?seller=nova").await.json();
        let first = &readings["items"][0];
        assert_eq!((&first["reason"], &first["looks"]), (&json!("Pritožba 42"), &json!(1)));
        assert!(asked.ends_with(first["conversation"].as_str().unwrap()));
        for none in ["seller=drugi", "to=2026-01-01T00:00:00Z", "staff=019a0000-0000-7000-8000-000000000000"] {
            let found = auditor.get(&format!("/api/v1/oversight/readings?{none}")).await;
            assert_eq!(found.json()["items"], json!([]), "{none}");
        }
        assert_eq!(world.moderator.get("/api/v1/oversight/readings").await.problem(), "403 not_allowed");
    }

    async fn an_administrators_program_keeps_the_marketplaces_people(db: Db) {
        let world = World::new(db).await;
        let id = world.test.known_staff(&[Role::Administrator], "no password fits this").await;
        let program = world.test.program(Holder::Staff(id)).await;
        let new = json!({ "name": "Vida Kos", "email": "Vida@lipa.example", "language": "en", "roles": ["auditor"] });
        let added = program.post("/api/v1/staff", &new).await;
        assert_eq!(added.status, 201, "{}", added.body);
        let added = added.json();
        let (vida, password) = (added["id"].as_str().unwrap(), added["first_password"].as_str().unwrap());
        let mut browser = Browser::at(&world.test, "203.0.113.5");
        assert_eq!(browser.sign_in("vida@lipa.example", password).await.status, 303);
        assert_eq!(program.post("/api/v1/staff", &new).await.problem(), "409 email_taken");
        let king = json!({ "name": "K", "email": "k@lipa.example", "language": "en", "roles": ["king"] });
        assert_eq!(program.post("/api/v1/staff", &king).await.problem(), "422 roles");
        let listed = program.get("/api/v1/staff").await;
        assert!(!listed.body.contains(password));
        let listed = listed.json();
        let found = listed["items"].as_array().unwrap().iter().find(|person| person["id"] == vida).unwrap();
        assert_eq!((&found["roles"], &found["version"], &found["has_second_factor"]), (&json!(["auditor"]), &json!(1), &json!(false)));
        assert!(found["last_signed_in_at"].is_string());
        let access = format!("/api/v1/staff/{vida}/access");
        assert_eq!(program.put(&access, &json!({ "roles": ["moderator"], "version": 1 })).await.status, 204);
        assert_eq!(program.put(&access, &json!({ "active": false, "version": 1 })).await.problem(), "409 stale");
        assert_eq!(program.delete(&format!("/api/v1/staff/{vida}/second-factor")).await.status, 204);
        assert_eq!(browser.get("/account").await.header("location"), "/sign-in?to=/account");
        browser.sign_in("vida@lipa.example", password).await;
        assert_eq!(program.delete(&format!("/api/v1/staff/{vida}/sessions")).await.status, 204);
        assert_eq!(browser.get("/account").await.header("location"), "/sign-in?to=/account");
        let own = format!("/api/v1/staff/{id}");
        assert_eq!(program.delete(&format!("{own}/sessions")).await.problem(), "409 oneself");
        assert_eq!(world.moderator.get("/api/v1/staff").await.problem(), "403 not_allowed");
    }
}
