//! Findings in words: what it is, why it is thought so, what to do instead, and what will be done.
//! It words them for their author; whom it is shown to is decided elsewhere.

use rules::contact::{Kind, Reason};
use rules::conversation::AuthorKind;
use rules::moderation::Measure;

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
        Measure::Refuse => "contact-measure-refuse",
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

/// What its author can do instead.
pub fn instead_key(author: AuthorKind, kind: Kind) -> &'static str {
    let by_buyer = author == AuthorKind::Buyer;
    match kind {
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
pub fn then_key(author: AuthorKind, measure: Measure) -> &'static str {
    match measure {
        Measure::Allow => "contact-then-allow",
        Measure::Confirm => "contact-then-confirm",
        Measure::Mask if author == AuthorKind::Buyer => "contact-then-mask-buyer",
        Measure::Mask => "contact-then-mask-seller",
        Measure::Refuse => "contact-then-refuse",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Language, Texts};

    #[test]
    fn every_finding_has_its_words_in_both_languages() {
        let mut keys: Vec<&str> = Vec::new();
        for kind in Kind::ALL {
            keys.push(kind_key(kind));
            keys.extend(Reason::ALL.map(|reason| why_key(reason, kind)));
            for author in AuthorKind::ALL {
                keys.push(instead_key(author, kind));
            }
        }
        for measure in Measure::ALL {
            keys.push(measure_key(measure));
            keys.extend(AuthorKind::ALL.map(|author| then_key(author, measure)));
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
