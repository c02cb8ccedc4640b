//! Which part of a log a tile is, and its path (tlog-tiles § Merkle Tree).

use std::fmt;

use crate::spelling::decimal;

/// How many hashes or entries a full tile has.
pub const WIDTH: u16 = 256;

/// Levels above this one would hold hashes over more entries than 64 bits can count.
const LEVEL_MAX: u8 = 7;

/// One file of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    pub content: Content,
    /// The place among the tiles of the same content.
    pub index: u64,
    /// How many hashes or entries it has: 1 to 256, fewer only in the last one.
    pub width: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Content {
    /// The entries themselves, as a bundle.
    Entries,
    /// Hashes over `256^level` entries each.
    Hashes { level: u8 },
}

impl Tile {
    /// The tile that holds the hash or entry `at`, as wide as a log of `size` entries has it.
    pub fn holding(content: Content, at: u64, size: u64) -> Option<Tile> {
        let count = content.count(size);
        let index = at / u64::from(WIDTH);
        let width = count
            .checked_sub(index * u64::from(WIDTH))?
            .min(u64::from(WIDTH));
        let width = u16::try_from(width).ok()?;
        (at < count).then_some(Tile {
            content,
            index,
            width,
        })
    }

    pub fn is_full(&self) -> bool {
        self.width == WIDTH
    }

    /// The tile that this one becomes.
    pub fn full(&self) -> Tile {
        Tile {
            width: WIDTH,
            ..*self
        }
    }

    /// Reads a path below the log's prefix, as `to_string` writes it; any other spelling is none.
    pub fn from_path(path: &str) -> Option<Tile> {
        let rest = path.strip_prefix("tile/")?;
        let (content, rest) = rest.split_once('/')?;
        let content = match content {
            "entries" => Content::Entries,
            level => Content::Hashes {
                level: u8::try_from(decimal(level)?)
                    .ok()
                    .filter(|level| *level <= LEVEL_MAX)?,
            },
        };
        let (index, width) = match rest.split_once(".p/") {
            None => (rest, WIDTH),
            Some((index, width)) => {
                let width = u16::try_from(decimal(width)?).ok()?;
                (
                    index,
                    Some(width).filter(|width| (1..WIDTH).contains(width))?,
                )
            }
        };
        let tile = Tile {
            content,
            index: index_from(index)?,
            width,
        };
        (tile.to_string() == path).then_some(tile)
    }
}

impl Content {
    /// How many hashes or entries of this kind a log of `size` entries has.
    pub fn count(self, size: u64) -> u64 {
        match self {
            Content::Entries => size,
            Content::Hashes { level } => size.checked_shr(8 * u32::from(level)).unwrap_or(0),
        }
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.content {
            Content::Entries => f.write_str("tile/entries/")?,
            Content::Hashes { level } => write!(f, "tile/{level}/")?,
        }
        let mut groups = vec![self.index % 1000];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        for (place, group) in groups.iter().enumerate().rev() {
            match place {
                0 => write!(f, "{group:03}")?,
                _ => write!(f, "x{group:03}/")?,
            }
        }
        match self.is_full() {
            true => Ok(()),
            false => write!(f, ".p/{}", self.width),
        }
    }
}

/// Three digits in each part; that none is too many is left to the comparison with the path written anew.
fn index_from(path: &str) -> Option<u64> {
    let mut index = 0_u64;
    for part in path.split('/') {
        let digits = part.strip_prefix('x').unwrap_or(part);
        let is_group = digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let group = digits.parse::<u64>().ok().filter(|_| is_group)?;
        index = index.checked_mul(1000)?.checked_add(group)?;
    }
    Some(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(level: u8, index: u64, width: u16) -> Tile {
        let content = Content::Hashes { level };
        Tile {
            content,
            index,
            width,
        }
    }

    /// The examples of tlog-tiles § Merkle Tree.
    #[test]
    fn paths_are_those_of_the_specification() {
        let path = "tile/0/x001/x234/067";
        assert_eq!(hashes(0, 1_234_067, 256).to_string(), path);
        assert_eq!(Tile::from_path(path), Some(hashes(0, 1_234_067, 256)));
        let bundle = Tile {
            content: Content::Entries,
            index: 273,
            width: 112,
        };
        assert_eq!(bundle.to_string(), "tile/entries/273.p/112");
        assert_eq!(Tile::from_path("tile/entries/273.p/112"), Some(bundle));
        let last = hashes(7, u64::MAX, 1);
        assert_eq!(Tile::from_path(&last.to_string()), Some(last));
    }

    #[test]
    fn another_spelling_is_no_path() {
        let wrong = [
            "",
            "tile",
            "tile/0",
            "tile/0/",
            "tile/0/0",
            "tile/0/0000",
            "tile/00/000",
            "tile/8/000",
            "tile/-1/000",
            "tile/x/000",
            "tile/0/x000/001",
            "tile/0/001/001",
            "tile/0/x001",
            "tile/0/x001/x001",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/000.p/",
            "tile/0/000.p",
            "tile/0/000.p/1/",
            "/tile/0/000",
            "tile/entries/+00",
            "tile/0/x018/x446/x744/x073/x709/x551/616",
            "tile/0/../000",
        ];
        for path in wrong {
            assert_eq!(Tile::from_path(path), None, "{path}");
        }
    }

    /// The example of tlog-tiles § Partial Tiles.
    #[test]
    fn seventy_thousand_entries_lie_where_the_specification_says() {
        let holding = |level, at| Tile::holding(Content::Hashes { level }, at, 70_000);
        assert_eq!(holding(0, 69_887), Some(hashes(0, 272, 256)));
        assert_eq!(holding(0, 69_888), Some(hashes(0, 273, 112)));
        assert_eq!(holding(0, 70_000), None);
        assert_eq!(holding(1, 0), Some(hashes(1, 0, 256)));
        assert_eq!(holding(1, 272), Some(hashes(1, 1, 17)));
        assert_eq!(holding(1, 273), None);
        assert_eq!(holding(2, 0), Some(hashes(2, 0, 1)));
        assert_eq!(holding(3, 0), None);
        assert_eq!(
            Tile::holding(Content::Entries, 0, 256),
            Some(Tile {
                content: Content::Entries,
                index: 0,
                width: 256,
            })
        );
    }
}
