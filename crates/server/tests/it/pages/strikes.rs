//! Violations in pages, without scripts: a message is disputed, a violation contested, and the contest decided.

use rules::access::Role;
use rules::ids::StaffId;
use rules::moderation::{Decision, Ground};
use store::sessions::Person;
use store::{Db, both_databases};

use super::scene::{Scene, hides, location, shows, submit};
use crate::api::strikes::decide;
use crate::support::Answer;

const PHONE: &str = "Številka je 041 123 456, hvala.";

/// Where the first form on the page that ends like this leads to.
fn action(page: &Answer, ending: &str) -> String {
    let mut actions = page.body.split("action=\"").skip(1);
    let found = actions.find_map(|part| {
        let action = part.split('"').next().unwrap();
        action.ends_with(ending).then(|| action.to_owned())
    });
    found.unwrap_or_else(|| panic!("no form for {ending} in {}", page.body))
}

/// Maja of the seller writes her number to Ana and says that it is none; the thread's path.
async fn disputed(scene: &Scene) -> String {
    let thread = scene.asked("Kje je paket?").await;
    let page = scene.maja.get(&thread).await;
    let fields = [("text", PHONE), ("confirmed", "yes")];
    let sent = submit(&scene.maja, &page, &format!("{thread}/messages"), &fields).await;
    assert!(location(&sent).starts_with(&thread), "{}", sent.body);
    let page = scene.maja.get(&thread).await;
    shows(&page, &["Is this not contact data?"]);
    let form = action(&page, "/dispute");
    let none = submit(&scene.maja, &page, &form, &[("reason", " ")]).await;
    assert!(
        location(&none).contains("notice=dispute-no-reason"),
        "{}",
        location(&none)
    );
    let said = submit(&scene.maja, &page, &form, &[("reason", "Dostavna služba")]).await;
    assert!(
        location(&said).contains("notice=disputed#dispute-"),
        "{}",
        location(&said)
    );
    let again = submit(&scene.maja, &page, &form, &[("reason", "Dostavna služba")]).await;
    assert!(
        location(&again).contains("notice=dispute-refused"),
        "{}",
        location(&again)
    );
    thread
}

async fn moderator(scene: &Scene) -> StaffId {
    scene
        .test
        .known_staff(&[Role::Moderator, Role::Reviewer], "none")
        .await
}

both_databases! {
    async fn the_answer_to_a_dispute_stands_at_its_message(db: Db) {
        let scene = Scene::new(db).await;
        let thread = disputed(&scene).await;
        let waits = "You have said that this is not contact data.";
        shows(&scene.luka.get(&thread).await, &[waits]);
        hides(&scene.ana.get(&thread).await, &["A moderator", "dispute-"]);
        decide(&scene.test, moderator(&scene).await, None, (Decision::Dismissed, Ground::Lookalike)).await;
        let page = scene.luka.get(&thread).await;
        shows(&page, &["the words are fine, and the buyer sees them", "only looks like it"]);
        hides(&page, &[waits, "Is this not contact data?"]);
    }

    async fn an_owner_contests_and_another_person_lifts(db: Db) {
        let scene = Scene::new(db).await;
        shows(&scene.maja.get("/violations").await, &["No message of yours has been found to lead out of the marketplace."]);
        let thread = disputed(&scene).await;
        let giver = moderator(&scene).await;
        decide(&scene.test, giver, None, (Decision::Confirmed, Ground::ContactData)).await;
        shows(&scene.maja.get(&thread).await, &["the words lead out of the marketplace"]);
        let page = scene.maja.get("/violations").await;
        shows(&page, &["1 violation counts at present.", "<mark class=\"hidden-words\">041 123 456</mark>", "a moderator of the marketplace", "Do you disagree?", "Nothing here punishes by itself"]);
        let form = action(&page, "/contest");
        let empty = submit(&scene.maja, &page, &form, &[("text", " ")]).await;
        assert_eq!(empty.status, 422);
        assert!(empty.body.contains("Write a text of 1 to 10,000 characters."), "{}", empty.body);
        let contested = submit(&scene.maja, &page, &form, &[("text", "Številka dostave.")]).await;
        assert!(location(&contested).contains("notice=strike-contested"), "{}", location(&contested));
        let again = submit(&scene.maja, &page, &form, &[("text", "Še enkrat.")]).await;
        assert!(location(&again).contains("notice=strike-stale"), "{}", location(&again));

        // Who confirmed it is told why it is not for them.
        let own = scene.test.session_of(Person::Staff(giver)).await;
        let queue = own.get("/staff/strikes").await;
        shows(&queue, &["Studio Nova", "You confirmed this violation yourself"]);
        hides(&queue, &["041 123 456"]);
        let strike = format!("/staff/strikes/{}", form.split('/').nth(2).unwrap());
        shows(&own.get(&strike).await, &["041 123 456", "You confirmed this violation yourself"]);
        shows(&scene.moderator.get(&strike).await, &["Deciders and reviewers decide about contests."]);
        shows(&scene.moderator.get("/staff/sellers/studio-nova").await, &[&strike]);

        let reviewer = scene.test.staff(&[Role::Reviewer]).await;
        let page = reviewer.get(&strike).await;
        shows(&page, &["Številka dostave.", "It is recorded that you have looked"]);
        let decision = action(&page, "/decision");
        let lifted = submit(&reviewer, &page, &decision, &[("outcome", "lifted"), ("reason", "Res je javna.")]).await;
        assert!(location(&lifted).contains("notice=contest-decided"), "{}", lifted.body);
        let late = submit(&reviewer, &page, &decision, &[("outcome", "upheld"), ("reason", "Ni.")]).await;
        assert!(location(&late).contains("notice=strike-stale"), "{}", late.body);
        shows(&scene.maja.get("/violations").await, &["No violation counts at present.", "the violation is lifted and does not count", "Res je javna."]);
    }
}
