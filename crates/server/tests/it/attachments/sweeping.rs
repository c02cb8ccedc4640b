//! What is never sent goes after a day, bytes and record; what was sent stays.

use jiff::SignedDuration;
use store::{Db, both_databases};

use super::upload::{PHOTO, text};
use crate::api::World;
use crate::support::TestApp;

impl TestApp {
    /// The files of the storage, by their paths.
    pub(super) async fn stored(&self) -> Vec<String> {
        let config = &self.app.config;
        let root = config.attachments.storage.strip_prefix("file:").unwrap();
        let mut found = Vec::new();
        let mut folders = vec![std::path::PathBuf::from(root)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => {
                        let inside = path.strip_prefix(root).unwrap();
                        found.push(inside.to_str().unwrap().to_owned());
                    }
                }
            }
        }
        found.sort();
        found
    }
}

both_databases! {
    async fn what_is_never_sent_goes_after_a_day(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let sent = world.maja.attached(&conversation, "a.jpg", PHOTO).await;
        assert_eq!(world.maja.write_with(&conversation, std::slice::from_ref(&sent)).await.status, 201);
        let ready = world.maja.attached(&conversation, "b.jpg", PHOTO).await;
        let begun = text(&world.maja.begin(&conversation, "c.jpg", PHOTO.len()).await.json()["id"]);
        assert_eq!(world.maja.put_bytes(&begun, 0, &PHOTO[..10]).await.status, 200);
        assert_eq!(world.test.stored().await.len(), 5);

        world.test.wait(SignedDuration::from_hours(23));
        world.test.run_jobs().await;
        assert_eq!(world.test.stored().await.len(), 5);
        // Sessions last half a day.
        let maja = world.test.buyer("maja").await;
        let late = text(&maja.begin(&conversation, "d.jpg", 5).await.json()["id"]);

        world.test.wait(SignedDuration::from_hours(2));
        world.test.run_jobs().await;
        // Given up, they keep their records for as long as a request may still be writing their bytes.
        assert_eq!(maja.get(&format!("/api/v1/uploads/{ready}")).await.status, 404);
        assert_eq!(world.test.stored().await.len(), 5);
        world.test.wait(SignedDuration::from_mins(31));
        world.test.run_jobs().await;
        assert_eq!(world.test.stored().await, [format!("kept/{sent}"), format!("thumbnails/{sent}")]);
        for (upload, status) in [(&sent, 200), (&ready, 404), (&begun, 404), (&late, 200)] {
            assert_eq!(maja.get(&format!("/api/v1/uploads/{upload}")).await.status, status, "{upload}");
        }
        assert_eq!(maja.write_with(&conversation, &[ready]).await.problem(), "422 attachment_unknown");
        assert_eq!(maja.last_files(&conversation).await[0]["id"], sent);
    }

    async fn pieces_go_with_their_file(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let id = text(&world.maja.begin(&conversation, "a.jpg", PHOTO.len()).await.json()["id"]);
        world.maja.put_bytes(&id, 0, &PHOTO[..10]).await;
        world.maja.put_bytes(&id, 10, &PHOTO[10..]).await;
        assert_eq!(world.test.stored().await.len(), 2);
        assert_eq!(world.maja.complete(&id).await.status, 200);
        assert_eq!(world.test.stored().await, [format!("kept/{id}"), format!("thumbnails/{id}")]);
        assert_eq!(world.maja.delete(&format!("/api/v1/uploads/{id}")).await.status, 204);
        assert_eq!(world.test.stored().await, Vec::<String>::new());
        let id = world.maja.attached(&conversation, "a.jpg", PHOTO).await;
        assert_eq!(world.maja.write_with(&conversation, std::slice::from_ref(&id)).await.status, 201);
        let sent = world.maja.delete(&format!("/api/v1/uploads/{id}")).await;
        assert_eq!(sent.problem(), "409 attachment_sent");
    }

    async fn bytes_that_arrive_after_their_file_was_given_up_are_deleted_too(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let id = text(&world.maja.begin(&conversation, "a.jpg", PHOTO.len()).await.json()["id"]);
        assert_eq!(world.maja.delete(&format!("/api/v1/uploads/{id}")).await.status, 204);
        // A piece was on its way, and the process that wrote it ended before it could take it back.
        let late = rules::ids::AttachmentId(id.parse().unwrap());
        let part = uuid::Uuid::from_u128(7);
        world.test.app.storage.keep_part(late, part, PHOTO.into()).await.unwrap();
        world.test.app.storage.keep(late, PHOTO.to_vec()).await.unwrap();
        world.test.run_jobs().await;
        assert_eq!(world.test.stored().await.len(), 2);
        world.test.wait(SignedDuration::from_mins(31));
        world.test.run_jobs().await;
        assert_eq!(world.test.stored().await, Vec::<String>::new());
    }

    async fn a_file_that_cannot_be_deleted_holds_up_no_other(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let stuck = world.maja.attached(&conversation, "a.jpg", PHOTO).await;
        world.test.wait(SignedDuration::from_mins(1));
        let other = world.maja.attached(&conversation, "b.jpg", PHOTO).await;
        // A folder in the place of the file: the storage refuses to delete it.
        let root = world.test.app.config.attachments.storage.strip_prefix("file:").unwrap().to_owned();
        let place = std::path::Path::new(&root).join("kept").join(&stuck);
        std::fs::remove_file(&place).unwrap();
        std::fs::create_dir_all(place.join("inside")).unwrap();
        world.test.wait(SignedDuration::from_hours(25));
        world.test.run_jobs().await;
        world.test.wait(SignedDuration::from_mins(31));
        world.test.run_jobs().await;
        assert_eq!(world.test.stored().await, Vec::<String>::new(), "{other} is still there");
        std::fs::remove_dir_all(&place).unwrap();
        world.test.wait(SignedDuration::from_mins(31));
        world.test.run_jobs().await;
        let gone = world.test.buyer("maja").await.get(&format!("/api/v1/uploads/{stuck}")).await;
        assert_eq!(gone.status, 404);
    }
}
