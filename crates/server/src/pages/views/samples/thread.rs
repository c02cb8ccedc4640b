//! One conversation from all three sides, and the form that opens one.

use std::error::Error;

use super::{Ingredients, Made, absence, held, sample};
use crate::pages::views::ask::AskPage;
use crate::pages::views::attach::{Attach, FileView, UnsentFile, What, shown_size, size_text};
use crate::pages::views::author::AuthorKind;
use crate::pages::views::deadline::{
    ChipState, DeadlineChip, DeadlinePanel, DerivationView, Promise,
};
use crate::pages::views::found::FoundView;
use crate::pages::views::message_text::parts;
use crate::pages::views::notice::Notice;
use crate::pages::views::page::Role;
use crate::pages::views::refusal::Refusal;
use crate::pages::views::thread::{
    Composer, Controls, EarlierItem, EarlierLists, ListBeside, NoteComposer, Side, ThreadPage,
};
use crate::pages::views::thread_entry::{
    Entry, EventKind, EventView, MessageView, NoteView, SeenView,
};
use crate::pages::views::writing::NextStep;

const MESSAGE: &str = "019a8d3c-5b0e-7c41-9f6a-3d2b1c0e4f5a";
const RECEIVED: &str = "2026-11-20T13:24:30.250Z";
const RECEIVED_LONG_AGO: &str = "2026-10-30T10:10:00Z";

pub(super) fn pages(with: &Ingredients) -> Made {
    Ok(vec![
        sample("thread-agent", &agent(with)?)?,
        sample("thread-conflict", &conflict(with)?)?,
        sample("thread-closed", &closed(with)?)?,
        sample("thread-buyer", &buyer(with)?)?,
        sample("thread-waived", &waived(with)?)?,
        sample("thread-lapsed", &lapsed(with)?)?,
        sample("thread-escalated", &escalated(with)?)?,
        sample("thread-staff", &staff(with)?)?,
        sample("thread-staff-reads", &staff_reads(with)?)?,
        sample("thread-taken-over", &taken_over(with)?)?,
        sample("ask-order", &ask_order(with)?)?,
        sample("ask-listing", &ask_listing(with)?)?,
        sample("ask-refused", &ask_refused(with)?)?,
    ])
}

fn message(
    with: &Ingredients,
    sequence: u64,
    author: AuthorKind,
    text: &str,
    hours: i64,
) -> Result<Entry, Box<dyn Error>> {
    let author_name = match author {
        AuthorKind::Agent => "Neža Hribar",
        AuthorKind::Buyer => "Matjaž Oblak",
        AuthorKind::Staff => "Irena Zupan",
        AuthorKind::Automation => "Čebelarstvo Hribar",
    };
    Ok(Entry::Message(MessageView {
        sequence,
        author,
        author_name: author_name.to_owned(),
        own: false,
        at: with.sent(hours)?,
        parts: parts(text),
        erased: None,
        files: Vec::new(),
        hides: None,
        found: Vec::new(),
        dispute: None,
        unseen: false,
        fresh: false,
        seen: vec![SeenView {
            name: "Tilen Kovač".to_owned(),
            at: with.short(hours)?,
        }],
        receipt: (author == AuthorKind::Agent)
            .then(|| format!("/conversations/01990/messages/{sequence}/receipt")),
    }))
}

pub(super) fn found(with: &Ingredients) -> FoundView {
    let texts = with.reader.texts;
    FoundView {
        words: "mimo tržnice".to_owned(),
        kind: texts.t("contact-kind-deal"),
        place: None,
        why: texts.t("contact-why-deal"),
        instead: texts.t("contact-instead-seller-deal"),
        then: Some(texts.t("contact-then-confirm")),
        rule: "deal.outside".to_owned(),
    }
}

/// Two files that were taken in and one that was not.
fn attach(with: &Ingredients) -> Attach {
    let language = with.reader.texts.language();
    let file = |name: &str, bytes| UnsentFile {
        id: format!("01992{bytes}"),
        name: name.to_owned(),
        size: size_text(language, bytes),
        bytes,
        has_thumbnail: false,
    };
    Attach {
        files: vec![
            file("Račun 2026-1187.pdf", 184_000),
            file("posnetek delovanja pri najvišji hitrosti.mp4", 8_410_000),
        ],
        errors: vec![format!(
            "katalog.exe{} {}",
            with.reader.texts.t("page-colon"),
            with.reader.texts.t("attach-error-program")
        )],
        ..Attach::default()
    }
}

