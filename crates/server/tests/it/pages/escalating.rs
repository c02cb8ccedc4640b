//! A buyer asks the marketplace for help when the deadline has lapsed, and staff see who has.

use axum::http::StatusCode;
use jiff::SignedDuration;
use rules::access::Role;
use store::{Db, both_databases};

use super::scene::{Scene, hides, location, shows, submit};

both_databases! {
    async fn a_lapsed_deadline_lets_the_buyer_ask_the_marketplace_for_help(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let id = path.rsplit('/').next().unwrap();
        let before = scene.ana.get(&path).await;
        shows(&before, &["data-until=\"2026-11-24T09:00:00.000001Z\"", "data-from=\"2026-11-24T09:00:00.000001Z\""]);
        let early = scene.ana.json(axum::http::Method::PUT, &format!("/api/v1{path}/escalation"), &serde_json::json!({})).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.body);
        assert_eq!(early.json()["code"], "not_yet");
        assert!(early.body.contains("2026-11-24T09:00:00.000001Z"), "{}", early.body);

        scene.test.wait(SignedDuration::from_hours(24));
        let ana = scene.test.buyer("ana").await;
        let due = submit(&ana, &ana.get(&path).await, &format!("{path}/escalation"), &[]).await;
        assert_eq!(location(&due), format!("{path}?notice=escalation-not-yet"), "at the due instant itself");
        scene.test.wait(SignedDuration::from_millis(1));
        let lapsed = ana.get(&path).await;
        hides(&lapsed, &["data-from"]);
        let called = submit(&ana, &lapsed, &format!("{path}/escalation"), &[]).await;
        assert_eq!(location(&called), format!("{path}?notice=escalated"));
        let after = ana.get(&path).await;
        shows(&after, &["Tržnico ste prosili za pomoč"]);
        hides(&after, &["/escalation"]);

        let maja = scene.test.agent("studio-nova", "maja").await;
        shows(&maja.get("/conversations").await, &["buyer asks for help"]);
        shows(&maja.get(&path).await, &["The buyer asked the marketplace for help because of the delay"]);
        let moderator = scene.test.staff(&[Role::Moderator]).await;
        let calls = moderator.get("/staff/escalations").await;
        shows(&calls, &[id, "Studio Nova", "Take over"]);
        let taken = submit(&moderator, &calls, &format!("{path}/takeover"), &[]).await;
        assert_eq!(location(&taken), format!("{path}?notice=taken-over"));
        hides(&moderator.get("/staff/escalations").await, &[id]);
        hides(&maja.get("/conversations").await, &["buyer asks for help"]);
    }

    async fn an_answer_of_the_seller_ends_the_call(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        scene.test.wait(SignedDuration::from_hours(25));
        let ana = scene.test.buyer("ana").await;
        submit(&ana, &ana.get(&path).await, &format!("{path}/escalation"), &[]).await;
        let maja = scene.test.agent("studio-nova", "maja").await;
        let api = format!("/api/v1{path}");
        assert!(maja.get(&api).await.json()["escalated_at"].is_string());
        submit(&maja, &maja.get(&path).await, &format!("{path}/messages"), &[("text", "Here it is.")]).await;
        assert!(maja.get(&api).await.json()["escalated_at"].is_null());
        let auditor = scene.test.staff(&[Role::Auditor]).await;
        assert_eq!(auditor.get("/api/v1/oversight/escalations").await.json()["items"], serde_json::json!([]));
        shows(&ana.get(&path).await, &["Odgovor ste prejeli."]);
    }

    async fn a_link_need_not_name_the_seller_and_a_topic_brings_its_first_words(db: Db) {
        let scene = Scene::new(db).await;
        let ask = scene.ana.get("/ask?order=W1").await;
        shows(&ask, &["Kje je moj paket?", "Prodajalec: Studio Nova", "name=\"seller\" value=\"studio-nova\""]);
        shows(&scene.ana.get("/ask?listing=L1").await, &["Ali je na zalogi?"]);
        let chosen = scene.ana.get("/ask?order=W1&topic=parcel").await;
        shows(&chosen, &["kje je moj paket in kdaj ga lahko pričakujem?</textarea>", "aria-current=\"true\""]);
        let tone = scene.test.buyer("tone").await;
        assert_eq!(tone.get("/ask?order=W1").await.status, StatusCode::NOT_FOUND);
    }
}
