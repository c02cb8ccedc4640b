//! Going on after a break, wherever it was.

use jiff::{SignedDuration, Timestamp};
use rules::ids::{ConversationId, EventId, SellerId};
use serde_json::Value;
use store::events::{Event, Stream};
use store::{Db, both_databases};

use crate::api::World;
use crate::support::{Client, Heard};

/// The positions of the messages, which are the ids too.
fn positions(heard: &[Heard]) -> Vec<i64> {
    let changes = heard.iter().filter(|heard| heard.event == "change");
    changes
        .map(|change| {
            assert_eq!(Some(change.data["position"].as_i64().unwrap()), change.id);
            change.id.unwrap()
        })
        .collect()
}

/// What the feed shows somebody, which is the truth.
async fn feed(of: &Client) -> Vec<i64> {
    let feed = of.get("/api/v1/events?limit=500").await.json();
    let items = feed["items"].as_array().unwrap().iter();
    items
        .map(|item| item["position"].as_i64().unwrap())
        .collect()
}

async fn everything_told(world: &World) {
    placed(world).await;
    dopis::live::read_once(&world.test.app).await.unwrap();
}

/// Gives every event its position. Each call is another node, which has to wait for the lease.
async fn placed(world: &World) {
    world.test.wait(SignedDuration::from_secs(20));
    world.test.run_jobs().await;
}

