//! One character as the letter, digit or sign that a reader takes it for.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::cyrillic;

/// Whether a character leaves no trace on the display.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
}

/// Hands the folded characters to `out`: none, one or several.
pub(super) fn fold(c: char, out: &mut impl FnMut(char)) {
    if c.is_ascii() {
        out(c.to_ascii_lowercase());
        return;
    }
    if let Some(letter) = latin(c) {
        out(letter);
        return;
    }
    if is_invisible(c) || is_combining_mark(c) {
        return;
    }
    if let Some(sign) = sign(c) {
        out(sign);
        return;
    }
    // Forms of a script that nothing here reads, each of up to eighteen letters.
    if matches!(c, '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}') {
        out(c);
        return;
    }
    let mut parts = 0;
    decompose_compatible(c, |part| {
        // A ligature of a whole sentence is not worth its eighteen letters.
        parts += 1;
        if parts > 4 || is_combining_mark(part) || is_invisible(part) {
            return;
        }
        for small in part.to_lowercase() {
            match small {
                'ß' => "ss".chars().for_each(&mut *out),
                'æ' => "ae".chars().for_each(&mut *out),
                'œ' => "oe".chars().for_each(&mut *out),
                _ if is_combining_mark(small) => {}
                _ => out(latin(small)
                    .or_else(|| sign(small))
                    .or_else(|| lookalike(small))
                    .unwrap_or(small)),
            }
        }
    });
}

/// A word of a lexicon, folded in the way of the texts that it is looked for in.
pub(crate) fn fold_word(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        fold(c, &mut |c| folded.push(c));
    }
    folded
}

/// The letters of our languages, which are nearly all that is not ASCII.
fn latin(c: char) -> Option<char> {
    Some(match c {
        'č' | 'Č' | 'ć' | 'Ć' | 'ç' | 'Ç' => 'c',
        'š' | 'Š' | 'ś' | 'Ś' => 's',
        'ž' | 'Ž' | 'ź' | 'Ź' | 'ż' | 'Ż' => 'z',
        'đ' | 'Đ' | 'ð' => 'd',
        'ä' | 'Ä' | 'à' | 'À' | 'á' | 'Á' | 'ą' | 'Ą' | 'â' | 'å' => 'a',
        'é' | 'É' | 'è' | 'È' | 'ę' | 'Ę' | 'ë' | 'ê' => 'e',
        'í' | 'Í' | 'ì' | 'Ì' | 'ı' | 'î' | 'ï' => 'i',
        'ö' | 'Ö' | 'ó' | 'Ó' | 'ő' | 'Ő' | 'ò' | 'Ò' | 'ø' | 'Ø' | 'ô' => 'o',
        'ü' | 'Ü' | 'ú' | 'Ú' | 'ű' | 'Ű' | 'ù' | 'Ù' | 'û' => 'u',
        'ł' | 'Ł' => 'l',
        'ń' | 'Ń' | 'ñ' | 'Ñ' => 'n',
        _ => return None,
    })
}

/// Signs that stand for a plain one, and digits and letters in frames.
fn sign(c: char) -> Option<char> {
    let counted = |first: u32, letter: u8| {
        let offset = u8::try_from(u32::from(c) - first).unwrap_or_default();
        Some(char::from(letter + offset))
    };
    match c {
        '\u{b7}' | '\u{2022}' | '\u{2024}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' | '\u{25cf}'
        | '\u{3002}' | '\u{30fb}' | '\u{ff61}' | '\u{6d4}' | '\u{26ab}' => Some('.'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' | '\u{30fc}' => Some('-'),
        '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{b4}' | '\u{60}' => Some('\''),
        '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' => Some('"'),
        '\u{2044}' | '\u{2215}' | '\u{29f8}' => Some('/'),
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Some(' ')
        }
        '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
        // Digits in dark and sans-serif circles.
        '\u{2776}'..='\u{277e}' => counted(0x2776, b'1'),
        '\u{2780}'..='\u{2788}' => counted(0x2780, b'1'),
        '\u{278a}'..='\u{2792}' => counted(0x278a, b'1'),
        '\u{24f5}'..='\u{24fd}' => counted(0x24f5, b'1'),
        '\u{24ff}' | '\u{1f10b}' | '\u{1f10c}' => Some('0'),
        // Letters in dark circles and squares.
        '\u{1f150}'..='\u{1f169}' => counted(0x1f150, b'a'),
        '\u{1f170}'..='\u{1f189}' => counted(0x1f170, b'a'),
        _ => None,
    }
}

/// Letters of other alphabets that look like a Latin one.
fn lookalike(c: char) -> Option<char> {
    Some(match c {
        'α' | 'ɑ' | 'ᴀ' | 'ⱥ' => 'a',
        'β' | 'ʙ' | 'ƀ' | 'Ƅ' => 'b',
        'ϲ' | 'ᴄ' | 'ⅽ' | 'ȼ' => 'c',
        'ᴅ' | 'ɗ' | 'đ' | 'ժ' => 'd',
        'ε' | 'ᴇ' | 'ɛ' | 'ҽ' => 'e',
        'ғ' | 'ꜰ' | 'ƒ' => 'f',
        'ɢ' | 'ɡ' | 'ց' => 'g',
        'ʜ' | 'հ' | 'һ' | 'ħ' => 'h',
        'ι' | 'ɪ' | 'ɩ' | 'і' | 'ӏ' => 'i',
        'ᴊ' | 'ϳ' | 'ʝ' => 'j',
        'κ' | 'ᴋ' => 'k',
        'ʟ' | 'ǀ' | 'ł' => 'l',
        'ᴍ' | 'ʍ' => 'm',
        'η' | 'ɴ' | 'ո' => 'n',
        'ο' | 'σ' | 'ᴏ' | 'օ' | 'ჿ' | 'ѳ' => 'o',
        'ρ' | 'ᴘ' | 'ϱ' => 'p',
        'ʀ' | 'ᴦ' => 'r',
        'ꜱ' | 'ʂ' | 'ѕ' => 's',
        'τ' | 'ᴛ' | 'ŧ' => 't',
        'υ' | 'ᴜ' | 'ʋ' | 'ս' | 'μ' => 'u',
        'ν' | 'ᴠ' => 'v',
        'ω' | 'ᴡ' | 'ա' | 'ɯ' => 'w',
        'χ' | '×' => 'x',
        'γ' | 'ʏ' | 'ყ' => 'y',
        'ᴢ' | 'ʐ' | 'ƶ' => 'z',
        _ => return cyrillic::shape(c),
    })
}
