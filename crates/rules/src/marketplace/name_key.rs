//! Names as people look them up: without capitals and accents.

/// "Čebelarstvo Žagar" becomes "cebelarstvo zagar".
#[must_use]
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match plain(letter) {
            Some(plain) => key.push_str(plain),
            // What an accent of its own stands behind its letter.
            None if ('\u{300}'..='\u{36f}').contains(&letter) => {}
            None => key.push(letter),
        }
    }
    key.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ì'..='ï' | 'ĩ' | 'ī' | 'į' | 'ı' => "i",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::name_key;

    #[test]
    fn capitals_accents_and_spaces_do_not_matter() {
        for (name, key) in [
            ("Čebelarstvo  Žagar ", "cebelarstvo zagar"),
            ("ŠPORT Đorđe", "sport dorde"),
            ("Größe & Söhne", "grosse & sohne"),
            ("Łódź", "lodz"),
            ("C\u{30c}e", "ce"),
            ("Книги", "книги"),
            ("", ""),
        ] {
            assert_eq!(name_key(name), key);
        }
    }
}
