//! The name of a file as its sender gave it, made harmless.

/// Longest name that is kept, in Unicode scalar values; of a longer one the end with the ending stays.
pub const FILE_NAME_MAX_CHARS: usize = 120;

/// A name without a path, without control characters and without characters that turn the reading direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName(String);

impl FileName {
    /// Makes any text a name; what is left of nothing is `file`.
    pub fn of(text: &str) -> FileName {
        let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
        let kept: String = last.chars().filter(|c| is_harmless(*c)).collect();
        // Blanks and dots at either end hide a name or its ending.
        let kept = kept
            .trim()
            .trim_start_matches('.')
            .trim_end_matches(['.', ' ']);
        let kept = shortened(kept.trim());
        match kept.is_empty() {
            true => FileName("file".to_owned()),
            false => FileName(kept),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands behind the last dot, in lower case.
    pub fn ending(&self) -> Option<String> {
        let (stem, ending) = self.0.rsplit_once('.')?;
        (!stem.is_empty() && !ending.is_empty()).then(|| ending.to_lowercase())
    }

    /// The same name with this ending instead of the one it has, or behind it where it has none.
    pub fn with_ending(&self, ending: &str) -> FileName {
        let stem = match self.0.rsplit_once('.') {
            Some((stem, _)) if self.ending().is_some() => stem,
            _ => &self.0,
        };
        FileName::of(&format!("{stem}.{ending}"))
    }
}

fn is_harmless(c: char) -> bool {
    let turns = matches!(c,
        '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' | '\u{2028}' | '\u{2029}');
    !c.is_control() && !turns && !matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*')
}

fn shortened(name: &str) -> String {
    let chars = name.chars().count();
    if chars <= FILE_NAME_MAX_CHARS {
        return name.to_owned();
    }
    let tail: String = name.chars().skip(chars - FILE_NAME_MAX_CHARS).collect();
    tail.trim_start_matches(['.', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_become_harmless() {
        let cases = [
            ("slika.jpg", "slika.jpg"),
            ("Račun št. 5 – kopija.pdf", "Račun št. 5 – kopija.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\x\\slika.jpg", "slika.jpg"),
            (".htaccess", "htaccess"),
            ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie x=1.txt"),
            ("gpj.\u{202E}exe.jpg", "gpj.exe.jpg"),
            ("a\"; filename=\"b.exe", "a; filename=b.exe"),
            ("slika.jpg. . ", "slika.jpg"),
            ("", "file"),
            ("///", "file"),
            ("\u{0}", "file"),
        ];
        for (given, kept) in cases {
            assert_eq!(FileName::of(given).as_str(), kept, "{given:?}");
        }
        let long = format!("{}.pdf", "č".repeat(500));
        let kept = FileName::of(&long);
        assert_eq!(kept.as_str().chars().count(), FILE_NAME_MAX_CHARS);
        assert_eq!(kept.ending().as_deref(), Some("pdf"));
    }

    #[test]
    fn endings_are_read_and_changed() {
        assert_eq!(FileName::of("a.b.JPG").ending().as_deref(), Some("jpg"));
        assert_eq!(FileName::of("jpg").ending(), None);
        assert_eq!(
            FileName::of("a.b.jpg").with_ending("png").as_str(),
            "a.b.png"
        );
        assert_eq!(
            FileName::of("slika").with_ending("png").as_str(),
            "slika.png"
        );
    }
}
