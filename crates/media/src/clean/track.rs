//! One track of an MP4 or QuickTime file: what of it shows or sounds stays; names of cameras and dates go.

use std::ops::Range;

use super::mp4::{blank, free, keep, number, places, undate};
use crate::bytes::slice;
use crate::recognise::{Box, boxes};

/// Tracks of these kinds are what a viewer sees, hears and reads; others hold places, movements and times of the camera.
const SHOWN: [&[u8; 4]; 7] = [
    b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"hint",
];
const TRACK: [&[u8; 4]; 5] = [b"tkhd", b"tapt", b"edts", b"tref", b"mdia"];
const MEDIA: [&[u8; 4]; 4] = [b"mdhd", b"hdlr", b"minf", b"elng"];
const INFORMATION: [&[u8; 4]; 9] = [
    b"vmhd", b"smhd", b"hmhd", b"nmhd", b"sthd", b"gmhd", b"hdlr", b"dinf", b"stbl",
];
const TABLE: [&[u8; 4]; 19] = [
    b"stsd", b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss",
    b"stps", b"stsh", b"padb", b"stdp", b"sdtp", b"sbgp", b"sgpd", b"saiz", b"saio",
];
/// Of a handler's box, behind version, flags, four bytes and its kind: its maker and its name.
const HANDLER_NAME_AT: usize = 12;
/// Of a description of pictures: who wrote the encoder, and what it is called.
const ENCODER_MAKER: Range<usize> = 12..16;
const ENCODER_NAME: Range<usize> = 42..74;

/// What the other tracks have to know of one.
#[derive(Debug)]
pub(super) struct Track {
    pub is_shown: bool,
    /// Where its data lie; `None` where its tables do not say so exactly.
    pub places: Option<Vec<Range<usize>>>,
}

pub(super) fn clean(bytes: &[u8], out: &mut [u8], track: &Box) -> Option<Track> {
    let parts = boxes(bytes, track.body.clone()).ok()?;
    let media = parts.iter().find(|one| &one.kind == b"mdia")?;
    let media = boxes(bytes, media.body.clone()).ok()?;
    let handler = media.iter().find(|one| &one.kind == b"hdlr")?;
    // After version, flags and four bytes of QuickTime comes the kind.
    let kind = slice(bytes, handler.body.start + 8, 4)?;
    let is_shown = SHOWN.iter().any(|shown| *shown == kind);
    let cleaned = Track {
        is_shown,
        places: places(bytes, &media).filter(|_| !is_counted_in_frames(bytes, &media, kind)),
    };
    if !is_shown {
        free(out, track)?;
        return Some(cleaned);
    }
    for one in keep(bytes, out, track.body.clone(), &TRACK)? {
        match &one.kind {
            b"tkhd" => undate(out, &one)?,
            b"mdia" => clean_media(bytes, out, &one, kind == b"vide")?,
            _ => {}
        }
    }
    Some(cleaned)
}

/// Sound of old QuickTime states the size of a frame of samples as if it were one of a sample.
fn is_counted_in_frames(bytes: &[u8], media: &[Box], kind: &[u8]) -> bool {
    let sizes =
        table(bytes, media).and_then(|table| table.into_iter().find(|one| &one.kind == b"stsz"));
    kind == b"soun" && sizes.is_some_and(|sizes| number(bytes, &sizes, 4) != Some(0))
}

fn table(bytes: &[u8], media: &[Box]) -> Option<Vec<Box>> {
    let information = media.iter().find(|one| &one.kind == b"minf")?;
    let information = boxes(bytes, information.body.clone()).ok()?;
    let table = information.iter().find(|one| &one.kind == b"stbl")?;
    boxes(bytes, table.body.clone()).ok()
}

fn clean_media(bytes: &[u8], out: &mut [u8], media: &Box, is_picture: bool) -> Option<()> {
    for one in keep(bytes, out, media.body.clone(), &MEDIA)? {
        match &one.kind {
            b"mdhd" => undate(out, &one)?,
            b"hdlr" => unname(out, &one)?,
            b"minf" => clean_information(bytes, out, &one, is_picture)?,
            _ => {}
        }
    }
    Some(())
}

fn clean_information(
    bytes: &[u8],
    out: &mut [u8],
    information: &Box,
    is_picture: bool,
) -> Option<()> {
    for one in keep(bytes, out, information.body.clone(), &INFORMATION)? {
        match &one.kind {
            b"hdlr" => unname(out, &one)?,
            b"stbl" => {
                let table = keep(bytes, out, one.body.clone(), &TABLE)?;
                let descriptions = table
                    .iter()
                    .filter(|one| &one.kind == b"stsd" && is_picture);
                for one in descriptions {
                    describe_no_encoder(bytes, out, one)?;
                }
            }
            _ => {}
        }
    }
    Some(())
}

/// Takes maker and name out of a handler's box.
fn unname(out: &mut [u8], handler: &Box) -> Option<()> {
    let from = (handler.body.start + HANDLER_NAME_AT).min(handler.body.end);
    blank(out, from..handler.body.end)
}

/// Cameras call their encoders after themselves.
fn describe_no_encoder(bytes: &[u8], out: &mut [u8], descriptions: &Box) -> Option<()> {
    let entries = descriptions.body.start.checked_add(8)?..descriptions.body.end;
    for entry in boxes(bytes, entries).ok()? {
        for part in [ENCODER_MAKER, ENCODER_NAME] {
            let place = entry.body.start + part.start..entry.body.start + part.end;
            if place.end <= entry.body.end {
                blank(out, place)?;
            }
        }
    }
    Some(())
}