both_databases! {
    async fn a_break_at_any_place_leaves_no_gap_and_doubles_nothing(db: Db) {
        let world = World::new(db).await;
        let mut open = world.ana.follow("/live", None).await;
        assert!(open.missed().await.is_empty());
        let conversation = world.ask("Kdaj pride paket?").await;
        for text in ["Jutri.", "Ali pojutrišnjem.", "Zagotovo."] {
            world.ana.write(&conversation, text, 1).await;
            everything_told(&world).await;
        }
        let all = feed(&world.ana).await;
        assert!(all.len() >= 9, "{all:?}");
        // The marketplace's own records came before the connection.
        let live = positions(&open.heard().await);
        assert!(live.len() >= 7, "{live:?}");
        assert!(all.ends_with(&live), "{live:?} is not the end of {all:?}");
        let cuts = std::iter::once(-1).chain(all.iter().copied());
        for cut in cuts {
            let expected: Vec<i64> = all.iter().copied().filter(|at| *at > cut).collect();
            let mut header = world.ana.follow("/live", Some(cut)).await;
            assert_eq!(positions(&header.missed().await), expected, "after {cut}");
            let mut query = world.ana.follow(&format!("/live?after={cut}"), None).await;
            assert_eq!(positions(&query.missed().await), expected, "after {cut}");
        }
    }

    async fn what_is_placed_while_one_joins_comes_once(db: Db) {
        let world = World::new(db).await;
        placed(&world).await;
        let mut first = world.ana.follow("/live", None).await;
        first.missed().await;
        let conversation = world.ask("Kdaj pride paket?").await;
        // Placed, and not yet told by this node.
        placed(&world).await;
        let mut second = world.ana.follow("/live", Some(-1)).await;
        let mut heard = second.missed().await;
        dopis::live::read_once(&world.test.app).await.unwrap();
        world.ana.write(&conversation, "Jutri.", 1).await;
        everything_told(&world).await;
        heard.extend(second.heard().await);
        assert_eq!(positions(&heard), feed(&world.ana).await);
    }

    async fn a_node_that_lags_waits_for_what_another_has_told(db: Db) {
        let world = World::new(db).await;
        placed(&world).await;
        let mut here = world.ana.follow("/live", None).await;
        here.missed().await;
        let conversation = world.ask("Kdaj pride paket?").await;
        placed(&world).await;
        let told = *feed(&world.ana).await.last().unwrap();
        let mut back = world.ana.follow("/live", Some(told)).await;
        assert!(back.missed().await.is_empty());
        world.ana.write(&conversation, "Jutri.", 1).await;
        everything_told(&world).await;
        let after: Vec<i64> = feed(&world.ana).await.into_iter().filter(|at| *at > told).collect();
        assert!(!after.is_empty());
        assert_eq!(positions(&back.heard().await), after);
    }

    async fn everybody_hears_only_what_the_feed_shows_them(db: Db) {
        let world = World::new(db).await;
        placed(&world).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        let mut all = Vec::new();
        for client in [&world.ana, &world.eva, &world.maja, &world.tone, &world.moderator] {
            let mut followed = client.follow("/live", None).await;
            followed.missed().await;
            all.push((client, followed, feed(client).await.last().copied().unwrap_or(-1)));
        }
        world.ana.post(&format!("{conversation}/notes"), &serde_json::json!({ "text": "Med nami" })).await;
        world.ana.write(&conversation, "Jutri.", 1).await;
        everything_told(&world).await;
        let mut counts = Vec::new();
        for (client, mut followed, before) in all {
            let expected: Vec<i64> = feed(client).await.into_iter().filter(|at| *at > before).collect();
            let heard = followed.heard().await;
            assert_eq!(positions(&heard), expected);
            for one in &heard {
                let data = one.data.to_string();
                assert!(!data.contains("Jutri") && !data.contains("Med nami"), "{data}");
            }
            counts.push(expected.len());
        }
        let [ana, eva, maja, tone, moderator] = counts[..] else { panic!("{counts:?}") };
        assert_eq!((eva, tone), (0, 0));
        assert!(maja >= 2 && maja < ana, "a note is nothing of the buyer's: {maja} of {ana}");
        assert!(moderator >= ana);
    }

    async fn one_conversation_can_be_followed_alone(db: Db) {
        let world = World::new(db).await;
        placed(&world).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        let id = conversation.rsplit('/').next().unwrap();
        let other = "019a0000-0000-7000-8000-000000000000";
        let mut own = world.moderator.follow(&format!("/live?conversation={id}"), None).await;
        let mut foreign = world.moderator.follow(&format!("/live?conversation={other}"), None).await;
        own.missed().await;
        foreign.missed().await;
        world.ana.write(&conversation, "Jutri.", 1).await;
        everything_told(&world).await;
        let heard = own.heard().await;
        assert!(heard.iter().any(|one| one.data["kind"] == "message.sent"), "{heard:?}");
        assert!(heard.iter().all(|one| one.data["conversation"] == id), "{heard:?}");
        assert!(foreign.heard().await.is_empty());
    }

    async fn who_was_away_too_long_looks_at_the_whole(db: Db) {
        let world = World::new(db).await;
        let now = world.test.now();
        let events: Vec<Event> = (0..320).map(|number| event(number, now)).collect();
        world.test.app.db.write(async move |tx| {
            for event in &events {
                store::events::insert(tx, event).await?;
            }
            Ok::<(), store::DbError>(())
        }).await.unwrap();
        placed(&world).await;
        let all = feed(&world.ana).await;
        let last = *all.last().unwrap();
        let mut far = world.ana.follow("/live", Some(-1)).await;
        let heard = far.missed().await;
        assert_eq!(heard.len(), 1, "{heard:?}");
        assert_eq!((heard[0].event.as_str(), heard[0].id), ("reload", Some(last)));
        let mut near = world.ana.follow("/live", Some(all[all.len() - 301])).await;
        assert_eq!(positions(&near.missed().await), all[all.len() - 300..]);
        // Of a database that was restored from a copy.
        let mut never = world.ana.follow("/live", Some(last + 1_000_000)).await;
        assert_eq!(never.missed().await[0].event, "reload");
        world.ask("Kdaj pride paket?").await;
        everything_told(&world).await;
        assert!(!never.heard().await.is_empty());
        assert!(!far.heard().await.is_empty());
    }

    async fn a_proxy_is_told_to_pass_it_on_as_it_comes(db: Db) {
        let world = World::new(db).await;
        let followed = world.ana.follow("/api/v1/live", None).await;
        let header = |name: &str| followed.headers.get(name).map_or("", |value| value.to_str().unwrap());
        assert_eq!(header("content-type"), "text/event-stream");
        assert_eq!(header("content-encoding"), "");
        assert_eq!(header("x-accel-buffering"), "no");
        assert!(header("cache-control").contains("no-transform"));
        let wrong = world.ana.request(axum::http::Method::GET, "/api/v1/live").header("last-event-id", "x");
        let refused = world.test.send(wrong.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!(refused.problem(), "422 last_event_id");
    }

    async fn a_thousand_pages_hear_of_one_message(db: Db) {
        let world = World::of(crate::support::TestApp::with(db, |config| {
            config.limits.live_connections = 2_000;
            config.limits.requests_per_minute = 1_000_000;
        })).await;
        placed(&world).await;
        let mut all = Vec::new();
        for _ in 0..1_000 {
            let mut followed = world.ana.follow("/live", None).await;
            followed.missed().await;
            all.push(followed);
        }
        assert_eq!(world.test.app.live.count(), 1_000);
        world.ask("Kdaj pride paket?").await;
        everything_told(&world).await;
        for mut followed in all {
            let heard = followed.next().await.unwrap();
            assert_eq!(heard.data["stream"], Value::from("conversation"));
        }
        assert_eq!(world.test.app.live.count(), 0);
    }
}

fn event(number: u32, at: Timestamp) -> Event {
    let id = uuid::Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0000 + u128::from(number));
    Event {
        id: EventId(id),
        seller: Some(SellerId::parse("nova").unwrap()),
        stream: Stream::Conversation(ConversationId(id)),
        buyer: None,
        kind: "test.happened".into(),
        actor_kind: "job".into(),
        actor_id: "test".into(),
        at,
        body: "{}".into(),
        position: None,
    }
}
