//! Both migrations make the same tables, columns, keys and indexes.

use std::sync::{Arc, Mutex};

use store::{
    Backend, Db, DbError, Tx, both_databases, params,
    testing::{on_postgres, on_sqlite},
};

const SQLITE_COLUMNS: &str = "SELECT t.name, c.name, c.type, c.\"notnull\", c.dflt_value
    FROM sqlite_schema t, pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.cid";

const POSTGRES_COLUMNS: &str = "SELECT t.relname, c.attname, format_type(c.atttypid, NULL), c.attnotnull,
    split_part(pg_get_expr(d.adbin, d.adrelid), '::', 1)
    FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid
    LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = c.attnum
    WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace AND c.attnum > 0 AND NOT c.attisdropped
    ORDER BY t.relname, c.attnum";

const SQLITE_INDEXES: &str = "SELECT t.name, i.name, i.origin, i.\"unique\", i.partial, c.name
    FROM sqlite_schema t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, i.name, c.seqno";

const POSTGRES_INDEXES: &str = "SELECT t.relname, n.relname,
    CASE WHEN i.indisprimary THEN 'pk' WHEN k.oid IS NOT NULL THEN 'u' ELSE 'c' END,
    i.indisunique, i.indpred IS NOT NULL, pg_get_indexdef(i.indexrelid, p.place::int, true)
    FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class n ON n.oid = i.indexrelid
    LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype = 'u'
    CROSS JOIN LATERAL generate_series(1, i.indnkeyatts) AS p(place)
    WHERE t.relnamespace = 'public'::regnamespace ORDER BY t.relname, n.relname, p.place";

const SQLITE_FOREIGN_KEYS: &str = "SELECT t.name, f.\"table\", f.\"from\"
    FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table' ORDER BY 1, 2, 3";

const POSTGRES_FOREIGN_KEYS: &str = "SELECT t.relname, o.relname, c.attname
    FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class o ON o.oid = k.confrelid
    JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum = ANY (k.conkey)
    WHERE k.contype = 'f' ORDER BY 1, 2, 3";

/// One line for each column, index and foreign key, in the same words on both databases.
async fn describe(tx: &Tx) -> Result<Vec<String>, DbError> {
    let [columns, indexes, foreign_keys] = match tx.backend() {
        Backend::Sqlite => [SQLITE_COLUMNS, SQLITE_INDEXES, SQLITE_FOREIGN_KEYS],
        Backend::Postgres => [POSTGRES_COLUMNS, POSTGRES_INDEXES, POSTGRES_FOREIGN_KEYS],
    };
    let mut lines = Vec::new();
    for row in tx.query(columns, params![]).await? {
        let (table, column): (String, String) = (row.get(0)?, row.get(1)?);
        let kind = match row.get::<String>(2)?.to_lowercase().as_str() {
            "bigint" => "integer".to_owned(),
            // On SQLite both are bytes.
            "bytea" | "uuid" => "blob".to_owned(),
            other => other.to_owned(),
        };
        let required = if row.get(3)? { "required" } else { "optional" };
        let default: Option<String> = row.get(4)?;
        lines.push(format!("{table}.{column} {kind} {required} {default:?}"));
    }
    for row in tx.query(indexes, params![]).await? {
        let (table, name, origin): (String, String, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        let (unique, partial): (bool, bool) = (row.get(3)?, row.get(4)?);
        // PostgreSQL quotes what is also one of its words.
        let column = row
            .get::<Option<String>>(5)?
            .map(|column| column.replace('"', ""));
        let name = match origin.as_str() {
            "pk" => "primary key",
            "u" => "unique",
            _ => &name,
        };
        lines.push(format!(
            "{table} index {name} unique={unique} partial={partial} {column:?}"
        ));
    }
    for row in tx.query(foreign_keys, params![]).await? {
        let (table, other, column): (String, String, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        lines.push(format!("{table}.{column} refers to {other}"));
    }
    // The names of keys made by the databases sort differently.
    lines.sort_by_key(|line| {
        line.split_whitespace()
            .take(3)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    });
    Ok(lines)
}

async fn described(db: &Db) -> Vec<String> {
    db.read(describe).await.unwrap()
}

#[tokio::test]
async fn same_schema() {
    let found = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&found);
    on_sqlite(async move |db: Db| *kept.lock().unwrap() = described(&db).await).await;
    on_postgres(async move |db: Db| {
        let postgres = described(&db).await;
        let sqlite = found.lock().unwrap().clone();
        let only = |these: &[String], those: &[String]| {
            these
                .iter()
                .filter(|line| !those.contains(line))
                .cloned()
                .collect::<Vec<_>>()
        };
        let (left, right) = (only(&sqlite, &postgres), only(&postgres, &sqlite));
        assert!(
            left.is_empty() && right.is_empty(),
            "only on SQLite: {left:#?}\nonly on PostgreSQL: {right:#?}"
        );
        assert_eq!(sqlite, postgres, "the order of columns");
        assert!(sqlite.len() > 100, "the schema was found");
    })
    .await;
}

both_databases! {
    async fn texts_compare_by_bytes(db: Db) {
        let wrong = db
            .read(async |tx| {
                let sql = match tx.backend() {
                    Backend::Sqlite => {
                        "SELECT name, sql FROM sqlite_schema WHERE sql LIKE '%COLLATE%'
                         OR (type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'schema_version'
                             AND sql NOT LIKE '%STRICT%')"
                    }
                    Backend::Postgres => {
                        "SELECT t.relname, c.attname FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid
                         LEFT JOIN pg_collation o ON o.oid = c.attcollation
                         WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace AND c.attnum > 0
                         AND t.relname <> 'schema_version' AND o.collname <> 'C'"
                    }
                };
                let rows = tx.query(sql, params![]).await?;
                rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect::<Result<Vec<(String, String)>, DbError>>()
            })
            .await
            .unwrap();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    async fn no_constraint_waits_for_the_commit(db: Db) {
        let waiting = db
            .read(async |tx| {
                let sql = match tx.backend() {
                    Backend::Sqlite => "SELECT name FROM sqlite_schema WHERE sql LIKE '%DEFERR%'",
                    Backend::Postgres => "SELECT conname FROM pg_constraint WHERE condeferrable",
                };
                tx.query(sql, params![]).await
            })
            .await
            .map_err(|error: DbError| error)
            .unwrap();
        assert!(waiting.is_empty(), "it would fail a whole group of commits: {waiting:?}");
    }
}
