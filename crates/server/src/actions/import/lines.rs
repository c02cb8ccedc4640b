//! Cuts a stream of bytes into numbered lines, holding no more than one line of a bounded length.

/// Longest line, in bytes: a conversation of some hundred long messages.
pub(super) const LINE_MAX_BYTES: usize = 8_000_000;

/// The part of a line that has arrived, and its number.
#[derive(Debug, Default)]
pub(super) struct Lines {
    partial: Vec<u8>,
    number: u64,
    is_too_long: bool,
}

/// A line that is complete.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Complete {
    /// Counted from 1.
    pub(super) number: u64,
    /// `None` where it was longer than [`LINE_MAX_BYTES`].
    pub(super) bytes: Option<Vec<u8>>,
}

impl Lines {
    /// Takes bytes up to the next line end; gives the line if it is complete, and the bytes behind it.
    pub(super) fn take<'a>(&mut self, chunk: &'a [u8]) -> (Option<Complete>, &'a [u8]) {
        match chunk.iter().position(|byte| *byte == b'\n') {
            Some(end) => {
                self.hold(&chunk[..end]);
                (Some(self.complete()), &chunk[end + 1..])
            }
            None => {
                self.hold(chunk);
                (None, &[])
            }
        }
    }

    /// The last line, where no line end came after it.
    pub(super) fn finish(&mut self) -> Option<Complete> {
        let is_begun = self.is_too_long || !self.partial.is_empty();
        is_begun.then(|| self.complete())
    }

    fn hold(&mut self, bytes: &[u8]) {
        if self.is_too_long || self.partial.len() + bytes.len() > LINE_MAX_BYTES {
            self.is_too_long = true;
            self.partial = Vec::new();
        } else {
            self.partial.extend_from_slice(bytes);
        }
    }

    fn complete(&mut self) -> Complete {
        self.number += 1;
        let bytes = std::mem::take(&mut self.partial);
        let is_too_long = std::mem::take(&mut self.is_too_long);
        Complete {
            number: self.number,
            bytes: (!is_too_long).then_some(bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(chunks: &[&[u8]]) -> Vec<(u64, Option<usize>)> {
        let mut lines = Lines::default();
        let mut complete = Vec::new();
        for chunk in chunks {
            let mut rest: &[u8] = chunk;
            while !rest.is_empty() {
                let (line, behind) = lines.take(rest);
                complete.extend(line);
                rest = behind;
            }
        }
        complete.extend(lines.finish());
        complete
            .into_iter()
            .map(|line| (line.number, line.bytes.map(|bytes| bytes.len())))
            .collect()
    }

    #[test]
    fn lines_are_cut_wherever_the_chunks_end() {
        let expected = [(1, Some(1)), (2, Some(0)), (3, Some(3))];
        assert_eq!(all(&[b"a\n\nbcd"]), expected);
        assert_eq!(all(&[b"a", b"\n", b"\nb", b"cd\n"]), expected);
        assert_eq!(all(&[]), []);
        assert_eq!(all(&[b"\n"]), [(1, Some(0))]);
    }

    #[test]
    fn a_line_without_end_is_dropped_and_the_next_one_read() {
        let long = vec![b'x'; LINE_MAX_BYTES];
        assert_eq!(
            all(&[&long, b"\nb"]),
            [(1, Some(LINE_MAX_BYTES)), (2, Some(1))]
        );
        assert_eq!(
            all(&[&long, b"x", &long, b"\nb"]),
            [(1, None), (2, Some(1))]
        );
        assert_eq!(all(&[&long, b"x"]), [(1, None)]);
    }
}
