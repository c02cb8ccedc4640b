//! The agent's and the buyer's lists.

use std::error::Error;

use super::{Ingredients, Made, sample};
use crate::pages::views::author::AuthorKind;
use crate::pages::views::buyer::{BuyerConversationsPage, BuyerRow};
use crate::pages::views::deadline::{ChipState, DeadlineChip};
use crate::pages::views::inbox::{
    AgentOption, BulkForm, BulkOutcome, BulkRefused, InboxFilter, InboxPage, InboxRow, Tab,
    TabKind, ViewTab,
};
use crate::pages::views::label::{LabelOption, LabelView, LabelsShown};
use crate::pages::views::notice::Notice;
use crate::pages::views::page::Role;

pub(super) fn pages(with: &Ingredients) -> Made {
    Ok(vec![
        sample("inbox", &needs_reply(with)?)?,
        sample("inbox-filtered", &filtered(with)?)?,
        sample("inbox-empty", &empty(with))?,
        sample("buyer", &buyer(with)?)?,
        sample("buyer-empty", &buyer_empty(with))?,
    ])
}

pub(super) fn agents(selected: &str) -> Vec<AgentOption> {
    [
        ("neza", "Neža Hribar"),
        ("tilen", "Tilen Kovač"),
        ("ursa", "Urša Pirc"),
    ]
    .map(|(id, name)| AgentOption {
        id: id.to_owned(),
        name: name.to_owned(),
        selected: id == selected,
    })
    .to_vec()
}

/// A list in which the first conversation has this address.
pub(super) fn rows_beside(
    with: &Ingredients,
    current: &str,
) -> Result<Vec<InboxRow>, Box<dyn Error>> {
    let mut rows = waiting_rows(with)?;
    if let Some(first) = rows.first_mut() {
        current.clone_into(&mut first.id);
        first.url = format!("/conversations/{current}");
    }
    Ok(rows)
}

fn tabs(current: TabKind, counts: [u64; 5]) -> Vec<Tab> {
    let tab = |(kind, count): (TabKind, u64)| Tab {
        kind,
        count,
        unread: count.min(3),
        url: format!("/conversations?tab={}", kind.code()),
        current: kind == current,
    };
    TabKind::ALL.into_iter().zip(counts).map(tab).collect()
}

pub(super) fn label(name: &str, colour: &'static str) -> LabelView {
    LabelView {
        id: format!("label-{colour}"),
        name: name.to_owned(),
        colour,
    }
}

pub(super) fn label_options(selected: &str) -> Vec<LabelOption> {
    let all = [
        label("Čaka skladišče", "amber"),
        label("Račun", "blue"),
        label("Reklamacija", "red"),
        label("Vračilo", "grey"),
        label("Zahvala", "green"),
        label("VIP", "violet"),
    ];
    let option = |label: LabelView| LabelOption {
        selected: label.colour == selected,
        label,
    };
    all.into_iter().map(option).collect()
}

fn views() -> Vec<ViewTab> {
    let view = |name: &str, unread, current| ViewTab {
        name: name.to_owned(),
        url: "/conversations?view=01990".to_owned(),
        unread,
        current,
    };
    vec![
        view("Reklamacije brez odgovora", 2, false),
        view("Moji", 0, false),
    ]
}

fn bulk() -> BulkForm {
    BulkForm {
        back: "/conversations?tab=needs-reply".to_owned(),
        assign: true,
        label: true,
        close: true,
        select_all_url: "/conversations?tab=needs-reply&select=all".to_owned(),
        all_selected: false,
    }
}

