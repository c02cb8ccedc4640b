//! When a connection ends, and who is refused one.

use axum::http::StatusCode;
use rules::access::{AgentRole, Role};
use store::{Db, both_databases};

use crate::api::World;
use crate::support::TestApp;

both_databases! {
    async fn a_session_that_ends_takes_its_connections_along(db: Db) {
        let world = World::new(db).await;
        let mut ana = world.ana.follow("/live", None).await;
        let mut bor = world.bor.follow("/live", None).await;
        ana.missed().await;
        bor.missed().await;
        world.ana.post_form("/sign-out", &[]).await;
        dopis::live::check_once(&world.test.app).await.unwrap();
        assert_eq!(ana.next().await, None);
        assert_eq!(world.test.app.live.count(), 1);
        world.ask("Kje je paket?").await;
        world.test.run_jobs().await;
        dopis::live::read_once(&world.test.app).await.unwrap();
        assert!(!bor.heard().await.is_empty());
        assert_eq!(world.ana.follow("/live", Some(-1)).await.status, StatusCode::UNAUTHORIZED);
    }

    async fn a_session_that_expires_takes_its_connections_along(db: Db) {
        let world = World::new(db).await;
        let mut maja = world.maja.follow("/live", None).await;
        maja.missed().await;
        dopis::live::check_once(&world.test.app).await.unwrap();
        assert_eq!(world.test.app.live.count(), 1);
        world.test.wait(jiff::SignedDuration::from_hours(24 * 400));
        dopis::live::check_once(&world.test.app).await.unwrap();
        assert_eq!(maja.next().await, None);
    }

    async fn an_agent_whose_access_ends_hears_nothing_more(db: Db) {
        let world = World::new(db).await;
        let mut bor = world.bor.follow("/live", None).await;
        bor.missed().await;
        let body = serde_json::json!({ "name": "Bor", "email": "bor@sellers.example", "language": "sl", "active": false });
        let put = world.platform.put("/api/v1/sellers/nova/agents/bor", &body).await;
        assert!(put.status.is_success(), "{}", put.body);
        dopis::live::check_once(&world.test.app).await.unwrap();
        assert_eq!(bor.next().await, None);
    }

    async fn a_token_that_is_revoked_takes_its_connections_along(db: Db) {
        let world = World::new(db).await;
        let holder = rules::token::Holder::Agent {
            seller: rules::ids::SellerId::parse("nova").unwrap(),
            agent: rules::ids::AgentId::parse("ana").unwrap(),
        };
        let program = world.test.program(holder).await;
        let mut followed = program.follow("/api/v1/live", None).await;
        followed.missed().await;
        let now = world.test.now();
        let revoked = world.test.app.db.write(async move |tx| {
            let seller = rules::ids::SellerId::parse("nova").unwrap();
            let tokens = store::api_tokens::of_seller(tx, &seller, None, 9).await?;
            store::api_tokens::revoke(tx, tokens[0].id, now).await
        }).await;
        assert!(revoked.unwrap());
        dopis::live::check_once(&world.test.app).await.unwrap();
        assert_eq!(followed.next().await, None);
    }

    async fn what_ends_a_session_at_one_node_closes_its_page_at_another_with_the_event(db: Db) {
        let world = World::new(db).await;
        let node = world.test.second_node();
        let mut bor = world.bor.at(&node).follow("/live", None).await;
        bor.missed().await;
        dopis::live::read_once(&node.app).await.unwrap();
        let ended = world.ana.delete("/api/v1/sellers/nova/agents/bor/sessions").await;
        assert_eq!(ended.status, StatusCode::NO_CONTENT, "{}", ended.body);
        world.ask("Kje je paket?").await;
        world.test.run_jobs().await;
        dopis::live::read_once(&node.app).await.unwrap();
        assert_eq!(bor.next().await, None, "not even the event itself");
        assert_eq!(world.bor.at(&node).follow("/live", None).await.status, StatusCode::UNAUTHORIZED);
    }

    async fn another_role_ends_a_connection_and_the_next_one_is_of_the_new_role(db: Db) {
        let world = World::new(db).await;
        let node = world.test.second_node();
        let mut bor = world.bor.at(&node).follow("/live", None).await;
        bor.missed().await;
        dopis::live::read_once(&node.app).await.unwrap();
        let role = serde_json::json!({ "role": "read_only" });
        let changed = world.ana.put("/api/v1/sellers/nova/agents/bor/access", &role).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
        world.test.run_jobs().await;
        dopis::live::read_once(&node.app).await.unwrap();
        assert_eq!(bor.next().await, None);
        assert_eq!(world.bor.at(&node).follow("/live", None).await.status, StatusCode::OK);
    }

    async fn one_viewer_has_a_limited_number_of_connections(db: Db) {
        let test = TestApp::with(db, |config| config.limits.live_connections = 2);
        let world = World::of(test).await;
        let first = world.ana.follow("/live", None).await;
        let _second = world.ana.follow("/live", None).await;
        let third = world.ana.follow("/live", None).await;
        assert_eq!(third.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(world.bor.follow("/live", None).await.status, StatusCode::OK);
        drop(first);
        assert_eq!(world.ana.follow("/live", None).await.status, StatusCode::OK);
    }

    async fn a_node_that_ends_lets_go_of_all_at_once(db: Db) {
        let world = World::new(db).await;
        let mut ana = world.ana.follow("/live", None).await;
        ana.missed().await;
        world.test.app.live.close();
        assert_eq!(ana.next().await, None);
        let late = world.ana.follow("/live", None).await;
        assert_eq!(late.status, StatusCode::TOO_MANY_REQUESTS);
    }

    async fn nobody_follows_without_having_signed_in(db: Db) {
        let test = TestApp::new(db);
        assert_eq!(test.anonymous().get("/api/v1/live").await.problem(), "401 sign_in_first");
        for client in [
            test.agent_as("nova", "cene", AgentRole::ReadOnly).await,
            test.staff(&[Role::Auditor]).await,
            test.buyer("maja").await,
        ] {
            assert_eq!(client.follow("/live", None).await.status, StatusCode::OK);
        }
    }
}
