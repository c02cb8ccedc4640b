//! What leads out of the marketplace: told while one writes, hidden from the other side, asked about or refused.

use rules::access::Role;
use serde_json::{Value, json};
use store::{Db, both_databases};

use super::World;
use crate::support::{Answer, Client};

const PHONE: &str = "Pokličite me na 041 123 456, hvala.";
const NUMBER: &str = "041 123 456";
const DEAL: &str = "Dogovorimo se raje mimo tržnice, bo ceneje.";

pub(super) fn id_of(conversation: &str) -> &str {
    conversation.rsplit('/').next().unwrap()
}

async fn check(client: &Client, conversation: &str, text: &str) -> Answer {
    let body = json!({ "conversation": id_of(conversation), "text": text });
    client.post("/api/v1/messages/check", &body).await
}

async fn newest(client: &Client, conversation: &str) -> Value {
    let read = client.get(&format!("{conversation}/messages")).await;
    assert_eq!(read.status, 200, "{}", read.body);
    read.json()["items"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone()
}

/// Every page and answer in which a side reads messages of this conversation.
pub(super) async fn all_read(client: &Client, conversation: &str) -> Vec<(String, String)> {
    let page = format!("/conversations/{}", id_of(conversation));
    let mut read = Vec::new();
    for path in [
        page.as_str(),
        "/conversations",
        "/conversations?tab=all",
        "/conversations?tab=needs-reply",
        "/api/v1/conversations",
        "/api/v1/conversations?tab=all",
        "/api/v1/conversations?changed=true",
        "/api/v1/events?limit=500",
        conversation,
        &format!("{conversation}/messages"),
        &format!("{conversation}/deadlines"),
    ] {
        let answer = client.get(path).await;
        read.push((path.to_owned(), answer.body));
    }
    read
}

/// The same, where somebody else has written the newest message.
async fn everything_read(client: &Client, conversation: &str) -> Vec<(String, String)> {
    let mut read = all_read(client, conversation).await;
    // What a writer is shown who had not read it.
    let body = json!({ "text": "Se vidi?", "last_read": 0 });
    let late = client
        .post(&format!("{conversation}/messages"), &body)
        .await;
    assert_eq!(late.problem(), "409 written_meanwhile");
    read.push(("written meanwhile".to_owned(), late.body));
    read
}

#[track_caller]
pub(super) fn none_holds(read: &[(String, String)], words: &str) {
    for (path, body) in read {
        assert!(!body.contains(words), "{path}: {body}");
    }
}

pub(super) async fn set(world: &World, setting: &str, kind: &str, measure: &str) -> Answer {
    let settings = world.administrator.get("/api/v1/settings").await.json();
    let mut value = settings[setting].clone();
    value[kind] = json!(measure);
    let body = json!({ "setting": setting, "value": value, "reason": "Preizkus" });
    let path = "/api/v1/settings/changes";
    world.administrator.post(path, &body).await
}

both_databases! {
    async fn a_text_is_checked_and_nothing_is_kept(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        let before = world.event_kinds(&world.ana).await;
        let checked = check(&world.ana, &conversation, PHONE).await;
        assert_eq!(checked.status, 200, "{}", checked.body);
        let checked = checked.json();
        let finding = checked["findings"].as_array().unwrap().iter()
            .find(|finding| finding["kind"] == "phone").unwrap();
        let (start, end) = (finding["start"].as_u64().unwrap(), finding["end"].as_u64().unwrap());
        let words: String = PHONE.chars().skip(start as usize).take((end - start) as usize).collect();
        assert_eq!(words, NUMBER);
        assert_eq!((&finding["measure"], &finding["version"]), (&json!("mask"), &json!(rules::contact::VERSION)));
        for sentence in ["why", "instead", "then"] {
            let text = finding[sentence].as_str().unwrap();
            assert!(text.ends_with('.') && !text.contains("contact-"), "{text}");
        }
        assert_eq!(check(&world.ana, &conversation, "Paket pride jutri.").await.json(), json!({ "findings": [], "measure": "allow", "asks": false }));
        assert_eq!(check(&world.ana, &conversation, &"a".repeat(10_001)).await.problem(), "422 text_too_long");
        assert_eq!(check(&world.eva, &conversation, PHONE).await.problem(), "404 not_found");
        assert_eq!(world.event_kinds(&world.ana).await, before);
    }

    async fn what_is_the_orders_own_or_the_marketplaces_may_be_repeated(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        let own = check(&world.ana, &conversation, "Poglejte na localhost ali pri naročilu W1.").await;
        assert_eq!(own.json()["measure"], "allow", "{}", own.body);
        let foreign = check(&world.ana, &conversation, "Poglejte na www.lesene-igrace.si").await;
        assert_eq!(foreign.json()["findings"][0]["kind"], "url", "{}", foreign.body);
        // Staff speak for the marketplace.
        let staff = check(&world.moderator, &conversation, PHONE).await;
        assert_eq!(staff.json(), json!({ "findings": [], "measure": "allow", "asks": false }));
    }

    async fn the_buyer_never_gets_a_sellers_number_and_the_seller_sees_which_words(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        // The invitation to call alone would be held.
        assert_eq!(set(&world, "contact_of_sellers", "deal", "confirm").await.status, 201);
        let body = json!({ "text": PHONE, "last_read": 1, "confirmed": true });
        let sent = world.ana.post(&format!("{conversation}/messages"), &body).await;
        assert_eq!(sent.status, 201, "{}", sent.body);
        let seen = newest(&world.maja, &conversation).await;
        assert_eq!(seen["text"], PHONE.replace(NUMBER, rules::moderation::HIDDEN));
        assert_eq!((&seen["masked"], &seen["findings"]), (&json!(true), &json!([])));
        none_holds(&everything_read(&world.maja, &conversation).await, NUMBER);
        let page = world.maja.get(&format!("/conversations/{}", id_of(&conversation))).await;
        assert!(page.body.contains("je skritih, ker so videti kot"), "{}", page.body);
        // The seller's people see the whole, with what was found.
        for agent in [&world.ana, &world.bor] {
            let own = newest(agent, &conversation).await;
            assert_eq!((&own["text"], &own["masked"]), (&json!(PHONE), &json!(true)));
            assert!(own["findings"].as_array().unwrap().iter().any(|finding| finding["kind"] == "phone"));
            let page = agent.get(&format!("/conversations/{}", id_of(&conversation))).await;
            assert!(page.body.contains(&format!("<mark class=\"hidden-words\">{NUMBER}</mark>")), "{}", page.body);
            assert!(page.body.contains("The buyer does not see the marked words."), "{}", page.body);
        }
        // So do staff, once they have said why they look.
        let moderator = world.test.staff(&[Role::Moderator]).await;
        let reason = json!({ "reason": "Pritožba" });
        assert!(moderator.post(&format!("{conversation}/reads"), &reason).await.status.is_success());
        assert_eq!(newest(&moderator, &conversation).await["text"], PHONE);
        world.test.run_jobs().await;
        assert!(!world.event_kinds(&world.maja).await.contains(&"message.screened".to_owned()));
        assert!(world.event_kinds(&world.ana).await.contains(&"message.screened".to_owned()));
    }

    async fn a_buyers_own_number_is_hidden_from_the_seller_and_never_stops_the_message(db: Db) {
        let world = World::new(db).await;
        let withdrawal = format!("Odstopam od pogodbe. {PHONE}");
        let conversation = world.ask(&withdrawal).await;
        none_holds(&everything_read(&world.ana, &conversation).await, NUMBER);
        let seen = newest(&world.ana, &conversation).await;
        assert!(seen["text"].as_str().unwrap().starts_with("Odstopam od pogodbe. "), "{seen}");
        let own = newest(&world.maja, &conversation).await;
        assert_eq!((&own["text"], &own["masked"]), (&json!(withdrawal), &json!(true)));
        let page = world.maja.get(&format!("/conversations/{}", id_of(&conversation))).await;
        assert!(page.body.contains("Označenih besed prodajalec ne vidi."), "{}", page.body);
        for measure in ["refuse", "hold"] {
            let set = set(&world, "contact_of_buyers", "phone", measure).await;
            assert_eq!(set.status, 422, "{}", set.body);
        }
    }

    async fn an_invitation_is_asked_about_before_it_is_sent(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        assert_eq!(set(&world, "contact_of_sellers", "deal", "confirm").await.status, 201);
        let before = world.event_kinds(&world.ana).await;
        let checked = check(&world.ana, &conversation, DEAL).await.json();
        assert_eq!((&checked["measure"], &checked["asks"]), (&json!("confirm"), &json!(true)));
        assert_eq!(world.ana.write(&conversation, DEAL, 1).await.problem(), "409 contact_confirm");
        assert_eq!(world.event_kinds(&world.ana).await, before);
        let body = json!({ "text": DEAL, "last_read": 1, "confirmed": true });
        let sent = world.ana.post(&format!("{conversation}/messages"), &body).await;
        assert_eq!(sent.status, 201, "{}", sent.body);
        let seen = newest(&world.maja, &conversation).await;
        assert_eq!((&seen["text"], &seen["masked"]), (&json!(DEAL), &json!(false)));
        assert_eq!(newest(&world.ana, &conversation).await["findings"][0]["measure"], "confirm");
    }

    async fn staff_decide_what_is_refused_from_when_on(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        let entered = set(&world, "contact_of_sellers", "deal", "refuse").await;
        assert_eq!(entered.status, 201, "{}", entered.body);
        let body = json!({ "text": DEAL, "last_read": 1, "confirmed": true });
        let refused = world.ana.post(&format!("{conversation}/messages"), &body).await;
        assert_eq!(refused.problem(), "422 contact_refused");
        assert_eq!(newest(&world.maja, &conversation).await["sequence"], 1);
        assert_eq!(check(&world.ana, &conversation, DEAL).await.json()["measure"], "refuse");
        let history = world.administrator.get("/api/v1/settings/changes?setting=contact_of_sellers").await.json();
        assert_eq!(history["items"][0]["value"]["deal"], "refuse", "{history}");
    }
}
