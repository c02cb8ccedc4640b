//! Signing in, failed hand-offs and errors.

use super::{Ingredients, Made, sample};
use crate::pages::views::components::ComponentsPage;
use crate::pages::views::entrance::{EnterFailedPage, EnterFailure, SignInPage, SignInRefusal};
use crate::pages::views::error::{ErrorKind, ErrorPage};
use crate::pages::views::notice::Notice;

pub(super) fn pages(with: &Ingredients) -> Made {
    let mut pages = vec![
        sample("sign-in", &sign_in(with, None))?,
        sample("sign-in-wrong", &sign_in(with, Some(SignInRefusal::Wrong)))?,
        sample(
            "sign-in-limited",
            &sign_in(with, Some(SignInRefusal::TooManyAttempts { minutes: 4 })),
        )?,
    ];
    let components = ComponentsPage::new(with.page(None, "/dev/components"), &with.reader);
    pages.push(sample("components", &components)?);
    let failures = [
        ("enter-expired", EnterFailure::Expired),
        ("enter-used", EnterFailure::AlreadyUsed),
        ("enter-invalid", EnterFailure::Invalid),
    ];
    for (name, why) in failures {
        let page = EnterFailedPage {
            page: with.page(None, "/enter"),
            why,
            marketplace_url: Some("https://lipa.example/".to_owned()),
        };
        pages.push(sample(name, &page)?);
    }
    for kind in ErrorKind::ALL {
        let page = ErrorPage {
            page: with.page(None, "/"),
            kind,
            request_id: "0199a1f2-7c3e-7b51-9d10-3f0c2a6b7e44".to_owned(),
            retry_after_s: (kind == ErrorKind::TooManyRequests).then_some(42),
        };
        pages.push(sample(name_of(kind), &page)?);
    }
    Ok(pages)
}

fn sign_in(with: &Ingredients, refused: Option<SignInRefusal>) -> SignInPage {
    let page = with.page(None, "/sign-in");
    SignInPage {
        page: if refused.is_none() {
            Ingredients::with_notice(page, Notice::SignedOut)
        } else {
            page
        },
        email: refused
            .map(|_| "irena@lipa.example".to_owned())
            .unwrap_or_default(),
        next: "/staff".to_owned(),
        passkeys: true,
        refused,
    }
}

fn name_of(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::BadRequest => "error-400",
        ErrorKind::SignedOut => "error-401",
        ErrorKind::Forbidden => "error-403",
        ErrorKind::NotFound => "error-404",
        ErrorKind::Conflict => "error-409",
        ErrorKind::TooLarge => "error-413",
        ErrorKind::TooManyRequests => "error-429",
        ErrorKind::Internal => "error-500",
        ErrorKind::Unavailable => "error-503",
    }
}
