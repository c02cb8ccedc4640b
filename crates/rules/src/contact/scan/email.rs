//! E-mail addresses, plain and in disguise.

use super::super::finding::{Kind, Reason};
use super::super::lexicon::{Concept, Host, Lexicon};
use super::super::tokens::{Shape, Tokens};
use super::domain::{Domain, domain};
use super::signs::{Sign, at, dot};
use super::{Claimed, Surroundings};

/// How many parts of a name are followed to the left.
const MOST_PARTS: usize = 12;

pub(super) fn scan(
    tokens: &Tokens<'_>,
    lexicon: &Lexicon,
    surroundings: &Surroundings,
    claimed: &mut Claimed,
) {
    for sign_at in 1..tokens.len() {
        if claimed.is_full(Kind::Email) {
            let start = tokens.get(sign_at).map_or(0, |token| token.start);
            return claimed.rest(Kind::Email, start, Reason::EmailAddress);
        }
        if let Some((sign, behind)) = at(tokens, sign_at) {
            around_sign(
                tokens,
                lexicon,
                surroundings,
                claimed,
                (sign, sign_at, behind),
            );
        } else if tokens.means(sign_at, Concept::Provider) {
            at_provider(tokens, lexicon, surroundings, claimed, sign_at);
        }
    }
}

fn around_sign(
    tokens: &Tokens<'_>,
    lexicon: &Lexicon,
    surroundings: &Surroundings,
    claimed: &mut Claimed,
    (sign, sign_at, behind): (Sign, usize, usize),
) {
    let Some(first) = name_before(tokens, sign_at) else {
        return;
    };
    let apart = tokens.apart(sign_at) || tokens.apart(behind);
    let (confidence, last, text) = match domain(tokens, behind, lexicon).filter(|d| d.lettered) {
        Some(domain) => {
            let Some(confidence) = how_sure(sign, apart, &domain, lexicon) else {
                return;
            };
            (confidence, domain.last, domain.name)
        }
        // novak@gmail, without an end.
        None if tokens.means(behind, Concept::Provider) && sign != Sign::Weak => {
            (80, behind, tokens.word(behind).to_owned())
        }
        None => {
            backwards(
                tokens,
                lexicon,
                surroundings,
                claimed,
                (sign, first, behind),
            );
            return;
        }
    };
    let (Some(start), Some(end)) = (tokens.get(first), tokens.get(last)) else {
        return;
    };
    let (start, end) = (start.start, end.end);
    if claimed.covers(start, end) {
        return;
    }
    let plain = sign == Sign::Plain && !apart && !tokens.view.text[start..end].contains(' ');
    if surroundings.allows_domain(&text, lexicon)
        || surroundings.knows_passage(&tokens.view.text[start..end])
    {
        claimed.take(start, end);
        return;
    }
    let (rule, reason) = if plain {
        ("email.plain", Reason::EmailAddress)
    } else {
        ("email.disguised", Reason::EmailAddressInDisguise)
    };
    claimed.add(Kind::Email, (start, end), confidence, rule, reason);
}

fn how_sure(sign: Sign, apart: bool, domain: &Domain, lexicon: &Lexicon) -> Option<u8> {
    let provider = lexicon.host(&domain.name) == Some(Host::Mail);
    match sign {
        Sign::Plain if !apart => Some(98),
        Sign::Plain if provider => Some(95),
        Sign::Plain => Some(if domain.apart && domain.top_is_word {
            60
        } else {
            75
        }),
        Sign::Framed | Sign::Word => Some(92),
        Sign::Weak if provider => Some(88),
        // "Look at shop dot com" is about a page.
        Sign::Weak if domain.in_words && !domain.weak => Some(70),
        Sign::Weak => None,
    }
}

/// The first token of the name that ends before the sign.
fn name_before(tokens: &Tokens<'_>, sign_at: usize) -> Option<usize> {
    let mut first = sign_at
        .checked_sub(1)
        .filter(|&at| tokens.is_alphanumeric(at))?;
    for _ in 0..MOST_PARTS {
        let Some((joiner, before)) = joiner_before(tokens, first) else {
            break;
        };
        if !tokens.is_alphanumeric(before) || joiner == Sign::Weak {
            break;
        }
        first = before;
    }
    Some(first)
}

