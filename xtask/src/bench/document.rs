//! The section of figures in `docs/benchmarks.md`; the rest of that page is written by hand.

use std::fs;

use super::machine;
use super::processor::Division;
use super::round::Measured;
use super::run::Options;
use crate::postgres::Cluster;
use crate::workspace;

const PAGE: &str = "docs/benchmarks.md";
const END: &str = "<!-- end of figures -->";

/// Which figures of the page.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    Replies,
    Large,
    Import,
    Page,
    Archive,
}

impl Part {
    fn begin(self) -> &'static str {
        match self {
            Part::Replies => "<!-- figures: written by `cargo xtask bench --save` -->\n",
            Part::Import => "<!-- figures: written by `cargo xtask bench --import N --save` -->\n",
            Part::Page => "<!-- figures: written by `cargo xtask bench --page --save` -->\n",
            Part::Archive => "<!-- figures: written by `cargo xtask bench --archive --save` -->\n",
            Part::Large => "<!-- figures: written by `cargo xtask bench --generate N --save` -->\n",
        }
    }
}

/// Table and circumstances of one run.
pub(super) fn section(
    options: &Options,
    all: &[Measured],
    cluster: &Cluster,
) -> Result<String, String> {
    let rows: Vec<String> = all.iter().map(Measured::rows).collect();
    let divided: Vec<String> = all.iter().map(Measured::divided).collect();
    Ok(format!(
        "| what | a second | lowest–highest | p50 in ms | p99 in ms |\n\
         |---|---:|---:|---:|---:|\n{}\n\n\
         {}\n{}\n\n\
         Medians of {} rounds of {} replies each, 64 clients at once.\n\
         Command: `cargo xtask bench --rounds {} --replies {}`.\n{}\n",
        rows.join("\n"),
        Division::head(),
        divided.join("\n"),
        options.rounds,
        options.replies,
        options.rounds,
        options.replies,
        machine::description(Some(cluster))?,
    ))
}

/// Puts the section in the place of the last one.
pub(super) fn save(part: Part, section: &str) -> Result<(), String> {
    let path = workspace::root().join(PAGE);
    let page = fs::read_to_string(&path).map_err(|error| format!("reading {PAGE}: {error}"))?;
    let page =
        replaced(part, &page, section).ok_or_else(|| format!("{PAGE} has no place for figures"))?;
    fs::write(&path, page).map_err(|error| format!("writing {PAGE}: {error}"))
}

fn replaced(part: Part, page: &str, section: &str) -> Option<String> {
    let begin = part.begin();
    let (before, rest) = page.split_once(begin)?;
    let (_, behind) = rest.split_once(END)?;
    Some(format!("{before}{begin}\n{section}\n{END}{behind}"))
}

#[cfg(test)]
mod tests {
    use super::{END, Part, replaced};

    #[test]
    fn only_the_figures_of_that_part_are_replaced() {
        let (begin, other) = (Part::Large.begin(), Part::Replies.begin());
        let page = format!("# A\n{other}kept\n{END}\n{begin}old\n{END}\nB\n");
        let new = replaced(Part::Large, &page, "new\n");
        let wanted = format!("# A\n{other}kept\n{END}\n{begin}\nnew\n\n{END}\nB\n");
        assert_eq!(new, Some(wanted));
        assert_eq!(replaced(Part::Large, "# A\n", "new\n"), None);
    }
}
