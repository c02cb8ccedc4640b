//! MP4 and QuickTime: what does not make the picture or the sound is blanked out where it stands, so that every place
//! in the file stays true.

use std::ops::Range;

use super::{samples, track};
use crate::bytes::be32;
use crate::recognise::{Box, boxes};

/// What a file consists of; everything else in it describes: who, where, with what, when.
const FILE: [&[u8; 4]; 7] = [
    b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"sidx", b"mfra",
];
const MOVIE: [&[u8; 4]; 4] = [b"mvhd", b"trak", b"mvex", b"iods"];
const FRAGMENT: [&[u8; 4]; 2] = [b"mfhd", b"traf"];
const TRACK_FRAGMENT: [&[u8; 4]; 9] = [
    b"tfhd", b"tfdt", b"trun", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio", b"senc",
];

pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.to_vec();
    let all = keep(bytes, &mut out, 0..bytes.len(), &FILE)?;
    let of_kind = |kind: &'static [u8; 4]| all.iter().filter(move |one| one.kind == *kind);
    let mut tracks = Vec::new();
    for movie in of_kind(b"moov") {
        for one in keep(bytes, &mut out, movie.body.clone(), &MOVIE)? {
            match &one.kind {
                b"mvhd" => undate(&mut out, &one)?,
                b"trak" => tracks.push(track::clean(bytes, &mut out, &one)?),
                _ => {}
            }
        }
    }
    let mut has_fragments = false;
    for fragment in of_kind(b"moof") {
        has_fragments = true;
        for one in keep(bytes, &mut out, fragment.body.clone(), &FRAGMENT)? {
            if &one.kind == b"traf" {
                keep(bytes, &mut out, one.body.clone(), &TRACK_FRAGMENT)?;
            }
        }
    }
    let (shown, hidden): (Vec<_>, Vec<_>) = tracks.into_iter().partition(|track| track.is_shown);
    if shown.is_empty() {
        return None;
    }
    if has_fragments {
        // Where a hidden track's data lie, each fragment says by itself: such files are not taken.
        return hidden.is_empty().then_some(out);
    }
    match shown
        .iter()
        .map(|track| track.places.clone())
        .collect::<Option<Vec<_>>>()
    {
        // Nothing refers to the rest: tracks of places and movements, and what cameras hide between the pictures.
        Some(places) => {
            for data in of_kind(b"mdat") {
                blank_between(&mut out, data.body.clone(), places.concat())?;
            }
        }
        None => {
            for place in hidden.iter().map(|track| track.places.clone()) {
                place?
                    .into_iter()
                    .try_for_each(|place| blank(&mut out, place))?;
            }
        }
    }
    Some(out)
}

/// Turns all boxes in this place but those of the list into free space of the same size; gives the kept ones.
pub(super) fn keep(
    bytes: &[u8],
    out: &mut [u8],
    within: Range<usize>,
    kept: &[&[u8; 4]],
) -> Option<Vec<Box>> {
    let (kept, others): (Vec<Box>, Vec<Box>) = boxes(bytes, within)
        .ok()?
        .into_iter()
        .partition(|one| kept.contains(&&one.kind));
    others.iter().try_for_each(|one| free(out, one))?;
    Some(kept)
}

/// Makes a box into free space of the same size.
pub(super) fn free(out: &mut [u8], one: &Box) -> Option<()> {
    // A box that reaches to the end of the file by stating no size keeps that: it is the last one.
    let kind = one.whole.start + 4;
    out.get_mut(kind..kind + 4)?.copy_from_slice(b"free");
    blank(out, one.body.clone())
}

/// Takes the dates of making and of changing out of a header.
pub(super) fn undate(out: &mut [u8], one: &Box) -> Option<()> {
    let start = one.body.start;
    let dates_bytes = match out.get(start)? {
        1 => 16,
        _ => 8,
    };
    blank(out, start + 4..start + 4 + dates_bytes)
}

pub(super) fn blank(out: &mut [u8], place: Range<usize>) -> Option<()> {
    out.get_mut(place)?.fill(0);
    Some(())
}

/// Blanks out what lies within a place and in none of the parts that are used.
fn blank_between(out: &mut [u8], within: Range<usize>, mut used: Vec<Range<usize>>) -> Option<()> {
    used.sort_by_key(|place| place.start);
    let mut at = within.start;
    for place in used {
        let from = at.min(within.end);
        let to = place.start.clamp(from, within.end);
        blank(out, from..to)?;
        at = at.max(place.end);
    }
    blank(out, at.min(within.end)..within.end)
}

/// The number in the four bytes at this place of a box's body.
pub(super) fn number(bytes: &[u8], one: &Box, at: usize) -> Option<usize> {
    be32(bytes.get(one.body.clone())?, at)
}

/// Where the data of a track lie.
pub(super) fn places(bytes: &[u8], media: &[Box]) -> Option<Vec<Range<usize>>> {
    samples::places(bytes, media)
}
