//! A finding: which words, what they are thought to be, and which rule thinks so.

use serde::{Deserialize, Serialize};

/// What a passage hands over or invites to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Email,
    Phone,
    Url,
    Messenger,
    Social,
    Payment,
    /// An invitation to deal, pay, collect or talk outside the marketplace.
    Deal,
    Marketing,
}

impl Kind {
    pub const ALL: [Self; 8] = [
        Self::Email,
        Self::Phone,
        Self::Url,
        Self::Messenger,
        Self::Social,
        Self::Payment,
        Self::Deal,
        Self::Marketing,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Url => "url",
            Self::Messenger => "messenger",
            Self::Social => "social",
            Self::Payment => "payment",
            Self::Deal => "deal",
            Self::Marketing => "marketing",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// Why the passage was found; the sentence for a reader is made from the code outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    EmailAddress,
    /// Written so that a program should not see it: words for signs, spaces, other letters.
    EmailAddressInDisguise,
    PhoneNumber,
    PhoneNumberInDisguise,
    WebAddress,
    WebAddressInDisguise,
    MessengerName,
    SocialName,
    BankAccount,
    PaymentCard,
    CryptoAddress,
    /// It began in an earlier message of the same sender.
    SplitOverMessages,
    /// Written from back to front.
    Reversed,
    /// A phrase of the lexicons; its rule says which.
    Phrase,
}

impl Reason {
    pub const ALL: [Self; 14] = [
        Self::EmailAddress,
        Self::EmailAddressInDisguise,
        Self::PhoneNumber,
        Self::PhoneNumberInDisguise,
        Self::WebAddress,
        Self::WebAddressInDisguise,
        Self::MessengerName,
        Self::SocialName,
        Self::BankAccount,
        Self::PaymentCard,
        Self::CryptoAddress,
        Self::SplitOverMessages,
        Self::Reversed,
        Self::Phrase,
    ];

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EmailAddress => "email_address",
            Self::EmailAddressInDisguise => "email_address_in_disguise",
            Self::PhoneNumber => "phone_number",
            Self::PhoneNumberInDisguise => "phone_number_in_disguise",
            Self::WebAddress => "web_address",
            Self::WebAddressInDisguise => "web_address_in_disguise",
            Self::MessengerName => "messenger_name",
            Self::SocialName => "social_name",
            Self::BankAccount => "bank_account",
            Self::PaymentCard => "payment_card",
            Self::CryptoAddress => "crypto_address",
            Self::SplitOverMessages => "split_over_messages",
            Self::Reversed => "reversed",
            Self::Phrase => "phrase",
        }
    }
}

/// From the first to behind the last, in Unicode code points of the original text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Which text a span counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Text,
    /// The file name of this attachment.
    FileName(usize),
    /// The codes in the image that this attachment is.
    Code(usize),
    /// Words in that image.
    Picture(usize),
}

impl Place {
    /// The attachment that it is in; `None` in the text.
    pub const fn file(self) -> Option<usize> {
        match self {
            Self::Text => None,
            Self::FileName(file) | Self::Code(file) | Self::Picture(file) => Some(file),
        }
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::FileName(_) => "file_name",
            Self::Code(_) => "code",
            Self::Picture(_) => "picture",
        }
    }

    /// `None` for a code that there is not, and for one of a file without saying which.
    pub fn parse(text: &str, file: Option<usize>) -> Option<Self> {
        match (text, file) {
            ("text", None) => Some(Self::Text),
            ("file_name", Some(file)) => Some(Self::FileName(file)),
            ("code", Some(file)) => Some(Self::Code(file)),
            ("picture", Some(file)) => Some(Self::Picture(file)),
            _ => None,
        }
    }

    /// Whether it lies in what an image shows.
    pub const fn is_in_image(self) -> bool {
        matches!(self, Self::Code(_) | Self::Picture(_))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub kind: Kind,
    /// What else the same words are thought to be.
    pub also: Vec<Kind>,
    pub place: Place,
    pub span: Span,
    /// How sure the rule is, of 100; nothing below 50 is a finding.
    pub confidence: u8,
    /// The rule's stable name, such as `phone.national` or one of the lexicon's rules.
    pub rule: String,
    /// Of the rules and lexicons as a whole.
    pub version: u32,
    /// The number of the marketplace's own version of them; 0 where there was none.
    pub rule_set: u32,
    pub reason: Reason,
}