/// One file of each kind, as a thread shows them.
fn files(with: &Ingredients) -> Vec<FileView> {
    let language = with.reader.texts.language();
    let file = |name: &str, what, kind: &str, bytes| FileView {
        name: Some(name.to_owned()),
        url: "/conversations/01990/attachments/01991".to_owned(),
        what,
        facts: format!("{kind}, {}", size_text(language, bytes)),
        withheld: None,
    };
    let photo = shown_size(3024, 4032);
    vec![
        file("IMG_2041.jpg", photo, "JPG", 2_310_000),
        file("odpiranje škatle.mov", What::Video, "MOV", 9_120_000),
        file(
            "Zapisnik o poškodbi pošiljke – izpolnjen in podpisan.pdf",
            What::Other,
            "PDF",
            84_000,
        ),
        FileView {
            name: None,
            ..file("", What::Other, "DOCX", 21_000)
        },
        FileView {
            withheld: Some(with.reader.texts.t("contact-withheld")),
            ..file("letak.png", What::Withheld, "PNG", 312_000)
        },
    ]
}

fn event(
    with: &Ingredients,
    kind: EventKind,
    actor: Option<&str>,
    detail: Option<&str>,
    hours: i64,
) -> Result<Entry, Box<dyn Error>> {
    Ok(Entry::Event(EventView {
        kind,
        actor: actor.map(str::to_owned),
        detail: detail.map(str::to_owned),
        at: with.sent(hours)?,
    }))
}

fn entries(with: &Ingredients, own: AuthorKind) -> Result<Vec<Entry>, Box<dyn Error>> {
    let mut entries = vec![
        message(
            with,
            1,
            AuthorKind::Buyer,
            "Dober dan,\n\npaket je prišel danes, a je eden od kozarcev počen in med je stekel po vsej škatli.\nKaj naj naredim?\n\nLep pozdrav\nMatjaž",
            50,
        )?,
        message(
            with,
            2,
            AuthorKind::Automation,
            "Prejeli smo vaše sporočilo. Odgovorili bomo v roku, ki je naveden zgoraj.",
            50,
        )?,
        event(
            with,
            EventKind::Assigned,
            Some("Tilen Kovač"),
            Some("Neža Hribar"),
            48,
        )?,
        message(
            with,
            3,
            AuthorKind::Agent,
            "Pozdravljeni, gospod Oblak,\n\nzelo nam je žal. Prosimo, pošljite fotografijo, nov kozarec pa pripravimo še danes. Navodila za pakiranje: https://example.com/pomoc/pakiranje?vrsta=steklo-in-keramika&jezik=sl",
            46,
        )?,
        event(with, EventKind::AnsweredOnTime, None, None, 46)?,
    ];
    if own != AuthorKind::Buyer {
        entries.push(Entry::Note(NoteView {
            id: "0199-note".to_owned(),
            unread: true,
            author_name: "Tilen Kovač".to_owned(),
            at: with.sent(40)?,
            parts: parts("Ista serija kozarcev kot pri L-20377. Preverim pri dobavitelju."),
        }));
    }
    entries.push(message(
        with,
        4,
        AuthorKind::Buyer,
        "Kozarec je počil med prevozom, vse je lepljivo. Prosim za zamenjavo ali vračilo denarja.",
        20,
    )?);
    if let Some(Entry::Message(message)) = entries.last_mut() {
        message.files = files(with);
    }
    match own {
        AuthorKind::Buyer => entries.retain(|entry| !matches!(entry, Entry::Event(_))),
        _ => entries.extend(held::entries(with, found(with))?),
    }
    for entry in &mut entries {
        if let Entry::Message(message) = entry {
            message.own = message.author == own
                || (own == AuthorKind::Agent && message.author == AuthorKind::Automation);
        }
    }
    Ok(entries)
}

fn running(with: &Ingredients, received: &str) -> Result<DeadlinePanel, Box<dyn Error>> {
    let derivation = with.derivation(received)?;
    Ok(DeadlinePanel {
        chip: with.chip_of(&derivation)?,
        until: derivation.due.map(|due| with.reader.until(due)),
        waived_because: None,
        derivation: Some(DerivationView::new(&with.reader, &derivation)),
        away: None,
    })
}

