//! MP4 and QuickTime: descriptions are blanked out where they stand, so that every place in the file stays true.

use std::ops::Range;

use super::samples;
use crate::bytes::slice;
use crate::recognise::{Box, boxes};

/// Boxes that describe: who, where, with what.
const DESCRIBING: [&[u8; 4]; 5] = [b"udta", b"meta", b"uuid", b"XMP_", b"MCAM"];
/// Tracks of these kinds are what a viewer sees and hears; others hold places and movements of the camera.
const SHOWN: [&[u8; 4]; 8] = [
    b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"tmcd", b"hint",
];

pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.to_vec();
    for one in boxes(bytes, 0..bytes.len()).ok()? {
        match &one.kind {
            b"moov" => movie(bytes, &mut out, &one)?,
            b"free" | b"skip" | b"wide" => blank(&mut out, one.body.clone())?,
            kind if DESCRIBING.contains(&kind) => free(&mut out, &one)?,
            _ => {}
        }
    }
    Some(out)
}

fn movie(bytes: &[u8], out: &mut [u8], movie: &Box) -> Option<()> {
    for one in boxes(bytes, movie.body.clone()).ok()? {
        match &one.kind {
            b"mvhd" => undate(out, &one)?,
            b"trak" => track(bytes, out, &one)?,
            kind if DESCRIBING.contains(&kind) => free(out, &one)?,
            _ => {}
        }
    }
    Some(())
}

fn track(bytes: &[u8], out: &mut [u8], track: &Box) -> Option<()> {
    let parts = boxes(bytes, track.body.clone()).ok()?;
    let media = parts.iter().find(|one| &one.kind == b"mdia")?;
    let media = boxes(bytes, media.body.clone()).ok()?;
    let handler = media.iter().find(|one| &one.kind == b"hdlr")?;
    // After version, flags and four bytes of QuickTime comes the kind.
    let kind = slice(bytes, handler.body.start + 8, 4)?;
    if !SHOWN.iter().any(|shown| *shown == kind) {
        for place in samples::places(bytes, &media)? {
            blank(out, place)?;
        }
        return free(out, track);
    }
    for one in parts.iter().chain(&media) {
        match &one.kind {
            b"tkhd" | b"mdhd" => undate(out, one)?,
            kind if DESCRIBING.contains(&kind) => free(out, one)?,
            _ => {}
        }
    }
    Some(())
}

/// Makes a box into free space of the same size.
fn free(out: &mut [u8], one: &Box) -> Option<()> {
    let kind = one.whole.start + 4;
    out.get_mut(kind..kind + 4)?.copy_from_slice(b"free");
    blank(out, one.body.clone())
}

/// Takes the dates of making and of changing out of a header.
fn undate(out: &mut [u8], one: &Box) -> Option<()> {
    let start = one.body.start;
    let dates_bytes = match out.get(start)? {
        1 => 16,
        _ => 8,
    };
    blank(out, start + 4..start + 4 + dates_bytes)
}

fn blank(out: &mut [u8], place: Range<usize>) -> Option<()> {
    out.get_mut(place)?.fill(0);
    Some(())
}
