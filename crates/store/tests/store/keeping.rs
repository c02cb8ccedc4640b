//! Legal holds and erasures: what a hold covers and until when, decisions that are taken once, and salts that stay away.

use jiff::Timestamp;
use rules::ids::{BuyerId, ContentId, ConversationId, ErasureId, HoldId, SellerId, StaffId};
use rules::keeping::{
    AskedBy, Erasure, ErasureDecided, ErasureGround, ErasureOutcome, Hold, HoldSubject, Lifted,
};
use store::pseudonyms::{self, Person};
use store::{Db, DbError, Tx, both_databases, erasures, legal_holds};
use uuid::Uuid;

fn at(day: i8) -> Timestamp {
    format!("2026-12-{day:02}T00:00:00Z").parse().unwrap()
}

fn buyer(id: &str) -> BuyerId {
    BuyerId::parse(id).unwrap()
}

fn seller(id: &str) -> SellerId {
    SellerId::parse(id).unwrap()
}

fn content(id: u128) -> ContentId {
    ContentId(Uuid::from_u128(id))
}

const CONVERSATION: ConversationId = ConversationId(Uuid::from_u128(3));
const STAFF: StaffId = StaffId(Uuid::from_u128(5));

fn hold(id: u128, subject: HoldSubject) -> Hold {
    Hold {
        id: HoldId(Uuid::from_u128(id)),
        subject,
        reason: content(id + 100),
        set_at: at(2),
        set_by: STAFF,
        ends_at: at(10),
        lifted: None,
    }
}

fn erasure(id: u128) -> Erasure {
    Erasure {
        id: ErasureId(Uuid::from_u128(id)),
        buyer: buyer("maja"),
        ground: ErasureGround::Objection,
        asked_by: AskedBy::Buyer,
        reason: content(id + 100),
        requested_at: at(1),
        requested_by: STAFF,
        decided: None,
        cleaned_at: None,
    }
}

fn decided(outcome: ErasureOutcome) -> ErasureDecided {
    ErasureDecided {
        at: at(2),
        by: StaffId(Uuid::from_u128(6)),
        outcome,
        because: content(9),
    }
}

async fn holding(db: &Db, day: i8) -> Vec<u128> {
    let read = async move |tx: &Tx| {
        let (seller, buyer) = (seller("nova"), buyer("maja"));
        legal_holds::of_conversation(tx, &seller, CONVERSATION, &buyer, at(day)).await
    };
    let found = db.read(read).await.unwrap();
    found.iter().map(|hold| hold.id.0.as_u128()).collect()
}

both_databases! {
    async fn a_conversation_is_held_by_itself_its_buyer_and_its_seller_from_beginning_to_end(db: Db) {
        let of = |id: u128| ConversationId(Uuid::from_u128(id));
        let all = [
            hold(1, HoldSubject::Conversation(seller("nova"), CONVERSATION)),
            hold(2, HoldSubject::Buyer(buyer("maja"))),
            hold(3, HoldSubject::Seller(seller("nova"))),
            hold(4, HoldSubject::Conversation(seller("nova"), of(4))),
            hold(5, HoldSubject::Buyer(buyer("tone"))),
            hold(6, HoldSubject::Seller(seller("drugi"))),
        ];
        let saved = all.clone();
        db.write(async move |tx: &Tx| {
            for hold in &saved {
                legal_holds::insert(tx, hold).await?;
            }
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
        for (day, expected) in [(1, vec![]), (2, vec![1, 2, 3]), (9, vec![1, 2, 3]), (10, vec![])] {
            assert_eq!(holding(&db, day).await, expected, "day {day}");
        }
        let lifted = Lifted { at: at(3), by: STAFF, because: content(8) };
        let lift = async move |tx: &Tx| legal_holds::lift(tx, HoldId(Uuid::from_u128(2)), lifted).await;
        db.write(lift).await.unwrap();
        assert!(matches!(db.write(lift).await, Err(DbError::Stale)));
        assert_eq!(holding(&db, 9).await, vec![1, 3]);
        let listed = db.read(async |tx: &Tx| legal_holds::any_before(tx, None, 4).await).await.unwrap();
        let mut expected: Vec<Hold> = all[2..].to_vec();
        expected.reverse();
        assert_eq!(listed, expected);
    }

    async fn an_erasure_is_decided_once_and_waits_once_for_each_buyer(db: Db) {
        let insert = |id: u128| async move |tx: &Tx| erasures::insert(tx, &erasure(id)).await;
        db.write(insert(1)).await.unwrap();
        assert!(matches!(db.write(insert(2)).await, Err(DbError::Unique { .. })));
        let decide = |id: u128, outcome| async move |tx: &Tx| {
            erasures::save_decision(tx, ErasureId(Uuid::from_u128(id)), &decided(outcome)).await
        };
        db.write(decide(1, ErasureOutcome::Refused)).await.unwrap();
        let again = db.write(decide(1, ErasureOutcome::Approved)).await;
        assert!(matches!(again, Err(DbError::Stale)));
        db.write(insert(2)).await.unwrap();
        let none = db.read(async |tx: &Tx| erasures::approved_of(tx, &buyer("maja")).await).await.unwrap();
        assert_eq!(none, None);
        db.write(decide(2, ErasureOutcome::Approved)).await.unwrap();
        let clean = async |tx: &Tx| erasures::save_cleaned(tx, ErasureId(Uuid::from_u128(2)), at(3)).await;
        db.write(clean).await.unwrap();
        assert!(matches!(db.write(clean).await, Err(DbError::Stale)));
        let found = db.read(async |tx: &Tx| erasures::approved_of(tx, &buyer("maja")).await).await.unwrap();
        let expected = Erasure {
            decided: Some(decided(ErasureOutcome::Approved)),
            cleaned_at: Some(at(3)),
            ..erasure(2)
        };
        assert_eq!(found, Some(expected));
    }

    async fn what_stands_for_an_erased_buyer_is_made_without_its_salt(db: Db) {
        db.write(async |tx: &Tx| {
            erasures::insert(tx, &erasure(1)).await?;
            erasures::save_decision(tx, ErasureId(Uuid::from_u128(1)), &decided(ErasureOutcome::Approved)).await
        })
        .await
        .unwrap();
        let person = |kind: &'static str, id: &str| Person { kind, seller: String::new(), id: id.to_owned() };
        for (who, is_kept) in [(person("buyer", "maja"), false), (person("buyer", "tone"), true), (person("agent", "maja"), true)] {
            let work = async move |tx: &Tx| {
                pseudonyms::any_insert(tx, &who, &[7; 32], "stands for it").await?;
                assert_eq!(pseudonyms::any_find(tx, &who).await?.as_deref(), Some("stands for it"));
                Ok::<_, DbError>(pseudonyms::any_opened(tx, &who).await?.is_some())
            };
            assert_eq!(db.write(work).await.unwrap(), is_kept);
        }
    }
}
