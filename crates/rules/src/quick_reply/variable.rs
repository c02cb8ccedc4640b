//! What a quick reply can leave open, to be filled in from the conversation.

/// What stands in double braces in a quick reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variable {
    /// The buyer's name.
    Buyer,
    /// The order's number.
    Order,
    /// The number under which the carrier follows the parcel.
    Tracking,
    Carrier,
    /// The day on which the parcel is expected.
    Expected,
    /// The instant by which the seller must answer.
    Deadline,
    /// The seller's name.
    Seller,
    /// The name of the agent who writes.
    Agent,
}

impl Variable {
    pub const ALL: [Variable; 8] = [
        Variable::Buyer,
        Variable::Order,
        Variable::Tracking,
        Variable::Carrier,
        Variable::Expected,
        Variable::Deadline,
        Variable::Seller,
        Variable::Agent,
    ];

    /// The word in the braces.
    pub fn code(self) -> &'static str {
        match self {
            Variable::Buyer => "buyer",
            Variable::Order => "order",
            Variable::Tracking => "tracking",
            Variable::Carrier => "carrier",
            Variable::Expected => "expected",
            Variable::Deadline => "deadline",
            Variable::Seller => "seller",
            Variable::Agent => "agent",
        }
    }

    pub fn from_code(code: &str) -> Option<Variable> {
        Variable::ALL
            .into_iter()
            .find(|variable| variable.code() == code)
    }

    /// As it stands in a text: `{{order}}`.
    pub fn placeholder(self) -> String {
        format!("{{{{{}}}}}", self.code())
    }
}
