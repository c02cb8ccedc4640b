//! The one form of ZIP that a dossier has: nothing compressed, nothing between the files, nothing that two
//! programs could read in two ways (APPNOTE 6.3.10 §4.3).

use super::path::is_path;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;

const LOCAL_BYTES: usize = 30;
const CENTRAL_BYTES: usize = 46;
const END_BYTES: usize = 22;

/// Version 2.0, names in UTF-8, stored, at 1980-01-01 00:00: a dossier says itself when it was made.
const HEAD: [u8; 10] = [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0];

/// Fewer than the number that stands for "look elsewhere".
const FILES_MAX: usize = 0xfffe;

/// Why a file is not such a ZIP; `at` counts bytes from the beginning.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ZipError {
    #[error("it is too short, too long, or does not end as it must")]
    End,
    #[error("from byte {at} on it is not as it must be")]
    Form { at: usize },
    #[error("the name of the file at byte {at} is not allowed")]
    Name { at: usize },
    #[error("{0} is there twice")]
    Twice(String),
    #[error("{0} does not have its checksum")]
    Checksum(String),
}

/// Why no ZIP can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    #[error("{0} is no name of a file in a dossier")]
    Name(String),
    #[error("it would be larger than 4 GiB or have too many files")]
    TooLarge,
}

/// Files in their order; the bytes are those of the ZIP.
pub fn unpack(zip: &[u8]) -> Result<Vec<(&str, &[u8])>, ZipError> {
    let (count, directory) = read_end(zip)?;
    let mut files: Vec<(&str, &[u8])> = Vec::with_capacity(count);
    let (mut local, mut central) = (0, directory);
    for _ in 0..count {
        let at = central;
        let head = bytes(zip, central, CENTRAL_BYTES)?;
        let fixed = number(head, 0) == CENTRAL
            && head[4..6] == HEAD[..2]
            && head[6..16] == HEAD
            && head[30..42] == [0; 12]
            && to_usize(number(head, 42)) == local;
        let length = usize::from(u16::from_le_bytes([head[28], head[29]]));
        let name = bytes(zip, central + CENTRAL_BYTES, length)?;
        central += CENTRAL_BYTES + length;
        let size = to_usize(number(head, 20));
        let (crc, content) = (number(head, 16), local + LOCAL_BYTES + length);
        // What a program reads that goes from file to file is what one reads that goes by the directory.
        let same = bytes(zip, local, LOCAL_BYTES)? == local_head(crc, number(head, 20), length)
            && number(head, 24) == number(head, 20)
            && bytes(zip, local + LOCAL_BYTES, length)? == name
            && content + size <= directory;
        if !fixed || !same {
            return Err(ZipError::Form { at });
        }
        let name = str::from_utf8(name).ok().filter(|name| is_path(name));
        let name = name.ok_or(ZipError::Name { at })?;
        let content_bytes = bytes(zip, content, size)?;
        if crc32(content_bytes) != crc {
            return Err(ZipError::Checksum(name.to_owned()));
        }
        files.push((name, content_bytes));
        local = content + size;
    }
    if local != directory || central + END_BYTES != zip.len() {
        return Err(ZipError::Form { at: local });
    }
    let mut names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(ZipError::Twice(pair[0].to_owned())),
        None => Ok(files),
    }
}

/// How many files there are, and where their directory begins.
fn read_end(zip: &[u8]) -> Result<(usize, usize), ZipError> {
    let start = zip.len().checked_sub(END_BYTES).ok_or(ZipError::End)?;
    let end = &zip[start..];
    let count = u16::from_le_bytes([end[10], end[11]]);
    let (bytes, directory) = (number(end, 12), number(end, 16));
    let is_whole = number(end, 0) == END
        && end[4..8] == [0; 4]
        && end[8..10] == end[10..12]
        && end[20..] == [0; 2]
        && usize::from(count) <= FILES_MAX
        && u64::from(directory) + u64::from(bytes) == start as u64;
    match is_whole {
        true => Ok((usize::from(count), to_usize(directory))),
        false => Err(ZipError::End),
    }
}

/// What is written before the bytes of each file and behind those of the last one.
#[derive(Debug, Default)]
pub struct Packing {
    directory: Vec<u8>,
    files: usize,
    offset: u64,
}

/// A file of which only its bytes are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packed {
    pub crc: u32,
    pub bytes: u64,
}

impl Packed {
    pub fn of(content: &[u8]) -> Packed {
        Packed {
            crc: crc32(content),
            bytes: content.len() as u64,
        }
    }
}

