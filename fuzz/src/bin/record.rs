//! Fields of records that a marketplace pushes or imports.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rules::marketplace::{
    OwnHours, check_amount, check_country, check_currency, check_email, check_language,
    check_own_hours, check_text, check_time_zone, name_key,
};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let _ = check_text("f", &text, 200);
    let _ = check_country("f", &text);
    let _ = check_language("f", &text);
    let _ = check_time_zone("f", &text);
    let _ = check_email("f", &text);
    let _ = check_amount("f", &text);
    let _ = check_currency("f", &text);
    let key = name_key(&text);
    assert_eq!(name_key(&key), key, "a key of a key is itself");
    if let Ok(hours) = serde_json::from_slice::<OwnHours>(bytes) {
        let _ = check_own_hours("f", &hours);
    }
});
