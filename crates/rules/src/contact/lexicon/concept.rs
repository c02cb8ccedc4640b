//! What words mean to the rules, whatever their language.

macro_rules! concepts {
    ($($name:ident $text:literal),* $(,)?) => {
        /// A meaning that words of every language can have.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Concept { $($name),* }

        impl Concept {
            /// By its name in the lexicon files.
            pub(crate) fn parse(text: &str) -> Option<Self> {
                match text {
                    $($text => Some(Self::$name),)*
                    _ => None,
                }
            }

            #[cfg(test)]
            pub(super) const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
}

concepts! {
    // Signs in words.
    At "at", WeakAt "weak_at", Dot "dot", WeakDot "weak_dot", Dash "dash",
    Underscore "underscore", Plus "plus", Filler "filler", Reversal "reversal",
    // What stands around numbers and addresses.
    PhoneCue "phone_cue", NumberLabel "number_label", UnitOfMeasure "unit", MailCue "mail_cue",
    WebCue "web_cue", BankCue "bank_cue", NameCue "name_cue", Is "is",
    // Names.
    Messenger "messenger", Social "social", Wallet "wallet", Provider "provider",
    // Deals and talks outside.
    Refusal "refusal", Prohibited "prohibited", CallMe "call_me", WriteMe "write_me",
    SendMe "send_me", Your "your", YourContact "your_contact", Around "around", HaveYou "have_you", Our "our", Channel "channel", Private "private",
    Direct "direct", Outside "outside", Platform "platform", Pay "pay", Buy "buy",
    Agree "agree", Cash "cash", Account "account", Cheaper "cheaper", NoFee "no_fee",
    Cancel "cancel", Order "order", Meet "meet", Pickup "pickup", Move "move",
    Carrier "carrier", Staff "staff", NotHere "not_here", Watched "watched", Polite "polite",
    SearchWeb "search_web", Google "google", Find "find", WeAre "we_are", SendYou "send_you", MeetUs "meet_us",
    Bring "bring", OwnPages "own_pages", P2p "p2p", Ship "ship", Friends "friends",
    Advance "advance", Checkout "checkout", Thanks "thanks", Papers "papers",
    // Marketing.
    Leave "leave", Review "review", ForReview "for_review", Reward "reward", Code "code", Discount "discount",
    Next "next", Newsletter "newsletter", Subscribe "subscribe", Visit "visit", Site "site",
    Other "other", Offers "offers", Follow "follow", Settled "settled", Promotion "promotion",
    MightLike "might_like", Collection "collection", Arrive "arrive", Gift "gift", Change "change",
    OwnLook "own_look",
}

/// A set of meanings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Concepts(u128);

impl Concepts {
    pub(crate) const fn of(concept: Concept) -> Self {
        Self(1 << concept as u32)
    }

    pub(crate) const fn with(self, concept: Concept) -> Self {
        Self(self.0 | Self::of(concept).0)
    }

    pub(crate) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn has(self, concept: Concept) -> bool {
        self.0 & Self::of(concept).0 != 0
    }

    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::Concept;

    #[test]
    fn all_concepts_fit_into_a_set() {
        assert!(Concept::ALL.len() <= 128);
    }
}