pub(super) fn agent(with: &Ingredients) -> Result<ThreadPage, Box<dyn Error>> {
    let earlier = |subject: &str, closed, hours| {
        Ok::<_, Box<dyn Error>>(EarlierItem {
            url: "/conversations/01988".to_owned(),
            subject: subject.to_owned(),
            chip: match closed {
                true => DeadlineChip::closed(&with.reader),
                false => DeadlineChip::waiting_for_buyer(&with.reader),
            },
            snippet: "Nov kozarec smo danes oddali na pošto, v ponedeljek bo pri vas.".to_owned(),
            snippet_author: AuthorKind::Agent,
            last: with.short(hours)?,
        })
    };
    Ok(ThreadPage {
        page: Ingredients::with_notice(with.agent_page("/conversations/01990"), Notice::Assigned),
        id: "01990".to_owned(),
        subject: "Naročilo L-20491".to_owned(),
        side: Side::Seller,
        buyer: "Matjaž Oblak".to_owned(),
        seller: "Čebelarstvo Hribar".to_owned(),
        closed: false,
        taken_over: false,
        back_url: "/conversations".to_owned(),
        beside: Some(ListBeside {
            title: with.reader.texts.t("inbox-tab-needs-reply"),
            url: "/conversations?tab=needs-reply".to_owned(),
            rows: super::inbox::rows_beside(with, "01990")?,
        }),
        version: 7,
        deadline: running(with, RECEIVED)?,
        entries: entries(with, AuthorKind::Agent)?,
        older_before: None,
        has_newer: false,
        composer: Some(Composer {
            message: MESSAGE.to_owned(),
            last_read: 4,
            ..Composer::default()
        }),
        note: Some(NoteComposer::default()),
        writing: super::writing::of_agent(with)?,
        controls: Controls {
            assign: Some(super::inbox::agents("neza")),
            close: true,
            no_reply: true,
            label: true,
            keep_unread: true,
            ..Controls::default()
        },
        order: Some(with.order()?),
        listing: None,
        earlier_with_buyer: vec![
            earlier("Naročilo L-17002", true, 24 * 90)?,
            earlier("Cvetni prah, sušen, 250 g", true, 24 * 400)?,
        ],
        earlier_about_subject: vec![earlier("Naročilo L-20491", false, 24 * 7)?],
        earlier_lists: EarlierLists {
            with_buyer: Some("/conversations?tab=all&find=matjaz".to_owned()),
            about_subject: Some("/conversations?tab=all&order=L-20491".to_owned()),
        },
        labels: super::inbox::label_options("red"),
        dossier: true,
    })
}

fn conflict(with: &Ingredients) -> Result<ThreadPage, Box<dyn Error>> {
    let mut thread = agent(with)?;
    thread.page.notices.clear();
    let text = "Urejeno, ni več treba. Zamenjavo sem dobil v trgovini.";
    if let Entry::Message(mut unseen) = message(with, 5, AuthorKind::Buyer, text, 0)? {
        unseen.unseen = true;
        thread.entries.push(Entry::Message(unseen));
    }
    thread.composer = Some(Composer {
        text: "Pozdravljeni, nov kozarec smo pravkar oddali na pošto.".to_owned(),
        message: MESSAGE.to_owned(),
        last_read: 5,
        error: None,
        found: Vec::new(),
        confirms: false,
        unseen: 1,
        attach: attach(with),
    });
    Ok(thread)
}

fn closed(with: &Ingredients) -> Result<ThreadPage, Box<dyn Error>> {
    let mut thread = agent(with)?;
    thread.closed = true;
    thread.deadline = DeadlinePanel {
        chip: DeadlineChip::closed(&with.reader),
        until: None,
        waived_because: None,
        derivation: None,
        away: None,
    };
    thread.entries.push(event(
        with,
        EventKind::Closed,
        Some("Neža Hribar"),
        None,
        1,
    )?);
    thread.composer = Some(Composer {
        text: "Dogovorimo se raje mimo tržnice.".to_owned(),
        message: MESSAGE.to_owned(),
        last_read: 4,
        error: Some(Refusal::ContactConfirm.text(with.reader.texts)),
        found: vec![found(with)],
        confirms: true,
        unseen: 0,
        attach: Attach::default(),
    });
    thread.controls = Controls {
        reopen: true,
        ..Controls::default()
    };
    thread.order = None;
    thread.listing = Some(with.listing());
    Ok(thread)
}

fn buyer(with: &Ingredients) -> Result<ThreadPage, Box<dyn Error>> {
    let mut thread = agent(with)?;
    thread.page = with.page(Some(Role::Buyer), "/conversations/01990");
    thread.side = Side::Buyer;
    thread.beside = None;
    thread.deadline.chip = DeadlineChip::for_buyer(&with.reader, ChipState::Due);
    thread.entries = entries(with, AuthorKind::Buyer)?;
    thread.note = None;
    thread.writing = super::writing::of_buyer(with);
    thread.controls = Controls::default();
    Ok(thread)
}

