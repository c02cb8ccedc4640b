//! Findings in words: what it is, why it is thought so, what to do instead, and what will be done.
//! It words them for their author; whom it is shown to is decided elsewhere.

use rules::contact::{Finding, Kind, Place, Reason};
use rules::conversation::AuthorKind;
use rules::moderation::{Cause, Decision, Ground, Judged, Measure};

pub fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Email => "contact-kind-email",
        Kind::Phone => "contact-kind-phone",
        Kind::Url => "contact-kind-url",
        Kind::Messenger => "contact-kind-messenger",
        Kind::Social => "contact-kind-social",
        Kind::Payment => "contact-kind-payment",
        Kind::Deal => "contact-kind-deal",
        Kind::Marketing => "contact-kind-marketing",
    }
}

pub fn measure_key(measure: Measure) -> &'static str {
    match measure {
        Measure::Allow => "contact-measure-allow",
        Measure::Confirm => "contact-measure-confirm",
        Measure::Mask => "contact-measure-mask",
        Measure::Hold => "contact-measure-hold",
        Measure::Refuse => "contact-measure-refuse",
    }
}

/// Why a person looks at a message.
pub fn cause_key(cause: Cause) -> &'static str {
    match cause {
        Cause::Held => "review-cause-held",
        Cause::Disputed => "review-cause-disputed",
        Cause::Sampled => "review-cause-sampled",
    }
}

pub fn decision_key(decision: Decision) -> &'static str {
    match decision {
        Decision::Confirmed => "review-confirmed",
        Decision::Dismissed => "review-dismissed",
        Decision::Released => "review-released",
    }
}

/// On what ground a person decided.
pub fn ground_key(ground: Ground) -> &'static str {
    match ground {
        Ground::ContactData => "review-ground-contact-data",
        Ground::PaymentOutside => "review-ground-payment-outside",
        Ground::DealOutside => "review-ground-deal-outside",
        Ground::Marketing => "review-ground-marketing",
        Ground::Lookalike => "review-ground-lookalike",
        Ground::PublicService => "review-ground-public-service",
        Ground::Quoted => "review-ground-quoted",
        Ground::RequiredByLaw => "review-ground-required-by-law",
        Ground::NeededForOrder => "review-ground-needed-for-order",
        Ground::Harmless => "review-ground-harmless",
    }
}

/// Why the passage was found.
pub fn why_key(reason: Reason, kind: Kind) -> &'static str {
    match (reason, kind) {
        (Reason::EmailAddress, _) => "contact-why-email",
        (Reason::EmailAddressInDisguise, _) => "contact-why-email-in-disguise",
        (Reason::PhoneNumber, _) => "contact-why-phone",
        (Reason::PhoneNumberInDisguise, _) => "contact-why-phone-in-disguise",
        (Reason::WebAddress, _) => "contact-why-web",
        (Reason::WebAddressInDisguise, _) => "contact-why-web-in-disguise",
        (Reason::MessengerName, _) => "contact-why-messenger",
        (Reason::SocialName, _) => "contact-why-social",
        (Reason::BankAccount, _) => "contact-why-account",
        (Reason::PaymentCard, _) => "contact-why-card",
        (Reason::CryptoAddress, _) => "contact-why-crypto",
        (Reason::SplitOverMessages, _) => "contact-why-split",
        (Reason::Reversed, _) => "contact-why-reversed",
        (Reason::Phrase, Kind::Deal) => "contact-why-deal",
        (Reason::Phrase, Kind::Marketing) => "contact-why-marketing",
        (Reason::Phrase, _) => "contact-why-phrase",
    }
}

/// Where it is, unless it is in the message's text.
pub fn place_key(place: Place) -> Option<&'static str> {
    match place {
        Place::Text => None,
        Place::FileName(_) => Some("contact-place-file-name"),
        Place::Code(_) => Some("contact-place-code"),
        Place::Picture(_) => Some("contact-place-picture"),
    }
}

