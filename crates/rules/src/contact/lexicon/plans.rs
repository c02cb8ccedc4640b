//! Numbering plans: which digits make a telephone number, per country.

use super::language::Language;

/// What a number rings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Line {
    Fixed,
    Mobile,
}

/// The numbers of one country.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) calling_code: String,
    /// What is dialled before a number inside the country; Italy has none.
    pub(crate) trunk: String,
    /// Spoken there, of those we know.
    pub(crate) languages: Vec<Language>,
    ranges: Vec<Range>,
}

#[derive(Debug, Clone)]
struct Range {
    prefix: String,
    shortest: usize,
    longest: usize,
    line: Line,
}

impl Plan {
    /// Such as `386 0 sl mobile: 31/8 40/8 fixed: 1/8`.
    pub(super) fn parse(line: &str) -> Result<Self, String> {
        let mut words = line.split_whitespace();
        let mut next = |what: &str| words.next().ok_or(format!("the plan has no {what}"));
        let calling_code = next("calling code")?;
        if calling_code.is_empty() || !calling_code.bytes().all(|b| b.is_ascii_digit()) {
            return Err(format!("`{calling_code}` is no calling code"));
        }
        let trunk = match next("trunk prefix")? {
            "-" => "",
            digits => digits,
        };
        let languages = match next("languages")? {
            "-" => Vec::new(),
            tags => tags
                .split(',')
                .map(|tag| Language::of_tag(tag).ok_or(format!("`{tag}` is no language")))
                .collect::<Result<_, _>>()?,
        };
        let mut plan = Self {
            calling_code: calling_code.to_owned(),
            trunk: trunk.to_owned(),
            languages,
            ranges: Vec::new(),
        };
        let mut line = Line::Fixed;
        for word in words {
            match word {
                "mobile:" => line = Line::Mobile,
                "fixed:" => line = Line::Fixed,
                range => plan.ranges.push(Range::parse(range, line)?),
            }
        }
        if plan.ranges.is_empty() {
            return Err("the plan has no ranges".to_owned());
        }
        Ok(plan)
    }

    /// What a number without calling code and trunk prefix rings here, if it can be one.
    pub(crate) fn line(&self, digits: &str) -> Option<Line> {
        let fits = |range: &&Range| {
            digits.starts_with(&range.prefix)
                && (range.shortest..=range.longest).contains(&digits.len())
        };
        self.ranges
            .iter()
            .filter(fits)
            .map(|range| range.line)
            .max()
    }
}

impl Range {
    /// Such as `31/8` or `6/8-9`: the first digits, and how many there are.
    fn parse(text: &str, line: Line) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no range such as 31/8 or 6/8-9");
        let (prefix, lengths) = text.split_once('/').ok_or_else(wrong)?;
        let (shortest, longest) = lengths.split_once('-').unwrap_or((lengths, lengths));
        let number = |text: &str| text.parse::<usize>().map_err(|_| wrong());
        let (shortest, longest) = (number(shortest)?, number(longest)?);
        if !prefix.bytes().all(|b| b.is_ascii_digit())
            || shortest < 4
            || longest > 14
            || shortest > longest
        {
            return Err(wrong());
        }
        Ok(Self {
            prefix: prefix.to_owned(),
            shortest,
            longest,
            line,
        })
    }
}
