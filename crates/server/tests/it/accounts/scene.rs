//! People with passwords, and what an authenticator app would show them.

use jiff::Timestamp;
use rules::access::Role;
use rules::ids::StaffId;
use store::events::{Scope, after};

use crate::support::{Answer, Browser, TestApp};

pub(crate) const PASSWORD: &str = "a long password of the tests";

/// A person of staff who can sign in; and the e-mail.
pub(crate) async fn staff(test: &TestApp, roles: &[Role]) -> (StaffId, String) {
    let hash = test.app.passwords.hash(PASSWORD).await.unwrap();
    let id = test.known_staff(roles, &hash).await;
    (id, format!("{id}@staff.example"))
}

/// The secret that the page shows.
pub(super) fn secret(page: &Answer) -> Vec<u8> {
    let (_, rest) = page.body.split_once("id=\"secret\">").unwrap();
    let text: String = rest.split('<').next().unwrap().replace(' ', "");
    let bits = text.bytes().flat_map(|letter| {
        let place = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter();
        let value = place.clone().position(|known| *known == letter).unwrap();
        (0..5).rev().map(move |bit| value >> bit & 1)
    });
    let bits: Vec<usize> = bits.collect();
    bits.chunks_exact(8)
        .map(|byte| byte.iter().fold(0, |all, bit| all << 1 | *bit as u8))
        .collect()
}

/// The code that an app shows at this instant.
pub(crate) fn code(secret: &[u8], now: Timestamp) -> String {
    let secret: [u8; 20] = secret.try_into().unwrap();
    let app = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    app.generate(now.as_second().try_into().unwrap())
        .to_string()
}

/// Sets an authenticator app up; gives its secret and the recovery codes.
pub(crate) async fn set_up(browser: &mut Browser) -> (Vec<u8>, Vec<String>) {
    let now = browser.test.now();
    // The form of a page of this session.
    browser.get("/account").await;
    let unproved = browser
        .post("/account/second-factor", &[("password", "wrong")])
        .await;
    assert_eq!(unproved.status, 422, "{}", unproved.body);
    assert!(
        unproved.body.contains("The present password is wrong."),
        "{}",
        unproved.body
    );
    let offered = browser
        .post("/account/second-factor", &[("password", PASSWORD)])
        .await;
    assert_eq!(offered.status, 303, "{}", offered.body);
    let secret = secret(&browser.get("/account/second-factor").await);
    let code = code(&secret, now);
    let codes = browser
        .post("/account/second-factor/confirmation", &[("code", &code)])
        .await;
    assert_eq!(codes.status, 200, "{}", codes.body);
    (secret, recovery_codes(&codes))
}

/// The recovery codes that the page shows.
pub(super) fn recovery_codes(page: &Answer) -> Vec<String> {
    page.body
        .split("<li><code>")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap().to_owned())
        .collect()
}

/// Kinds of the events of a stream, in the order of the alphabet: those of one instant have no other.
pub(super) async fn events(test: &TestApp, stream: &str, id: String) -> Vec<String> {
    test.run_jobs().await;
    let work = async |tx: &store::Tx| after(tx, &Scope::Everything, -1, 1_000).await;
    let all = test.app.db.read(work).await.unwrap().into_iter();
    let own = all.filter(|event| event.stream.kind() == stream && event.stream.id() == id);
    let mut kinds: Vec<String> = own.map(|event| event.kind).collect();
    kinds.sort();
    kinds
}
