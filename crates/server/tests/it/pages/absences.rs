//! An absence from its announcement to the buyer who is told of it.

use axum::http::StatusCode;
use rules::access::{AgentRole, Role};
use store::{Db, both_databases};

use super::scene::{Scene, hides, location, shows, submit};
use crate::support::Answer;

const ABSENCES: &str = "/absences";
const STAFF: &str = "/staff/absences";

/// Where the first form on the page that ends like this leads to.
fn action(page: &Answer, ending: &str) -> String {
    let mut actions = page.body.split("action=\"").skip(1);
    let found = actions.find_map(|part| {
        let action = part.split('"').next().unwrap();
        action.ends_with(ending).then(|| action.to_owned())
    });
    found.unwrap_or_else(|| panic!("no form for {ending} in {}", page.body))
}

both_databases! {
    async fn a_seller_announces_staff_approve_and_the_buyer_is_told(db: Db) {
        let scene = Scene::new(db).await;
        let page = scene.maja.get(ABSENCES).await;
        shows(&page, &["No absence is announced.", "The reply deadline runs during an absence too"]);
        let fields = [("first", "2026-12-07"), ("last", "2026-12-14"), ("deputy", "luka"), ("reason", "Selitev skladišča")];
        let announced = submit(&scene.maja, &page, ABSENCES, &fields).await;
        assert_eq!((announced.status, location(&announced).as_str()), (StatusCode::SEE_OTHER, "/absences?notice=absence-announced"), "{}", announced.body);
        shows(&scene.maja.get(ABSENCES).await, &["7 Dec 2026 – 14 Dec 2026", "6 working days", "Deputy: Agent luka", "waits for the marketplace"]);

        // Nobody outside knows of it before it is approved.
        scene.test.wait(jiff::SignedDuration::from_hours(24 * 15));
        let ask = "/ask?seller=studio-nova&order=W1";
        hides(&scene.test.buyer("ana").await.get(ask).await, &["odsoten"]);

        let moderator = scene.test.staff(&[Role::Moderator]).await;
        let page = moderator.get(STAFF).await;
        shows(&page, &["Studio Nova", "Selitev skladišča", "7 Dec 2026 – 14 Dec 2026"]);
        let decision = action(&page, "/decision");
        let approved = submit(&moderator, &page, &decision, &[("decision", "approve")]).await;
        assert_eq!(location(&approved), "/staff/absences?notice=absence-approved", "{}", approved.body);
        let again = submit(&moderator, &page, &decision, &[("decision", "approve")]).await;
        assert_eq!(location(&again), "/staff/absences?notice=absence-stale");

        let told = "Prodajalec je odsoten do vključno 14. 12. 2026. V tem času odgovarja namestnik: Agent luka. Rok za odgovor teče tudi v tem času.";
        let ana = scene.test.buyer("ana").await;
        let form = ana.get(ask).await;
        shows(&form, &[told]);
        let sent = submit(&ana, &form, "/conversations", &[("text", "Kje je paket?")]).await;
        let thread = location(&sent).split('?').next().unwrap().to_owned();
        shows(&ana.get(&thread).await, &[told]);

        let maja = scene.test.agent("studio-nova", "maja").await;
        let page = maja.get(ABSENCES).await;
        shows(&page, &["running"]);
        let ended = submit(&maja, &page, &action(&page, "/withdrawal"), &[]).await;
        assert_eq!(location(&ended), "/absences?notice=absence-withdrawn", "{}", ended.body);
        hides(&ana.get(&thread).await, &["odsoten"]);
    }

    async fn what_is_refused_is_said_and_the_rest_kept(db: Db) {
        let scene = Scene::new(db).await;
        let page = scene.maja.get(ABSENCES).await;
        for (first, last, deputy, says) in [
            ("", "2026-12-10", "", "Enter the first and the last day."),
            ("2026-12-10", "2026-12-09", "", "The last day lies before the first."),
            ("2026-11-23", "2026-11-24", "", "The first day can be 24 Nov 2026 at the earliest."),
            ("2026-11-30", "2026-12-08", "", "The first day can be 7 Dec 2026 at the earliest."),
            ("2026-11-28", "2026-11-29", "", "you do not work on these days anyway"),
            ("2026-12-09", "2026-12-09", "nobody-here", "not among your active colleagues"),
        ] {
            let fields = [("first", first), ("last", last), ("deputy", deputy), ("reason", "Sejem v Celju")];
            let refused = submit(&scene.maja, &page, ABSENCES, &fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{first}");
            assert!(refused.body.replace('\u{a0}', " ").contains(says), "{says:?} in {}", refused.body);
            assert!(refused.body.contains("value=\"Sejem v Celju\""), "{}", refused.body);
        }
    }

    async fn days_are_changed_and_refused_with_a_reason(db: Db) {
        let scene = Scene::new(db).await;
        let page = scene.maja.get(ABSENCES).await;
        submit(&scene.maja, &page, ABSENCES, &[("first", "2026-12-07"), ("last", "2026-12-08")]).await;
        let page = scene.maja.get(ABSENCES).await;
        shows(&page, &["nobody answers buyers meanwhile"]);
        let id = action(&page, "/withdrawal").trim_end_matches("/withdrawal").to_owned();
        let form = scene.maja.get(&id).await;
        shows(&form, &["value=\"2026-12-07\""]);
        let fields = [("first", "2026-12-09"), ("last", "2026-12-09"), ("deputy", "luka")];
        let changed = submit(&scene.maja, &form, &id, &fields).await;
        assert_eq!(location(&changed), "/absences?notice=absence-changed", "{}", changed.body);
        let crossed = submit(&scene.maja, &form, &id, &fields).await;
        assert_eq!(location(&crossed), "/absences?notice=absence-stale");

        let page = scene.moderator.get(STAFF).await;
        let decision = action(&page, "/decision");
        let empty = submit(&scene.moderator, &page, &decision, &[("decision", "refuse"), ("reason", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.body.contains("Give a reason of 1 to 500 characters"), "{}", empty.body);
        let reason = "Tik pred prazniki ne gre.";
        let refused = submit(&scene.moderator, &page, &decision, &[("decision", "refuse"), ("reason", reason)]).await;
        assert_eq!(location(&refused), "/staff/absences?notice=absence-refused");
        shows(&scene.maja.get(ABSENCES).await, &[reason, "not approved"]);
    }

    async fn only_an_owner_announces_and_others_look(db: Db) {
        let scene = Scene::new(db).await;
        let dana = scene.test.agent_as("studio-nova", "dana", AgentRole::Agent).await;
        let page = dana.get(ABSENCES).await;
        shows(&page, &["No absence is announced."]);
        hides(&page, &["action=\"/absences\""]);
        assert_eq!(scene.ana.get(ABSENCES).await.status, StatusCode::FORBIDDEN);
        assert_eq!(dana.get(STAFF).await.status, StatusCode::FORBIDDEN);
        let auditor = scene.test.staff(&[Role::Auditor]).await;
        hides(&auditor.get(STAFF).await, &["/decision"]);
    }
}