/// What joins a name's part to the one before, and the last token of that one.
fn joiner_before(tokens: &Tokens<'_>, first: usize) -> Option<(Sign, usize)> {
    let joiner = first.checked_sub(1)?;
    let before = joiner.checked_sub(1)?;
    if let Some(mark) = tokens.mark(joiner) {
        let joins = matches!(mark, b'.' | b'_' | b'-' | b'+' | b'\'');
        let adjacent = !tokens.apart(first) && !tokens.apart(joiner);
        if joins && adjacent {
            return Some((Sign::Plain, before));
        }
        let framed = first.checked_sub(3).filter(|&from| {
            dot(tokens, from).is_some_and(|(sign, behind)| sign == Sign::Framed && behind == first)
        });
        // "n o v a k . j a n e z": the letters were set apart, and so is the dot.
        let spread = |at: usize| {
            tokens
                .get(at)
                .is_some_and(|token| token.end - token.start > tokens.word(at).len())
        };
        if joins && spread(first) {
            return Some((Sign::Framed, before));
        }
        return framed.and_then(|from| Some((Sign::Framed, from.checked_sub(1)?)));
    }
    let word = tokens.means(joiner, Concept::Dot)
        || tokens.means(joiner, Concept::Underscore)
        || tokens.means(joiner, Concept::Dash);
    word.then_some((Sign::Word, before))
}

/// "janez.novak gmail com", "novak123 gmail": the name of a provider behind something like a name.
fn at_provider(
    tokens: &Tokens<'_>,
    lexicon: &Lexicon,
    surroundings: &Surroundings,
    claimed: &mut Claimed,
    provider: usize,
) {
    let Some(first) = name_before(tokens, provider) else {
        return;
    };
    let next = dot(tokens, provider + 1).map_or(provider + 1, |(_, behind)| behind);
    let ended = lexicon.top_level(tokens.word(next)).is_some()
        && lexicon
            .host(&format!("{}.{}", tokens.word(provider), tokens.word(next)))
            .is_some();
    let named = first + 1 < provider || tokens.shape(first) == Some(Shape::Mixed);
    let last = if ended { next } else { provider };
    let (Some(start), Some(end)) = (tokens.get(first), tokens.get(last)) else {
        return;
    };
    let (start, end) = (start.start, end.end);
    let known = surroundings.knows_passage(&tokens.view.text[start..end]);
    if !(ended && named) || known || claimed.covers(start, end) {
        return;
    }
    claimed.add(
        Kind::Email,
        (start, end),
        78,
        "email.provider",
        Reason::EmailAddressInDisguise,
    );
}

/// moc.liamg@kavon.zenaj
fn backwards(
    tokens: &Tokens<'_>,
    lexicon: &Lexicon,
    surroundings: &Surroundings,
    claimed: &mut Claimed,
    (sign, first, behind): (Sign, usize, usize),
) {
    let mut last = behind;
    while tokens.is_alphanumeric(last)
        && matches!(tokens.mark(last + 1), Some(b'.' | b'_' | b'-'))
        && !tokens.apart(last + 1)
        && !tokens.apart(last + 2)
        && tokens.is_alphanumeric(last + 2)
        && last - behind < 2 * MOST_PARTS
    {
        last += 2;
    }
    let (Some(start), Some(end)) = (tokens.get(first), tokens.get(last)) else {
        return;
    };
    if sign != Sign::Plain || tokens.apart(behind) || !tokens.is_alphanumeric(behind) {
        return;
    }
    let (start, end) = (start.start, end.end);
    let written = &tokens.view.text[start..end];
    let turned: String = written.chars().rev().collect();
    let Some((_, name)) = turned.split_once('@') else {
        return;
    };
    let known = lexicon.host(name) == Some(Host::Mail);
    let ends = name
        .rsplit_once('.')
        .and_then(|(_, top)| lexicon.top_level(top));
    if (known || ends == Some(false))
        && !surroundings.knows_passage(&turned)
        && !claimed.covers(start, end)
    {
        claimed.add(
            Kind::Email,
            (start, end),
            80,
            "email.reversed",
            Reason::Reversed,
        );
    }
}
