//! GIF89a: pictures, their timing and how often they repeat; comments and other extensions go.

use crate::bytes::{le16, slice};

const REPEATS: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let head = 13 + colours(*bytes.get(10)?);
    let mut out = slice(bytes, 0, head)?.to_vec();
    let mut at = head;
    let mut has_picture = false;
    loop {
        let start = at;
        match *bytes.get(at)? {
            0x3b => {
                out.push(0x3b);
                return has_picture.then_some(out);
            }
            0x2c => {
                // Width and height must be there, even if nobody here needs them.
                le16(bytes, at + 7)?;
                at += 10 + colours(*bytes.get(at + 9)?) + 1;
                at = blocks_end(bytes, at)?;
                out.extend(slice(bytes, start, at - start)?);
                has_picture = true;
            }
            0x21 => {
                let label = *bytes.get(at + 1)?;
                at = blocks_end(bytes, at + 2)?;
                let block = slice(bytes, start, at - start)?;
                let repeats = || REPEATS.iter().any(|name| block.get(3..14) == Some(*name));
                if label == 0xf9 || (label == 0xff && repeats()) {
                    out.extend(block);
                }
            }
            _ => return None,
        }
    }
}

/// Bytes of the table of colours that these flags announce.
fn colours(flags: u8) -> usize {
    match flags & 0x80 {
        0 => 0,
        _ => 3 << ((flags & 7) + 1),
    }
}

fn blocks_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return (at <= bytes.len()).then_some(at);
        }
    }
}