fn row(
    with: &Ingredients,
    (buyer, subject, snippet): (&str, &str, &str),
    chip: DeadlineChip,
    assignee: Option<&str>,
    hours: i64,
) -> Result<InboxRow, Box<dyn Error>> {
    let labels = match hours {
        73 => vec![
            label("Reklamacija", "red"),
            label("Čaka skladišče", "amber"),
            label("VIP", "violet"),
        ],
        21 => vec![label("Račun", "blue")],
        _ => Vec::new(),
    };
    Ok(InboxRow {
        id: format!("0199{hours:04}"),
        version: 1,
        unread: hours < 22,
        labels: LabelsShown::new(labels),
        url: format!("/conversations/0199{hours:04}"),
        buyer: buyer.to_owned(),
        subject: subject.to_owned(),
        snippet: snippet.to_owned(),
        snippet_author: AuthorKind::Buyer,
        chip,
        assignee: assignee.map(str::to_owned),
        draft: hours == 3,
        escalated: hours > 48,
        last: with.short(hours)?,
    })
}

fn waiting_rows(with: &Ingredients) -> Result<Vec<InboxRow>, Box<dyn Error>> {
    let broken =
        "Kozarec je počil med prevozom, vse je lepljivo. Prosim za zamenjavo ali vračilo denarja.";
    let invoice = "Spoštovani, že drugič sprašujem, kdaj lahko pričakujem račun na ime podjetja. Potrebujemo ga do konca meseca.";
    let advised = "Tržnica mi je svetovala, naj pišem sem.";
    let stopped = DeadlineChip::stopped(&with.reader);
    Ok(vec![
        row(
            with,
            ("Matjaž Oblak", "Naročilo L-20491", broken),
            with.chip(-2940)?,
            Some("Neža Hribar"),
            73,
        )?,
        row(
            with,
            (
                "Jožica Kralj",
                "Naročilo L-20377",
                "Ali je paket že na poti?",
            ),
            with.chip(-65)?,
            None,
            25,
        )?,
        row(
            with,
            ("Blaž Mlinar Štrukelj Podobnik", "Naročilo L-20502", invoice),
            with.chip(200)?,
            Some("Tilen Kovač"),
            21,
        )?,
        row(
            with,
            (
                "Lara Vidmar",
                "Cvetni prah, sušen, 250 g",
                "Je primeren tudi za otroke?",
            ),
            with.chip(340)?,
            None,
            19,
        )?,
        row(
            with,
            ("Andrej Šuštar", "Naročilo L-20510", "Hvala, to je vse."),
            with.chip(1290)?,
            Some("Urša Pirc"),
            5,
        )?,
        row(
            with,
            ("Metka Jereb", "Naročilo L-20498", advised),
            stopped,
            None,
            30,
        )?,
        row(
            with,
            (
                "Gregor Zajc",
                "Propolis v kapljicah, 30 ml",
                "Kakšen je rok uporabe?",
            ),
            with.chip(5610)?,
            None,
            1,
        )?,
    ])
}

fn needs_reply(with: &Ingredients) -> Result<InboxPage, Box<dyn Error>> {
    Ok(InboxPage {
        page: with.agent_page("/conversations"),
        tabs: tabs(TabKind::NeedsReply, [7, 2, 12, 341, 360]),
        views: views(),
        outcome: None,
        bulk: bulk(),
        filter: InboxFilter {
            tab: "needs-reply",
            agents: agents(""),
            labels: label_options(""),
            ..InboxFilter::default()
        },
        rows: waiting_rows(with)?,
        older: Some("/conversations?tab=needs-reply&before=x".to_owned()),
        newest: None,
    })
}

