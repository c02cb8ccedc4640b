//! Keys under which requests are carried out once.

use jiff::{SignedDuration, Timestamp};
use store::idempotency::{Answer, Begun, Key, answer, begin, give_back};
use store::{Db, DbError, both_databases};

fn key(request: u8) -> Key {
    Key {
        viewer: "agent/nova/ana".into(),
        key: "k".into(),
        request_hash: [request; 32],
    }
}

async fn begun(db: &Db, request: u8, now: Timestamp) -> Begun {
    let abandoned_before = now - SignedDuration::from_secs(40);
    db.write(async move |tx| -> Result<Begun, DbError> {
        begin(tx, &key(request), now, abandoned_before).await
    })
    .await
    .unwrap()
}

both_databases! {
    async fn a_key_belongs_to_one_request_until_it_is_given_back(db: Db) {
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(1);
        assert_eq!(begun(&db, 1, now).await, Begun::New);
        assert_eq!(begun(&db, 1, now).await, Begun::InProgress);
        assert_eq!(begun(&db, 2, now).await, Begun::OtherRequest);
        db.write(async |tx| -> Result<(), DbError> { give_back(tx, &key(1)).await }).await.unwrap();
        assert_eq!(begun(&db, 2, now).await, Begun::New);
    }

    async fn an_abandoned_key_is_taken_over_and_an_answered_one_is_not(db: Db) {
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(1);
        let later = now + SignedDuration::from_secs(60);
        assert_eq!(begun(&db, 1, now).await, Begun::New);
        assert_eq!(begun(&db, 1, later).await, Begun::New);
        assert_eq!(begun(&db, 1, later).await, Begun::InProgress);
        let given = Answer { status: 201, response: "{}".into() };
        let kept = given.clone();
        db.write(async move |tx| -> Result<(), DbError> { answer(tx, &key(1), &kept).await }).await.unwrap();
        let much_later = later + SignedDuration::from_hours(2);
        assert_eq!(begun(&db, 1, much_later).await, Begun::Answered(given));
        db.write(async |tx| -> Result<(), DbError> { give_back(tx, &key(1)).await }).await.unwrap();
        assert_eq!(begun(&db, 2, much_later).await, Begun::OtherRequest);
    }
}
