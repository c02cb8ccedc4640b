use store::{Db, DbError, DbOptions, migrate, params};

#[tokio::test]
async fn round_trip() {
    let folder = tempfile::tempdir().unwrap();
    let options = DbOptions::sqlite(folder.path().join("dopis.db"));
    migrate::apply(&options).await.unwrap();
    let db = Db::open(&options).await.unwrap();
    let name = String::from("a");
    let task = tokio::spawn({
        let db = db.clone();
        async move {
            db.write(async move |tx| {
                tx.execute(
                    "CREATE TABLE probe (id BIGINT PRIMARY KEY, body TEXT)",
                    &params![],
                )
                .await?;
                tokio::try_join!(
                    tx.execute(
                        "INSERT INTO probe (id, body) VALUES (?1, ?2)",
                        params![1i64, &name]
                    ),
                    tx.execute(
                        "INSERT INTO probe (id, body) VALUES (?1, ?2)",
                        params![2i64, None::<String>]
                    ),
                )?;
                Ok::<_, DbError>(name.len())
            })
            .await
        }
    });
    assert_eq!(task.await.unwrap().unwrap(), 1);
    let rows = db
        .read(async |tx| {
            tx.query("SELECT id, body FROM probe ORDER BY id", &[])
                .await
        })
        .await
        .unwrap();
    assert_eq!(rows[0].get::<String>(1).unwrap(), "a");
    assert_eq!(rows[1].get::<Option<String>>(1).unwrap(), None);
    db.close().await;
}