fn filtered(with: &Ingredients) -> Result<InboxPage, Box<dyn Error>> {
    let row = |buyer: &str, chip, author| {
        Ok::<_, Box<dyn Error>>(InboxRow {
            id: "01991".to_owned(),
            version: 3,
            unread: false,
            labels: LabelsShown::default(),
            url: "/conversations/01991".to_owned(),
            buyer: buyer.to_owned(),
            subject: "Naročilo L-19004".to_owned(),
            snippet: "Nov kozarec smo danes oddali na pošto.".to_owned(),
            snippet_author: author,
            chip,
            draft: false,
            escalated: false,
            assignee: Some("Neža Hribar".to_owned()),
            last: with.short(24 * 40)?,
        })
    };
    Ok(InboxPage {
        page: Ingredients::with_notice(with.agent_page("/conversations"), Notice::Closed),
        tabs: tabs(TabKind::All, [1, 0, 1, 2, 4]),
        views: Vec::new(),
        outcome: Some(BulkOutcome {
            done: 3,
            refused: vec![BulkRefused {
                url: "/conversations/01991".to_owned(),
                subject: "Naročilo L-19004".to_owned(),
                why: with.reader.texts.t("bulk-reply-owed"),
            }],
            refused_count: 1,
        }),
        bulk: BulkForm {
            all_selected: true,
            ..bulk()
        },
        filter: InboxFilter {
            tab: "all",
            labels: label_options("red"),
            may_share: true,
            order: "L-19004".to_owned(),
            agents: agents("neza"),
            from: "2026-10-01".to_owned(),
            active: true,
            clear_url: "/conversations?tab=all".to_owned(),
            ..InboxFilter::default()
        },
        rows: vec![
            row(
                "Matjaž Oblak",
                DeadlineChip::waiting_for_buyer(&with.reader),
                AuthorKind::Agent,
            )?,
            row(
                "Jožica Kralj",
                DeadlineChip::closed(&with.reader),
                AuthorKind::Automation,
            )?,
            row(
                "Lara Vidmar",
                DeadlineChip::no_reply_needed(&with.reader),
                AuthorKind::Staff,
            )?,
        ],
        older: None,
        newest: Some("/conversations?tab=all".to_owned()),
    })
}

fn empty(with: &Ingredients) -> InboxPage {
    InboxPage {
        page: with.agent_page("/conversations"),
        tabs: tabs(TabKind::Overdue, [0, 0, 1, 2, 3]),
        views: Vec::new(),
        outcome: None,
        bulk: bulk(),
        filter: InboxFilter {
            tab: "overdue",
            ..InboxFilter::default()
        },
        rows: Vec::new(),
        older: None,
        newest: None,
    }
}

fn buyer(with: &Ingredients) -> Result<BuyerConversationsPage, Box<dyn Error>> {
    let row = |subject: &str, seller: &str, snippet: &str, author, state, hours| {
        Ok::<_, Box<dyn Error>>(BuyerRow {
            url: format!("/conversations/0199{hours:04}"),
            subject: subject.to_owned(),
            seller: seller.to_owned(),
            snippet: snippet.to_owned(),
            snippet_author: author,
            chip: DeadlineChip::for_buyer(&with.reader, state),
            draft: hours == 20,
            last: with.short(hours)?,
        })
    };
    let rows = vec![
        row(
            "Naročilo L-20491",
            "Čebelarstvo Hribar",
            "Kozarec je počil med prevozom, vse je lepljivo. Prosim za zamenjavo ali vračilo denarja.",
            AuthorKind::Buyer,
            ChipState::Overdue,
            2,
        )?,
        row(
            "Namizna svetilka Luna",
            "Studio Nit",
            "Da, žarnica je priložena.",
            AuthorKind::Agent,
            ChipState::WaitingForBuyer,
            30,
        )?,
        row(
            "Naročilo L-18120",
            "Knjigarna Sova",
            "Prosim, pišite mi do petka.",
            AuthorKind::Buyer,
            ChipState::Due,
            50,
        )?,
    ];
    Ok(BuyerConversationsPage {
        page: with.page(Some(Role::Buyer), "/conversations"),
        rows,
        older: Some("/conversations?before=x".to_owned()),
        newest: None,
    })
}

fn buyer_empty(with: &Ingredients) -> BuyerConversationsPage {
    BuyerConversationsPage {
        page: with.page(Some(Role::Buyer), "/conversations"),
        rows: Vec::new(),
        older: None,
        newest: None,
    }
}
