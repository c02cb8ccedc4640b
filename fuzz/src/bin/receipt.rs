//! Receipts: one spelling, and asking one about itself is always possible.
#![no_main]

use archive::receipt::Receipt;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(receipt) = Receipt::parse(bytes) {
        assert_eq!(
            receipt
                .to_file()
                .expect("what was read is written")
                .as_bytes(),
            bytes
        );
        let hidden = receipt.hidden();
        assert!(
            receipt.opened().all(|(id, _)| !hidden.contains(&id)),
            "what is shown is not hidden"
        );
    }
});
