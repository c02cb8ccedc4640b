//! WebM: tags, titles, dates and attached files become void elements of the same size.

use std::ops::Range;

use crate::recognise::{Element, elements};

const SEGMENT: u32 = 0x1853_8067;
const INFO: u32 = 0x1549_a966;
const TAGS: u32 = 0x1254_c367;
const ATTACHED: u32 = 0x1941_a469;
const TITLE: u32 = 0x7ba9;
const DATE: u32 = 0x4461;
const WRITING_APP: u32 = 0x5741;
const SEGMENT_NAME: u32 = 0x7384;
const TRACKS: u32 = 0x1654_ae6b;
const TRACK: u32 = 0xae;
const TRACK_NAME: u32 = 0x536e;
const VOID: u32 = 0xec;
/// Of the bytes before they were cleaned.
const CHECK_SUM: u32 = 0xbf;

pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.to_vec();
    let all = elements(bytes, 0..bytes.len()).ok()?;
    for segment in all.iter().filter(|element| element.id == SEGMENT) {
        for element in elements(bytes, segment.body.clone()).ok()? {
            match element.id {
                TAGS | ATTACHED | VOID | CHECK_SUM => void(&mut out, element.whole)?,
                INFO => information(bytes, &mut out, &element)?,
                TRACKS => tracks(bytes, &mut out, &element)?,
                _ => {}
            }
        }
    }
    Some(out)
}

fn information(bytes: &[u8], out: &mut [u8], info: &Element) -> Option<()> {
    for element in elements(bytes, info.body.clone()).ok()? {
        match element.id {
            TITLE | DATE | SEGMENT_NAME | CHECK_SUM => void(out, element.whole)?,
            // Players want it to be there.
            WRITING_APP => out.get_mut(element.body)?.fill(b'-'),
            _ => {}
        }
    }
    Some(())
}

/// Devices name their tracks after themselves.
fn tracks(bytes: &[u8], out: &mut [u8], tracks: &Element) -> Option<()> {
    for track in elements(bytes, tracks.body.clone()).ok()? {
        match track.id {
            CHECK_SUM => void(out, track.whole)?,
            TRACK => {
                for element in elements(bytes, track.body.clone()).ok()? {
                    if matches!(element.id, TRACK_NAME | CHECK_SUM) {
                        void(out, element.whole)?;
                    }
                }
            }
            _ => {}
        }
    }
    Some(())
}

/// Makes this part of the file one void element (RFC 8794 §11.3.2).
fn void(out: &mut [u8], place: Range<usize>) -> Option<()> {
    let part = out.get_mut(place)?;
    part.fill(0);
    let width = if part.len() >= 9 { 8 } else { 1 };
    let body = u64::try_from(part.len().checked_sub(1 + width)?).ok()?;
    part[0] = 0xec;
    match width {
        8 => part[1..9].copy_from_slice(&(body | 1 << 56).to_be_bytes()),
        _ => part[1] = 0x80 | u8::try_from(body).ok()?,
    }
    Some(())
}
