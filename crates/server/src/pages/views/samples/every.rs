//! All samples together.

use std::error::Error;

use askama::Template;

use super::ingredients::Ingredients;
use super::{
    absence, accesses, account, entrance, figures, inbox, keeping, prepared, reviews, seller,
    staff, staff_rules, staff_sellers, staff_settings, strikes, thread, writing,
};
use crate::i18n::Language;

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
    pages.extend(absence::pages(&ingredients)?);
    pages.extend(figures::pages(&ingredients)?);
    pages.extend(writing::pages(&ingredients)?);
    pages.extend(seller::pages(&ingredients)?);
    pages.extend(staff::pages(&ingredients)?);
    pages.extend(staff_sellers::pages(&ingredients)?);
    pages.extend(accesses::pages(&ingredients)?);
    pages.extend(staff_settings::pages(&ingredients)?);
    pages.extend(staff_rules::pages(&ingredients)?);
    pages.extend(keeping::pages(&ingredients)?);
    pages.extend(strikes::pages(&ingredients)?);
    pages.extend(prepared::pages(&ingredients)?);
    pages.extend(reviews::pages(&ingredients)?);
    pages.extend(entrance::pages(&ingredients)?);
    pages.extend(account::pages(&ingredients)?);
    Ok(pages)
}

pub(super) fn sample(name: &'static str, page: &impl Template) -> Result<Sample, Box<dyn Error>> {
    Ok((name, page.render()?))
}
