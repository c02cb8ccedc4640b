//! The whole permission table as a text, so that a change of policy is a change of a file.

use std::fmt::Write as _;
use std::path::Path;

use rules::access::{Action, AgentRole, Relation, Role, Roles, Verdict, Viewer, may};
use rules::ids::{AgentId, BuyerId, SellerId, StaffId, TokenId};

const RELATIONS: [Relation; 3] = [Relation::Own, Relation::Foreign, Relation::Marketplace];

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the developer asks for an update through the environment"
)]
fn the_table_is_the_one_that_was_agreed_on() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/permissions.golden");
    let made = table();
    if std::env::var_os("DOPIS_UPDATE_DOCS").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let agreed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        agreed, made,
        "permissions.golden differs; DOPIS_UPDATE_DOCS=1 writes it anew"
    );
}

/// One line for each action; each viewer's column says own, foreign and marketplace.
fn table() -> String {
    let viewers = viewers();
    let mut text = String::from(
        "# Each cell: the viewer's own record, somebody else's, one of the whole marketplace.\n\
         # + allowed   - forbidden   . hidden   ? sign in first\n",
    );
    let mut line = |first: &str, cells: Vec<String>| {
        let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:<13}")).collect();
        let cells = cells.join(" ");
        writeln!(text, "{first:<24} {}", cells.trim_end()).unwrap();
    };
    line(
        "",
        viewers.iter().map(|(name, _)| (*name).to_owned()).collect(),
    );
    for action in Action::ALL.iter().copied() {
        let cell = |viewer: &Viewer| {
            RELATIONS
                .map(|relation| sign(may(viewer, action, relation)))
                .concat()
        };
        line(
            &format!("{action:?}"),
            viewers.iter().map(|(_, viewer)| cell(viewer)).collect(),
        );
    }
    text
}

fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Allowed => "+",
        Verdict::Forbidden => "-",
        Verdict::Hidden => ".",
        Verdict::SignInFirst => "?",
    }
}

fn viewers() -> Vec<(&'static str, Viewer)> {
    let seller = SellerId::parse("s").unwrap();
    let token = TokenId(uuid::Uuid::nil());
    let mut viewers = vec![
        ("anonymous", Viewer::Anonymous),
        ("buyer", Viewer::Buyer(BuyerId::parse("b").unwrap())),
    ];
    viewers.extend(AgentRole::ALL.map(|role| {
        let viewer = Viewer::Agent {
            seller: seller.clone(),
            agent: AgentId::parse("a").unwrap(),
            role,
        };
        (role.code(), viewer)
    }));
    viewers.push(("automation", Viewer::Automation { seller, token }));
    viewers.extend(Role::ALL.map(|role| {
        let viewer = Viewer::Staff {
            staff: StaffId(uuid::Uuid::nil()),
            roles: Roles::new([role]),
        };
        (role.code(), viewer)
    }));
    viewers.push(("platform", Viewer::Platform { token }));
    viewers
}
