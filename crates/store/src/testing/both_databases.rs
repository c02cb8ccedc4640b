//! The macro that makes one storage test run on both databases.

/// Makes two tests of each function, `name::sqlite` and `name::postgres`, each on a migrated database of its own.
///
/// The argument is a [`crate::Db`], or a [`TestDatabase`] for a test that opens it with limits of its own.
#[macro_export]
macro_rules! both_databases {
    ($($(#[$attribute:meta])* async fn $name:ident($argument:ident: $kind:ty) $body:block)+) => {$(
        $(#[$attribute])*
        async fn $name($argument: $kind) $body

        mod $name {
            #[tokio::test]
            async fn sqlite() {
                $crate::testing::on_sqlite(super::$name).await;
            }

            #[tokio::test]
            async fn postgres() {
                $crate::testing::on_postgres(super::$name).await;
            }
        }
    )+};
}
