//! The permission table: no viewer is ever told of another tenant's record, and nobody gets more than the list says.

use rules::access::{Action, AgentRole, Relation, Role, Roles, Verdict, Viewer, may};
use rules::conversation::{OpenRefused, Subject, SubjectFacts, may_open};
use rules::ids::{AgentId, BuyerId, ListingId, OrderId, SellerId, StaffId, TokenId};
use uuid::Uuid;

fn viewers() -> Vec<Viewer> {
    let seller = SellerId::parse("s").unwrap();
    let mut all = vec![
        Viewer::Anonymous,
        Viewer::Buyer(BuyerId::parse("b").unwrap()),
        Viewer::Agent {
            seller: seller.clone(),
            agent: AgentId::parse("a").unwrap(),
            role: AgentRole::Owner,
        },
        Viewer::Automation {
            seller,
            token: TokenId(Uuid::nil()),
        },
        Viewer::Platform {
            token: TokenId(Uuid::nil()),
        },
    ];
    let staff = |role| Viewer::Staff {
        staff: StaffId(Uuid::nil()),
        roles: Roles::new([role]),
    };
    all.extend(Role::ALL.map(staff));
    all
}

#[test]
fn a_tenant_never_learns_of_another_tenants_record() {
    for viewer in viewers() {
        let tenant = matches!(
            viewer,
            Viewer::Buyer(_) | Viewer::Agent { .. } | Viewer::Automation { .. }
        );
        // Who one is oneself is no record of anybody else.
        let of_records = |action: &Action| !matches!(action, Action::Public | Action::ReadSelf);
        for action in Action::ALL
            .iter()
            .copied()
            .filter(|action| tenant && of_records(action))
        {
            assert_eq!(
                may(&viewer, action, Relation::Foreign),
                Verdict::Hidden,
                "{viewer:?} {action:?}"
            );
        }
    }
}

#[test]
fn nobody_gets_past_the_public_pages_without_signing_in() {
    for action in Action::ALL.iter().copied() {
        let expected = if action == Action::Public {
            Verdict::Allowed
        } else {
            Verdict::SignInFirst
        };
        assert_eq!(may(&Viewer::Anonymous, action, Relation::Own), expected);
    }
}

#[test]
fn notes_and_the_sellers_inner_life_are_closed_to_buyers() {
    let buyer = Viewer::Buyer(BuyerId::parse("b").unwrap());
    for action in [
        Action::ReadNotes,
        Action::WriteNote,
        Action::Assign,
        Action::ListAgents,
        Action::MarkNoReplyNeeded,
    ] {
        assert_eq!(may(&buyer, action, Relation::Own), Verdict::Forbidden);
    }
}

#[test]
fn a_person_without_a_role_may_nothing_but_see_that() {
    let nobody = Viewer::Staff {
        staff: StaffId(Uuid::nil()),
        roles: Roles::default(),
    };
    for action in Action::ALL
        .iter()
        .copied()
        .filter(|action| !matches!(action, Action::Public | Action::ReadSelf))
    {
        assert_eq!(
            may(&nobody, action, Relation::Own),
            Verdict::Forbidden,
            "{action:?}"
        );
    }
}

#[test]
fn roles_are_written_and_read_by_their_codes() {
    let roles = Roles::new([Role::Auditor, Role::Moderator]);
    assert_eq!(roles.to_codes(), "moderator,auditor");
    assert_eq!(Roles::from_codes(" auditor, moderator"), Ok(roles));
    assert_eq!(Roles::from_codes("moderator,boss"), Err("boss".to_owned()));
}

#[test]
fn a_seller_writes_first_only_about_an_order_of_that_buyer() {
    let ana = BuyerId::parse("ana").unwrap();
    let order = SubjectFacts {
        subject: Subject::Order(OrderId::parse("W1").unwrap()),
        bought_by: Some(ana.clone()),
    };
    let listing = SubjectFacts {
        subject: Subject::Listing(ListingId::parse("L1").unwrap()),
        bought_by: None,
    };
    let agent = Viewer::Agent {
        seller: SellerId::parse("s").unwrap(),
        agent: AgentId::parse("a").unwrap(),
        role: AgentRole::Agent,
    };
    assert_eq!(may_open(&agent, &ana, &order), Ok(()));
    assert_eq!(
        may_open(&agent, &ana, &listing),
        Err(OpenRefused::SellerNeedsOrder)
    );
    let bor = BuyerId::parse("bor").unwrap();
    assert_eq!(
        may_open(&agent, &bor, &order),
        Err(OpenRefused::OtherBuyersOrder)
    );
    assert_eq!(
        may_open(&Viewer::Buyer(ana.clone()), &ana, &listing),
        Ok(())
    );
    assert_eq!(
        may_open(&Viewer::Buyer(bor), &ana, &listing),
        Err(OpenRefused::NotAllowed)
    );
    let staff = Viewer::Staff {
        staff: StaffId(Uuid::nil()),
        roles: Roles::new([Role::Moderator]),
    };
    assert_eq!(may_open(&staff, &ana, &listing), Ok(()));
}
