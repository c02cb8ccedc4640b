//! What stands for people: made once for each, under a salt of its own, and kept in the database.

use std::collections::{BTreeSet, HashMap};

use store::pseudonyms::{self, Person};
use store::{DbError, Tx};

use super::SealError;
use crate::app::App;

/// More are looked up again rather than remembered.
const KNOWN_MAX: usize = 50_000;
/// Looked up or made in one transaction, which must end in time on a slow database too.
const AT_ONCE: usize = 200;

/// Those that are known by now.
#[derive(Debug, Default)]
pub(super) struct Persons {
    known: HashMap<Person, String>,
}

impl Persons {
    pub(super) fn get(&self, person: &Person) -> Option<String> {
        self.known.get(person).cloned()
    }

    /// Learns what stands for these. With `make`, what is not there yet is made.
    pub(super) async fn learn(
        &mut self,
        app: &App,
        wanted: BTreeSet<Person>,
        make: bool,
    ) -> Result<(), SealError> {
        if self.known.len() > KNOWN_MAX {
            self.known.clear();
        }
        let unknown = wanted.into_iter();
        let unknown: Vec<Person> = unknown
            .filter(|person| !self.known.contains_key(person))
            .collect();
        for some in unknown.chunks(AT_ONCE) {
            let asked = some.to_vec();
            let found = app.db.read(async move |tx: &Tx| find(tx, &asked).await);
            let found = found.await?;
            let missing = some.iter().filter(|person| !found.contains_key(*person));
            let missing: Vec<Person> = missing.cloned().collect();
            self.known.extend(found);
            if make && !missing.is_empty() {
                let made = self::make(app, missing).await?;
                self.known.extend(made);
            }
        }
        Ok(())
    }
}

async fn find(tx: &Tx, persons: &[Person]) -> Result<HashMap<Person, String>, DbError> {
    let mut found = HashMap::new();
    for person in persons {
        if let Some(pseudonym) = pseudonyms::any_find(tx, person).await? {
            found.insert(person.clone(), pseudonym);
        }
    }
    Ok(found)
}

async fn make(app: &App, persons: Vec<Person>) -> Result<HashMap<Person, String>, SealError> {
    let mut made = Vec::with_capacity(persons.len());
    for person in persons {
        let salt = app.random.salt()?;
        let pseudonym = archive::hex(&archive::commitment(&salt, told(&person).as_bytes()));
        made.push((person, salt, pseudonym));
    }
    let kept = app.db.write(async move |tx: &Tx| {
        for (person, salt, pseudonym) in &made {
            pseudonyms::any_insert(tx, person, salt, pseudonym).await?;
        }
        // Another node may have been faster; what is there counts.
        let persons: Vec<Person> = made.iter().map(|(person, ..)| person.clone()).collect();
        find(tx, &persons).await
    });
    Ok(kept.await?)
}

/// What a pseudonym commits to.
fn told(person: &Person) -> String {
    format!("{}\n{}\n{}\n", person.kind, person.seller, person.id)
}
