//! A seller's labels as they are shown: always the name, in one of a few colours.

use rules::inbox::LabelColour;

/// A label on a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelView {
    pub id: String,
    pub name: String,
    pub colour: &'static str,
}

/// The labels of a row: as many as there is room for, and how many more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelsShown {
    pub first: Vec<LabelView>,
    /// Names of the others, for those who ask.
    pub others: Vec<String>,
}

/// A label in a list to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelOption {
    pub label: LabelView,
    pub selected: bool,
}

/// Labels of a row that stand there with their names.
const IN_ROW: usize = 2;

impl LabelsShown {
    pub fn new(labels: Vec<LabelView>) -> LabelsShown {
        let others = labels.iter().skip(IN_ROW).map(|label| label.name.clone());
        LabelsShown {
            others: others.collect(),
            first: labels.into_iter().take(IN_ROW).collect(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    pub fn more(&self) -> usize {
        self.others.len()
    }

    pub fn names_of_others(&self) -> String {
        self.others.join(", ")
    }
}

impl LabelView {
    pub fn new(label: &store::labels::Label) -> LabelView {
        LabelView {
            id: label.id.to_string(),
            name: label.name.as_str().to_owned(),
            colour: label.colour.code(),
        }
    }
}

/// The name of a colour in the texts.
pub fn colour_key(colour: LabelColour) -> &'static str {
    match colour {
        LabelColour::Grey => "label-colour-grey",
        LabelColour::Blue => "label-colour-blue",
        LabelColour::Green => "label-colour-green",
        LabelColour::Amber => "label-colour-amber",
        LabelColour::Red => "label-colour-red",
        LabelColour::Violet => "label-colour-violet",
    }
}
