//! What the store promises, on both databases.

#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "tests wait, measure and spawn as they need"
)]

mod absences;
mod attachments;
mod backup;
mod idempotency;
mod inbox;
mod keeping;
mod large_seller;
mod oversight;
mod plans;
mod prepared_files;
mod restoring;
mod reviews;
mod rows;
mod schema;
mod seam;
mod statements;
mod strikes;
mod tables;
mod tabs;
