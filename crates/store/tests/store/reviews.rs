//! Messages that wait for a person, and what persons decide: one at a time, once, the oldest promise first.

use jiff::{SignedDuration, Timestamp, ToSpan};
use rules::conversation::AuthorKind;
use rules::deadline::{Calendar, CalendarSpec};
use rules::ids::{ContentId, ConversationId, MessageId, ReviewId, SellerId, StaffId};
use rules::moderation::{Cause, Claim, Decided, Decision, Ground, HeldState, Review, promise};
use store::held_messages::{self, HeldMessage};
use store::reviews::{self, Waiting};
use store::{Db, DbError, Tx, both_databases, params};
use uuid::Uuid;

const ONE: StaffId = StaffId(Uuid::from_u128(101));
const OTHER: StaffId = StaffId(Uuid::from_u128(102));

fn at(hour: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + hour * 3600).unwrap()
}

fn seller() -> SellerId {
    SellerId::parse("nova").unwrap()
}

fn held(number: u128) -> HeldMessage {
    HeldMessage {
        id: MessageId(Uuid::from_u128(number)),
        conversation: ConversationId(Uuid::from_u128(7)),
        author: AuthorKind::Agent,
        author_id: "ana".to_owned(),
        written_at: at(0),
        state: HeldState::Waiting,
        ended_at: None,
        text: None,
    }
}

fn review(number: u128, opened_at: Timestamp) -> Review {
    let spec = CalendarSpec::working_days("SI", "Europe/Ljubljana", Some("SI"));
    let calendar = Calendar::new(&spec, &[], at(0)).unwrap();
    let promised = promise(&calendar, opened_at, SignedDuration::from_hours(4)).unwrap();
    Review {
        seller: seller(),
        id: ReviewId(Uuid::from_u128(number)),
        conversation: ConversationId(Uuid::from_u128(7)),
        message: MessageId(Uuid::from_u128(number)),
        cause: Cause::Held,
        opened_at,
        due_at: promised.0,
        derivation: promised.1,
        author: AuthorKind::Agent,
        language: Some("sl".to_owned()),
        stated: None,
        disputed_by: Some(("agent".to_owned(), "ana".to_owned())),
        claim: None,
        decided: None,
    }
}

fn decided(by: StaffId, at: Timestamp) -> Decided {
    Decided {
        at,
        by,
        decision: Decision::Dismissed,
        ground: Ground::Lookalike,
        note: Some(ContentId(Uuid::from_u128(55))),
    }
}

async fn add_conversation(tx: &Tx) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO conversations (seller_id, conversation_id, buyer_id, subject_kind, subject_id, title, state, \
         last_sequence, last_author, last_message_at, last_message, waits_for, version, created_at, updated_at) \
         VALUES (?1, ?2, 'mia', 'order', 'o1', 'A lamp', 'open', 1, 'buyer', ?3, ?2, 'seller', 1, ?3, ?3)",
        params![seller(), ConversationId(Uuid::from_u128(7)), at(0)],
    )
    .await?;
    Ok(())
}

both_databases! {
    async fn a_message_waits_until_it_ends_once(db: Db) {
        db.write(async |tx: &Tx| {
            let seller = seller();
            held_messages::insert(tx, &seller, &held(1)).await?;
            store::contents::insert(tx, &seller, ContentId(Uuid::from_u128(1)), &[1; 32], "Pokličite nas").await?;
            let found = held_messages::find(tx, &seller, held(1).id).await?.unwrap();
            assert_eq!(found, HeldMessage { text: Some("Pokličite nas".to_owned()), ..held(1) });
            assert!(held_messages::end(tx, &seller, found.id, HeldState::Released, at(2)).await?);
            assert!(!held_messages::end(tx, &seller, found.id, HeldState::Refused, at(3)).await?);
            let all = held_messages::of_conversation(tx, &seller, found.conversation).await?;
            let ended = all.iter().map(|held| (held.state, held.ended_at));
            assert_eq!(ended.collect::<Vec<_>>(), [(HeldState::Released, Some(at(2)))]);
            let other = SellerId::parse("other").unwrap();
            assert_eq!(held_messages::find(tx, &other, found.id).await?, None);
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    }

    async fn the_oldest_promise_comes_first_and_what_is_decided_is_gone(db: Db) {
        db.write(async |tx: &Tx| {
            add_conversation(tx).await?;
            for review in [review(1, at(2)), review(2, at(0)), review(3, at(1))] {
                reviews::insert(tx, &review).await?;
            }
            let open = reviews::any_open(tx, None, 2).await?;
            let ids: Vec<ReviewId> = open.iter().map(|listed| listed.review.id).collect();
            assert_eq!(ids, [review(2, at(0)).id, review(3, at(1)).id]);
            assert_eq!(open[0].review, review(2, at(0)));
            assert_eq!((open[0].title.as_str(), &open[0].seller_name), ("A lamp", &None));
            let last = (open[1].review.due_at, open[1].review.id);
            let rest = reviews::any_open(tx, Some(last), 2).await?;
            assert_eq!(rest.len(), 1);
            let between = review(2, at(0)).due_at + 1.second();
            let waiting = reviews::any_waiting(tx, between).await?;
            assert_eq!(waiting, Waiting { open: 3, overdue: 1 });
            let first = review(2, at(0));
            assert!(reviews::decide(tx, &first, &decided(ONE, at(3))).await?);
            assert!(!reviews::decide(tx, &first, &decided(OTHER, at(4))).await?);
            assert_eq!(reviews::any_waiting(tx, between).await?, Waiting { open: 2, overdue: 0 });
            let of_seller = reviews::decided_of_seller(tx, &seller(), 9).await?;
            let expected = Review { decided: Some(decided(ONE, at(3))), ..first };
            assert_eq!(of_seller.as_slice(), std::slice::from_ref(&expected));
            assert_eq!(reviews::any_find(tx, expected.id).await?, Some(expected.clone()));
            reviews::withdraw(tx, &seller(), expected.message).await?;
            assert_eq!(reviews::of_message(tx, &seller(), expected.message).await?, [expected]);
            reviews::withdraw(tx, &seller(), review(3, at(1)).message).await?;
            assert_eq!(reviews::any_find(tx, review(3, at(1)).id).await?, None);
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    }

    async fn one_person_at_a_time_has_a_review(db: Db) {
        db.write(async |tx: &Tx| {
            let mut review = review(1, at(0));
            reviews::insert(tx, &review).await?;
            let claim = |by, until| Some(Claim { by, until });
            review.claim = claim(ONE, at(2));
            assert!(reviews::claim(tx, &review, at(1)).await?);
            review.claim = claim(OTHER, at(3));
            assert!(!reviews::claim(tx, &review, at(1)).await?);
            assert!(!reviews::decide(tx, &review, &decided(OTHER, at(1))).await?);
            assert_eq!(reviews::any_next(tx, OTHER, at(1)).await?, None);
            assert_eq!(reviews::any_next(tx, ONE, at(1)).await?, Some(review.id));
            reviews::give_back(tx, &review, OTHER).await?;
            assert_eq!(reviews::any_next(tx, OTHER, at(1)).await?, None);
            assert_eq!(reviews::any_next(tx, OTHER, at(2)).await?, Some(review.id));
            assert!(reviews::claim(tx, &review, at(2)).await?);
            reviews::give_back(tx, &review, OTHER).await?;
            assert_eq!(reviews::any_find(tx, review.id).await?.unwrap().claim, None);
            assert!(reviews::decide(tx, &review, &decided(ONE, at(2))).await?);
            assert!(!reviews::claim(tx, &review, at(9)).await?);
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    }
}
