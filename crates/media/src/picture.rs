//! The size of an image, and what it shows. Its header decides whether it is decoded at all.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{
    DynamicImage, GrayImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, Rgb, RgbImage,
    imageops,
};

use crate::{Kind, Refused};

/// Pixels of an image at most: more than any phone's camera gives, less than what fills the memory.
pub const PIXELS_MAX: u64 = 64_000_000;
const SIDE_MAX: u32 = 30_000;
/// What decoding one image may take, in bytes.
const ALLOCATED_MAX: u64 = 320_000_000;
const JPEG_QUALITY: u8 = 80;
/// Longer side of what is looked through, in pixels: enough for a code that a phone would read off the screen.
const LOOKED_AT_SIDE: u32 = 2_000;

/// Width and height as the image is seen, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

/// The size that the image's header states, turned the right way up. Decodes nothing.
pub fn size(image: &[u8], kind: Kind) -> Result<Size, Refused> {
    let mut decoder = reader(image, kind)?
        .into_decoder()
        .map_err(|error| told(&error))?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(Refused::Damaged);
    }
    if pixels > PIXELS_MAX || width > SIDE_MAX || height > SIDE_MAX {
        return Err(Refused::TooManyPixels);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let turned = matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    Ok(match turned {
        true => Size {
            width: height,
            height: width,
        },
        false => Size { width, height },
    })
}

/// What an image shows, decoded once and made small enough to be looked through.
/// Of an animation it is the first picture, and white stands where the image is transparent.
#[derive(Debug)]
pub struct Picture {
    shown: RgbImage,
}

impl Picture {
    /// Decodes an image whose header states no more than may be decoded.
    pub fn decode(image: &[u8], kind: Kind) -> Result<Picture, Refused> {
        size(image, kind)?;
        let mut decoder = reader(image, kind)?
            .into_decoder()
            .map_err(|error| told(&error))?;
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let decoded = DynamicImage::from_decoder(decoder).map_err(|error| told(&error))?;
        let mut small = match decoded.width() > LOOKED_AT_SIDE || decoded.height() > LOOKED_AT_SIDE
        {
            true => decoded.thumbnail(LOOKED_AT_SIDE, LOOKED_AT_SIDE),
            false => decoded,
        };
        small.apply_orientation(orientation);
        Ok(Picture {
            shown: on_white(&small),
        })
    }

    /// A JPEG of at most `side` pixels each way, the right way up.
    pub fn thumbnail(&self, side: u32) -> Result<Vec<u8>, Refused> {
        let mut out = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY);
        let encoded = match self.shown.width() > side || self.shown.height() > side {
            true => encoder.encode_image(&self.at_most(side)),
            false => encoder.encode_image(&self.shown),
        };
        encoded.map_err(|error| told(&error))?;
        Ok(out)
    }

    /// The same in shades of grey, as a PNG for programs that read words.
    pub fn grey_png(&self) -> Result<Vec<u8>, Refused> {
        let mut out = Cursor::new(Vec::new());
        let grey = DynamicImage::ImageLuma8(self.grey());
        grey.write_to(&mut out, ImageFormat::Png)
            .map_err(|error| told(&error))?;
        Ok(out.into_inner())
    }

    pub(crate) fn grey(&self) -> GrayImage {
        imageops::grayscale(&self.shown)
    }

    fn at_most(&self, side: u32) -> RgbImage {
        let longer = self.shown.width().max(self.shown.height()).max(1);
        let scaled = |length: u32| {
            let scaled = u64::from(length) * u64::from(side) / u64::from(longer);
            u32::try_from(scaled).unwrap_or(side).max(1)
        };
        let (width, height) = (scaled(self.shown.width()), scaled(self.shown.height()));
        imageops::thumbnail(&self.shown, width, height)
    }
}

fn reader(image: &[u8], kind: Kind) -> Result<ImageReader<Cursor<&[u8]>>, Refused> {
    let format = match kind {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Png => ImageFormat::Png,
        Kind::WebP => ImageFormat::WebP,
        Kind::Gif => ImageFormat::Gif,
        _ => return Err(Refused::Unknown),
    };
    let mut reader = ImageReader::with_format(Cursor::new(image), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(ALLOCATED_MAX);
    reader.limits(limits);
    Ok(reader)
}

fn on_white(image: &DynamicImage) -> RgbImage {
    let pixels = image.to_rgba8();
    RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [red, green, blue, alpha] = pixels.get_pixel(x, y).0;
        Rgb([red, green, blue].map(|part| {
            let (part, alpha) = (u32::from(part), u32::from(alpha));
            u8::try_from((part * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        }))
    })
}

fn told(error: &image::ImageError) -> Refused {
    match error {
        image::ImageError::Limits(_) => Refused::TooManyPixels,
        _ => Refused::Damaged,
    }
}
