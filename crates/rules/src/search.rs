//! Finding by a few letters: without capitals and marks (č is c), and with letters left out.

/// Lowercase, with the marks of European letters taken off.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'č' | 'ć' | 'ç' => folded.push('c'),
            'š' | 'ś' => folded.push('s'),
            'ž' | 'ź' | 'ż' => folded.push('z'),
            'đ' => folded.push('d'),
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => folded.push('a'),
            'é' | 'è' | 'ê' | 'ë' | 'ě' => folded.push('e'),
            'í' | 'ì' | 'î' | 'ï' => folded.push('i'),
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ő' | 'ø' => folded.push('o'),
            'ú' | 'ù' | 'û' | 'ü' | 'ű' | 'ů' => folded.push('u'),
            'ý' => folded.push('y'),
            'ñ' | 'ň' => folded.push('n'),
            'ř' => folded.push('r'),
            'ł' => folded.push('l'),
            'ß' => folded.push_str("ss"),
            other => folded.push(other),
        }
    }
    folded
}

/// How well `text` fits what was typed: higher is better, `None` where it does not.
/// Every word that was typed must be in it: at a beginning best, within a word next, with letters left out last.
pub fn fit(typed: &str, text: &str) -> Option<u32> {
    let text = folded(text);
    let typed = folded(typed);
    let mut score = 0;
    for word in typed.split_whitespace() {
        score += fit_of_word(word, &text)?;
    }
    Some(score)
}

const AT_START: u32 = 100;
const AT_WORD: u32 = 60;
const WITHIN: u32 = 30;
const SCATTERED: u32 = 1;

fn fit_of_word(word: &str, text: &str) -> Option<u32> {
    if text.starts_with(word) {
        return Some(AT_START);
    }
    let mut within = None;
    for (at, _) in text.match_indices(word) {
        let before = text[..at].chars().next_back();
        if before.is_none_or(|c| !c.is_alphanumeric()) {
            return Some(AT_WORD);
        }
        within = Some(WITHIN);
    }
    within.or_else(|| is_scattered(word, text).then_some(SCATTERED))
}

/// The letters are there in their order, the first of them at the beginning of a word.
fn is_scattered(word: &str, text: &str) -> bool {
    let follows = |rest: &str| {
        let mut letters = rest.chars();
        word.chars()
            .all(|wanted| letters.by_ref().any(|letter| letter == wanted))
    };
    let first = word.chars().next();
    let mut begins = true;
    word.chars().count() > 2
        && text.char_indices().any(|(at, letter)| {
            let starts_here = begins && Some(letter) == first;
            begins = !letter.is_alphanumeric();
            starts_here && follows(&text[at..])
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_capitals_do_not_matter() {
        assert_eq!(folded("Čašica Žnidaršič, Đuro"), "casica znidarsic, duro");
        assert_eq!(folded("Straße ŁÓDŹ"), "strasse lodz");
    }

    #[test]
    fn the_better_fit_comes_first() {
        let texts = [
            "Zala Čeh",
            "Čebelnjak",
            "Moj Čeb",
            "Sčeb",
            "xyz",
            "Črn element bakren",
        ];
        let mut found: Vec<(u32, &str)> = texts
            .iter()
            .filter_map(|text| Some((fit("ceb", text)?, *text)))
            .collect();
        found.sort_by(|a, b| b.cmp(a));
        let found: Vec<&str> = found.into_iter().map(|(_, text)| text).collect();
        assert_eq!(
            found,
            ["Čebelnjak", "Moj Čeb", "Sčeb", "Črn element bakren"]
        );
    }

    #[test]
    fn every_typed_word_must_fit() {
        assert!(fit("luna ana", "Stropna svetilka Luna · Ana Zorko").is_some());
        assert_eq!(fit("luna xx", "Stropna svetilka Luna"), None);
        assert_eq!(fit("", "anything"), Some(0));
        assert_eq!(fit("sv", "s v"), None);
    }
}
