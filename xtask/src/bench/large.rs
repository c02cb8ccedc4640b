//! `cargo xtask bench --generate N`: what an agent's pages read takes with many conversations, beside what it takes with few.

use std::process::Command;

use serde_json::Value;

use super::reading::{self, Reading};
use super::subject;
use super::{document, machine};
use crate::postgres::Cluster;
use crate::{run, tools, workspace};

/// Conversations that the large data are held against.
pub(super) const FEW: u64 = 10_000;

/// One database filled with so many conversations, and what was told of it.
struct Filled {
    /// What writing took from each power of ten to the next.
    stretches: Vec<Value>,
    generated: Value,
    /// One for each kind of read, in the same order each time.
    reads: Vec<Value>,
    resident_kb: u64,
    over_http: Reading,
}

/// Builds what writes and reads large data.
pub(super) fn build() -> Result<(), String> {
    let large = ["build", "--release", "--package", "store"];
    let target = ["--example", "large"];
    run::status(&mut run::cargo(large.into_iter().chain(target)))
}

/// What writes and reads large data.
pub(super) fn program() -> Command {
    Command::new(workspace::target("release/examples/large"))
}

/// Fills each database with few and with many conversations and measures the same reads on both.
pub(super) fn bench(conversations: u64, save: bool) -> Result<(), String> {
    build()?;
    subject::build()?;
    let folder = subject::empty_folder()?;
    let mut tables = Vec::new();
    let mut described = String::new();
    for name in ["SQLite", "PostgreSQL"] {
        let mut both = Vec::new();
        for count in [FEW, conversations] {
            println!("{name}, {count} conversations");
            // Each has a cluster of its own, which is removed before the next one begins.
            let cluster = Cluster::start_for_operation()?;
            let url = match name {
                "SQLite" => format!("sqlite:{}", folder.join(format!("{count}.db")).display()),
                _ => cluster.url(),
            };
            both.push(Filled::new(name, &url, count)?);
            described = machine::description(Some(&cluster))?;
        }
        if let [few, many] = &both[..] {
            tables.push(table(name, conversations, few, many)?);
            tables.push(reading::table(
                name,
                (FEW, &few.over_http),
                (conversations, &many.over_http),
            ));
            tables.push(curve(name, &many.stretches)?);
        }
    }
    let section = format!(
        "{}\n\n8 readers at once.\n\
         Command: `cargo xtask bench --generate {conversations}`.\n{described}\n",
        tables.join("\n\n")
    );
    println!("\n{section}");
    if save {
        document::save(document::Part::Large, &section)?;
    }
    Ok(())
}

impl Filled {
    fn new(name: &'static str, url: &str, count: u64) -> Result<Filled, String> {
        let told = |task: &str| run::output(program().args([task, url, &count.to_string()]));
        let mut stretches = lines(&told("generate")?)?;
        settle(url)?;
        let generated = stretches.pop().ok_or("nothing was generated")?;
        let mut reads = lines(&told("read")?)?;
        let resident = reads.pop().and_then(|last| last["resident_kb"].as_u64());
        Ok(Filled {
            stretches,
            generated,
            reads,
            resident_kb: resident.ok_or("the memory was not told")?,
            over_http: Reading::measure(name, url, count)?,
        })
    }

    fn number(&self, name: &str) -> Result<f64, String> {
        number(&self.generated, name)
    }

    /// What lies on the disk, in parts of the text.
    fn disk(&self) -> Result<f64, String> {
        Ok(self.number("disk_bytes")? / self.number("text_bytes")?)
    }
}

/// Does to PostgreSQL at once what it does by itself to a database that grows over years.
fn settle(url: &str) -> Result<(), String> {
    if !url.starts_with("postgres:") {
        return Ok(());
    }
    let mut vacuum = Command::new(tools::postgres()?.join("vacuumdb"));
    run::status(vacuum.args(["--analyze", "--quiet", "--dbname", url]))
}

