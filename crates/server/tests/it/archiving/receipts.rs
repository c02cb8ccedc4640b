//! Who sent a message gets a receipt that verifies without Dopis, and nobody else gets one.

use archive::policy::Policy;
use archive::receipt::Receipt;
use store::{Db, both_databases};

use super::Log;
use crate::api::World;
use crate::support::{Client, TestApp};

const ORIGINAL: &str = "Kje je paket? Plačal sem 20 €.";

async fn ids(of: &Client, conversation: &str) -> Vec<String> {
    let messages = of.get(&format!("{conversation}/messages")).await.json();
    let items = messages["items"].as_array().unwrap();
    let ids = items.iter().map(|message| message["id"].as_str().unwrap());
    ids.map(str::to_owned).collect()
}

both_databases! {
    async fn a_receipt_proves_what_was_sent_and_any_change_of_it_is_seen(db: Db) {
        let log = Log::new();
        let world = World::of(TestApp::with(db, |config| log.configure(config))).await;
        let conversation = world.ask(ORIGINAL).await;
        let file = world.ana.attached(&conversation, "račun.txt", "Račun številka 7".as_bytes()).await;
        assert_eq!(world.ana.write_with(&conversation, &[file]).await.status, 201);
        let messages = ids(&world.maja, &conversation).await;
        let paths: Vec<String> = messages.iter().map(|id| format!("{conversation}/messages/{id}/receipt")).collect();
        assert_eq!(world.maja.get(&paths[0]).await.problem(), "409 not_sealed_yet");
        world.test.run_jobs().await;
        let policy = Policy::new(vec![Log::key(1).verifier().clone()], Vec::new(), 0).unwrap();
        for (client, path, texts) in [(&world.maja, &paths[0], 1), (&world.bor, &paths[1], 3)] {
            let got = client.get(path).await;
            assert_eq!(got.status, 200, "{}", got.body);
            assert!(got.header("content-disposition").starts_with("attachment; filename=\"receipt-"));
            let receipt = Receipt::parse(&got.bytes).unwrap();
            assert_eq!(receipt.leaf().kind, "message.sent");
            assert_eq!(receipt.opened().count(), texts);
            assert!(receipt.hidden().is_empty());
            receipt.verify(&policy).unwrap();
        }
        let got = world.maja.get(&paths[0]).await.body;
        assert!(got.contains(ORIGINAL));
        let forged = Receipt::parse(got.replace("20 €", "25 €").as_bytes()).unwrap();
        assert!(forged.verify(&policy).is_err());
        let stranger = Policy::new(vec![Log::key(2).verifier().clone()], Vec::new(), 0).unwrap();
        assert!(Receipt::parse(got.as_bytes()).unwrap().verify(&stranger).is_err());
        for (client, path, problem) in [
            (&world.ana, &paths[0], "403 not_the_sender"),
            (&world.maja, &paths[1], "403 not_the_sender"),
            (&world.moderator, &paths[0], "403 not_the_sender"),
            (&world.tone, &paths[0], "404 not_found"),
            (&world.eva, &paths[1], "404 not_found"),
        ] {
            assert_eq!(client.get(path).await.problem(), problem, "{path}");
        }
        let unknown = format!("{conversation}/messages/019a0000-0000-7000-8000-000000000000/receipt");
        assert_eq!(world.maja.get(&unknown).await.problem(), "404 not_found");
    }

    async fn without_a_log_there_are_no_receipts(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask(ORIGINAL).await;
        let message = &ids(&world.maja, &conversation).await[0];
        world.test.run_jobs().await;
        let answer = world.maja.get(&format!("{conversation}/messages/{message}/receipt")).await;
        assert_eq!(answer.problem(), "404 not_found");
    }
}
