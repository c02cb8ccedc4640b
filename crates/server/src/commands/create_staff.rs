//! `dopis create-staff`: a person of the marketplace who can sign in.

use std::io::{BufRead, Write};

use rules::access::{Role, Roles};

use super::open::CommandError;
use crate::actions::staff::create::{Adder, NewStaff, create};
use crate::app::App;
use crate::error::ActionError;
use crate::i18n::Language;

#[derive(Debug, clap::Args)]
#[group(skip)]
pub struct CreateStaff {
    /// E-mail to sign in with.
    #[arg(long)]
    pub email: String,
    /// Name that colleagues see.
    #[arg(long)]
    pub name: String,
    /// moderator, decider, reviewer, auditor or administrator; may be given several times.
    #[arg(long = "role", value_name = "ROLE", required = true, value_parser = role)]
    pub roles: Vec<Role>,
    /// Language of the pages: sl or en.
    #[arg(long, default_value = "sl", value_parser = language)]
    pub language: Language,
    /// Read the password from the first line of standard input. Otherwise one is made and printed.
    #[arg(long)]
    pub password_stdin: bool,
}

/// Prints the id, and the password where it made one.
pub async fn run(
    app: &App,
    wanted: CreateStaff,
    input: impl BufRead,
    mut output: impl Write,
) -> Result<(), CommandError> {
    let given = if wanted.password_stdin {
        Some(first_line(input)?)
    } else {
        None
    };
    let password = match &given {
        Some(password) => password.clone(),
        None => app.random.secret().map_err(ActionError::from)?,
    };
    let new = NewStaff {
        name: wanted.name,
        email: wanted.email,
        language: wanted.language,
        roles: Roles::new(wanted.roles),
        password: password.clone(),
    };
    let id = create(app, &Adder::CommandLine, new).await?;
    writeln!(output, "id: {id}")?;
    if given.is_none() {
        writeln!(output, "password: {password}")?;
    }
    Ok(())
}

fn first_line(mut input: impl BufRead) -> Result<String, CommandError> {
    let mut line = String::new();
    input.read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn role(code: &str) -> Result<Role, String> {
    let known = Role::ALL.map(Role::code).join(", ");
    Role::from_code(code).ok_or_else(|| format!("the roles are {known}"))
}

fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| "the languages are sl and en".to_owned())
}
