//! Lines of comma-separated values (RFC 4180) that no spreadsheet takes for a formula.

/// One line with its end.
pub(super) fn line(fields: &[String]) -> String {
    let cells: Vec<String> = fields.iter().map(|field| cell(field)).collect();
    format!("{}\r\n", cells.join(","))
}

fn cell(text: &str) -> String {
    // A spreadsheet runs what begins like this; the apostrophe makes it a text.
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let safe = match runs {
        true => format!("'{text}"),
        false => text.to_owned(),
    };
    match safe.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", safe.replace('"', "\"\"")),
        false => safe,
    }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn nothing_breaks_out_of_its_cell_or_runs() {
        let fields =
            ["a", "b,c", "say \"no\"", "=1+1", "-x,y", "two\nlines", ""].map(str::to_owned);
        assert_eq!(
            line(&fields),
            "a,\"b,c\",\"say \"\"no\"\"\",'=1+1,\"'-x,y\",\"two\nlines\",\r\n"
        );
    }
}
