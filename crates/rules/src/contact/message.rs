//! What the detector is told: the text, and what is known around it.

/// Who wrote the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Author {
    Buyer,
    #[default]
    Seller,
}

/// What stands in the marketplace's own records, and may therefore be repeated.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// Tracking, order, invoice and similar numbers of this conversation's order.
    pub numbers: &'a [&'a str],
    /// Titles of the listings in question; what stands in them is a name.
    pub titles: &'a [&'a str],
    /// The parties' contact data that the law requires to be shown.
    pub legal_contacts: &'a [&'a str],
    /// The marketplace's own domains, and those that its operator allows, each with what is below.
    pub domains: &'a [&'a str],
    /// Other passages that the operator allows: the number of the return centre, a warranty service.
    pub allowed: &'a [&'a str],
}

/// A text that was read in an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InImage<'a> {
    /// Which of the message's attachments the image is.
    pub file: usize,
    pub text: &'a str,
}

/// One message to look through.
#[derive(Debug, Clone, Copy, Default)]
pub struct Message<'a> {
    pub text: &'a str,
    /// Language tags, the likeliest first; without any, all are equally likely.
    pub languages: &'a [&'a str],
    pub author: Author,
    /// The file names of its attachments.
    pub file_names: &'a [&'a str],
    /// What the codes in its images say, QR codes and bar codes: all of an image in one text.
    pub codes: &'a [InImage<'a>],
    /// The words in its images, as far as somebody has read them.
    pub pictures: &'a [InImage<'a>],
    /// What the same sender wrote before in this conversation, the oldest first.
    pub earlier: &'a [&'a str],
    pub known: Known<'a>,
}
