//! Which conversations the tabs of a seller hold, and how many their counts say they do, on both databases.

use jiff::{SignedDuration, Timestamp};
use rules::conversation::{
    AuthorKind, Conversation, ConversationState, ReplyDeadline, Subject, Terms, WaitsFor,
};
use rules::deadline::{Calendar, CalendarSpec};
use rules::ids::{AgentId, BuyerId, ConversationId, DeadlineId, MessageId, OrderId, SellerId};
use rules::inbox::{ReadMark, Reader};
use store::lists::{self, COUNT_MAX, Counts, Filter, Tab, Unread};
use store::{Db, DbError, Tx, both_databases, read_marks};
use uuid::Uuid;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// For whom it waits; for its seller, whether too long.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Waiting {
    TooLong,
    Seller,
    Marketplace,
    Buyer,
    Nobody,
}

/// Of each there are as many as its place says, so that no two counts are alike.
const ALL: [Waiting; 5] = [
    Waiting::TooLong,
    Waiting::Seller,
    Waiting::Marketplace,
    Waiting::Buyer,
    Waiting::Nobody,
];

fn now() -> Timestamp {
    Timestamp::from_second(1_795_424_400).unwrap()
}

fn seller() -> SellerId {
    SellerId::parse("nova").unwrap()
}

fn nina() -> AgentId {
    AgentId::parse("nina").unwrap()
}

fn conversation(number: u128, waiting: Waiting) -> Conversation {
    let id = Uuid::from_u128(number);
    let at = match waiting {
        Waiting::TooLong => now() - DAY * 30,
        _ => now(),
    };
    let stopped_at = (waiting == Waiting::Marketplace).then_some(at);
    let spec = CalendarSpec::working_days("SI", "Europe/Ljubljana", Some("SI"));
    let terms = Terms {
        calendar: &Calendar::new(&spec, &[], now()).unwrap(),
        budget: DAY,
        due_soon_percent: 75,
        absences: &[],
    };
    let deadline = match waiting {
        Waiting::TooLong | Waiting::Seller | Waiting::Marketplace => {
            Some(ReplyDeadline::open(DeadlineId(id), MessageId(id), at, terms, stopped_at).unwrap())
        }
        Waiting::Buyer | Waiting::Nobody => None,
    };
    Conversation {
        seller: seller(),
        id: ConversationId(id),
        buyer: BuyerId::parse("ana").unwrap(),
        subject: Subject::Order(OrderId::parse(format!("W{number}")).unwrap()),
        title: "Svetilka".into(),
        external_id: None,
        state: match waiting {
            Waiting::Nobody => ConversationState::Closed,
            _ => ConversationState::Open,
        },
        assignee: None,
        taken_over: None,
        escalated_at: None,
        closed_at: None,
        emptied_at: None,
        last_sequence: 1,
        last_author: match waiting {
            Waiting::Buyer => AuthorKind::Staff,
            _ => AuthorKind::Buyer,
        },
        last_message_at: at,
        last_message: MessageId(id),
        deadline,
        created_at: at,
        updated_at: at,
        version: 1,
    }
}

/// Each conversation's number tells which it is. Nina has read the first of each and keeps one that is closed unread.
async fn fill(tx: &Tx) -> Result<u32, DbError> {
    let mut number = 0;
    for (place, waiting) in (1..).zip(ALL) {
        for which in 0..place {
            number += 1;
            let conversation = conversation(number, waiting);
            store::conversations::insert(tx, &conversation).await?;
            let mark = match (which, waiting) {
                (0, _) => ReadMark::default().shown(1),
                (1, Waiting::Nobody) => ReadMark::default().shown(1).kept(),
                _ => continue,
            };
            let reader = (Reader::Agent, "nina");
            read_marks::save(tx, &seller(), conversation.id, reader, mark, now()).await?;
        }
    }
    Ok(number.try_into().unwrap())
}

async fn listed(tx: &Tx, tab: Tab, unread: bool) -> Result<u32, DbError> {
    let filter = Filter {
        reader: Some(nina()),
        unread,
        ..Filter::default()
    };
    let entries = lists::of_seller(tx, &seller(), tab, &filter, None, 100).await?;
    Ok(entries.len().try_into().unwrap())
}

both_databases! {
    async fn what_is_counted_is_what_the_tabs_hold(db: Db) {
        let (all, counts, listed, unread) = db.write(async |tx: &Tx| {
            let all = fill(tx).await?;
            let counts = lists::counts(tx, &seller(), Some(&nina()), now()).await?;
            let tabs = [Tab::NeedsReply, Tab::Overdue(now()), Tab::WaitingForBuyer, Tab::Closed, Tab::All];
            let of_nina = Filter { reader: Some(nina()), ..Filter::default() };
            let counted = lists::count_unread(tx, &seller(), &tabs.map(|tab| (tab, of_nina.clone()))).await?;
            let (mut of_tabs, mut unread) = (Vec::new(), Vec::new());
            for (tab, counted) in tabs.into_iter().zip(counted) {
                of_tabs.push(listed(tx, tab, false).await?);
                unread.push((listed(tx, tab, true).await?, counted));
            }
            Ok::<_, DbError>((all, counts, of_tabs, unread))
        }).await.unwrap();
        assert_eq!((all, &listed[..]), (15, &[3, 1, 4, 5, 15][..]));
        // One of each is read; of those that are closed, one is kept unread.
        assert_eq!(unread, [(1, 1), (0, 0), (3, 3), (1, 1), (7, 7)]);
        let of_open = Unread { needs_reply: 1, overdue: 0, waiting_for_buyer: 3 };
        let expected = Counts {
            needs_reply: 3,
            overdue: 1,
            waiting_for_buyer: 4,
            closed: 5,
            all: 15,
            unread: Some(of_open),
        };
        assert_eq!(counts, expected);
        let of_program = db.read(async |tx: &Tx| lists::counts(tx, &seller(), None, now()).await).await.unwrap();
        assert_eq!(of_program, Counts { unread: None, ..expected });
    }
}

both_databases! {
    async fn counting_ends_where_nobody_wants_to_know_more(db: Db) {
        let mut counted = Vec::new();
        let mut number = 0;
        for until in [COUNT_MAX - 1, COUNT_MAX, COUNT_MAX + 1] {
            let counts = db.write(async move |tx: &Tx| {
                for number in number..until {
                    store::conversations::insert(tx, &conversation(number.into(), Waiting::Nobody)).await?;
                }
                lists::counts(tx, &seller(), None, now()).await
            }).await.unwrap();
            counted.push((counts.closed, counts.all));
            number = until;
        }
        assert_eq!(counted, [(999, 999), (1_000, 1_000), (1_000, 1_000)]);
    }
}

#[test]
fn a_conversation_of_each_kind_is_counted() {
    for waits_for in WaitsFor::ALL {
        let mut kinds = ALL.into_iter();
        assert!(
            kinds.any(|waiting| WaitsFor::of(&conversation(1, waiting)) == waits_for),
            "{waits_for:?}"
        );
    }
}
