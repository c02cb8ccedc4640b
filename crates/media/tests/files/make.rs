//! Makes the files of these tests.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use media::Kind;

/// Stands for whatever must not be kept.
pub(crate) const SECRET: &[u8] = b"SECRET-46.0569N-14.5058E";

/// A picture of 24 by 16 pixels.
pub(crate) fn picture(format: ImageFormat) -> Vec<u8> {
    let image = RgbaImage::from_fn(24, 16, |x, y| {
        Rgba([
            u8::try_from(x * 10).unwrap(),
            u8::try_from(y * 15).unwrap(),
            90,
            255,
        ])
    });
    let image = match format {
        ImageFormat::Jpeg => DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(image).to_rgb8()),
        _ => DynamicImage::ImageRgba8(image),
    };
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// An Exif block with an orientation, the camera's maker and a GPS directory, all of them telling the secret.
pub(crate) fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x03\0".to_vec();
    let length = u8::try_from(SECRET.len()).unwrap();
    tiff.extend([0x0f, 0x01, 2, 0, length, 0, 0, 0, 50, 0, 0, 0]);
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 74, 0, 0, 0]);
    tiff.extend([0, 0, 0, 0]);
    tiff.extend(SECRET);
    tiff.extend([1, 0, 1, 0, 2, 0, 2, 0, 0, 0, b'N', 0, 0, 0, 0, 0, 0, 0]);
    tiff.extend(SECRET);
    tiff
}

/// A JPEG as a phone takes it, with everything in it that can tell a secret.
pub(crate) fn jpeg(orientation: u8) -> Vec<u8> {
    let plain = picture(ImageFormat::Jpeg);
    let segment = |marker: u8, body: &[u8]| {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], length.as_slice(), body].concat()
    };
    let mut out = plain[..2].to_vec();
    out.extend(segment(
        0xe1,
        &[b"Exif\0\0", exif(orientation).as_slice()].concat(),
    ));
    out.extend(segment(
        0xe1,
        &[b"http://ns.adobe.com/xap/1.0/\0", SECRET].concat(),
    ));
    out.extend(segment(
        0xe2,
        &[b"ICC_PROFILE\0\x01\x01profile".as_slice()].concat(),
    ));
    out.extend(segment(0xe2, &[b"MPF\0", SECRET].concat()));
    out.extend(segment(0xed, &[b"Photoshop 3.0\0", SECRET].concat()));
    out.extend(segment(0xfe, SECRET));
    out.extend(segment(
        0xee,
        &[b"Adobe\0\x64\0\0\0\0\x01", SECRET].concat(),
    ));
    out.extend(&plain[2..]);
    out.extend(SECRET);
    out
}

pub(crate) fn png(orientation: u8) -> Vec<u8> {
    let plain = picture(ImageFormat::Png);
    // The check sums of the added chunks are wrong; who drops them need not care.
    let chunk = |kind: &[u8], body: &[u8]| {
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        [length.as_slice(), kind, body, &[0; 4]].concat()
    };
    let mut out = plain[..33].to_vec();
    out.extend(chunk(b"eXIf", &exif(orientation)));
    out.extend(chunk(b"tEXt", &[b"Comment\0", SECRET].concat()));
    out.extend(chunk(
        b"iTXt",
        &[b"XML:com.adobe.xmp\0\0\0\0\0", SECRET].concat(),
    ));
    out.extend(chunk(b"tIME", &[0; 7]));
    out.extend(&plain[33..]);
    out.extend(SECRET);
    out
}

