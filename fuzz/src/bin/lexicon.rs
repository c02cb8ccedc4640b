//! An operator's lexicon file: it is taken whole, or refused with a line that it has.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rules::contact::{Detector, Message};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    match Detector::new(&[("own", &text)]) {
        Ok(detector) => {
            let message = Message {
                text: &text,
                ..Message::default()
            };
            detector.detect(&message);
        }
        Err(error) => {
            assert_eq!(
                error.file, "own",
                "the files that are compiled in are right: {error}"
            );
            assert!((1..=text.lines().count()).contains(&error.line), "{error}");
        }
    }
});
