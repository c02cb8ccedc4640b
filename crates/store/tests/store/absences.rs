//! Absences: saved as they are, on the version they were loaded with, and looked up by seller, state and instant.

use jiff::Timestamp;
use rules::absence::{Absence, AbsenceState, Days, is_away};
use rules::ids::{AbsenceId, AgentId, ContentId, SellerId, StaffId};
use store::{Db, DbError, Tx, absences, both_databases};
use uuid::Uuid;

fn at(day: i8) -> Timestamp {
    format!("2026-12-{day:02}T00:00:00Z").parse().unwrap()
}

fn seller(id: &str) -> SellerId {
    SellerId::parse(id).unwrap()
}

fn agent(id: &str) -> AgentId {
    AgentId::parse(id).unwrap()
}

fn absence(id: u128, of: &str, who: Option<&str>, first: i8, last: i8) -> Absence {
    Absence {
        id: AbsenceId(Uuid::from_u128(id)),
        seller: seller(of),
        agent: who.map(agent),
        days: Days {
            first: jiff::civil::date(2026, 12, first),
            last: jiff::civil::date(2026, 12, last),
        },
        starts_at: at(first),
        ends_at: at(last + 1),
        working_days: 3,
        deputy: Some(agent("maja")),
        reason: Some(ContentId(Uuid::from_u128(50))),
        state: AbsenceState::Announced,
        announced_at: at(1),
        announced_by: "maja".to_owned(),
        decided_at: None,
        decided_by: None,
        refused_because: None,
        version: 1,
    }
}

async fn saved(db: &Db, all: Vec<Absence>) {
    db.write(async move |tx: &Tx| {
        for absence in &all {
            absences::insert(tx, absence).await?;
        }
        Ok::<_, DbError>(())
    })
    .await
    .unwrap();
}

both_databases! {
    async fn an_absence_comes_back_as_it_was_saved(db: Db) {
        let mut one = absence(1, "nova", None, 7, 11);
        saved(&db, vec![one.clone()]).await;
        one.state = AbsenceState::Refused;
        one.decided_at = Some(at(2));
        one.decided_by = Some(StaffId(Uuid::from_u128(8)));
        one.refused_because = Some(ContentId(Uuid::from_u128(51)));
        one.deputy = None;
        let changed = one.clone();
        db.write(async move |tx: &Tx| absences::save(tx, &changed).await).await.unwrap();
        let stale = one.clone();
        let refused = db.write(async move |tx: &Tx| absences::save(tx, &stale).await).await;
        assert!(matches!(refused, Err(DbError::Stale)), "{refused:?}");
        one.version = 2;
        let (mine, any, others) = db.read(async |tx: &Tx| {
            let id = AbsenceId(Uuid::from_u128(1));
            Ok::<_, DbError>((
                absences::find(tx, &seller("nova"), id).await?,
                absences::any_find(tx, id).await?,
                absences::find(tx, &seller("drugi"), id).await?,
            ))
        }).await.unwrap();
        assert_eq!((mine, any, others), (Some(one.clone()), Some(one), None));
    }

    async fn lists_keep_to_seller_state_and_instant(db: Db) {
        let mut approved = absence(1, "nova", None, 7, 11);
        approved.state = AbsenceState::Approved;
        let mut luka = absence(2, "nova", Some("luka"), 14, 15);
        luka.state = AbsenceState::Approved;
        let waiting = absence(3, "nova", None, 20, 22);
        let elsewhere = absence(4, "drugi", None, 9, 10);
        saved(&db, vec![waiting.clone(), luka, elsewhere, approved]).await;
        let ids = |found: Vec<Absence>| found.iter().map(|a| a.id.0.as_u128()).collect::<Vec<_>>();
        let (of_seller, later, asked, asked_late) = db.read(async |tx: &Tx| {
            Ok::<_, DbError>((
                absences::of_seller(tx, &seller("nova")).await?,
                absences::ending_after(tx, &seller("nova"), at(12)).await?,
                absences::any_in_state(tx, AbsenceState::Announced, at(1), 10).await?,
                absences::any_in_state(tx, AbsenceState::Announced, at(10), 10).await?,
            ))
        }).await.unwrap();
        assert_eq!(ids(of_seller), [3, 2, 1]);
        assert_eq!(ids(later), [2, 3], "what is over at the instant itself is left out");
        assert_eq!(ids(asked), [4, 3]);
        assert_eq!(ids(asked_late), [3]);
    }

    async fn who_is_away_and_what_stops_follow_from_what_is_saved(db: Db) {
        let mut away = absence(1, "nova", None, 7, 11);
        away.state = AbsenceState::Approved;
        saved(&db, vec![away, absence(2, "nova", None, 20, 22)]).await;
        let (luka, maja, later, stops, none) = db.read(async |tx: &Tx| {
            let nova = seller("nova");
            Ok::<_, DbError>((
                is_away(&absences::ending_after(tx, &nova, at(8)).await?, &agent("luka"), at(8)),
                is_away(&absences::ending_after(tx, &nova, at(8)).await?, &agent("maja"), at(8)),
                is_away(&absences::ending_after(tx, &nova, at(12)).await?, &agent("luka"), at(12)),
                absences::stops(tx, &nova).await?,
                absences::stops(tx, &seller("drugi")).await?,
            ))
        }).await.unwrap();
        assert_eq!((luka, maja, later), (true, false, false), "the deputy is there");
        assert_eq!(stops.len(), 1);
        assert_eq!((stops[0].from, stops[0].to), (at(7), Some(at(12))));
        assert!(none.is_empty());
    }
}
