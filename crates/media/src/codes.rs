//! What the codes in an image say: QR codes, matrices and bars. What it means is not known here.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use image::{GrayImage, imageops};
use rxing::common::HybridBinarizer;
use rxing::multi::MultipleBarcodeReader as _;
use rxing::multi::qrcode::QRCodeMultiReader;
use rxing::{
    BarcodeFormat, BinaryBitmap, DecodeHints, Luma8LuminanceSource, MultiFormatReader, RXingResult,
    Reader as _,
};

use crate::Picture;

/// More codes than this in one image are not told; nor is what a code says beyond its first signs.
const CODES_MAX: usize = 20;
const SIGNS_MAX: usize = 3_000;
/// A code that fills the image is often read better where the image is small.
const SMALL_SIDE: u32 = 700;

/// Marks of corners of QR codes in one image: three for each code, and what only looks like one.
const MARKS_MAX: u32 = 60;

type Bitmap = BinaryBitmap<HybridBinarizer<Luma8LuminanceSource>>;

/// The decoder gave up in a way that it should not; whether the image has codes is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the image could not be looked through for codes")]
pub struct Unreadable;

impl Picture {
    /// What its codes say, each once, in no particular order.
    pub fn codes(&self) -> Result<Vec<String>, Unreadable> {
        let grey = self.grey();
        let longer = grey.width().max(grey.height());
        let small = (longer > SMALL_SIDE).then(|| {
            let side = |length: u32| (length * SMALL_SIDE / longer).max(1);
            imageops::thumbnail(&grey, side(grey.width()), side(grey.height()))
        });
        let mut inverted = grey.clone();
        imageops::invert(&mut inverted);
        let mut codes: Vec<String> = Vec::new();
        for image in [Some(grey), small, Some(inverted)].into_iter().flatten() {
            for code in read(&image)? {
                if codes.len() < CODES_MAX && !codes.contains(&code) {
                    codes.push(code);
                }
            }
        }
        Ok(codes)
    }
}

/// What is in the image comes from a stranger, and the decoder counts on much: if it panics, or is stopped because it
/// would never end, only this image suffers.
fn read(image: &GrayImage) -> Result<Vec<String>, Unreadable> {
    catch_unwind(AssertUnwindSafe(|| all(image))).map_err(|_| Unreadable)
}

fn all(image: &GrayImage) -> Vec<String> {
    let squares = bitmap(image).and_then(|mut bitmap| {
        let mut reader = QRCodeMultiReader::default();
        reader
            .decode_multiple_with_hints(&mut bitmap, &hints())
            .ok()
    });
    let (width, height) = image.dimensions();
    let half = height / 2;
    // The decoder gives one code of these kinds for an image; a second one is looked for above and below.
    let parts = [(0, height), (0, half), (half, height - half)];
    let bars = parts.into_iter().filter_map(|(top, height)| {
        let part = imageops::crop_imm(image, 0, top, width, height).to_image();
        let mut reader = MultiFormatReader::default();
        reader.decode_with_hints(&mut bitmap(&part)?, &hints()).ok()
    });
    // That there is none is an error to the decoder.
    let found = squares.into_iter().flatten().chain(bars);
    found.filter_map(|code| said(&code)).collect()
}

fn bitmap(image: &GrayImage) -> Option<Bitmap> {
    let (width, height) = image.dimensions();
    if width == 0 || height == 0 {
        return None;
    }
    let source = Luma8LuminanceSource::new(image.as_raw().clone(), width, height);
    Some(BinaryBitmap::new(HybridBinarizer::new(source.ok()?)))
}

/// The decoder tries every three marks in an image as the corners of a code, which a wall of marks would make endless:
/// it tells of each one that it finds, and is stopped in the only way that it leaves.
fn hints() -> DecodeHints {
    let left = AtomicU32::new(MARKS_MAX);
    let stop = move |_| {
        let is_left = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            left.checked_sub(1)
        });
        if is_left.is_err() {
            // Unlike a panic it tells nobody: it is no mistake.
            resume_unwind(Box::new(Unreadable));
        }
    };
    DecodeHints {
        TryHarder: Some(true),
        NeedResultPointCallback: Some(Arc::new(stop)),
        PossibleFormats: Some(HashSet::from([
            BarcodeFormat::CODE_128,
            BarcodeFormat::CODE_39,
            BarcodeFormat::DATA_MATRIX,
            BarcodeFormat::EAN_13,
            BarcodeFormat::EAN_8,
            BarcodeFormat::ITF,
            BarcodeFormat::UPC_A,
        ])),
        ..DecodeHints::default()
    }
}

fn said(code: &RXingResult) -> Option<String> {
    let text: String = code.getText().chars().take(SIGNS_MAX).collect();
    (!text.trim().is_empty()).then_some(text)
}
