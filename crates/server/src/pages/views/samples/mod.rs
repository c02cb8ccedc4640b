//! Every page with made-up data, for tests and for looking at. Nothing here is ever served to anybody.

mod entrance;
mod inbox;
mod ingredients;
mod staff;
mod thread;

use std::error::Error;

use askama::Template;

use crate::i18n::Language;
use ingredients::Ingredients;

/// A page under the name of its state.
pub type Sample = (&'static str, String);
pub(crate) type Made = Result<Vec<Sample>, Box<dyn Error>>;

/// All pages in all their states.
///
/// # Errors
/// When a sample's data is wrong or a template fails.
pub fn pages(language: Language) -> Made {
    let ingredients = Ingredients::new(language)?;
    let mut pages = inbox::pages(&ingredients)?;
    pages.extend(thread::pages(&ingredients)?);
    pages.extend(staff::pages(&ingredients)?);
    pages.extend(entrance::pages(&ingredients)?);
    Ok(pages)
}

fn sample(name: &'static str, page: &impl Template) -> Result<Sample, Box<dyn Error>> {
    Ok((name, page.render()?))
}
