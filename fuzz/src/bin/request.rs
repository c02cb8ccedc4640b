//! Requests of everybody to every address: paths, queries, headers, cookies, forms, JSON, files and import lines.
#![no_main]

use std::cell::RefCell;

use fuzz::Service;
use libfuzzer_sys::fuzz_target;

thread_local! {
    static SERVICE: RefCell<Service> = RefCell::default();
}

// Filling the database takes longer than an input may.
fuzz_target!(init: SERVICE.with(|_| ()), |bytes: &[u8]| {
    SERVICE.with_borrow_mut(|service| {
        let Some(asked) = service.read(bytes) else {
            return;
        };
        let Some((status, answer)) = service.ask(&asked) else {
            return;
        };
        assert!(status < 500, "{asked:?}: {status} {answer}");
    });
});
