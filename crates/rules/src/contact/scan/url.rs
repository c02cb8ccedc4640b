//! Web addresses, with and without what usually comes before them.

use super::super::finding::{Kind, Reason};
use super::super::lexicon::{Host, Lexicon};
use super::super::tokens::Tokens;
use super::domain::{Domain, domain, goes_on, is_announced};
use super::{Claimed, Surroundings};

/// What stands before a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    Scheme,
    Www,
    Nothing,
}

pub(super) fn scan(
    tokens: &Tokens<'_>,
    lexicon: &Lexicon,
    surroundings: &Surroundings,
    claimed: &mut Claimed,
) {
    let mut at = 0;
    while at < tokens.len() {
        if claimed.is_full(Kind::Url) {
            let start = tokens.get(at).map_or(0, |token| token.start);
            return claimed.rest(Kind::Url, start, Reason::WebAddress);
        }
        let begins =
            tokens.is_alphanumeric(at) && (!continues(tokens, at) || tokens.word(at) == "www");
        at = match begins {
            true => address(tokens, lexicon, surroundings, claimed, at).unwrap_or(at + 1),
            false => at + 1,
        };
    }
}

/// Whether the word is the further part of something that was looked at already.
fn continues(tokens: &Tokens<'_>, at: usize) -> bool {
    !tokens.apart(at)
        && at
            .checked_sub(1)
            .and_then(|before| tokens.mark(before))
            .is_some_and(|mark| matches!(mark, b'.' | b'-' | b'_' | b'@'))
        && at
            .checked_sub(2)
            .is_some_and(|before| tokens.is_alphanumeric(before) && !tokens.apart(at - 1))
}

/// Looks at what begins here; the token to go on with, if it was an address.
fn address(
    tokens: &Tokens<'_>,
    lexicon: &Lexicon,
    surroundings: &Surroundings,
    claimed: &mut Claimed,
    first: usize,
) -> Option<usize> {
    let (opening, from) = opening(tokens, first);
    let Some(domain) = domain(tokens, from, lexicon) else {
        return schemed(tokens, claimed, opening, first, from)
            .or_else(|| without_dots(tokens, lexicon, claimed, first));
    };
    let start = tokens.get(first)?.start;
    let domain_end = tokens.get(domain.last)?.end;
    let end = path_end(tokens, domain_end);
    let next = next_token(tokens, domain.last, end);
    if claimed.covers(start, domain_end) {
        return Some(next);
    }
    if surroundings.allows_domain(&domain.name, lexicon) {
        claimed.take(start, end);
        return Some(next);
    }
    let host = lexicon.host(&domain.name);
    let path = end > domain_end;
    let confidence = match opening {
        Opening::Scheme => 97,
        Opening::Www => 93,
        Opening::Nothing => bare(tokens, lexicon, &domain, from, path)?,
    };
    let kind = match host {
        Some(Host::Leads(kind)) => kind,
        _ => Kind::Url,
    };
    let disguised = domain.in_words || domain.apart;
    let (rule, reason) = if disguised {
        ("url.disguised", Reason::WebAddressInDisguise)
    } else {
        ("url.plain", Reason::WebAddress)
    };
    if confidence < 50 || surroundings.knows_passage(&tokens.view.text[start..end]) {
        return None;
    }
    claimed.add(kind, (start, end), confidence, rule, reason);
    Some(next)
}

fn opening(tokens: &Tokens<'_>, first: usize) -> (Opening, usize) {
    let mut from = first;
    let mut opening = Opening::Nothing;
    let scheme = matches!(tokens.word(first), "http" | "https" | "hxxp" | "hxxps");
    if scheme
        && tokens.is_mark(first + 1, b':')
        && tokens.is_mark(first + 2, b'/')
        && tokens.is_mark(first + 3, b'/')
    {
        opening = Opening::Scheme;
        from = first + 4;
    }
    if tokens.word(from) == "www"
        && let Some((_, behind)) = super::signs::dot(tokens, from + 1)
    {
        return (opening.max_www(), behind);
    }
    (opening, from)
}

impl Opening {
    fn max_www(self) -> Self {
        if self == Self::Scheme {
            self
        } else {
            Self::Www
        }
    }
}

/// A scheme makes an address of anything, such as a number of the network.
fn schemed(
    tokens: &Tokens<'_>,
    claimed: &mut Claimed,
    opening: Opening,
    first: usize,
    from: usize,
) -> Option<usize> {
    if opening != Opening::Scheme || !tokens.is_alphanumeric(from) || tokens.apart(from) {
        return None;
    }
    let start = tokens.get(first)?.start;
    let end = unbroken_end(tokens, tokens.get(from)?.end);
    if claimed.covers(start, end) {
        return None;
    }
    claimed.add(
        Kind::Url,
        (start, end),
        85,
        "url.scheme",
        Reason::WebAddress,
    );
    Some(next_token(tokens, from, end))
}

