//! The figures of a seller, and a list behind one of them.

use std::error::Error;

use super::{Ingredients, Made, sample};
use crate::pages::views::chart::{Bar, Bars, Cell, Grid, GridCell, GridRow, Line, Point, Table};
use crate::pages::views::figures::{
    Choice, FiguresPage, Number, QuestionRow, QuestionsPage, WeeksOption,
};
use crate::pages::views::inbox::AgentOption;

const LIST: &str = "/figures/conversations?weeks=4&kind=received";

pub(super) fn pages(with: &Ingredients) -> Made {
    Ok(vec![
        sample("figures", &figures(with))?,
        sample("figures-empty", &empty(with))?,
        sample("figure-questions", &questions(with)?)?,
    ])
}

fn figures(with: &Ingredients) -> FiguresPage {
    let t = |key: &str| with.reader.texts.t(key);
    let number = |label: &str, value: &str, count| Number {
        label: t(label),
        value: value.to_owned(),
        of: with.reader.texts.n("figure-of-answered", count),
        url: Some(LIST.to_owned()),
    };
    let points = |heights: [u32; 4]| {
        let point = |(week, height): (usize, u32)| Point {
            week: u32::try_from(week).unwrap_or_default(),
            weeks: 4,
            height,
            spoken: format!("{week}: {height}"),
        };
        heights.into_iter().enumerate().map(point).collect()
    };
    let mut page = empty(with);
    page.capped = Some("20000".to_owned());
    page.numbers = vec![
        number("figure-waiting-now", "7", 7),
        number("figure-on-time", "92 %", 113),
        number("figure-median-worked", "2 uri 10 minut", 101),
        number("figure-p90-elapsed", "1 dan 3 ure", 1),
    ];
    page.times = Some(Line {
        id: "chart-times",
        title: t("figure-times-title"),
        description: t("figure-times-lead"),
        names: [t("figure-median"), t("figure-p90")],
        top: "21 ur".to_owned(),
        first: "26. 10.".to_owned(),
        last: "16. 11.".to_owned(),
        lines: [points([200, 180, 420, 150]), points([800, 640, 1000, 710])],
        table_title: t("figure-as-table"),
        table: table(with),
    });
    page.load = Some(grid(with));
    page
}

fn empty(with: &Ingredients) -> FiguresPage {
    let bars = |id, title: &str, lead: &str, rows: [(&str, u32, u32); 4]| Bars {
        id,
        title: with.reader.texts.t(title),
        description: with.reader.texts.t(lead),
        bars: rows
            .map(|(label, filled, hatched)| Bar {
                label: label.to_owned(),
                value: (filled / 100).to_string(),
                spoken: format!("{label}: {}", filled / 100),
                filled,
                hatched,
                url: (filled > 0).then(|| LIST.to_owned()),
            })
            .to_vec(),
        table_title: with.reader.texts.t("figure-as-table"),
        table: table(with),
    };
    FiguresPage {
        page: with.agent_page("/figures"),
        choice: Choice {
            seller: None,
            people: vec![AgentOption {
                id: "neza".to_owned(),
                name: "Neža Hribar".to_owned(),
                selected: false,
            }],
            weeks: [4, 12, 26]
                .map(|weeks| WeeksOption {
                    weeks,
                    selected: weeks == 12,
                })
                .to_vec(),
        },
        numbers: Vec::new(),
        capped: None,
        punctuality: bars(
            "chart-punctuality",
            "figure-punctuality-title",
            "figure-punctuality-lead",
            [
                ("16. 11.", 920, 80),
                ("9. 11.", 1000, 0),
                ("2. 11.", 0, 0),
                ("26. 10.", 640, 360),
            ],
        ),
        waiting: bars(
            "chart-waiting",
            "figure-waiting-title",
            "figure-waiting-lead",
            [
                ("< 1 h", 400, 0),
                ("1–4 h", 1000, 0),
                ("4–8 h", 0, 0),
                ("≥ 48 h", 100, 0),
            ],
        ),
        times: None,
        load: None,
    }
}

fn grid(with: &Ingredients) -> Grid {
    let days = ["pon", "tor", "sre", "čet", "pet", "sob", "ned"];
    let row = |hour: usize| GridRow {
        label: format!("{hour}.00"),
        cells: (0..7)
            .map(|day| {
                let count = (hour * 7 + day * 5) % 13;
                GridCell {
                    count,
                    level: u8::try_from(count.div_ceil(3)).unwrap_or(4),
                    spoken: format!("{} {hour}.00: {count}", days[day]),
                    url: LIST.to_owned(),
                }
            })
            .collect(),
    };
    Grid {
        id: "chart-load",
        title: with.reader.texts.t("figure-load-title"),
        description: with.reader.texts.t("figure-load-lead"),
        columns: days.map(str::to_owned).to_vec(),
        rows: (7..22).map(row).collect(),
        table_title: with.reader.texts.t("figure-as-table"),
        table: table(with),
    }
}

fn table(with: &Ingredients) -> Table {
    let headers = ["figure-week", "figure-on-time", "figure-late"];
    Table {
        headers: headers.iter().map(|key| with.reader.texts.t(key)).collect(),
        rows: vec![
            vec![
                Cell::plain("16. 11."),
                Cell::plain("92 %"),
                Cell::count(2, LIST.to_owned()),
            ],
            vec![
                Cell::plain("9. 11."),
                Cell::plain("100 %"),
                Cell::count(0, LIST.to_owned()),
            ],
        ],
    }
}

fn questions(with: &Ingredients) -> Result<QuestionsPage, Box<dyn Error>> {
    let row = |subject: &str, key: &str, hours| {
        Ok::<_, Box<dyn Error>>(QuestionRow {
            url: "/conversations/01990".to_owned(),
            subject: subject.to_owned(),
            buyer: "Matjaž Oblak".to_owned(),
            received: with.short(hours)?,
            outcome: with.reader.one(key, "time", "2 uri 10 minut"),
        })
    };
    Ok(QuestionsPage {
        page: with.agent_page(LIST),
        back_url: "/figures?weeks=4".to_owned(),
        title: with.reader.texts.t("figure-list-late"),
        count: 52,
        questions: vec![
            row("Naročilo L-20491", "figure-outcome-late", 60)?,
            row("Cvetni prah, sušen, 250 g", "figure-outcome-answered", 90)?,
            row(
                "Sveča iz čebeljega voska, ročno vlita, visoka 18 cm, z naravnim bombažnim stenjem",
                "figure-outcome-waits",
                5,
            )?,
        ],
        older: Some(format!("{LIST}&skip=50")),
    })
}
