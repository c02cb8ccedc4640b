//! What of the log is given to whom over HTTP.

use std::fs;

use dopis::archiving::{Step, Steps};
use rules::access::Role;
use store::{Db, both_databases};

use super::{Log, Node};
use crate::support::TestApp;

both_databases! {
    async fn anybody_gets_checkpoint_and_hashes_and_auditors_the_entries(db: Db) {
        let log = Log::new();
        let node = Node::of(TestApp::with(db, |config| log.configure(config)));
        let nobody = node.test.anonymous();
        assert_eq!(nobody.get("/archive/checkpoint").await.status, 404, "there is none yet");
        node.happen(300).await;
        node.seals(300).await;
        let checkpoint = nobody.get("/archive/checkpoint").await;
        assert_eq!((checkpoint.status.as_u16(), checkpoint.header("cache-control")), (200, "public, max-age=1"));
        assert_eq!(Some(checkpoint.bytes), log.checkpoint());
        for (path, caching) in [
            ("tile/0/000", "public, max-age=31536000, immutable"),
            ("tile/0/001.p/44", "public, max-age=60"),
            ("tile/1/000.p/1", "public, max-age=60"),
        ] {
            let got = nobody.get(&format!("/archive/{path}")).await;
            assert_eq!((got.status.as_u16(), got.header("cache-control")), (200, caching), "{path}");
            assert_eq!(got.bytes, fs::read(log.path(path)).unwrap(), "{path}");
        }
        let auditor = node.test.staff(&[Role::Auditor]).await;
        for path in ["tile/entries/000", "tile/entries/001.p/44"] {
            let address = format!("/archive/{path}");
            assert_eq!(nobody.get(&address).await.status, 401, "{path}");
            assert_eq!(node.test.buyer("maja").await.get(&address).await.status, 403, "{path}");
            for role in [Role::Moderator, Role::Decider, Role::Administrator] {
                assert_eq!(node.test.staff(&[role]).await.get(&address).await.status, 403, "{path} {role:?}");
            }
            let got = auditor.get(&address).await;
            assert_eq!((got.status.as_u16(), got.header("cache-control")), (200, "private, no-store"), "{path}");
            assert_eq!(got.bytes, fs::read(log.path(path)).unwrap(), "{path}");
        }
        for path in ["tile/0/002", "tile/0/001", "tile/0/001.p/43x", "tile/0/0", "tile/9/000", "tile/0/000.p/256", "tile/0/..%2F..%2Fcheckpoint.lock"] {
            assert_eq!(nobody.get(&format!("/archive/{path}")).await.status, 404, "{path}");
        }
        // A way round the route ends at the action, which asks the table again.
        assert_eq!(nobody.get("/archive/tile/entries%2F000").await.status, 401);
    }

    async fn what_is_not_published_yet_is_not_given(db: Db) {
        let log = Log::new();
        let node = Node::of(TestApp::with(db, |config| log.configure(config)));
        node.seals(0).await;
        node.happen(256).await;
        let ended = node.seal_at(node.test.now(), &Steps::asking(|step| step != Step::Tiles)).await;
        assert!(ended.is_err());
        assert!(log.path("tile/0/000").exists());
        let nobody = node.test.anonymous();
        assert_eq!(nobody.get("/archive/tile/0/000").await.status, 404);
        node.seals(256).await;
        assert_eq!(nobody.get("/archive/tile/0/000").await.status, 200);
    }

    async fn without_a_log_there_is_nothing(db: Db) {
        let test = TestApp::new(db);
        assert_eq!(test.anonymous().get("/archive/checkpoint").await.status, 404);
        assert_eq!(test.anonymous().get("/archive/tile/0/000").await.status, 404);
        let ready = test.anonymous().get("/ready").await;
        assert_eq!(ready.json()["archive"]["state"], "off", "{}", ready.body);
    }
}
