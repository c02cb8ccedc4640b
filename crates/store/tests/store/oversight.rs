//! What staff look at across sellers: readings page by page, sellers by name, and by which indexes all of it is read.

use jiff::Timestamp;
use rules::ids::{AccessId, ContentId, ConversationId, EventId, OrderId, SellerId, StaffId};
use rules::looking::ReadingKind;
use store::readings::{self, Filter, Given, What};
use store::sellers::{self, Seller};
use store::{Backend, Db, DbError, Tx, both_databases, params};
use uuid::Uuid;

/// What each list of staff comes down to, and the index that it is read by.
const PLANS: [(&str, &str); 12] = [
    (
        "SELECT seller_id FROM conversations WHERE waits_for = 'seller' AND due_at > 1 AND due_at < 9 ORDER BY due_at, conversation_id LIMIT 51",
        "conversations_overdue",
    ),
    (
        "SELECT title FROM conversations WHERE taken_over_at IS NOT NULL AND taken_over_at > 1 ORDER BY taken_over_at, conversation_id LIMIT 51",
        "conversations_taken_over",
    ),
    (
        "SELECT title FROM conversations WHERE escalated_at IS NOT NULL AND escalated_at > 1 ORDER BY escalated_at, conversation_id LIMIT 51",
        "conversations_escalated",
    ),
    (
        "SELECT seller_id, due_at FROM conversations WHERE waits_for = 'seller' ORDER BY due_at LIMIT 20000",
        "conversations_overdue",
    ),
    (
        "SELECT derivation FROM deadlines WHERE seller_id = 'nova' AND on_time = 0 AND received_at < 9 ORDER BY received_at DESC, deadline_id DESC LIMIT 21",
        "deadlines_missed",
    ),
    (
        "SELECT derivation FROM deadlines WHERE seller_id = 'nova' AND state = 'waived' AND received_at < 9 ORDER BY received_at DESC, deadline_id DESC LIMIT 21",
        "deadlines_waived",
    ),
    (
        "SELECT looks FROM readings WHERE given_at < 9 AND given_at >= 1 ORDER BY given_at DESC, reading_id DESC LIMIT 51",
        "readings_all",
    ),
    (
        "SELECT looks FROM readings WHERE seller_id = 'nova' AND given_at < 9 AND given_at >= 1 ORDER BY given_at DESC, reading_id DESC LIMIT 51",
        "readings_of_seller",
    ),
    (
        "SELECT name FROM sellers WHERE name_key > 'a' ORDER BY name_key, seller_id LIMIT 51",
        "sellers_by_name",
    ),
    (
        "SELECT signed_in_at FROM last_sign_ins WHERE seller_id = 'nova' ORDER BY person_id",
        "last_sign_ins",
    ),
    (
        "SELECT derivation FROM reviews WHERE decided_at IS NULL AND due_at > 1 ORDER BY due_at, review_id LIMIT 50",
        "reviews_open",
    ),
    (
        "SELECT derivation FROM reviews WHERE seller_id = 'nova' AND decided_at IS NOT NULL ORDER BY decided_at DESC, review_id DESC LIMIT 9",
        "reviews_decided",
    ),
];

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

fn seller_id(id: &str) -> SellerId {
    SellerId::parse(id).unwrap()
}

fn given(number: u128, seller: &str, staff: u128) -> Given {
    Given {
        seller: Some(seller_id(seller)),
        kind: ReadingKind::Conversation,
        ticket: None,
        access: (number == 6).then(|| AccessId(Uuid::from_u128(6))),
        looks: 0,
        id: EventId(Uuid::from_u128(number)),
        conversation: Some(ConversationId(Uuid::from_u128(number % 2))),
        staff: StaffId(Uuid::from_u128(staff)),
        reason: Some(ContentId(Uuid::from_u128(number))),
        // Two of each instant, so that the id decides.
        at: at(i64::try_from(number / 2).unwrap()),
    }
}

async fn numbers(tx: &Tx, filter: &Filter) -> Result<Vec<u128>, DbError> {
    let (mut all, mut before) = (Vec::new(), None);
    loop {
        let page = readings::any_matching(tx, filter, before, 2).await?;
        let Some(last) = page.last() else {
            return Ok(all);
        };
        before = Some((last.at, last.id));
        all.extend(page.iter().map(|reading| reading.id.0.as_u128()));
    }
}

async fn plan(tx: &Tx, sql: &'static str) -> Result<String, DbError> {
    let (explain, column) = match tx.backend() {
        Backend::Sqlite => ("EXPLAIN QUERY PLAN", 3),
        Backend::Postgres => ("EXPLAIN", 0),
    };
    let explained: &'static str = format!("{explain} {sql}").leak();
    let steps = tx.query(explained, params![]).await?;
    let step = |row: &store::Row| row.get::<String>(column);
    let steps: Vec<String> = steps.iter().map(step).collect::<Result<_, _>>()?;
    Ok(steps.join("\n"))
}

