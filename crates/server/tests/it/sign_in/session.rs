//! How a session ends, and its language.

use dopis::random::secret_hash;
use jiff::SignedDuration;
use store::{Db, both_databases};

use crate::support::TestApp;

both_databases! {
    async fn a_session_ends_by_itself(db: Db) {
        let test = TestApp::new(db);
        let buyer = test.buyer("b-1").await;
        test.wait(SignedDuration::from_hours(12) - SignedDuration::from_micros(1));
        assert!(buyer.get("/nothing").await.body.contains("Buyer b-1"));
        test.wait(SignedDuration::from_micros(1));
        assert!(!buyer.get("/nothing").await.body.contains("Buyer b-1"));
    }

    async fn signing_out_ends_it_on_every_node(db: Db) {
        let test = TestApp::new(db);
        let (buyer, other) = (test.buyer("b-1").await, test.buyer("b-2").await);
        let elsewhere = buyer.at(&test.second_node());
        let answer = buyer.post_form("/sign-out", &[]).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/sign-in?notice=signed-out"));
        assert_eq!(answer.cookie("__Host-dopis"), Some("; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax"));
        assert!(!elsewhere.get("/nothing").await.body.contains("Buyer b-1"));
        assert!(other.get("/nothing").await.body.contains("Buyer b-2"));
        assert_eq!(buyer.post_form("/sign-out", &[]).await.status, 303);
    }

    async fn a_job_deletes_expired_sessions_and_no_others(db: Db) {
        let test = TestApp::new(db);
        let first = secret_hash(test.buyer("b-1").await.session.as_ref().unwrap());
        test.wait(SignedDuration::from_hours(6));
        let later = test.buyer("b-2").await;
        test.wait(SignedDuration::from_hours(6));
        test.run_jobs().await;
        let gone = async move |tx: &store::Tx| store::sessions::delete(tx, &first).await;
        assert!(!test.app.db.write(gone).await.unwrap());
        assert!(later.get("/nothing").await.body.contains("Buyer b-2"));
    }

    async fn everybody_chooses_a_language(db: Db) {
        let test = TestApp::new(db);
        let buyer = test.buyer("b-1").await;
        let answer = buyer.post_form("/language", &[("language", "en"), ("back", "/conversations?tab=all")]).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/conversations?tab=all"));
        assert!(buyer.get("/nothing").await.body.contains("lang=\"en\""));
        assert!(test.buyer("b-2").await.get("/nothing").await.body.contains("lang=\"sl\""));
        let nobody = test.anonymous().post_form("/language", &[("language", "en"), ("back", "//evil.example")]).await;
        assert_eq!(nobody.header("location"), "/");
        let cookie = nobody.cookie("__Host-dopis-language").unwrap();
        assert_eq!(cookie, "en; Max-Age=31536000; Path=/; Secure; HttpOnly; SameSite=Lax");
        assert_eq!(buyer.post_form("/language", &[("language", "xx")]).await.status, 422);
    }
}
