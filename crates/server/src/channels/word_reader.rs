//! Reading the words in an image with a program of the system, Tesseract.
//! It is a process of its own, so that whatever an image does to it, nothing else suffers: its time, memory and
//! output are bounded, and it is given nothing but the image.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use rules::attachment::Words;

use crate::config::Attachments;

/// More is not read of what it says.
const WORDS_MAX_BYTES: u64 = 40_000;
/// How often it is looked whether it has ended.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// Address space in KiB, processor time in seconds, and what it may write in blocks of 512 bytes; then the program.
const BOUNDED: &str =
    r#"ulimit -v 1500000 && ulimit -t "$1" && ulimit -f 400 && shift && exec "$@""#;

/// The program, if there is one.
#[derive(Debug, Clone, Default)]
pub struct WordReader {
    program: Option<Arc<Program>>,
}

#[derive(Debug)]
struct Program {
    path: PathBuf,
    languages: String,
    timeout: Duration,
}

impl WordReader {
    /// Looks once whether the program is there.
    pub fn of(config: &Attachments) -> WordReader {
        let path = PathBuf::from(&config.tesseract);
        let program = path.is_file().then(|| Program {
            path,
            languages: config.tesseract_languages.clone(),
            timeout: Duration::from_millis(config.tesseract_timeout_ms),
        });
        WordReader {
            program: program.map(Arc::new),
        }
    }

    pub fn is_there(&self) -> bool {
        self.program.is_some()
    }

    /// The words in an image, given as a PNG. That they could not be read is an answer too.
    pub async fn read(&self, png: &[u8]) -> Words {
        let Some(program) = &self.program else {
            return Words::Unread;
        };
        match program.read(png).await {
            Ok(words) => words,
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "the words in an image could not be read"
                );
                Words::Failed
            }
        }
    }
}

impl Program {
    async fn read(&self, png: &[u8]) -> io::Result<Words> {
        let mut image = tempfile::tempfile()?;
        image.write_all(png)?;
        image.rewind()?;
        let mut words = tempfile::tempfile()?;
        let mut running = Running(self.begin(image, words.try_clone()?)?);
        let ended = tokio::time::timeout(self.timeout, running.ended()).await;
        let Ok(ended) = ended else {
            return Ok(Words::TooSlow);
        };
        if !ended? {
            return Ok(Words::Failed);
        }
        words.rewind()?;
        let mut read = Vec::new();
        words.take(WORDS_MAX_BYTES).read_to_end(&mut read)?;
        Ok(Words::Read(String::from_utf8_lossy(&read).into_owned()))
    }

    /// With files instead of pipes nobody waits for the other side to read or write.
    fn begin(&self, image: File, words: File) -> io::Result<Child> {
        let seconds = self.timeout.as_secs() + 1;
        Command::new("/bin/sh")
            .args(["-c", BOUNDED, "sh", &seconds.to_string()])
            .arg(&self.path)
            // Words wherever they stand, in whatever order.
            .args(["stdin", "stdout", "-l", &self.languages, "--psm", "11"])
            // The environment may hold secrets of ours.
            .env_clear()
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(image)
            .stdout(words)
            .stderr(Stdio::null())
            .spawn()
    }
}

/// Ends with whoever waits for it.
struct Running(Child);

impl Running {
    /// Whether it ended well.
    async fn ended(&mut self) -> io::Result<bool> {
        loop {
            if let Some(status) = self.0.try_wait()? {
                return Ok(status.success());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // An error says that it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    async fn read_with(script: &str, timeout_ms: u64) -> Words {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tesseract");
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        let config = Attachments {
            tesseract: path.display().to_string(),
            tesseract_timeout_ms: timeout_ms,
            ..Attachments::default()
        };
        let reader = WordReader::of(&config);
        assert!(reader.is_there());
        reader.read(b"an image").await
    }

    #[tokio::test]
    async fn the_program_gets_the_image_and_says_its_words() {
        let read = read_with("/bin/cat; echo; echo \"$@\"", 20_000).await;
        let words = "an image\nstdin stdout -l slv+eng --psm 11\n";
        assert_eq!(read, Words::Read(words.to_owned()));
    }

    #[tokio::test]
    async fn a_program_that_crashes_is_slow_or_wants_everything_holds_nobody_up() {
        assert_eq!(read_with("kill -SEGV $$", 20_000).await, Words::Failed);
        assert_eq!(read_with("exit 3", 20_000).await, Words::Failed);
        assert_eq!(read_with("exec /bin/sleep 600", 100).await, Words::TooSlow);
        assert_eq!(read_with("while :; do :; done", 100).await, Words::TooSlow);
        let flood = "while echo ccccccccccccccccccccccccccccccccccccccc; do :; done";
        assert_eq!(read_with(flood, 20_000).await, Words::Failed);
    }

    #[tokio::test]
    async fn it_is_bounded_and_told_no_secrets() {
        let read = read_with("ulimit -v; ulimit -t; /usr/bin/env", 20_000).await;
        let Words::Read(read) = read else {
            panic!("{read:?}")
        };
        let mut lines: Vec<&str> = read.lines().collect();
        // What a shell sets by itself.
        lines.retain(|line| {
            !["PWD=", "SHLVL=", "_="]
                .iter()
                .any(|own| line.starts_with(own))
        });
        assert_eq!(lines, ["1500000", "21", "OMP_THREAD_LIMIT=1"]);
    }

    #[tokio::test]
    async fn without_the_program_nothing_is_read() {
        let config = Attachments {
            tesseract: "/nowhere/tesseract".to_owned(),
            ..Attachments::default()
        };
        let reader = WordReader::of(&config);
        assert!(!reader.is_there());
        assert_eq!(reader.read(b"an image").await, Words::Unread);
    }
}
