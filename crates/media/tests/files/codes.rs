//! What the codes in an image say, however it was taken.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgb, RgbImage, imageops};
use media::{Kind, Picture, Unreadable};
use qrcode::{Color, QrCode};

const TEXT: &str = "https://lesene-igrace.si/čevlji";

/// A QR code with this many pixels for each module, in its quiet zone.
fn qr(text: &str, module: u32) -> GrayImage {
    let code = QrCode::new(text).unwrap();
    let width = u32::try_from(code.width()).unwrap();
    let side = (width + 8) * module;
    GrayImage::from_fn(side, side, |x, y| {
        let place = |at: u32| (at / module).checked_sub(4).filter(|at| *at < width);
        let dark = place(x).zip(place(y)).is_some_and(|(x, y)| {
            let (x, y) = (usize::try_from(x).unwrap(), usize::try_from(y).unwrap());
            code[(x, y)] == Color::Dark
        });
        Luma([if dark { 0 } else { 255 }])
    })
}

/// The bars of an EAN-13 number.
fn bars(number: &str, module: u32) -> GrayImage {
    const LEFT: [&str; 10] = [
        "0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011",
        "0110111", "0001011",
    ];
    const PARITIES: [&str; 10] = [
        "LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL",
        "LGGLGL",
    ];
    let digits: Vec<usize> = number
        .bytes()
        .map(|digit| usize::from(digit - b'0'))
        .collect();
    let inverted = |bits: &str| -> String {
        let other = |bit| if bit == '0' { '1' } else { '0' };
        bits.chars().map(other).collect()
    };
    let mut bits = String::from("101");
    for (digit, parity) in digits[1..7].iter().zip(PARITIES[digits[0]].chars()) {
        bits += &match parity {
            'L' => LEFT[*digit].to_owned(),
            _ => inverted(LEFT[*digit]).chars().rev().collect(),
        };
    }
    bits += "01010";
    for digit in &digits[7..] {
        bits += &inverted(LEFT[*digit]);
    }
    bits += "101";
    let bits: Vec<bool> = bits.chars().map(|bit| bit == '1').collect();
    let width = (u32::try_from(bits.len()).unwrap() + 24) * module;
    GrayImage::from_fn(width, 160, |x, y| {
        let bit = usize::try_from(x / module).unwrap().checked_sub(12);
        let dark = bit.and_then(|bit| bits.get(bit)).copied() == Some(true);
        Luma([if dark && (20..140).contains(&y) {
            0
        } else {
            255
        }])
    })
}

fn codes(image: DynamicImage, format: ImageFormat, kind: Kind) -> Vec<String> {
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, format).unwrap();
    let picture = Picture::decode(&file.into_inner(), kind).unwrap();
    let mut codes = picture.codes().unwrap();
    codes.sort();
    codes
}

fn png(image: GrayImage) -> Vec<String> {
    codes(DynamicImage::ImageLuma8(image), ImageFormat::Png, Kind::Png)
}

#[test]
fn codes_are_read_in_every_position_and_colour() {
    let code = qr(TEXT, 5);
    let mut inverted = code.clone();
    imageops::invert(&mut inverted);
    for (how, image) in [
        ("upright", code.clone()),
        ("turned", imageops::rotate90(&code)),
        ("upside down", imageops::rotate180(&code)),
        ("white on black", inverted),
        ("large", qr(TEXT, 60)),
        ("small", qr(TEXT, 2)),
    ] {
        assert_eq!(png(image), [TEXT], "{how}");
    }
}

#[test]
fn all_codes_of_an_image_are_read_also_from_a_photo_with_other_things_in_it() {
    let mut photo = RgbImage::from_fn(1_600, 1_200, |x, y| {
        let shade = |at: u32| u8::try_from(at % 60 + 120).unwrap();
        Rgb([shade(x / 7), shade(y / 5), shade((x + y) / 9)])
    });
    let mut lay = |image: GrayImage, x, y| {
        let image = DynamicImage::ImageLuma8(image).to_rgb8();
        imageops::overlay(&mut photo, &image, x, y);
    };
    lay(qr("tel:041123456", 6), 120, 90);
    lay(qr(TEXT, 5), 900, 700);
    lay(bars("4006381333931", 3), 150, 800);
    let image = DynamicImage::ImageRgb8(photo);
    let read = codes(image, ImageFormat::Jpeg, Kind::Jpeg);
    assert_eq!(read, ["4006381333931", TEXT, "tel:041123456"]);
}

#[test]
fn a_code_is_read_where_the_background_is_transparent() {
    let code = qr(TEXT, 5);
    let clear = image::RgbaImage::from_fn(code.width(), code.height(), |x, y| {
        let dark = code.get_pixel(x, y).0 == [0];
        image::Rgba([0, 0, 0, if dark { 255 } else { 0 }])
    });
    let image = DynamicImage::ImageRgba8(clear);
    assert_eq!(codes(image, ImageFormat::Png, Kind::Png), [TEXT]);
}

#[test]
fn an_image_without_codes_has_none() {
    let stripes = GrayImage::from_fn(900, 600, |x, _| {
        Luma([if x / 4 % 2 == 0 { 0 } else { 255 }])
    });
    for image in [stripes, GrayImage::new(1, 1), GrayImage::new(3, 2_000)] {
        assert_eq!(png(image), [""; 0]);
    }
}

#[test]
fn a_wall_of_marks_is_given_up_on() {
    // The corner of a QR code, two thousand times.
    let wall = GrayImage::from_fn(1_000, 1_000, |x, y| {
        let place = |at: u32| (at % 22) / 2;
        let (x, y) = (place(x), place(y));
        let ring = |from: u32, to: u32| (from..=to).contains(&x) && (from..=to).contains(&y);
        let dark = (ring(2, 8) && !ring(3, 7)) || ring(4, 6);
        Luma([if dark { 0 } else { 255 }])
    });
    let mut file = Cursor::new(Vec::new());
    wall.write_to(&mut file, ImageFormat::Png).unwrap();
    let picture = Picture::decode(&file.into_inner(), Kind::Png).unwrap();
    assert_eq!(picture.codes(), Err(Unreadable));
}
