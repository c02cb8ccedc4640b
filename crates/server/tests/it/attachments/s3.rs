//! The same in a bucket of a server that speaks S3, which runs in this process.

use axum::Router;
use axum::error_handling::HandleError;
use axum::http::StatusCode;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use store::{Db, both_databases};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::upload::{PHOTO, sha256, text};
use crate::api::World;
use crate::support::TestApp;

const KEY: &str = "key-of-this-test";
const SECRET: &str = "secret-of-this-test";

/// A server with one bucket; it ends with the set.
async fn serve_bucket(folder: &std::path::Path, tasks: &mut JoinSet<()>) -> String {
    std::fs::create_dir(folder.join("files")).unwrap();
    let mut builder = S3ServiceBuilder::new(FileSystem::new(folder).unwrap());
    builder.set_auth(SimpleAuth::from_single(KEY, SECRET));
    let service = HandleError::new(builder.build(), async |_| StatusCode::INTERNAL_SERVER_ERROR);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().fallback_service(service);
    tasks.spawn(async move { axum::serve(listener, router).await.unwrap() });
    format!("http://{address}")
}

both_databases! {
    async fn a_bucket_is_as_good_as_a_folder(db: Db) {
        let folder = tempfile::tempdir().unwrap();
        let mut tasks = JoinSet::new();
        let endpoint = serve_bucket(folder.path(), &mut tasks).await;
        let world = World::of(TestApp::with(db, |config| {
            config.attachments.storage = "s3:files".into();
            config.attachments.s3_endpoint = endpoint;
            config.attachments.s3_key_id = KEY.into();
            config.attachments.s3_secret = SECRET.into();
        })).await;
        world.test.app.storage.check().await.unwrap();
        let conversation = world.ask("Svetilka je počena.").await;
        let id = text(&world.maja.begin(&conversation, "a.jpg", PHOTO.len()).await.json()["id"]);
        assert_eq!(world.maja.put_bytes(&id, 0, &PHOTO[..300]).await.status, 200);
        assert_eq!(world.maja.put_bytes(&id, 300, &PHOTO[300..]).await.status, 200);
        let ready = world.maja.complete(&id).await;
        assert_eq!(ready.status, 200, "{}", ready.body);
        assert_eq!(world.maja.write_with(&conversation, std::slice::from_ref(&id)).await.status, 201);
        let file = world.ana.last_files(&conversation).await[0].clone();
        // Through another node.
        let elsewhere = world.ana.at(&world.test.second_node());
        let got = elsewhere.get(file["path"].as_str().unwrap()).await;
        assert_eq!(got.status, 200);
        assert_eq!(sha256(&got.bytes), text(&file["sha256_kept"]));
        let bucket = folder.path().join("files");
        assert!(bucket.join("kept").join(&id).is_file());
        assert_eq!(std::fs::read_dir(bucket.join("parts").join(&id)).into_iter().flatten().count(), 0);

        let unsent = world.maja.attached(&conversation, "b.jpg", PHOTO).await;
        assert!(bucket.join("kept").join(&unsent).is_file());
        assert_eq!(world.maja.delete(&format!("/api/v1/uploads/{unsent}")).await.status, 204);
        assert!(!bucket.join("kept").join(&unsent).exists());
    }

    async fn a_storage_that_cannot_be_reached_is_told_and_nothing_is_lost(db: Db) {
        let world = World::of(TestApp::with(db, |config| {
            config.attachments.storage = "s3:files".into();
            config.attachments.s3_endpoint = "http://127.0.0.1:9".into();
        })).await;
        assert!(world.test.app.storage.check().await.is_err());
        let conversation = world.ask("Svetilka je počena.").await;
        let large = vec![b'a'; 10_000_000];
        // However often it is tried, it counts for nothing: there is no id with which it could be taken back.
        for _ in 0..7 {
            let answer = world.maja.attach(&conversation, "a.txt", &large).await;
            assert_eq!(answer.problem(), "503 storage_unavailable");
            assert_eq!(answer.header("retry-after"), "5");
        }
        // A piece that could not be kept is sent again from the same place.
        let id = text(&world.maja.begin(&conversation, "a.jpg", PHOTO.len()).await.json()["id"]);
        let piece = world.maja.put_bytes(&id, 0, &PHOTO[..100]).await;
        assert_eq!((piece.problem().as_str(), piece.header("retry-after")), ("503 storage_unavailable", "5"));
        assert_eq!(world.maja.get(&format!("/api/v1/uploads/{id}")).await.json()["offset"], 0);
        // Taking back needs no storage.
        assert_eq!(world.maja.delete(&format!("/api/v1/uploads/{id}")).await.status, 204);
        assert_eq!(world.maja.write(&conversation, "Brez slike.", 1).await.status, 201);
    }
}
