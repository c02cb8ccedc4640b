//! Documents that can be kept and read aloud; the library refuses what the standards do not allow.
#![cfg(test)]

use paper::{Block, Paper, pdf};

fn paper(blocks: Vec<Block>) -> Paper {
    Paper {
        title: "Spis pogovora".to_owned(),
        language: "sl".to_owned(),
        made_at: (2026, 11, 28, 12, 0, 0),
        footer: "Tržnica".to_owned(),
        blocks: [vec![Block::heading(1, "Spis pogovora")], blocks].concat(),
    }
}

fn has(pdf: &[u8], text: &str) -> bool {
    pdf.windows(text.len())
        .any(|found| found == text.as_bytes())
}

#[test]
fn a_document_says_what_it_is() {
    let facts = vec![("Kupec".to_owned(), "Maja Žnidaršič\u{a0}📦".to_owned())];
    let made = pdf(&paper(vec![Block::Facts(facts), Block::small("Ob 12.00")])).unwrap();
    for text in [
        "%PDF-1.7",
        "/StructTreeRoot",
        "pdfaid:part",
        "pdfuaid:part",
        "/TH",
        "/FontFile2",
    ] {
        assert!(has(&made, text), "{text}");
    }
    let again = pdf(&paper(vec![Block::small("x")])).unwrap();
    assert_eq!(again, pdf(&paper(vec![Block::small("x")])).unwrap());
}

#[test]
fn long_documents_and_odd_texts_are_drawn() {
    let text = "Kje je moj paket? 漢字 \u{202e}abc\u{0} ".repeat(200) + &"m".repeat(3_000);
    let mut blocks = Vec::new();
    for number in 0..30 {
        blocks.push(Block::heading(2, format!("Sporočilo {number}")));
        blocks.push(Block::paragraph(text.clone()));
        blocks.push(Block::Facts(vec![
            ("Čas".repeat(50), text.clone()),
            (String::new(), String::new()),
        ]));
    }
    let made = pdf(&paper(blocks)).unwrap();
    assert!(has(&made, "/Type/Pages") || has(&made, "/Type /Pages"));
}
