//! Labels, read marks, views and rules: what the lists make of them, on both databases.

use jiff::Timestamp;
use rules::assignment::{Conditions, Outcome, Rule};
use rules::conversation::{AuthorKind, Conversation, ConversationState, Subject};
use rules::ids::{
    AgentId, BuyerId, ConversationId, LabelId, MessageId, OrderId, RuleId, SellerId, ViewId,
};
use rules::inbox::{LabelColour, LabelName, ReadMark, Reader, is_unread};
use store::assignment_rules::{self, NamedRule};
use store::buyers::Buyer;
use store::labels::{self, Label};
use store::lists::{self, Assigned, Filter, Seek, Tab};
use store::saved_views::{self, View};
use store::{Db, DbError, Tx, both_databases, read_marks};
use uuid::Uuid;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

fn seller() -> SellerId {
    SellerId::parse("nova").unwrap()
}

fn nina() -> AgentId {
    AgentId::parse("nina").unwrap()
}

/// One of Ana's, which somebody has written into last, without a deadline.
fn conversation(number: u128, state: ConversationState, last_author: AuthorKind) -> Conversation {
    let at = at(i64::try_from(number).unwrap());
    Conversation {
        seller: seller(),
        id: ConversationId(Uuid::from_u128(number)),
        buyer: BuyerId::parse("ana").unwrap(),
        subject: Subject::Order(OrderId::parse(format!("W{number}")).unwrap()),
        title: "Svetilka".into(),
        external_id: None,
        state,
        assignee: None,
        taken_over: None,
        escalated_at: None,
        closed_at: None,
        emptied_at: None,
        last_sequence: 3,
        last_author,
        last_message_at: at,
        last_message: MessageId(Uuid::from_u128(number)),
        deadline: None,
        created_at: at,
        updated_at: at,
        version: 1,
    }
}

fn label(number: u128, name: &str) -> Label {
    Label {
        id: LabelId(Uuid::from_u128(number)),
        name: LabelName::parse(name).unwrap(),
        colour: LabelColour::Amber,
        version: 1,
        created_at: at(0),
        updated_at: at(0),
    }
}

async fn found(tx: &Tx, filter: &Filter) -> Result<Vec<u128>, DbError> {
    let entries = lists::of_seller(tx, &seller(), Tab::All, filter, None, 100).await?;
    Ok(entries.iter().map(|entry| entry.id.0.as_u128()).collect())
}

async fn unread(tx: &Tx, tab: Tab, filter: &Filter) -> Result<u32, DbError> {
    let counts = lists::count_unread(tx, &seller(), &[(tab, filter.clone())]).await?;
    Ok(counts.into_iter().sum())
}

