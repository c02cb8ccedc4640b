//! The timestamps in the folder of a log: each is of a checkpoint that the log really had.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use archive::policy::Policy;
use archive::tile::{TileError, root_at};
use archive::timestamp::{Judged, Stamped, verify};

use crate::arguments::read_file;
use crate::folder::Folder;
use crate::outcome::{Checks, NotChecked};

/// Looks at all of them, whose log has `size` entries; its tiles have been checked.
pub(crate) fn check(
    checks: &mut Checks,
    folder: &Path,
    policy: &Policy,
    size: u64,
) -> Result<(), NotChecked> {
    let sizes = sizes(&folder.join("timestamp"))?;
    let mut newest: Option<(u64, Stamped)> = None;
    for stamped in &sizes {
        match check_one(folder, policy, *stamped, size)? {
            Ok(token) => newest = Some((*stamped, token)),
            Err(fault) => checks.fails(format_args!("timestamp of {stamped} entries: {fault}")),
        }
    }
    match newest {
        None if policy.authorities().is_empty() => {}
        None => checks.tells("timestamps: there is none that holds"),
        Some((stamped, token)) => {
            let (at, by) = (&token.at, &token.authority);
            let told = format!(
                "timestamps: {}, the last of {stamped} entries at {at}, says {by}",
                sizes.len()
            );
            match token.judged {
                Judged::Believed => checks.holds(told),
                Judged::Not => checks.tells(format_args!(
                    "{told}; who that is was not judged (--tsa-ca)"
                )),
            }
        }
    }
    Ok(())
}

fn check_one(
    folder: &Path,
    policy: &Policy,
    stamped: u64,
    size: u64,
) -> Result<Result<Stamped, String>, NotChecked> {
    let at = folder.join("timestamp").join(stamped.to_string());
    let note = read_file(&at.join("checkpoint"))?;
    let believed = match policy.open_alone(&note) {
        Ok(believed) => believed.checkpoint,
        Err(error) => return Ok(Err(error.to_string())),
    };
    if believed.size() != stamped || stamped > size {
        return Ok(Err("its checkpoint is of another size".to_owned()));
    }
    match root_at(&mut Folder(folder.to_owned()), stamped, size) {
        Ok(root) if root == *believed.root() => {}
        Ok(_) => return Ok(Err("the log never had its root".to_owned())),
        Err(TileError::Read { tile, source }) => {
            return Err(NotChecked(format!("reading {tile}: {source}")));
        }
        Err(error) => return Ok(Err(error.to_string())),
    }
    let token = verify(&read_file(&at.join("token"))?, &note, policy.authorities());
    Ok(token.map_err(|error| error.to_string()))
}

/// In their order; what is not named as a size is none of them, and a mistake.
fn sizes(folder: &Path) -> Result<Vec<u64>, NotChecked> {
    let failed = |error| NotChecked(format!("reading {}: {error}", folder.display()));
    let listed = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        listed => listed.map_err(failed)?,
    };
    let mut sizes = Vec::new();
    for file in listed {
        let name = file.map_err(failed)?.file_name();
        let size = name.to_str().and_then(|name| name.parse::<u64>().ok());
        let size = size.filter(|size| name.to_str() == Some(&size.to_string()));
        let named = || NotChecked(format!("{}: no size", folder.join(&name).display()));
        sizes.push(size.ok_or_else(named)?);
    }
    sizes.sort_unstable();
    Ok(sizes)
}