fn lapsed(with: &Ingredients) -> Result<ThreadPage, Box<dyn Error>> {
    let mut thread = buyer(with)?;
    thread.deadline = running(with, RECEIVED_LONG_AGO)?;
    thread.deadline.chip = DeadlineChip::for_buyer(&with.reader, ChipState::Overdue);
    thread.writing.next = Some(NextStep::MayEscalate);
    Ok(thread)
}

fn escalated(with: &Ingredients) -> Result<ThreadPage, Box<dyn Error>> {
    let mut thread = lapsed(with)?;
    thread.writing.next = Some(NextStep::Escalated(with.sent(1)?));
    Ok(thread)
}

fn waived(with: &Ingredients) -> Result<ThreadPage, Box<dyn Error>> {
    let mut thread = buyer(with)?;
    thread.deadline = DeadlinePanel {
        chip: DeadlineChip::for_buyer(&with.reader, ChipState::NoReplyNeeded),
        until: None,
        waived_because: Some("Kupec se je le zahvalil.".to_owned()),
        derivation: None,
        away: None,
    };
    thread.writing.next = None;
    thread.controls.object = true;
    Ok(thread)
}

fn staff(with: &Ingredients) -> Result<ThreadPage, Box<dyn Error>> {
    let mut thread = agent(with)?;
    thread.page = with.page(Some(Role::Moderator), "/conversations/01990");
    thread.side = Side::Staff;
    thread.beside = None;
    thread.deadline = running(with, RECEIVED_LONG_AGO)?;
    thread.entries.push(event(
        with,
        EventKind::ReadByStaff,
        Some("Irena Zupan"),
        Some("Odgovor zamuja"),
        1,
    )?);
    thread.entries.push(event(
        with,
        EventKind::TakenOver,
        Some("Irena Zupan"),
        None,
        1,
    )?);
    let text =
        "Pozdravljeni, tukaj Irena s tržnice Lipa. Zadevo smo prevzeli in se oglasimo še danes.";
    thread
        .entries
        .push(message(with, 6, AuthorKind::Staff, text, 0)?);
    thread.taken_over = true;
    thread.note = None;
    thread.controls = Controls {
        hand_back: true,
        close: true,
        ..Controls::default()
    };
    thread.writing = super::writing::of_staff(with)?;
    Ok(thread)
}

fn staff_reads(with: &Ingredients) -> Result<ThreadPage, Box<dyn Error>> {
    let mut thread = staff(with)?;
    thread.taken_over = false;
    thread.controls = Controls {
        take_over: true,
        close: true,
        ..Controls::default()
    };
    Ok(thread)
}

fn taken_over(with: &Ingredients) -> Result<ThreadPage, Box<dyn Error>> {
    let mut thread = agent(with)?;
    thread.taken_over = true;
    thread.deadline.chip = DeadlineChip::stopped(&with.reader);
    thread.deadline.until = None;
    Ok(thread)
}

fn ask_order(with: &Ingredients) -> Result<AskPage, Box<dyn Error>> {
    Ok(AskPage {
        page: with.page(Some(Role::Buyer), "/ask?order=L-20491"),
        side: Side::Buyer,
        seller_id: "cebelarstvo-hribar".to_owned(),
        seller: "Čebelarstvo Hribar".to_owned(),
        buyer_id: "matjaz-oblak".to_owned(),
        buyer: "Matjaž Oblak".to_owned(),
        order: Some(with.order()?),
        listing: None,
        message: MESSAGE.to_owned(),
        away: Some(absence::told_sample(&with.reader)),
        promise: Promise::new(&with.reader, &with.derivation("2026-12-24T14:00:00Z")?),
        text: String::new(),
        error: None,
        found: Vec::new(),
        confirms: false,
        attach: Attach::default(),
        topics: super::writing::topics(with, &["parcel", "damaged", "missing"]),
        who_reads: None,
    })
}

fn ask_listing(with: &Ingredients) -> Result<AskPage, Box<dyn Error>> {
    let mut ask = ask_order(with)?;
    ask.order = None;
    ask.listing = Some(with.listing());
    ask.promise = Promise::new(&with.reader, &with.derivation(super::ingredients::NOW)?);
    Ok(ask)
}

fn ask_refused(with: &Ingredients) -> Result<AskPage, Box<dyn Error>> {
    let mut ask = ask_order(with)?;
    ask.page = with.agent_page("/ask?order=L-20491");
    ask.side = Side::Seller;
    ask.promise = None;
    ask.topics.clear();
    ask.text = "Spoštovani!".to_owned();
    ask.error = Some(Refusal::TextTooLong.text(with.reader.texts));
    ask.attach = attach(with);
    Ok(ask)
}
