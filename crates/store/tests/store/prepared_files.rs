//! Prepared files: one attempt at a time, the last one counts, and what is over is found and forgotten.

use jiff::Timestamp;
use rules::ids::{BuyerId, PreparedFileId};
use store::prepared_files::{
    Asker, Content, PreparedFile, Progress, Ready, any_claim, any_expired, expire_of_buyer,
    find_of_asker, forget, give_up, insert, make_ready, of_asker, prolong,
};
use store::{Db, DbError, Tx, both_databases};
use uuid::Uuid;

fn at(minute: i8) -> Timestamp {
    format!("2026-12-01T10:{minute:02}:00Z").parse().unwrap()
}

fn asker(id: &str) -> Asker {
    Asker {
        kind: "buyer".to_owned(),
        seller: String::new(),
        id: id.to_owned(),
    }
}

fn file(id: u128, of: &str) -> PreparedFile {
    PreparedFile {
        id: PreparedFileId(Uuid::from_u128(id)),
        content: Content::BuyerData(BuyerId::parse(of).unwrap()),
        asker: asker(of),
        language: "sl".to_owned(),
        progress: Progress::Waiting,
        attempts: 0,
        asked_at: at(0),
        expires_at: at(50),
    }
}

fn ready(object: u128, minute: i8) -> Ready {
    Ready {
        object: Uuid::from_u128(object),
        bytes: 5_000_000_000,
        sha256: [9; 32],
        at: at(minute),
    }
}

both_databases! {
    async fn whoever_was_overtaken_changes_nothing(db: Db) {
        db.write(async |tx: &Tx| {
            let asked = file(1, "maja");
            insert(tx, &asked).await?;
            let [first, second] = [Uuid::from_u128(11), Uuid::from_u128(12)];
            let claimed = any_claim(tx, at(1), at(10), first).await?.unwrap();
            assert_eq!((claimed.id, claimed.attempts), (asked.id, 1));
            assert_eq!(any_claim(tx, at(2), at(20), second).await?, None, "it is somebody's");
            assert!(prolong(tx, asked.id, first, at(12), at(3)).await?);
            assert_eq!(any_claim(tx, at(11), at(20), second).await?, None, "and was prolonged");
            let claimed = any_claim(tx, at(12), at(20), second).await?.unwrap();
            assert_eq!(claimed.attempts, 2);
            assert!(!prolong(tx, asked.id, first, at(40), at(13)).await?);
            assert!(!make_ready(tx, asked.id, &ready(11, 13), at(55)).await?);
            assert!(!give_up(tx, asked.id, first).await?);
            assert!(make_ready(tx, asked.id, &ready(12, 14), at(55)).await?);
            assert!(!make_ready(tx, asked.id, &ready(12, 15), at(59)).await?, "once");
            assert_eq!(any_claim(tx, at(30), at(40), first).await?, None);
            let found = find_of_asker(tx, &asker("maja"), asked.id, at(54)).await?.unwrap();
            assert_eq!(found.progress, Progress::Ready(ready(12, 14)));
            assert_eq!(found.expires_at, at(55));
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    }

    async fn each_has_its_own_until_its_time_is_over(db: Db) {
        db.write(async |tx: &Tx| {
            for asked in [file(1, "maja"), file(2, "tone"), file(3, "maja")] {
                insert(tx, &asked).await?;
            }
            let ids = |files: Vec<PreparedFile>| files.into_iter().map(|file| file.id.0.as_u128()).collect::<Vec<_>>();
            assert_eq!(ids(of_asker(tx, &asker("maja"), at(1), 20).await?), [3, 1]);
            assert_eq!(ids(of_asker(tx, &asker("maja"), at(1), 1).await?), [3]);
            assert_eq!(find_of_asker(tx, &asker("tone"), file(1, "maja").id, at(1)).await?, None);
            assert_eq!(any_expired(tx, at(49), 10).await?, []);
            let maja = BuyerId::parse("maja").unwrap();
            assert_eq!(expire_of_buyer(tx, &maja, at(5)).await?, 2);
            assert_eq!(any_expired(tx, at(5), 10).await?.len(), 2);
            assert_eq!(ids(of_asker(tx, &asker("maja"), at(5), 20).await?), Vec::<u128>::new());
            assert_eq!(any_claim(tx, at(5), at(9), Uuid::from_u128(1)).await?.unwrap().id, file(2, "tone").id);
            forget(tx, file(1, "maja").id, at(5)).await?;
            forget(tx, file(2, "tone").id, at(5)).await?;
            assert_eq!(any_expired(tx, at(51), 10).await?, [file(3, "maja").id, file(2, "tone").id]);
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    }
}
