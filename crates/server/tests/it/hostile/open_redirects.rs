//! Wherever an address says where to go next, the way leads nowhere but to this service.

use store::{Db, both_databases};

use super::values::escaped;
use crate::support::{Answer, Claims, TestApp};

const AWAY: [&str; 18] = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/\r\nLocation: https://evil.example",
    "/%0d%0aLocation:%20https://evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "/conversations\0//evil.example",
];

/// Where a browser that is at this service would go; `None` where it stays.
fn leads(answer: &Answer) -> Option<String> {
    let to = answer.header("location");
    // As browsers read addresses: tabs and line breaks are left out, `\` is `/`.
    let read: String = to
        .chars()
        .filter(|c| !"\t\r\n".contains(*c))
        .map(|c| if c == '\\' { '/' } else { c })
        .collect();
    let stays = read.starts_with('/') && !read.starts_with("//");
    (!to.is_empty() && !stays).then(|| to.to_owned())
}

both_databases! {
    async fn nothing_leads_to_another_site(db: Db) {
        let test = TestApp::with(db, |config| config.sign_in.agents_with_password = true);
        let buyer = test.buyer("b-1").await;
        let mut wrong = Vec::new();
        for away in AWAY {
            let to = escaped(away);
            let token = Claims::buyer(&test, "b-1").sign();
            let mut answers = vec![
                ("entering", test.anonymous().get(&format!("/enter?token={token}&to={to}")).await),
                ("signing in", test.anonymous().get(&format!("/sign-in?to={to}")).await),
                ("a second factor", test.anonymous().get(&format!("/sign-in/second-factor?to={to}")).await),
            ];
            answers.push(("signed in", buyer.get(&format!("/sign-in?to={to}")).await));
            for form in ["/language", "/theme"] {
                let fields = [("language", "en"), ("theme", "dark"), ("back", away)];
                answers.push((form, buyer.post_form(form, &fields).await));
            }
            for (what, answer) in answers {
                assert!(!answer.status.is_server_error(), "{what}: {}", answer.body);
                if let Some(to) = leads(&answer) {
                    wrong.push(format!("{what} with {away:?} leads to {to:?}"));
                }
                let kept = answer.body.contains("value=\"https://evil") || answer.body.contains("value=\"//");
                if kept || answer.headers.contains_key("x-injected") {
                    wrong.push(format!("{what} with {away:?} keeps it: {}", answer.body));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn no_header_of_a_request_says_where_this_service_is(db: Db) {
        let test = TestApp::with(db, |config| config.sign_in.agents_with_password = true);
        let owner = test.agent("nova", "ana").await;
        for path in ["/", "/sign-in", "/people", "/api/v1/openapi.json", "/embed.js", "/nothing"] {
            let mut request = owner.request(axum::http::Method::GET, path);
            let headers = request.headers_mut().unwrap();
            headers.insert("host", "evil.example".parse().unwrap());
            for name in ["x-forwarded-host", "x-original-url", "x-rewrite-url", "x-host", "forwarded"] {
                headers.insert(name, "evil.example".parse().unwrap());
            }
            let answer = test.send(request.body(axum::body::Body::empty()).unwrap()).await;
            let told = format!("{:?} {}", answer.headers, answer.body);
            assert!(!told.contains("evil.example"), "{path}: {told}");
        }
    }
}
