//! The return label that a seller of the demonstration sends, as a PDF of one page.

/// The order that goes back, and the number under which its parcel is tracked.
pub(super) fn return_label(order: &str, tracking: &str) -> Vec<u8> {
    let page = content(order, tracking);
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 298] /Contents 4 0 R \
         /Resources << /Font << /F 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len()),
        // Of the letters that Slovene needs, Windows' encoding lacks this one.
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding \
         << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [35 /ccaron 36 /Ccaron] >> >>"
            .to_owned(),
    ];
    let mut out = "%PDF-1.7\n".to_owned();
    let mut starts = Vec::with_capacity(objects.len());
    for (number, object) in (1..).zip(&objects) {
        starts.push(out.len());
        out.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let table = out.len();
    out.push_str(&format!(
        "xref\n0 {}\n0000000000 65535 f \n",
        objects.len() + 1
    ));
    for start in starts {
        out.push_str(&format!("{start:010} 00000 n \n"));
    }
    out.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    ));
    out.into_bytes()
}

fn content(order: &str, tracking: &str) -> String {
    let mut out = "1.5 w 12 12 396 274 re S 12 92 m 408 92 l S 12 216 m 408 216 l S\n".to_owned();
    // Each # is a č and each $ a Č; the font's encoding says so.
    for (x, y, size, text) in [
        (26, 248, 22, "VRA$ILO".to_owned()),
        (26, 228, 11, format!("Naro#ilo {order}")),
        (270, 252, 11, "Kurir Primer".to_owned()),
        (270, 236, 9, "Nalepite na zgornjo stran.".to_owned()),
        (26, 190, 9, "Prejemnik".to_owned()),
        (26, 170, 15, "Svetilko, d. o. o.".to_owned()),
        (26, 150, 13, "Vra#ila, skladi\\232#e 3".to_owned()),
        (26, 132, 13, "Izmi\\232ljena cesta 7".to_owned()),
        (26, 112, 13, "2000 Maribor, Slovenija".to_owned()),
        (140, 22, 11, tracking.to_owned()),
    ] {
        out.push_str(&format!("BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n"));
    }
    let mut x = 60;
    for byte in tracking.bytes() {
        for bit in 0..6 {
            let width = 1 + i32::from(byte >> bit & 1) * 2;
            out.push_str(&format!("{x} 38 {width} 44 re f\n"));
            x += width + 2;
        }
    }
    out
}
