//! Finding by a few letters: without capitals and marks (č is c), and with letters left out.

/// Small letters of the Latin script without marks: `Žitnik Đuro` is `zitnik duro`. Other scripts only lose their case.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match plain(letter) {
            Some(plain) => folded.push_str(plain),
            // A mark that stands behind its letter.
            None if ('\u{300}'..='\u{36f}').contains(&letter) => {}
            None => folded.push(letter),
        }
    }
    folded
}

fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' => "d",
        'đ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
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
        assert_eq!(folded("Z\u{30c}itnik Иван 100 %"), "zitnik иван 100 %");
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
