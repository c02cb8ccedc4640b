//! What people need to write and what filters elsewhere take for contact data.

use super::support::{assert_quiet, detect};

#[test]
fn other_numbers_are_no_telephone_numbers() {
    for (language, text) in [
        ("sl", "Sledilna številka: RR123456785SI."),
        ("sl", "Številka naročila 041123456."),
        ("sl", "EAN 3830012345678, IMEI 490154203237518"),
        ("sl", "Cena 1.234.567,89 EUR"),
        ("sl", "Dostava 01.02.2026 ob 12:30"),
        ("en", "SKU-041-123-456"),
        ("en", "version 10.14.6.3, 5000 mAh"),
        ("de", "Rechnung Nr. 0171-2345678"),
        ("en", "46.05108, 14.50513"),
        ("pl", "Cena: 1 234 567 zł"),
    ] {
        assert_quiet(language, text);
    }
}

#[test]
fn good_day_and_its_like_are_said_every_day() {
    for (language, text) in [
        ("sl", "Dober dan"),
        ("sl", "Še nisem prejel paketa.Si mi ga poslal?"),
        ("sl", "Majica s.Oliver je prevelika."),
        ("en", "Does this watch show WhatsApp messages?"),
        ("sl", "Ali potrebujete moj IBAN za vračilo?"),
        ("pl", "Dzień dobry, kiedy wyślecie paczkę?"),
        ("de", "Guten Tag, danke für die schnelle Antwort."),
        ("it", "Buongiorno, il corriere mi ha chiamato."),
        ("hu", "Jó napot, a futár nem hívott fel."),
        ("hr", "Dobar dan, kurir me nije nazvao."),
    ] {
        assert_quiet(language, text);
    }
}

#[test]
fn what_was_paid_and_who_looks_is_no_invitation() {
    for (language, text) in [
        (
            "en",
            "Your order: one sensor, total 158.89 (paid with PayPal).",
        ),
        ("en", "The original payment was made using PayPal."),
        (
            "sl",
            "Naročilo je bilo plačano s PayPalom, vračilo bo prišlo tja.",
        ),
        (
            "en",
            "Let me first check the available products to see if one suits you.",
        ),
    ] {
        assert_quiet(language, text);
    }
    for (language, text) in [
        ("en", "You can pay me with PayPal, it is easier."),
        ("sl", "Plačate mi lahko s PayPalom."),
        ("en", "Check out our other products in our web shop."),
    ] {
        assert!(!detect(text, language).is_empty(), "{text}");
    }
}

#[test]
fn who_refuses_a_deal_offers_none() {
    for (language, text) in [
        (
            "sl",
            "Prosim, ne plačujte zunaj platforme, to ni dovoljeno.",
        ),
        (
            "en",
            "We cannot deal outside the marketplace, it is not allowed.",
        ),
        (
            "de",
            "Geschäfte außerhalb der Plattform sind nicht erlaubt.",
        ),
        ("pl", "Transakcje poza platformą są zabronione."),
        ("it", "Non paghi fuori dalla piattaforma."),
        ("hu", "A platformon kívüli megállapodás tilos."),
        ("hr", "Nemojte plaćati izvan platforme."),
    ] {
        assert_quiet(language, text);
    }
}