pub(crate) fn webp(orientation: u8) -> Vec<u8> {
    let plain = picture(ImageFormat::WebP);
    let chunk = |kind: &[u8], body: &[u8]| {
        let length = u32::try_from(body.len()).unwrap().to_le_bytes();
        let filling = vec![0; body.len() % 2];
        [kind, length.as_slice(), body, &filling].concat()
    };
    let mut inside = b"WEBP".to_vec();
    inside.extend(chunk(b"VP8X", &[0x0c, 0, 0, 0, 23, 0, 0, 15, 0, 0]));
    inside.extend(&plain[12..]);
    inside.extend(chunk(b"EXIF", &exif(orientation)));
    inside.extend(chunk(b"XMP ", SECRET));
    inside.extend(chunk(b"ABCD", SECRET));
    let length = u32::try_from(inside.len()).unwrap().to_le_bytes();
    [b"RIFF", length.as_slice(), &inside, SECRET].concat()
}

pub(crate) fn gif() -> Vec<u8> {
    let plain = picture(ImageFormat::Gif);
    let colours = 3 << ((plain[10] & 7) + 1);
    let head = 13 + if plain[10] & 0x80 == 0 { 0 } else { colours };
    let block = [&[u8::try_from(SECRET.len()).unwrap()], SECRET, &[0]].concat();
    let mut out = plain[..head].to_vec();
    out.extend([&[0x21, 0xfe], block.as_slice()].concat());
    out.extend([b"\x21\xff\x0bXMP DataXMP".as_slice(), &block].concat());
    out.extend(b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0");
    out.extend(&plain[head..]);
    out.extend(SECRET);
    out
}

/// A box of an MP4 file.
pub(crate) fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 8).unwrap().to_be_bytes();
    [length.as_slice(), kind, body].concat()
}

/// A video with a picture track, a track of places, and descriptions in every corner.
pub(crate) fn mp4(brand: &[u8; 4]) -> Vec<u8> {
    let ftyp = boxed(b"ftyp", &[brand.as_slice(), &[0; 4], b"isom"].concat());
    // Behind the samples lies what no table names, as some cameras hide it.
    let mdat = boxed(b"mdat", &[b"PICTURE".as_slice(), SECRET, SECRET].concat());
    let data_at = u32::try_from(ftyp.len() + 8).unwrap();
    let mut movie = boxed(b"mvhd", &[0; 100]);
    movie.extend(track(b"vide", data_at, 7));
    movie.extend(track(
        b"meta",
        data_at + 7,
        u32::try_from(SECRET.len()).unwrap(),
    ));
    movie.extend(boxed(b"udta", &boxed(b"\xa9xyz", SECRET)));
    movie.extend(boxed(b"meta", SECRET));
    movie.extend(boxed(b"gps ", SECRET));
    let uuid = boxed(b"uuid", SECRET);
    [ftyp, mdat, boxed(b"moov", &movie), uuid].concat()
}

pub(crate) fn track(handler: &[u8; 4], offset: u32, length: u32) -> Vec<u8> {
    let numbers = |numbers: &[u32]| -> Vec<u8> {
        numbers
            .iter()
            .flat_map(|number| number.to_be_bytes())
            .collect()
    };
    let mut picture = vec![0; 78];
    picture[43..43 + SECRET.len()].copy_from_slice(SECRET);
    let descriptions = [numbers(&[0, 1]), boxed(b"avc1", &picture)].concat();
    let table = [
        boxed(b"stsd", &descriptions),
        boxed(b"udta", SECRET),
        boxed(b"stsz", &numbers(&[0, 0, 1, length])),
        boxed(b"stsc", &numbers(&[0, 1, 1, 1, 1])),
        boxed(b"stco", &numbers(&[0, 1, offset])),
    ];
    let handler = boxed(
        b"hdlr",
        &[&[0; 8], handler.as_slice(), &[0; 12], SECRET, &[0]].concat(),
    );
    let information = boxed(b"minf", &boxed(b"stbl", &table.concat()));
    let media = [boxed(b"mdhd", &[0; 24]), handler, information].concat();
    let parts = [
        boxed(b"tkhd", &[0; 84]),
        boxed(b"mdia", &media),
        boxed(b"udta", SECRET),
    ];
    boxed(b"trak", &parts.concat())
}