impl Packing {
    /// What comes before the bytes of the next file.
    pub fn begin(&mut self, name: &str, file: Packed) -> Result<Vec<u8>, PackError> {
        if !is_path(name) {
            return Err(PackError::Name(name.to_owned()));
        }
        let size = u32::try_from(file.bytes).map_err(|_| PackError::TooLarge)?;
        let offset = u32::try_from(self.offset).map_err(|_| PackError::TooLarge)?;
        self.files += 1;
        self.offset += LOCAL_BYTES as u64 + name.len() as u64 + file.bytes;
        let directory = &mut self.directory;
        directory.extend(CENTRAL.to_le_bytes());
        directory.extend(&HEAD[..2]);
        directory.extend(HEAD);
        directory.extend(file.crc.to_le_bytes());
        directory.extend(size.to_le_bytes());
        directory.extend(size.to_le_bytes());
        directory.extend(short(name.len()));
        directory.extend([0; 12]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
        Ok([&local_head(file.crc, size, name.len()), name.as_bytes()].concat())
    }

    /// What comes behind the last file.
    pub fn end(self) -> Result<Vec<u8>, PackError> {
        let too_large = |_| PackError::TooLarge;
        let bytes = u32::try_from(self.directory.len()).map_err(too_large)?;
        let offset = u32::try_from(self.offset).map_err(too_large)?;
        // Those who read it add both.
        if offset.checked_add(bytes).is_none() || self.files > FILES_MAX {
            return Err(PackError::TooLarge);
        }
        let mut end = self.directory;
        end.extend(END.to_le_bytes());
        end.extend([0; 4]);
        end.extend(short(self.files));
        end.extend(short(self.files));
        end.extend(bytes.to_le_bytes());
        end.extend(offset.to_le_bytes());
        end.extend([0; 2]);
        Ok(end)
    }
}

fn local_head(crc: u32, size: u32, name: usize) -> [u8; LOCAL_BYTES] {
    let mut head = [0; LOCAL_BYTES];
    head[..4].copy_from_slice(&LOCAL.to_le_bytes());
    head[4..14].copy_from_slice(&HEAD);
    head[14..18].copy_from_slice(&crc.to_le_bytes());
    head[18..22].copy_from_slice(&size.to_le_bytes());
    head[22..26].copy_from_slice(&size.to_le_bytes());
    head[26..28].copy_from_slice(&short(name));
    head
}

fn bytes(zip: &[u8], at: usize, length: usize) -> Result<&[u8], ZipError> {
    let end = at.checked_add(length).ok_or(ZipError::Form { at })?;
    zip.get(at..end).ok_or(ZipError::Form { at })
}

fn number(from: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([from[at], from[at + 1], from[at + 2], from[at + 3]])
}

fn to_usize(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Of names and counts, which are short.
fn short(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes()
}

/// CRC-32 as ZIP has it (APPNOTE §4.4.7), sixteen bits of a byte's table at a time.
fn crc32(content: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| TABLE[usize::from(crc as u8 ^ byte)] ^ (crc >> 8);
    !content.iter().fold(!0, step)
}

const TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let (mut crc, mut bit) = (byte as u32, 0);
        while bit < 8 {
            crc = if crc & 1 == 1 {
                0xedb8_8320 ^ (crc >> 1)
            } else {
                crc >> 1
            };
            bit += 1;
        }
        table[byte] = crc;
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    fn pack(files: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut packing, mut zip) = (Packing::default(), Vec::new());
        for (name, content) in files {
            zip.extend(packing.begin(name, Packed::of(content)).unwrap());
            zip.extend(*content);
        }
        zip.extend(packing.end().unwrap());
        zip
    }

    #[test]
    fn what_was_packed_is_unpacked() {
        let files: [(&str, &[u8]); 3] = [("a", b"1"), ("b/c.json", b""), ("d", &[7; 300])];
        assert_eq!(unpack(&pack(&files)).unwrap(), files);
        assert_eq!(unpack(&pack(&[])).unwrap(), []);
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn every_other_byte_is_refused() {
        let zip = pack(&[("a", b"12"), ("b", b"3")]);
        for at in 0..zip.len() {
            for bit in 0..8 {
                let mut changed = zip.clone();
                changed[at] ^= 1 << bit;
                let read = unpack(&changed);
                assert!(read.is_err(), "byte {at}, bit {bit}: {read:?}");
            }
            assert!(unpack(&zip[..at]).is_err(), "cut at {at}");
        }
        for more in [
            [zip.as_slice(), b"x"].concat(),
            [b"x", zip.as_slice()].concat(),
        ] {
            assert!(unpack(&more).is_err());
        }
    }

    #[test]
    fn tricks_are_refused() {
        assert_eq!(
            unpack(&pack(&[("a", b"1"), ("a", b"2")])),
            Err(ZipError::Twice("a".to_owned()))
        );
        let mut packing = Packing::default();
        let refused = packing.begin("../a", Packed::of(b"")).unwrap_err();
        assert_eq!(refused, PackError::Name("../a".to_owned()));
        // The same name with another spelling in both places.
        let mut climbing = pack(&[("abcd", b"1")]);
        for at in 0..climbing.len() - 4 {
            if &climbing[at..at + 4] == b"abcd" {
                climbing[at..at + 4].copy_from_slice(b"../d");
            }
        }
        assert!(matches!(unpack(&climbing), Err(ZipError::Name { .. })));
        let huge = Packed {
            crc: 0,
            bytes: 1 << 32,
        };
        assert_eq!(
            Packing::default().begin("a", huge),
            Err(PackError::TooLarge)
        );
    }
}
