//! The photographs that people of the demonstration send: drawn, so that they show nobody and belong to nobody.

use image::ImageResult;

use super::canvas::{Canvas, Colour, Point, between};

const WIDTH: f32 = 640.0;
const HEIGHT: f32 = 480.0;

const CARDBOARD: Colour = [196.0, 154.0, 106.0];
const CARDBOARD_DARK: Colour = [150.0, 112.0, 72.0];
const CARDBOARD_LIGHT: Colour = [216.0, 178.0, 132.0];
const PAPER: Colour = [243.0, 241.0, 235.0];
const INK: Colour = [38.0, 36.0, 36.0];

/// A parcel on a wooden floor, one corner crushed and torn.
pub(super) fn parcel() -> ImageResult<Vec<u8>> {
    let mut canvas = Canvas::new(WIDTH, HEIGHT, floor);
    canvas.polygon(
        &[
            (150.0, 398.0),
            (430.0, 430.0),
            (590.0, 330.0),
            (560.0, 300.0),
        ],
        |_| [82.0, 58.0, 40.0],
    );
    let front = [
        (110.0, 190.0),
        (400.0, 222.0),
        (400.0, 420.0),
        (122.0, 378.0),
    ];
    canvas.polygon(&front, |(_, y)| {
        between(CARDBOARD, CARDBOARD_DARK, (y - 190.0) / 420.0)
    });
    let side = [
        (400.0, 222.0),
        (560.0, 150.0),
        (552.0, 322.0),
        (400.0, 420.0),
    ];
    canvas.polygon(&side, |(x, _)| {
        between(CARDBOARD_DARK, [122.0, 90.0, 58.0], (x - 400.0) / 160.0)
    });
    let top = [
        (110.0, 190.0),
        (285.0, 118.0),
        (560.0, 150.0),
        (400.0, 222.0),
    ];
    canvas.polygon(&top, |(x, _)| {
        between(CARDBOARD_LIGHT, CARDBOARD, (x - 110.0) / 600.0)
    });
    let tape: Colour = [226.0, 206.0, 160.0];
    canvas.polygon(
        &[
            (236.0, 204.0),
            (402.0, 132.0),
            (440.0, 137.0),
            (276.0, 209.0),
        ],
        |_| tape,
    );
    canvas.polygon(
        &[
            (236.0, 204.0),
            (276.0, 209.0),
            (277.0, 262.0),
            (237.0, 255.0),
        ],
        |_| tape,
    );
    damage(&mut canvas);
    label(&mut canvas);
    canvas.into_jpeg()
}

/// The corner at the front: pressed in, the cardboard torn open.
fn damage(canvas: &mut Canvas) {
    let pressed = [
        (318.0, 213.0),
        (400.0, 222.0),
        (478.0, 187.0),
        (452.0, 236.0),
        (462.0, 286.0),
        (414.0, 320.0),
        (372.0, 300.0),
        (344.0, 262.0),
    ];
    canvas.polygon(&pressed, |(x, y)| {
        between(
            [120.0, 86.0, 54.0],
            CARDBOARD,
            ((x * 0.7 + y) % 46.0) / 46.0,
        )
    });
    let torn = [
        (352.0, 232.0),
        (392.0, 226.0),
        (408.0, 244.0),
        (438.0, 226.0),
        (430.0, 266.0),
        (408.0, 292.0),
        (390.0, 270.0),
        (368.0, 278.0),
    ];
    canvas.polygon(&torn, |_| [44.0, 33.0, 26.0]);
    let flap = [
        (352.0, 232.0),
        (368.0, 278.0),
        (336.0, 292.0),
        (328.0, 252.0),
    ];
    canvas.polygon(&flap, |(_, y)| {
        between(CARDBOARD_LIGHT, CARDBOARD_DARK, (y - 230.0) / 60.0)
    });
    for (from, to) in [
        ((318.0, 213.0), (280.0, 222.0)),
        ((344.0, 262.0), (300.0, 268.0)),
        ((414.0, 320.0), (420.0, 360.0)),
        ((462.0, 286.0), (502.0, 280.0)),
    ] {
        canvas.line(&[from, to], 2.0, [112.0, 80.0, 50.0]);
    }
}