both_databases! {
    async fn a_list_calls_unread_what_the_rules_do(db: Db) {
        let marks = [
            ReadMark::default(),
            ReadMark::default().shown(2),
            ReadMark::default().shown(3),
            ReadMark::default().put_aside(3),
            ReadMark::default().shown(3).kept(),
        ];
        let authors = [AuthorKind::Buyer, AuthorKind::Agent, AuthorKind::Staff, AuthorKind::Automation];
        let mut cases = Vec::new();
        for state in [ConversationState::Open, ConversationState::Closed] {
            for author in authors {
                cases.extend(marks.map(|mark| (state, author, mark)));
            }
        }
        let told = cases.clone();
        let (of_agent, of_buyer, counted) = db.write(async move |tx: &Tx| {
            for (number, (state, author, mark)) in (1..).zip(&told) {
                let conversation = conversation(number, *state, *author);
                store::conversations::insert(tx, &conversation).await?;
                for reader in [(Reader::Agent, "nina"), (Reader::Buyer, "ana")] {
                    read_marks::save(tx, &seller(), conversation.id, reader, *mark, at(0)).await?;
                }
            }
            let filter = Filter { reader: Some(nina()), ..Filter::default() };
            let of_agent = lists::of_seller(tx, &seller(), Tab::All, &filter, None, 100).await?;
            let of_buyer = lists::of_buyer(tx, &BuyerId::parse("ana").unwrap(), None, 100).await?;
            let counted = unread(tx, Tab::All, &filter).await?;
            let only = Filter { unread: true, ..filter };
            assert_eq!(found(tx, &only).await?.len(), usize::try_from(counted).unwrap());
            // What is counted by halves is what the list holds as a whole, in each tab.
            let tabs = [Tab::NeedsReply, Tab::Overdue(at(9)), Tab::WaitingForBuyer, Tab::Closed];
            let mut of_tabs = 0;
            for tab in tabs {
                let listed = lists::of_seller(tx, &seller(), tab, &only, None, 100).await?.len();
                let counted = unread(tx, tab, &only).await?;
                assert_eq!(listed, usize::try_from(counted).unwrap(), "{tab:?}");
                of_tabs += counted;
            }
            assert_eq!(of_tabs, counted, "each conversation is in one tab");
            // A colleague has marks of her own.
            let of_colleague = Filter { reader: Some(AgentId::parse("eva").unwrap()), ..only };
            assert_eq!(found(tx, &of_colleague).await?.len(), 10);
            Ok::<_, DbError>((of_agent, of_buyer, counted))
        }).await.unwrap();
        assert_eq!((of_agent.len(), of_buyer.len()), (cases.len(), cases.len()));
        for (reader, entries) in [(Reader::Agent, &of_agent), (Reader::Buyer, &of_buyer)] {
            for entry in entries {
                let (state, author, mark) = cases[usize::try_from(entry.id.0.as_u128()).unwrap() - 1];
                // A buyer keeps nothing unread.
                let mark = ReadMark { kept_unread: mark.kept_unread && reader == Reader::Agent, ..mark };
                assert_eq!(entry.unread, is_unread(reader, mark, state, author, 3), "{reader:?} {entry:?}");
            }
        }
        let unread = of_agent.iter().filter(|entry| entry.unread).count();
        assert_eq!(usize::try_from(counted).unwrap(), unread);
    }

    async fn a_mark_never_moves_back(db: Db) {
        let id = ConversationId(Uuid::from_u128(1));
        let mark = db.write(async move |tx: &Tx| {
            let reader = (Reader::Agent, "nina");
            assert_eq!(read_marks::find(tx, &seller(), id, reader).await?, ReadMark::default());
            for mark in [ReadMark::default().shown(5), ReadMark::default().shown(3).kept()] {
                read_marks::save(tx, &seller(), id, reader, mark, at(1)).await?;
            }
            read_marks::find(tx, &seller(), id, reader).await
        }).await.unwrap();
        assert_eq!(mark, ReadMark { read_up_to: 5, seen_up_to: 5, kept_unread: true });
    }

    async fn lists_narrow_to_label_assignee_and_name(db: Db) {
        db.write(async |tx: &Tx| {
            for number in 1..=3 {
                let mut conversation = conversation(number, ConversationState::Open, AuthorKind::Buyer);
                conversation.assignee = (number == 2).then(nina);
                store::conversations::insert(tx, &conversation).await?;
            }
            let buyer = Buyer {
                id: BuyerId::parse("ana").unwrap(), name: "Ana Žitnik-Čuk".into(), email: "ana@buyers.example".into(),
                language: "sl".into(), country: "SI".into(), time_zone: None, version: 1,
                created_at: at(0), updated_at: at(0),
            };
            store::buyers::insert(tx, &buyer).await?;
            let id = |number| ConversationId(Uuid::from_u128(number));
            let damage = label(7, "Poškodba");
            labels::insert(tx, &seller(), &damage).await?;
            assert!(labels::put_on(tx, &seller(), id(1), damage.id).await?);
            assert!(labels::put_on(tx, &seller(), id(3), damage.id).await?);
            assert!(!labels::put_on(tx, &seller(), id(3), damage.id).await?);
            let none = Filter::default;
            let with_label = || Filter { label: Some(damage.id), ..none() };
            assert_eq!(found(tx, &with_label()).await?, [3, 1]);
            let entries = lists::of_seller(tx, &seller(), Tab::All, &none(), None, 10).await?;
            let labels_of = entries.iter().map(|entry| entry.labels.len()).collect::<Vec<_>>();
            assert_eq!(labels_of, [1, 0, 1]);
            for (words, count) in [
                ("zitnik", 3), ("ŽIT", 3), ("ana cuk", 3), ("cuk ana", 0), ("ana", 3), ("an%a", 0), ("bor", 0), ("", 3), ("W2", 1), ("W", 0),
            ] {
                let filter = Filter { words: Some(words.into()), ..none() };
                assert_eq!(found(tx, &filter).await?.len(), count, "{words}");
            }
            let of = |assigned| Filter { assignee: Some(assigned), ..none() };
            assert_eq!(found(tx, &of(Assigned::Nobody)).await?, [3, 1]);
            assert_eq!(found(tx, &of(Assigned::Agent(nina()))).await?, [2]);
            assert!(labels::take_off(tx, &seller(), id(1), damage.id).await?);
            assert!(!labels::take_off(tx, &seller(), id(1), damage.id).await?);
            assert_eq!(labels::delete(tx, &seller(), damage.id).await?, 1);
            assert_eq!(found(tx, &with_label()).await?, [0_u128; 0]);
            assert!(labels::counts(tx, &seller()).await?.is_empty());
            Ok::<_, DbError>(())
        }).await.unwrap();
    }

    async fn a_span_of_time_is_paged_through_from_its_end_which_is_not_in_it(db: Db) {
        db.write(async |tx: &Tx| {
            for number in 1..=6 {
                store::conversations::insert(tx, &conversation(number, ConversationState::Open, AuthorKind::Buyer)).await?;
            }
            let span = Filter { from: Some(at(2)), to: Some(at(5)), ..Filter::default() };
            assert_eq!(found(tx, &span).await?, [4, 3, 2]);
            // A page of the whole list may have ended behind the span, at its end, and in it.
            for (last, next) in [(6, 4), (5, 4), (4, 3)] {
                let seek = Seek { at: at(last), id: ConversationId(Uuid::from_u128(last as u128)) };
                let page = lists::of_seller(tx, &seller(), Tab::All, &span, Some(seek), 1).await?;
                assert_eq!(page[0].id.0.as_u128(), next, "behind {last}");
            }
            let seek = Seek { at: at(2), id: ConversationId(Uuid::from_u128(2)) };
            let page = lists::of_seller(tx, &seller(), Tab::All, &span, Some(seek), 1).await?;
            assert_eq!(page, [], "behind the first");
            Ok::<_, DbError>(())
        }).await.unwrap();
    }

    async fn two_labels_of_a_name_are_refused(db: Db) {
        let refused = db.write(async |tx: &Tx| {
            labels::insert(tx, &seller(), &label(1, "Vračilo")).await?;
            labels::insert(tx, &SellerId::parse("other").unwrap(), &label(2, "Vračilo")).await?;
            labels::insert(tx, &seller(), &label(3, "VRACILO")).await
        }).await;
        assert!(matches!(refused, Err(DbError::Unique { .. })), "{refused:?}");
    }

    async fn views_belong_to_an_agent_or_to_all(db: Db) {
        let view = |number: u128, agent: Option<AgentId>, name: &str| View {
            id: ViewId(Uuid::from_u128(number)), agent, name: name.into(), tab: "all".into(), filter: "{}".into(),
            version: 1, created_at: at(0), updated_at: at(0),
        };
        let eva = AgentId::parse("eva").unwrap();
        db.write(async move |tx: &Tx| {
            let seller = seller();
            for view in [view(1, Some(nina()), "Moji"), view(2, None, "Nujno"), view(3, Some(eva.clone()), "Evini")] {
                saved_views::insert(tx, &seller, &view).await?;
            }
            let names = saved_views::of_agent(tx, &seller, &nina()).await?.into_iter().map(|view| view.name);
            assert_eq!(names.collect::<Vec<_>>(), ["Nujno", "Moji"]);
            let second = ViewId(Uuid::from_u128(2));
            for agent in [&nina(), &eva] {
                saved_views::set_first(tx, &seller, agent, Some(ViewId(Uuid::from_u128(1)))).await?;
                saved_views::set_first(tx, &seller, agent, Some(second)).await?;
            }
            saved_views::set_first(tx, &seller, &eva, None).await?;
            assert_eq!(saved_views::first(tx, &seller, &nina()).await?, Some(second));
            assert_eq!(saved_views::first(tx, &seller, &eva).await?, None);
            saved_views::delete(tx, &seller, second).await?;
            assert_eq!(saved_views::first(tx, &seller, &nina()).await?, None);
            Ok::<_, DbError>(())
        }).await.unwrap();
    }

    async fn rules_are_kept_in_their_order_with_whose_turn_it_is(db: Db) {
        let rule = |number: u128, place| NamedRule {
            name: format!("rule {number}"), place,
            rule: Rule {
                id: RuleId(Uuid::from_u128(number)), active: true, conditions: Conditions::default(),
                outcome: Outcome::RoundRobin { agents: vec![nina()] }, last_agent: None,
            },
            version: 1, created_at: at(0), updated_at: at(0),
        };
        db.write(async move |tx: &Tx| {
            let seller = seller();
            for rule in [rule(1, 2), rule(2, 1)] {
                assignment_rules::insert(tx, &seller, &rule).await?;
            }
            let first = RuleId(Uuid::from_u128(2));
            assignment_rules::save_turn(tx, &seller, first, &nina()).await?;
            let mut found = assignment_rules::of_seller(tx, &seller).await?;
            assert_eq!(found[0].rule.last_agent, Some(nina()));
            assert_eq!((found[0].rule.id, found[1].rule.id), (first, RuleId(Uuid::from_u128(1))));
            found[0].place = 3;
            found[0].version = 2;
            assignment_rules::update(tx, &seller, &found[0]).await?;
            assert_eq!(assignment_rules::of_seller(tx, &seller).await?[1], found[0]);
            assignment_rules::delete(tx, &seller, first).await?;
            assert_eq!(assignment_rules::of_seller(tx, &seller).await?.len(), 1);
            let mut busy = conversation(1, ConversationState::Open, AuthorKind::Buyer);
            busy.assignee = Some(nina());
            store::conversations::insert(tx, &busy).await?;
            let ana = BuyerId::parse("ana").unwrap();
            let previous = |except| assignment_rules::previous_agent(tx, &seller, &ana, ConversationId(Uuid::from_u128(except)));
            assert_eq!(previous(2).await?, Some(nina()));
            assert_eq!(previous(1).await?, None);
            // It waits for the buyer.
            assert!(assignment_rules::open_work(tx, &seller).await?.is_empty());
            Ok::<_, DbError>(())
        }).await.unwrap();
    }
}
