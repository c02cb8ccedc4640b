//! Cyrillic letters: as sounds in a text that is Cyrillic, as shapes in a Latin one.

/// Letters that nobody takes for Latin ones, so that their text is meant to be read as Cyrillic.
const PLAIN: &str = "бгджзийлпфцчшщыэюяђљњћџ";

pub(super) fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

/// Whether the text as a whole is written in Cyrillic.
pub(super) fn is_cyrillic_text(text: &[char]) -> bool {
    let cyrillic = text.iter().filter(|c| is_cyrillic(**c));
    let plain = cyrillic.filter(|c| c.to_lowercase().any(|c| PLAIN.contains(c)));
    plain.take(3).count() == 3
}

/// How a small letter sounds, in Latin letters without marks.
pub(super) fn sound(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' | 'ђ' => "d",
        'е' | 'э' | 'ё' => "e",
        'ж' | 'з' => "z",
        'и' | 'ы' | 'і' => "i",
        'ј' | 'й' => "j",
        'к' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'њ' => "nj",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' | 'ш' | 'щ' => "s",
        'т' => "t",
        'ћ' | 'ц' | 'ч' => "c",
        'у' => "u",
        'ф' => "f",
        'х' => "h",
        'џ' => "dz",
        'ю' => "ju",
        'я' => "ja",
        'ъ' | 'ь' => "",
        _ => return None,
    })
}

/// What a small letter looks like.
pub(super) fn shape(c: char) -> Option<char> {
    Some(match c {
        'а' => 'a',
        'в' | 'ь' => 'b',
        'с' | 'ҫ' => 'c',
        'ԁ' => 'd',
        'е' | 'ё' | 'ҽ' => 'e',
        'ғ' => 'f',
        'һ' | 'н' | 'ћ' => 'h',
        'і' | 'ї' | 'ӏ' => 'i',
        'ј' => 'j',
        'к' | 'қ' => 'k',
        'м' => 'm',
        'п' => 'n',
        'о' | 'ө' => 'o',
        'р' => 'p',
        'ԛ' => 'q',
        'г' => 'r',
        'ѕ' => 's',
        'т' => 't',
        'ц' => 'u',
        'ѵ' => 'v',
        'ԝ' | 'ш' => 'w',
        'х' => 'x',
        'у' | 'ү' => 'y',
        'з' => '3',
        'б' => '6',
        _ => return None,
    })
}
