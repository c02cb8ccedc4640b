//! Names in messengers and on social media.

use super::super::finding::{Kind, Reason};
use super::super::lexicon::{Concept, Concepts};
use super::super::tokens::{Shape, Tokens};
use super::Claimed;

const NETWORKS: Concepts = Concepts::of(Concept::Messenger).with(Concept::Social);

pub(super) fn scan(tokens: &Tokens<'_>, claimed: &mut Claimed) {
    for at in 0..tokens.len() {
        if tokens.is_mark(at, b'@') {
            behind_sign(tokens, claimed, at);
        }
    }
    let mut done = 0;
    for hit in &tokens.hits {
        if NETWORKS.has(hit.concept) && hit.first >= done {
            let kind = kind(hit.concept);
            done = hit.last + 1;
            if behind_network(tokens, claimed, hit.first, hit.last, kind).is_none() {
                before_network(tokens, claimed, hit.first, hit.last, kind);
            }
        } else if matches!(hit.concept, Concept::Provider) {
            behind_network(tokens, claimed, hit.first, hit.last, Kind::Email);
        }
    }
}

const fn kind(concept: Concept) -> Kind {
    match concept {
        Concept::Messenger => Kind::Messenger,
        _ => Kind::Social,
    }
}

/// @name
fn behind_sign(tokens: &Tokens<'_>, claimed: &mut Claimed, sign: usize) -> Option<()> {
    let word = tokens.word(sign + 1);
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    if tokens.apart(sign + 1) || word.len() < 3 || letters < 2 {
        return None;
    }
    let lonely = tokens.apart(sign) || sign.checked_sub(1).and_then(|at| tokens.mark(at)).is_some();
    let last = name_end(tokens, sign + 1);
    let (start, end) = (tokens.get(sign)?.start, tokens.get(last)?.end);
    if !lonely || claimed.covers(start, end) {
        return None;
    }
    let near: Concepts = tokens
        .before(sign)
        .take(6)
        .chain(tokens.behind(last).take(4))
        .map(|at| tokens.concepts(at))
        .fold(Concepts::default(), Concepts::union);
    let (kind, rule, reason) = if near.has(Concept::Messenger) {
        (Kind::Messenger, "messenger.sign", Reason::MessengerName)
    } else if near.has(Concept::Wallet) {
        (Kind::Payment, "payment.sign", Reason::BankAccount)
    } else {
        (Kind::Social, "social.sign", Reason::SocialName)
    };
    claimed.add(kind, (start, end), 75, rule, reason);
    Some(())
}

/// A name may have dots, hyphens and low lines inside.
fn name_end(tokens: &Tokens<'_>, first: usize) -> usize {
    let mut last = first;
    while matches!(tokens.mark(last + 1), Some(b'.' | b'_' | b'-'))
        && !tokens.apart(last + 1)
        && !tokens.apart(last + 2)
        && (tokens.is_alphanumeric(last + 2) || tokens.is_mark(last + 2, b'_'))
        && last < first + 12
    {
        last += if tokens.is_alphanumeric(last + 2) {
            2
        } else {
            1
        };
    }
    if tokens.is_mark(last + 1, b'_') && !tokens.apart(last + 1) {
        last += 1;
    }
    last
}

/// "IG: janez_novak", "on Telegram as novak77", "Instagram je moja.trgovina".
fn behind_network(
    tokens: &Tokens<'_>,
    claimed: &mut Claimed,
    network: usize,
    last: usize,
    kind: Kind,
) -> Option<()> {
    let mut at = last + 1;
    let mut introduced = false;
    let sentence = tokens.get(network)?.sentence;
    let mut strange = 0;
    for _ in 0..6 {
        let named = tokens.means(at, Concept::Is)
            || tokens.means(at, Concept::NameCue)
            || matches!(tokens.mark(at), Some(b':' | b'=' | b'>' | b'"' | b'\''));
        let passes = matches!(tokens.mark(at), Some(b'-' | b'(' | b'/' | b'@'))
            || tokens.means(at, Concept::Our)
            || tokens.means(at, Concept::Platform)
            || NETWORKS.meets(tokens.concepts(at));
        introduced |= named;
        if !(named || passes) {
            // "me boste našli kot": some words before the one that introduces the name.
            let word = tokens.shape(at) == Some(Shape::Word) && name_end(tokens, at) == at;
            if introduced || !word || strange == 2 {
                break;
            }
            strange += 1;
        }
        at += 1;
    }
    let token = tokens.get(at)?;
    if token.sentence != sentence || !matches!(token.shape, Shape::Word | Shape::Mixed) {
        return None;
    }
    let end = name_end(tokens, at);
    let unlike_a_word = end > at || token.shape == Shape::Mixed;
    let strict = tokens
        .mark(at - 1)
        .is_some_and(|mark| matches!(mark, b':' | b'=' | b'"' | b'>'));
    let plain = tokens.word(at).len() >= 4 && tokens.concepts(at).is_empty() && kind != Kind::Email;
    let lonely = tokens
        .behind(end)
        .next()
        .is_none_or(|next| tokens.mark(next).is_some());
    let sure = match (unlike_a_word, introduced, strict) {
        (true, true, _) => 82,
        (true, false, _) if kind != Kind::Email && strange == 0 => 70,
        (false, _, true) if plain => 72,
        (false, true, _) if plain && lonely => 60,
        _ => return None,
    };
    let span = (token.start, tokens.get(end)?.end);
    report(tokens, claimed, span, kind, sure)
}

/// "novak_shop na Instagramu"
fn before_network(
    tokens: &Tokens<'_>,
    claimed: &mut Claimed,
    network: usize,
    _last: usize,
    kind: Kind,
) -> Option<()> {
    let mut at = network.checked_sub(1)?;
    let links = |at: usize| {
        matches!(
            tokens.word(at),
            "na" | "on"
                | "auf"
                | "bei"
                | "su"
                | "in"
                | "an"
                | "over"
                | "via"
                | "pri"
                | "preko"
                | "prek"
                | "w"
                | "z"
        )
    };
    if links(at) || matches!(tokens.mark(at), Some(b'(' | b'-' | b',')) {
        at = at.checked_sub(1)?;
    }
    let mut first = at;
    while first >= 2
        && matches!(tokens.mark(first - 1), Some(b'.' | b'_'))
        && !tokens.apart(first)
        && !tokens.apart(first - 1)
        && tokens.is_alphanumeric(first - 2)
        && at - first < 12
    {
        first -= 2;
    }
    let unlike_a_word =
        first < at || (tokens.shape(at) == Some(Shape::Mixed) && tokens.word(at).len() > 5);
    let begun = tokens.get(at)?.sentence == tokens.get(network)?.sentence;
    if !unlike_a_word || !begun || !tokens.is_alphanumeric(at) {
        return None;
    }
    let span = (tokens.get(first)?.start, tokens.get(at)?.end);
    report(tokens, claimed, span, kind, 68)
}

fn report(
    tokens: &Tokens<'_>,
    claimed: &mut Claimed,
    span: (usize, usize),
    kind: Kind,
    sure: u8,
) -> Option<()> {
    let letters = tokens.view.text[span.0..span.1]
        .bytes()
        .any(|b| b.is_ascii_alphabetic());
    if !letters || claimed.covers(span.0, span.1) {
        return None;
    }
    let (rule, reason) = match kind {
        Kind::Messenger => ("messenger.name", Reason::MessengerName),
        Kind::Email => ("email.mailbox", Reason::EmailAddressInDisguise),
        _ => ("social.name", Reason::SocialName),
    };
    claimed.add(kind, span, sure, rule, reason);
    Some(())
}