/// An element of a WebM file, its size in one byte.
fn element(id: &[u8], body: &[u8]) -> Vec<u8> {
    [id, &[0x80 | u8::try_from(body.len()).unwrap()], body].concat()
}

pub(crate) fn webm() -> Vec<u8> {
    let head = element(&[0x1a, 0x45, 0xdf, 0xa3], &element(&[0x42, 0x82], b"webm"));
    let info = [
        element(&[0x7b, 0xa9], SECRET),
        element(&[0x57, 0x41], SECRET),
    ];
    let segment = [
        element(&[0x15, 0x49, 0xa9, 0x66], &info.concat()),
        element(&[0x12, 0x54, 0xc3, 0x67], &[SECRET, &[0; 9]].concat()),
        element(
            &[0x16, 0x54, 0xae, 0x6b],
            &element(&[0xae], &element(&[0x53, 0x6e], SECRET)),
        ),
        element(&[0x1f, 0x43, 0xb6, 0x75], b"cluster"),
    ]
    .concat();
    let length = u64::try_from(segment.len()).unwrap() | 1 << 56;
    [
        head,
        [0x18, 0x53, 0x80, 0x67].to_vec(),
        length.to_be_bytes().to_vec(),
        segment,
    ]
    .concat()
}

/// A ZIP archive of files that are not packed; `unpacks_to` is what each claims to become.
pub(crate) fn zip(files: &[(&str, &[u8], Option<u32>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content, unpacks_to) in files {
        let offset = u32::try_from(out.len()).unwrap().to_le_bytes();
        let packed = u32::try_from(content.len()).unwrap();
        let sizes = [
            packed.to_le_bytes(),
            unpacks_to.unwrap_or(packed).to_le_bytes(),
        ]
        .concat();
        let name_bytes = u16::try_from(name.len()).unwrap().to_le_bytes();
        let common = [
            &[20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            sizes.as_slice(),
            &name_bytes,
            &[0; 2],
        ]
        .concat();
        out.extend([b"PK\x03\x04", common.as_slice(), name.as_bytes(), content].concat());
        directory.extend(
            [
                b"PK\x01\x02\x14\0",
                common.as_slice(),
                &[0; 10],
                &offset,
                name.as_bytes(),
            ]
            .concat(),
        );
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let start = u32::try_from(out.len()).unwrap().to_le_bytes();
    let length = u32::try_from(directory.len()).unwrap().to_le_bytes();
    out.extend(&directory);
    out.extend(
        [
            b"PK\x05\x06\0\0\0\0",
            count.as_slice(),
            &count,
            &length,
            &start,
            &[0; 2],
        ]
        .concat(),
    );
    out
}

pub(crate) fn office(main: &str) -> Vec<u8> {
    zip(&[
        ("[Content_Types].xml", b"<Types/>", None),
        (main, b"<document/>", None),
    ])
}

pub(crate) fn opendocument(kind: Kind) -> Vec<u8> {
    zip(&[
        ("mimetype", kind.media_type().as_bytes(), None),
        ("content.xml", b"<document/>", None),
    ])
}

pub(crate) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n";

/// One of every kind on the list.
pub(crate) fn one_of(kind: Kind) -> Vec<u8> {
    match kind {
        Kind::Jpeg => jpeg(6),
        Kind::Png => png(6),
        Kind::WebP => webp(6),
        Kind::Gif => gif(),
        Kind::Pdf => PDF.to_vec(),
        Kind::Text => "Števec: 12345\nŠkatla je počena.\n".as_bytes().to_vec(),
        Kind::Docx => office("word/document.xml"),
        Kind::Xlsx => office("xl/workbook.xml"),
        Kind::Pptx => office("ppt/presentation.xml"),
        Kind::Odt | Kind::Ods | Kind::Odp => opendocument(kind),
        Kind::Mp4 => mp4(b"isom"),
        Kind::QuickTime => mp4(b"qt  "),
        Kind::WebM => webm(),
    }
}
