//! Strikes: saved as they are, contested and decided once, and looked up by seller, review and what waits.

use jiff::Timestamp;
use rules::ids::{
    AgentId, ContentId, ConversationId, MessageId, ReviewId, SellerId, StaffId, StrikeId,
};
use rules::moderation::{Contest, ContestDecided, ContestOutcome, Ground, Strike};
use store::{Db, DbError, Tx, both_databases, strikes};
use uuid::Uuid;

fn at(day: i8) -> Timestamp {
    format!("2026-12-{day:02}T00:00:00Z").parse().unwrap()
}

fn seller(id: &str) -> SellerId {
    SellerId::parse(id).unwrap()
}

fn content(id: u128) -> ContentId {
    ContentId(Uuid::from_u128(id))
}

fn strike(id: u128, of: &str, given: i8) -> Strike {
    Strike {
        id: StrikeId(Uuid::from_u128(id)),
        seller: seller(of),
        review: ReviewId(Uuid::from_u128(id + 100)),
        conversation: ConversationId(Uuid::from_u128(3)),
        message: MessageId(Uuid::from_u128(id + 200)),
        ground: Ground::DealOutside,
        given_at: at(given),
        given_by: StaffId(Uuid::from_u128(5)),
        expires_at: at(given + 1),
        contest_until: at(given + 2),
        evidence: content(id + 300),
        contest: None,
    }
}

fn contest(day: i8) -> Contest {
    Contest {
        at: at(day),
        by: AgentId::parse("ana").unwrap(),
        text: content(7),
        decided: None,
    }
}

async fn saved(db: &Db, all: &[Strike]) {
    let all = all.to_vec();
    db.write(async move |tx: &Tx| {
        for strike in &all {
            strikes::insert(tx, strike).await?;
        }
        Ok::<_, DbError>(())
    })
    .await
    .unwrap();
}

async fn contested(db: &Db, strike: &Strike, contest: Contest) -> Result<(), DbError> {
    let strike = strike.clone();
    db.write(async move |tx: &Tx| strikes::save_contest(tx, &strike, &contest).await)
        .await
}

async fn decided(db: &Db, strike: &Strike, decided: ContestDecided) -> Result<(), DbError> {
    let strike = strike.clone();
    db.write(async move |tx: &Tx| strikes::save_decision(tx, &strike, &decided).await)
        .await
}

both_databases! {
    async fn a_strike_comes_back_as_it_was_saved(db: Db) {
        let mut one = strike(1, "nova", 7);
        saved(&db, std::slice::from_ref(&one)).await;
        let decision = ContestDecided { at: at(9), by: StaffId(Uuid::from_u128(6)), outcome: ContestOutcome::Lifted, because: content(8) };
        assert!(matches!(decided(&db, &one, decision).await, Err(DbError::Stale)), "it is not contested");
        contested(&db, &one, contest(8)).await.unwrap();
        assert!(matches!(contested(&db, &one, contest(9)).await, Err(DbError::Stale)));
        decided(&db, &one, decision).await.unwrap();
        assert!(matches!(decided(&db, &one, decision).await, Err(DbError::Stale)));
        one.contest = Some(Contest { decided: Some(decision), ..contest(8) });
        let found = db.read(async |tx: &Tx| {
            let id = StrikeId(Uuid::from_u128(1));
            Ok::<_, DbError>([
                strikes::find(tx, &seller("nova"), id).await?,
                strikes::any_find(tx, id).await?,
                strikes::of_review(tx, &seller("nova"), ReviewId(Uuid::from_u128(101))).await?,
                strikes::find(tx, &seller("drugi"), id).await?,
                strikes::of_review(tx, &seller("drugi"), ReviewId(Uuid::from_u128(101))).await?,
            ])
        }).await.unwrap();
        assert_eq!(found, [Some(one.clone()), Some(one.clone()), Some(one), None, None]);
    }

    async fn a_review_gives_one_strike(db: Db) {
        let one = strike(1, "nova", 7);
        saved(&db, std::slice::from_ref(&one)).await;
        let second = Strike { id: StrikeId(Uuid::from_u128(2)), ..one };
        let refused = db.write(async move |tx: &Tx| strikes::insert(tx, &second).await).await;
        assert!(refused.is_err());
    }

    async fn the_newest_come_first_and_the_longest_waiting_contest_too(db: Db) {
        let all = [strike(1, "nova", 7), strike(2, "nova", 8), strike(3, "drugi", 9)];
        saved(&db, &all).await;
        contested(&db, &all[2], contest(10)).await.unwrap();
        contested(&db, &all[0], contest(11)).await.unwrap();
        let ids = async |limit| {
            let waiting = db.read(async move |tx: &Tx| strikes::any_contested(tx, limit).await).await.unwrap();
            waiting.iter().map(|strike| strike.id.0.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!((ids(10).await, ids(1).await), (vec![3, 1], vec![3]));
        let nova = db.read(async |tx: &Tx| strikes::of_seller(tx, &seller("nova")).await).await.unwrap();
        assert_eq!(nova.iter().map(|strike| strike.id.0.as_u128()).collect::<Vec<_>>(), [2, 1]);
    }
}