/// "www my-lamps com"
fn without_dots(
    tokens: &Tokens<'_>,
    lexicon: &Lexicon,
    claimed: &mut Claimed,
    first: usize,
) -> Option<usize> {
    if tokens.word(first) != "www" || !tokens.is_alphanumeric(first + 1) {
        return None;
    }
    let top = (first + 2..first + 5)
        .find(|&at| tokens.is_alphanumeric(at) && lexicon.top_level(tokens.word(at)).is_some())?;
    let span = (tokens.get(first)?.start, tokens.get(top)?.end);
    if claimed.covers(span.0, span.1) {
        return None;
    }
    claimed.add(
        Kind::Url,
        span,
        80,
        "url.disguised",
        Reason::WebAddressInDisguise,
    );
    Some(top + 1)
}

/// How sure a domain without anything before it is one.
fn bare(
    tokens: &Tokens<'_>,
    lexicon: &Lexicon,
    domain: &Domain,
    first: usize,
    path: bool,
) -> Option<u8> {
    if !domain.lettered
        || first
            .checked_sub(1)
            .is_some_and(|before| tokens.is_mark(before, b'@'))
    {
        return None;
    }
    match lexicon.host(&domain.name) {
        Some(Host::Leads(_)) if path => return Some(97),
        Some(Host::Leads(_) | Host::Mail) if !domain.weak => return Some(85),
        _ => {}
    }
    let labels: Vec<&str> = domain.name.split('.').collect();
    let (top, body) = labels.split_last()?;
    // "s. p." and "d. o. o." are no domains, and neither is "e.g.it".
    if body.iter().all(|label| label.len() < 3) && !path {
        return None;
    }
    // A new sentence begins behind a full stop without a space: "paketa.Si".
    let shouted = tokens.begins_large(first) && body[0].len() > 1 && all_large(tokens, first);
    if tokens.begins_large(domain.top) && !shouted && !path {
        return None;
    }
    if lexicon.ends_files(top) && !path {
        // Announced, or a file.
        return is_announced(tokens, first).then_some(60);
    }
    let announced = is_announced(tokens, first);
    // A name such as Index.hr in the middle of what somebody tells.
    let named = tokens.begins_large(first) && !shouted && domain.labels == 2;
    let unlike_a_word = body
        .iter()
        .any(|label| label.contains('-') || label.bytes().any(|b| b.is_ascii_digit()));
    if path || domain.labels > 2 && !domain.weak && !domain.top_is_word {
        return Some(90);
    }
    let lonely = !goes_on(tokens, domain.last) && !goes_on_before(tokens, first);
    if named && !(path || announced || unlike_a_word || lonely) {
        return None;
    }
    weighed(tokens, domain, announced, unlike_a_word || lonely)
}

/// How sure a domain is one that may also be words with a full stop or a word for it between.
fn weighed(tokens: &Tokens<'_>, domain: &Domain, announced: bool, apart: bool) -> Option<u8> {
    let sure = match (domain.top_is_word, domain.in_words || domain.apart) {
        (false, false) => 85,
        (false, true) if domain.weak => {
            if announced {
                65
            } else {
                return None;
            }
        }
        (false, true) => {
            if domain.name.len() > 7 || announced {
                75
            } else {
                return None;
            }
        }
        (true, _) if domain.weak => return announced.then_some(60),
        (true, true) => {
            if announced || (domain.in_words && !goes_on(tokens, domain.last)) {
                70
            } else {
                return None;
            }
        }
        (true, false) => {
            if announced || apart {
                75
            } else if !goes_on(tokens, domain.last)
                && domain
                    .name
                    .rsplit('.')
                    .nth(1)
                    .is_some_and(|label| label.len() >= 8)
            {
                60
            } else {
                return None;
            }
        }
    };
    Some(sure)
}

/// Whether a word is right before, in the same sentence.
fn goes_on_before(tokens: &Tokens<'_>, first: usize) -> bool {
    first.checked_sub(1).is_some_and(|before| {
        tokens.is_alphanumeric(before)
            && tokens.get(before).map(|token| token.sentence)
                == tokens.get(first).map(|token| token.sentence)
    })
}

fn all_large(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(token) = tokens.get(at) else {
        return false;
    };
    (token.start..token.end)
        .filter_map(|byte| tokens.view.written(byte))
        .all(|c| !c.is_lowercase())
}

/// Where the path behind a domain ends: no space, and no mark that ends a sentence.
fn path_end(tokens: &Tokens<'_>, from: usize) -> usize {
    let bytes = tokens.view.bytes();
    let opens = match bytes.get(from) {
        Some(b'/' | b'?' | b'#') => true,
        Some(b':') => bytes.get(from + 1).is_some_and(u8::is_ascii_digit),
        _ => false,
    };
    if !opens {
        return from;
    }
    unbroken_end(tokens, from)
}

/// Up to the next space, without the marks that end a sentence.
fn unbroken_end(tokens: &Tokens<'_>, from: usize) -> usize {
    let bytes = tokens.view.bytes();
    let length = bytes[from..]
        .iter()
        .take_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'"' | b'<' | b'>'))
        .count();
    let mut end = from + length;
    while end > from
        && matches!(
            bytes[end - 1],
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b')' | b'\'' | b']'
        )
    {
        end -= 1;
    }
    while !tokens.view.text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// The first token behind both the domain and its path.
fn next_token(tokens: &Tokens<'_>, last: usize, end: usize) -> usize {
    let inside = (last + 1..tokens.len())
        .take_while(|&at| tokens.get(at).is_some_and(|token| token.start < end));
    last + 1 + inside.count()
}