both_databases! {
    async fn every_list_of_staff_is_read_by_an_index(db: Db) {
        let wrong = db.write(async |tx: &Tx| {
            if tx.backend() == Backend::Postgres {
                // Few rows are read whole without asking an index; only what has none still is after this.
                tx.query("SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)", params![]).await?;
            }
            let mut wrong = Vec::new();
            for (sql, index) in PLANS {
                let plan = plan(tx, sql).await?;
                // SQLite's tables without row ids are their primary key.
                let is_own_key = index == "last_sign_ins" && plan.contains("PRIMARY KEY");
                if !(plan.contains(index) || is_own_key) || plan.contains("Seq Scan") {
                    wrong.push(format!("{sql}\n{plan}\ninstead of {index}"));
                }
            }
            Ok::<_, DbError>(wrong)
        }).await.unwrap();
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    }

    async fn readings_come_page_by_page_without_a_gap_or_a_double(db: Db) {
        db.write(async |tx: &Tx| {
            for number in 1..=7 {
                let seller = if number < 5 { "nova" } else { "drugi" };
                readings::insert(tx, &given(number, seller, number % 3)).await?;
            }
            readings::count_look(tx, &seller_id("nova"), EventId(Uuid::from_u128(2)), at(60)).await?;
            readings::count_look(tx, &seller_id("nova"), EventId(Uuid::from_u128(2)), at(90)).await?;
            let all = Filter::default();
            assert_eq!(numbers(tx, &all).await?, [7, 6, 5, 4, 3, 2, 1]);
            let of_seller = Filter { seller: Some(seller_id("nova")), ..all.clone() };
            assert_eq!(numbers(tx, &of_seller).await?, [4, 3, 2, 1]);
            let of_both = Filter { staff: Some(StaffId(Uuid::from_u128(1))), ..of_seller.clone() };
            assert_eq!(numbers(tx, &of_both).await?, [4, 1]);
            let of_staff = Filter { staff: of_both.staff, ..all.clone() };
            assert_eq!(numbers(tx, &of_staff).await?, [7, 4, 1]);
            let of_conversation = Filter { conversation: Some(ConversationId(Uuid::from_u128(1))), ..all.clone() };
            assert_eq!(numbers(tx, &of_conversation).await?, [7, 5, 3, 1]);
            let foreign = Filter { seller: Some(seller_id("drugi")), ..of_conversation };
            assert_eq!(numbers(tx, &foreign).await?, [7, 5]);
            let approved = Filter { what: Some(What::BreakGlass), ..all.clone() };
            assert_eq!(numbers(tx, &approved).await?, [6]);
            let strikes = Filter { what: Some(What::Kind(ReadingKind::Strike)), ..all.clone() };
            assert_eq!(numbers(tx, &strikes).await?, []);
            let of_no_order = Filter { order: Some(OrderId::parse("W1").unwrap()), ..all.clone() };
            assert_eq!(numbers(tx, &of_no_order).await?, []);
            let some_time = Filter { from: Some(at(1)), to: Some(at(3)), ..all };
            assert_eq!(numbers(tx, &some_time).await?, [5, 4, 3, 2], "from counts, to does not");
            let found = readings::any_matching(tx, &of_seller, None, 9).await?;
            let second = found.iter().find(|reading| reading.id.0.as_u128() == 2).unwrap();
            assert_eq!((second.looks, second.last_look_at), (2, Some(at(90))));
            Ok::<_, DbError>(())
        }).await.unwrap();
    }

    async fn sellers_are_found_among_thousands_and_paged_by_name(db: Db) {
        db.write(async |tx: &Tx| {
            for number in 0..2_000 {
                let name = match number % 500 {
                    7 => format!("Čebelarstvo Hribar {number:04}"),
                    _ => format!("Trgovina {number:04} d.o.o."),
                };
                let seller = Seller {
                    id: seller_id(&format!("s-{number:04}")),
                    name,
                    country: "SI".into(),
                    subdivision: None,
                    language: "sl".into(),
                    time_zone: "Europe/Ljubljana".into(),
                    hours: None,
                    legal: None,
                    version: 1,
                    created_at: at(0),
                    updated_at: at(0),
                };
                sellers::insert(tx, &seller).await?;
            }
            let named = async |words: &str, after: Option<&(String, SellerId)>| {
                let found = sellers::any_named(tx, words, after, 3).await?;
                Ok::<_, DbError>(found.into_iter().map(|seller| (seller.name_key, seller.id)).collect::<Vec<_>>())
            };
            let first = named("hribar", None).await?;
            let ids: Vec<&str> = first.iter().map(|(_, id)| id.as_str()).collect();
            assert_eq!(ids, ["s-0007", "s-0507", "s-1007"]);
            let rest = named("HRIBAR", first.last()).await?;
            assert_eq!(rest.iter().map(|(_, id)| id.as_str()).collect::<Vec<_>>(), ["s-1507"]);
            assert_eq!(named("cebelarstvo", None).await?.len(), 3, "without the accent");
            assert_eq!(named("s-1999", None).await?.len(), 1);
            assert_eq!(named("100%", None).await?, []);
            Ok::<_, DbError>(())
        }).await.unwrap();
    }
}