/// What its author can do instead.
pub fn instead_key(author: AuthorKind, finding: &Finding) -> &'static str {
    let by_buyer = author == AuthorKind::Buyer;
    match finding.place {
        Place::FileName(_) => return "contact-instead-file-name",
        Place::Code(_) | Place::Picture(_) if by_buyer => return "contact-instead-buyer-image",
        Place::Code(_) | Place::Picture(_) => return "contact-instead-seller-image",
        Place::Text => {}
    }
    match finding.kind {
        Kind::Payment if by_buyer => "contact-instead-buyer-payment",
        Kind::Deal | Kind::Marketing if by_buyer => "contact-instead-buyer-deal",
        _ if by_buyer => "contact-instead-buyer-contact",
        Kind::Payment => "contact-instead-seller-payment",
        Kind::Url => "contact-instead-seller-url",
        Kind::Deal => "contact-instead-seller-deal",
        Kind::Marketing => "contact-instead-seller-marketing",
        _ => "contact-instead-seller-contact",
    }
}

/// What will be done with the message when it is sent like this.
pub fn then_key(author: AuthorKind, judged: &Judged) -> &'static str {
    match judged.measure {
        Measure::Mask if judged.finding.place.is_in_image() => "contact-then-withhold",
        Measure::Allow => "contact-then-allow",
        Measure::Confirm => "contact-then-confirm",
        Measure::Mask if author == AuthorKind::Buyer => "contact-then-mask-buyer",
        Measure::Mask => "contact-then-mask-seller",
        Measure::Hold => "contact-then-hold",
        Measure::Refuse => "contact-then-refuse",
    }
}

#[cfg(test)]
mod tests {
    use rules::contact::{Span, VERSION};

    use super::*;
    use crate::i18n::{Language, Texts};

    fn judged(kind: Kind, place: Place, measure: Measure) -> Judged {
        let finding = Finding {
            kind,
            also: Vec::new(),
            place,
            span: Span { start: 0, end: 1 },
            confidence: 90,
            rule: "phone.national".to_owned(),
            version: VERSION,
            rule_set: 0,
            reason: Reason::PhoneNumber,
        };
        Judged { finding, measure }
    }

    #[test]
    fn every_finding_has_its_words_in_both_languages() {
        let mut keys: Vec<&str> = Vec::new();
        let places = [
            Place::Text,
            Place::FileName(0),
            Place::Code(0),
            Place::Picture(0),
        ];
        keys.extend(places.into_iter().filter_map(place_key));
        keys.extend(Measure::ALL.map(measure_key));
        for kind in Kind::ALL {
            keys.push(kind_key(kind));
            keys.extend(Reason::ALL.map(|reason| why_key(reason, kind)));
            for (author, place) in AuthorKind::ALL
                .into_iter()
                .flat_map(|author| places.map(|place| (author, place)))
            {
                for measure in Measure::ALL {
                    let judged = judged(kind, place, measure);
                    keys.push(instead_key(author, &judged.finding));
                    keys.push(then_key(author, &judged));
                }
            }
        }
        keys.extend(Cause::ALL.iter().map(|cause| cause_key(*cause)));
        keys.extend(Decision::ALL.iter().map(|decision| decision_key(*decision)));
        keys.extend(Ground::ALL.iter().map(|ground| ground_key(*ground)));
        for measure in Measure::ALL {
            keys.push(measure_key(measure));
        }
        for language in Language::ALL {
            for key in &keys {
                let text = Texts::of(language).t(key);
                assert_ne!(text, *key, "{} has no text", language.tag());
            }
        }
    }

    #[test]
    fn each_reason_has_a_sentence_of_its_own() {
        for language in Language::ALL {
            let sentence = |reason| Texts::of(language).t(why_key(reason, Kind::Deal));
            let mut all = Reason::ALL.map(sentence).to_vec();
            all.sort();
            all.dedup();
            assert_eq!(all.len(), Reason::ALL.len(), "{}", language.tag());
        }
    }
}
