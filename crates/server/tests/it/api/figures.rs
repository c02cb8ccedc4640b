//! Figures over the API: the numbers of the page, each with exactly the questions behind it.

use jiff::SignedDuration;
use serde_json::{Value, json};
use store::{Db, both_databases};

use super::World;
use crate::support::Client;

const FIGURES: &str = "/api/v1/figures";

async fn figures(of: &Client, query: &str) -> Value {
    let answer = of.get(&format!("{FIGURES}?{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

/// How many questions a slice has; their list is as long.
async fn behind(of: &Client, query: &str) -> i64 {
    let answer = of.get(&format!("{FIGURES}/questions?{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.body);
    let page = answer.json();
    let count = page["count"].as_i64().unwrap();
    assert_eq!(
        page["items"].as_array().unwrap().len(),
        usize::try_from(count).unwrap()
    );
    count
}

fn number(of: &Value) -> i64 {
    of.as_i64().unwrap_or_else(|| panic!("{of} is no number"))
}

both_databases! {
    async fn each_number_is_that_of_its_questions(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kje je paket?").await;
        world.test.wait(SignedDuration::from_hours(2));
        assert_eq!(world.ana.write(&conversation, "Na poti.", 1).await.status, 201);
        world.test.wait(SignedDuration::from_hours(1));
        assert_eq!(world.maja.write(&conversation, "In kdaj pride?", 2).await.status, 201);
        world.test.wait(SignedDuration::from_hours(2));

        let all = figures(&world.ana, "weeks=12").await;
        for (kind, expected) in [("waiting", 1), ("received", 2), ("answered", 1), ("on_time", 1), ("late", 0)] {
            assert_eq!(number(&all[kind]), expected, "{kind}");
            assert_eq!(behind(&world.ana, &format!("weeks=12&kind={kind}")).await, expected, "{kind}");
        }
        assert_eq!((&all["median_worked_s"], &all["p90_elapsed_s"]), (&json!(7200), &json!(7200)));
        assert_eq!(all["weeks"].as_array().unwrap().len(), 12);
        let week = all["weeks"].as_array().unwrap().last().unwrap();
        assert_eq!((&week["week"], &week["received"], &week["on_time"]), (&json!("2026-11-23"), &json!(2), &json!(1)));
        for week in all["weeks"].as_array().unwrap() {
            let day = week["week"].as_str().unwrap();
            for kind in ["received", "answered", "on_time", "late"] {
                let query = format!("weeks=12&kind={kind}&week={day}");
                assert_eq!(behind(&world.ana, &query).await, number(&week[kind]), "{query}");
            }
        }
        let ages = all["waiting_by_age"].as_array().unwrap();
        assert_eq!(ages.iter().map(|age| number(&age["waiting"])).sum::<i64>(), 1);
        for age in ages {
            let query = format!("weeks=12&kind=waiting&age={}", age["age"]);
            assert_eq!(behind(&world.ana, &query).await, number(&age["waiting"]), "{query}");
        }
        let hours = all["hours"].as_array().unwrap();
        assert_eq!(json!(hours), json!([
            { "weekday": 1, "hour": 10, "received": 1 }, { "weekday": 1, "hour": 13, "received": 1 },
        ]));
        for hour in hours {
            let query = format!("weeks=12&kind=received&weekday={}&hour={}", hour["weekday"], hour["hour"]);
            assert_eq!(behind(&world.ana, &query).await, number(&hour["received"]), "{query}");
        }
        let of_bor = figures(&world.ana, "agent=bor").await;
        assert_eq!((number(&of_bor["answered"]), number(&of_bor["waiting"])), (0, 0));
        assert_eq!(of_bor["median_worked_s"], Value::Null);
        assert_eq!(behind(&world.ana, "agent=ana&kind=answered").await, 1);
        let page = world.ana.get(&format!("{FIGURES}/questions?kind=answered")).await.json();
        let question = &page["items"][0];
        assert_eq!((&question["answered_by"], &question["on_time"], &question["worked_s"]), (&json!("ana"), &json!(true), &json!(7200)));
    }

    async fn a_seller_has_its_own_figures_and_staff_name_whose(db: Db) {
        let world = World::new(db).await;
        world.ask("Kje je paket?").await;
        assert_eq!(number(&figures(&world.ana, "").await["received"]), 1);
        assert_eq!(number(&figures(&world.eva, "").await["received"]), 0);
        assert_eq!(number(&figures(&world.moderator, "seller=nova").await["received"]), 1);
        for path in [FIGURES.to_owned(), format!("{FIGURES}/questions?kind=late")] {
            let and = if path.contains('?') { '&' } else { '?' };
            assert_eq!(world.eva.get(&format!("{path}{and}seller=nova")).await.problem(), "404 not_found");
            assert_eq!(world.moderator.get(&path).await.problem(), "422 seller_missing");
            assert_eq!(world.maja.get(&path).await.problem(), "403 not_allowed");
        }
        for wrong in ["kind=all", "kind=late&weekday=0", "kind=late&weekday=8"] {
            assert_eq!(world.ana.get(&format!("{FIGURES}/questions?{wrong}")).await.problem(), "422 figure_unknown", "{wrong}");
        }
    }
}
