//! Who may say that nothing in a message leads out of the marketplace.

use rules::conversation::AuthorKind;
use rules::moderation::{DisputeRefused, Disputed, Reader, may_dispute};

const FOUND: Disputed = Disputed {
    author: AuthorKind::Agent,
    found: true,
    stated: false,
    decided: false,
};

#[test]
fn only_the_side_that_wrote_a_message_disputes_it() {
    let sides = [Reader::Seller, Reader::Buyer, Reader::Marketplace];
    for (author, its_side) in [
        (AuthorKind::Agent, Reader::Seller),
        (AuthorKind::Automation, Reader::Seller),
        (AuthorKind::Buyer, Reader::Buyer),
        (AuthorKind::Staff, Reader::Marketplace),
    ] {
        for side in sides {
            let expected = match side == its_side {
                true => Ok(()),
                false => Err(DisputeRefused::NotYours),
            };
            let message = Disputed { author, ..FOUND };
            assert_eq!(may_dispute(side, message), expected, "{author:?} {side:?}");
        }
    }
}

#[test]
fn once_and_before_a_person_has_decided() {
    for (message, refused) in [
        (
            Disputed {
                found: false,
                ..FOUND
            },
            DisputeRefused::NothingFound,
        ),
        (
            Disputed {
                stated: true,
                ..FOUND
            },
            DisputeRefused::AlreadyDisputed,
        ),
        (
            Disputed {
                stated: true,
                decided: true,
                ..FOUND
            },
            DisputeRefused::AlreadyDisputed,
        ),
        (
            Disputed {
                decided: true,
                ..FOUND
            },
            DisputeRefused::AlreadyDecided,
        ),
    ] {
        assert_eq!(may_dispute(Reader::Seller, message), Err(refused));
    }
}
