//! Drawing the lines onto pages, with tags that say what each of them is.

use std::num::NonZeroU16;

use krilla::color::luma;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag, TagGroup,
    TagKind, TagTree,
};
use krilla::{Document, SerializeSettings};

use crate::document::{Block, Paper};
use crate::face::{Faces, Weight};
use crate::layout::{Line, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, Part, lay_out};

const FOOT: f32 = 8.0;

/// Why a document cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    #[error("a face cannot be read")]
    Face,
    #[error("the document is not one that can be kept: {0}")]
    Refused(String),
}

pub(crate) fn draw(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    let faces = Faces::open()?;
    let (parts, pages) = lay_out(paper, &faces);
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(refused)?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    document.set_metadata(metadata(paper));
    document.set_outline(outline(paper, &parts));
    let mut marks = Marks::default();
    for page in 0..pages {
        let size = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT);
        let mut sheet = document.start_page_with(size.ok_or_else(|| refused("size of a page"))?);
        let mut surface = sheet.surface();
        surface.set_fill(Some(Fill {
            paint: luma::Color::new(0).into(),
            ..Fill::default()
        }));
        for line in lines(&parts).filter(|line| line.page == page) {
            let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            set(&mut surface, &faces, line);
            surface.end_tagged();
            marks.0.push(id);
        }
        foot(
            &mut surface,
            &faces,
            &format!("{} · {} / {pages}", paper.footer, page + 1),
        );
        surface.finish();
        sheet.finish();
    }
    document.set_tag_tree(tree(paper, &parts, marks));
    document
        .finish()
        .map_err(|error| refused(format!("{error:?}")))
}

/// Identifiers of lines; each page has its lines in the order of the document.
#[derive(Default)]
struct Marks(Vec<Identifier>);

fn lines(parts: &[Part]) -> impl Iterator<Item = &Line> {
    parts.iter().flat_map(|part| -> Vec<&Line> {
        match part {
            Part::Heading { lines, .. } | Part::Paragraph(lines) => lines.iter().collect(),
            Part::Facts(rows) => rows
                .iter()
                .flat_map(|(name, said)| name.iter().chain(said))
                .collect(),
        }
    })
}

fn set(surface: &mut Surface<'_>, faces: &Faces, line: &Line) {
    if line.text.is_empty() {
        return;
    }
    let face = faces.of(line.weight);
    let glyphs = face.glyphs(&line.text);
    let start = Point::from_xy(line.x, line.y);
    surface.draw_glyphs(
        start,
        &glyphs,
        face.font.clone(),
        &line.text,
        line.size,
        false,
    );
}

fn foot(surface: &mut Surface<'_>, faces: &Faces, text: &str) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(
        ArtifactType::Footer,
    )));
    let text = faces.of(Weight::Regular).settable(text);
    let line = Line {
        page: 0,
        x: MARGIN,
        y: PAGE_HEIGHT - MARGIN / 2.0,
        size: FOOT,
        weight: Weight::Regular,
        text,
    };
    set(surface, faces, &line);
    surface.end_tagged();
}

fn metadata(paper: &Paper) -> Metadata {
    let (year, month, day, hour, minute, second) = paper.made_at;
    let made_at = DateTime::new(year)
        .month(month)
        .day(day)
        .hour(hour)
        .minute(minute)
        .second(second);
    Metadata::new()
        .title(paper.title.clone())
        .language(paper.language.clone())
        .creator("Dopis".to_owned())
        .creation_date(made_at.utc_offset_hour(0).utc_offset_minute(0))
}

/// Headings of the upper two levels.
fn outline(paper: &Paper, parts: &[Part]) -> Outline {
    let mut outline = Outline::new();
    for (block, part) in paper.blocks.iter().zip(parts) {
        if let (Block::Heading { level: 1 | 2, text }, Part::Heading { lines, .. }) = (block, part)
            && let Some(first) = lines.first()
        {
            let place = Point::from_xy(0.0, first.y - first.size);
            outline.push_child(OutlineNode::new(
                text.clone(),
                XyzDestination::new(first.page, place),
            ));
        }
    }
    outline
}

fn tree(paper: &Paper, parts: &[Part], marks: Marks) -> TagTree {
    // Pages were drawn one after the other; the facts of a row may lie on two.
    let mut order: Vec<usize> = (0..marks.0.len()).collect();
    let pages: Vec<usize> = lines(parts).map(|line| line.page).collect();
    order.sort_by_key(|at| pages[*at]);
    let mut of_line: Vec<Option<Identifier>> = vec![None; order.len()];
    for (at, id) in order.into_iter().zip(marks.0) {
        of_line[at] = Some(id);
    }
    let mut next = of_line.into_iter().flatten();
    let mut group = |tag: TagKind, lines: &[Line]| {
        let ids = next.by_ref().take(lines.len());
        TagGroup::with_children(tag, ids.map(Node::from).collect())
    };
    let mut tree = TagTree::new().with_lang(Some(paper.language.clone()));
    for part in parts {
        tree.push(match part {
            Part::Heading { level, lines } => {
                let title = lines
                    .iter()
                    .map(|line| line.text.as_str())
                    .collect::<String>();
                let level = NonZeroU16::new((*level).into()).unwrap_or(NonZeroU16::MIN);
                group(Tag::Hn(level, Some(title)).into(), lines)
            }
            Part::Paragraph(lines) => group(Tag::P.into(), lines),
            Part::Facts(rows) => {
                let mut table = TagGroup::new(Tag::Table);
                for (name, said) in rows {
                    let mut row = TagGroup::new(Tag::TR);
                    row.push(group(Tag::TH(TableHeaderScope::Row).into(), name));
                    row.push(group(Tag::TD.into(), said));
                    table.push(row);
                }
                table
            }
        });
    }
    tree
}

fn refused(why: impl std::fmt::Debug) -> PaperError {
    PaperError::Refused(format!("{why:?}"))
}