fn table(name: &str, count: u64, few: &Filled, many: &Filled) -> Result<String, String> {
    let mut rows = vec![
        format!(
            "| {name}, on the seam | whose | {FEW}: found | p50 in ms | p99 | {count}: found | p50 in ms | p99 | p99 to p99 |"
        ),
        "|---|---|---:|---:|---:|---:|---:|---:|---:|".to_owned(),
    ];
    for (one, other) in few.reads.iter().zip(&many.reads) {
        rows.push(row(one, other)?);
    }
    rows.push(format!(
        "\n{name}: {:.0} messages in {count} conversations were written, {:.0} a second ({:.0} at {FEW}); \
         on the disk lie {:.1} times the bytes of the texts ({:.1}); \
         the reading process held {:.0} MB ({:.0}).",
        many.number("messages")?,
        many.number("messages_a_second")?,
        few.number("messages_a_second")?,
        many.disk()?,
        few.disk()?,
        many.resident_kb as f64 / 1_024.0,
        few.resident_kb as f64 / 1_024.0,
    ));
    Ok(rows.join("\n"))
}

fn row(few: &Value, many: &Value) -> Result<String, String> {
    let ms = |of: &Value, name: &str| Ok::<_, String>(number(of, name)? / 1_000.0);
    let same = few["what"] == many["what"] && few["whose"] == many["whose"];
    let (Some(what), Some(whose), true) = (few["what"].as_str(), few["whose"].as_str(), same)
    else {
        return Err(format!("{few} and {many} are not the same read"));
    };
    let (p99, of_many) = (ms(few, "p99_us")?, ms(many, "p99_us")?);
    Ok(format!(
        "| {what} | {whose} | {:.0} | {:.2} | {p99:.2} | {:.0} | {:.2} | {of_many:.2} | {:.1} |",
        number(few, "found")?,
        ms(few, "p50_us")?,
        number(many, "found")?,
        ms(many, "p50_us")?,
        of_many / p99
    ))
}

/// What a message costs as the database grows, plotted.
fn curve(name: &str, stretches: &[Value]) -> Result<String, String> {
    let all = |field: &str| stretches.iter().map(|one| number(one, field)).collect();
    let (up_to, cost): (Result<Vec<f64>, String>, Result<Vec<f64>, String>) =
        (all("up_to"), all("us_a_message"));
    let list = |numbers: Vec<f64>| {
        let shown: Vec<String> = numbers.iter().map(|one| format!("{one:.0}")).collect();
        shown.join(", ")
    };
    Ok(format!(
        "```mermaid\nxychart-beta\n    \
         title \"{name}: µs of the last messages, up to so many conversations\"\n    \
         x-axis [{}]\n    y-axis \"µs a message\" 0 --> {:.0}\n    line [{}]\n```",
        list(up_to?),
        highest(stretches)?,
        list(cost?),
    ))
}

fn highest(stretches: &[Value]) -> Result<f64, String> {
    stretches.iter().try_fold(0.0, |highest, one| {
        Ok(f64::max(highest, number(one, "us_a_message")?.ceil()))
    })
}

fn number(of: &Value, name: &str) -> Result<f64, String> {
    let number = of[name].as_f64();
    number.ok_or_else(|| format!("{of} has no {name}"))
}

fn lines(text: &str) -> Result<Vec<Value>, String> {
    let parse = |line: &str| {
        serde_json::from_str(line).map_err(|error| format!("reading {line:?}: {error}"))
    };
    text.lines().map(parse).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{curve, row};

    fn read(what: &str, p99_us: u64) -> serde_json::Value {
        json!({ "what": what, "whose": "all", "found": 50, "p50_us": 500, "p99_us": p99_us })
    }

    #[test]
    fn a_row_holds_few_against_many() {
        assert_eq!(
            row(&read("counts", 2_000), &read("counts", 3_000)).unwrap(),
            "| counts | all | 50 | 0.50 | 2.00 | 50 | 0.50 | 3.00 | 1.5 |"
        );
    }

    #[test]
    fn what_a_message_costs_is_plotted_for_each_power_of_ten() {
        let stretch = |up_to: u64, us: f64| json!({ "up_to": up_to, "us_a_message": us });
        let plotted = curve("SQLite", &[stretch(1_000, 60.4), stretch(10_000, 81.2)]).unwrap();
        assert!(plotted.contains("x-axis [1000, 10000]"), "{plotted}");
        assert!(plotted.contains("0 --> 82\n    line [60, 81]"), "{plotted}");
    }

    #[test]
    fn different_reads_are_not_compared() {
        assert!(row(&read("counts", 1), &read("inbox", 1)).is_err());
    }
}
