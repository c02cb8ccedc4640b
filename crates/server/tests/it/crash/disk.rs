//! A disk that fails when it is told to: a library of the test's own stands before the C library's calls
//! of one process, and lets those fail that concern one folder.

use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

#[derive(Debug)]
pub(crate) struct Disk {
    /// With the library, and the file that it reads at every call.
    tools: TempDir,
    /// What fails lies in here.
    folder: PathBuf,
}

/// In the order of the numbers that `faults.c` gives them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// No file grows any more.
    Full = 1,
    /// What was written does not reach the disk, and the disk says so.
    NoSync = 2,
    /// Nothing is written, and no file is opened for writing.
    ReadOnly = 3,
}

impl Fault {
    pub(crate) const ALL: [Fault; 3] = [Fault::Full, Fault::NoSync, Fault::ReadOnly];
}

impl Disk {
    pub(crate) fn of(folder: &Path) -> Disk {
        let disk = Disk {
            tools: tempfile::tempdir().unwrap(),
            folder: folder.canonicalize().unwrap(),
        };
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/crash/faults.c");
        // Whatever links Rust programs has one.
        let compiled = Command::new("cc")
            .args([
                "-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", "-o",
            ])
            .arg(disk.library())
            .args([source, "-ldl"])
            .status();
        assert!(compiled.unwrap().success(), "compiling {source}");
        disk.tell(0, 0);
        disk
    }

    /// What a process needs in its environment to live on this disk.
    pub(crate) fn environment(&self) -> [(&'static str, OsString); 3] {
        [
            ("LD_PRELOAD", self.library().into()),
            ("DOPIS_FAULT", self.control().into()),
            ("DOPIS_FAULTY_FOLDER", self.folder.clone().into()),
        ]
    }

    /// From now on it fails, after so many calls that still pass.
    pub(crate) fn fail(&self, fault: Fault, passing: u32) {
        self.tell(fault as i32, i32::try_from(passing).unwrap());
    }

    pub(crate) fn heal(&self) {
        self.tell(0, 0);
    }

    fn tell(&self, fault: i32, passing: i32) {
        let mut options = OpenOptions::new();
        // In place: the library has mapped the file.
        let mut control = options
            .write(true)
            .create(true)
            .truncate(false)
            .open(self.control())
            .unwrap();
        control.seek(SeekFrom::Start(4)).unwrap();
        control.write_all(&passing.to_ne_bytes()).unwrap();
        control.seek(SeekFrom::Start(0)).unwrap();
        control.write_all(&fault.to_ne_bytes()).unwrap();
    }

    fn library(&self) -> PathBuf {
        self.tools.path().join("faults.so")
    }

    fn control(&self) -> PathBuf {
        self.tools.path().join("fault")
    }
}
