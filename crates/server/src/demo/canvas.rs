//! Drawing the demonstration's photographs: shapes in points of the finished picture, with smooth edges and some grain.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, resize};
use image::{ImageResult, Rgb, RgbImage};

/// Pixels drawn for each point, each way.
const FINER: f32 = 1.5;
/// Pixels drawn for each one of the finished picture, each way.
const SMALLER: u32 = 2;
const QUALITY: u8 = 88;

pub(super) type Point = (f32, f32);
pub(super) type Colour = [f32; 3];

/// A picture being drawn.
pub(super) struct Canvas {
    pixels: RgbImage,
}

impl Canvas {
    /// Begins with a ground whose colour depends on the place.
    pub(super) fn new(width: f32, height: f32, ground: impl Fn(Point) -> Colour) -> Canvas {
        let (width, height) = (whole(width), whole(height));
        let pixels = RgbImage::from_fn(width, height, |x, y| pixel(x, y, ground(place(x, y))));
        Canvas { pixels }
    }

    /// Fills a polygon.
    pub(super) fn polygon(&mut self, corners: &[Point], colour: impl Fn(Point) -> Colour) {
        let bounds = corners.iter().fold(
            [f32::MAX, f32::MAX, f32::MIN, f32::MIN],
            |[left, top, right, bottom], (x, y)| {
                [left.min(*x), top.min(*y), right.max(*x), bottom.max(*y)]
            },
        );
        self.fill(bounds, |point| is_inside(corners, point), colour);
    }

    /// Fills an ellipse.
    pub(super) fn ellipse(
        &mut self,
        (x, y): Point,
        (half_width, half_height): Point,
        colour: impl Fn(Point) -> Colour,
    ) {
        let bounds = [
            x - half_width,
            y - half_height,
            x + half_width,
            y + half_height,
        ];
        let inside = |(px, py): Point| ((px - x) / half_width).hypot((py - y) / half_height) <= 1.0;
        self.fill(bounds, inside, colour);
    }

    /// Draws a line of this width through the points.
    pub(super) fn line(&mut self, points: &[Point], width: f32, colour: Colour) {
        for pair in points.windows(2) {
            let [(x1, y1), (x2, y2)] = [pair[0], pair[1]];
            let length = (x2 - x1).hypot(y2 - y1).max(0.001);
            let (dx, dy) = (
                (y1 - y2) / length * width / 2.0,
                (x2 - x1) / length * width / 2.0,
            );
            let corners = [
                (x1 + dx, y1 + dy),
                (x2 + dx, y2 + dy),
                (x2 - dx, y2 - dy),
                (x1 - dx, y1 - dy),
            ];
            self.polygon(&corners, |_| colour);
        }
    }

    /// The finished picture.
    pub(super) fn into_jpeg(self) -> ImageResult<Vec<u8>> {
        let (width, height) = self.pixels.dimensions();
        let small = resize(
            &self.pixels,
            width / SMALLER,
            height / SMALLER,
            FilterType::Triangle,
        );
        let mut out = Cursor::new(Vec::new());
        JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&small)?;
        Ok(out.into_inner())
    }

    fn fill(
        &mut self,
        [left, top, right, bottom]: [f32; 4],
        inside: impl Fn(Point) -> bool,
        colour: impl Fn(Point) -> Colour,
    ) {
        let (width, height) = self.pixels.dimensions();
        for y in whole(top)..(whole(bottom) + 2).min(height) {
            for x in whole(left)..(whole(right) + 2).min(width) {
                let point = place(x, y);
                if inside(point) {
                    self.pixels.put_pixel(x, y, pixel(x, y, colour(point)));
                }
            }
        }
    }
}

/// A colour between two; `share` is how much of the second one there is.
pub(super) fn between(first: Colour, second: Colour, share: f32) -> Colour {
    let share = share.clamp(0.0, 1.0);
    [0, 1, 2].map(|part| first[part] + (second[part] - first[part]) * share)
}

/// Whether a ray from the point crosses the edges an odd number of times.
fn is_inside(corners: &[Point], (x, y): Point) -> bool {
    let next = corners.iter().cycle().skip(1);
    let crossed = corners.iter().zip(next).filter(|((x1, y1), (x2, y2))| {
        (*y1 > y) != (*y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    });
    crossed.count() % 2 == 1
}

#[expect(
    clippy::cast_precision_loss,
    reason = "pictures have some hundred pixels each way"
)]
fn place(x: u32, y: u32) -> Point {
    (x as f32 / FINER, y as f32 / FINER)
}

/// The pixel in which a point lies.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what lies before the picture begins with it"
)]
fn whole(points: f32) -> u32 {
    (points * FINER).max(0.0) as u32
}

/// With the grain of a photograph, the same each time.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between 0 and 255"
)]
fn pixel(x: u32, y: u32, colour: Colour) -> Rgb<u8> {
    let mixed =
        (x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca77)).wrapping_mul(0xc2b2_ae3d);
    let grain = f32::from((mixed >> 24) as u8) / 255.0 * 10.0 - 5.0;
    Rgb(colour.map(|part| (part + grain).clamp(0.0, 255.0) as u8))
}