fn label(canvas: &mut Canvas) {
    canvas.polygon(
        &[
            (148.0, 284.0),
            (262.0, 298.0),
            (264.0, 380.0),
            (150.0, 362.0),
        ],
        |_| PAPER,
    );
    let mut x = 158.0;
    for wide in [
        3.0, 1.5, 4.0, 1.5, 2.5, 5.0, 1.5, 3.0, 2.0, 4.5, 1.5, 2.5, 3.5, 1.5,
    ] {
        let slope = (x - 158.0) * 0.13;
        canvas.line(&[(x, 330.0 + slope), (x, 358.0 + slope)], wide, INK);
        x += wide + 3.6;
    }
    for line in [0.0, 12.0, 22.0] {
        let y = 298.0 + line;
        canvas.line(
            &[(158.0, y), (214.0 - line, y + 7.0)],
            3.0,
            [120.0, 118.0, 116.0],
        );
    }
}

fn floor((x, y): Point) -> Colour {
    let board = (y / 58.0).floor();
    let shade = ((x * 0.021 + board * 1.7).sin() * 0.5 + 0.5) * 0.6 + (board % 2.0) * 0.3;
    let wood = between([168.0, 122.0, 82.0], [138.0, 96.0, 60.0], shade);
    let gap = (y % 58.0) < 2.0;
    if gap { [96.0, 66.0, 42.0] } else { wood }
}

/// A lampshade with a scratch on its inside, which shows when the lamp is lit.
pub(super) fn shade(lit: bool) -> ImageResult<Vec<u8>> {
    let wall = move |(x, y): Point| {
        let near = 1.0 - ((x - 320.0).hypot(y - 250.0) / 420.0).min(1.0);
        match lit {
            true => between([92.0, 84.0, 80.0], [236.0, 204.0, 150.0], near * 0.9),
            false => between([206.0, 208.0, 206.0], [226.0, 228.0, 224.0], y / 480.0),
        }
    };
    let mut canvas = Canvas::new(WIDTH, HEIGHT, wall);
    canvas.polygon(
        &[
            (308.0, 372.0),
            (332.0, 372.0),
            (336.0, 480.0),
            (304.0, 480.0),
        ],
        |_| [70.0, 62.0, 56.0],
    );
    let body = [(232.0, 92.0), (408.0, 92.0), (508.0, 372.0), (132.0, 372.0)];
    canvas.polygon(&body, move |(x, y)| {
        let middle = 1.0 - ((x - 320.0) / 200.0).abs().min(1.0);
        match lit {
            true => between(
                [214.0, 150.0, 74.0],
                [255.0, 238.0, 190.0],
                middle * (0.35 + y / 560.0),
            ),
            false => between([186.0, 178.0, 164.0], [228.0, 222.0, 208.0], middle),
        }
    });
    let scratch = [
        (262.0, 236.0),
        (282.0, 246.0),
        (304.0, 250.0),
        (330.0, 262.0),
        (352.0, 266.0),
    ];
    if lit {
        canvas.line(&scratch, 3.4, [120.0, 74.0, 34.0]);
        canvas.line(&[(300.0, 254.0), (322.0, 264.0)], 2.0, [140.0, 92.0, 46.0]);
    }
    for (y, half) in [(92.0, 88.0), (372.0, 188.0)] {
        canvas.line(
            &[(320.0 - half, y), (320.0 + half, y)],
            6.0,
            [92.0, 72.0, 54.0],
        );
    }
    canvas.into_jpeg()
}

/// A round lamp on a ceiling of which one part stays dark.
pub(super) fn ceiling_lamp() -> ImageResult<Vec<u8>> {
    let centre = (330.0, 230.0);
    let away = move |(x, y): Point| (x - centre.0).hypot((y - centre.1) * 1.25);
    let ceiling = move |point: Point| {
        let shadow = (away(point) / 460.0).min(1.0);
        between([232.0, 226.0, 212.0], [136.0, 134.0, 134.0], shadow)
    };
    let mut canvas = Canvas::new(WIDTH, HEIGHT, ceiling);
    canvas.ellipse(centre, (196.0, 158.0), |(x, _)| {
        between(
            [206.0, 206.0, 204.0],
            [112.0, 112.0, 114.0],
            (x - 134.0) / 392.0,
        )
    });
    canvas.ellipse(centre, (178.0, 142.0), |point| {
        let glow = 1.0 - (away(point) / 200.0).min(1.0);
        let dark = point.0 > centre.0 + 20.0 && point.1 > centre.1 - 90.0;
        match dark {
            true => between([150.0, 146.0, 136.0], [204.0, 196.0, 174.0], glow),
            false => between([250.0, 232.0, 186.0], [255.0, 252.0, 240.0], glow),
        }
    });
    canvas.into_jpeg()
}
