//! One's own account, second factors, the people of a seller and of the marketplace.

use std::error::Error;

use rules::access::{AgentRole, Role as StaffRole, Roles};

use super::{Ingredients, Made, sample};
use crate::pages::views::account::{
    AccountPage, OfferedView, Part, PasskeyView, RecoveryCodesPage, Refused, SecondFactorSetUpPage,
    SessionView, Square,
};
use crate::pages::views::entrance::{SecondFactorPage, SignInRefusal};
use crate::pages::views::page::Role;
use crate::pages::views::people::{
    AgentView, InvitationGonePage, InvitationPage, InvitationView, InviteForm, InvitedLink,
    PeoplePage,
};
use crate::pages::views::staff_people::{FirstPassword, NewStaffForm, StaffPeoplePage, StaffView};

pub(super) fn pages(with: &Ingredients) -> Made {
    let mut pages = own_account(with)?;
    pages.extend(second_factor(with)?);
    pages.extend(people(with)?);
    Ok(pages)
}

fn own_account(with: &Ingredients) -> Made {
    let mut bare = account(with)?;
    bare.totp = false;
    bare.passkeys.clear();
    bare.passkeys_possible = false;
    bare.refused = Some(Refused {
        part: Part::Password,
        text: with.reader.texts.t("account-error-password"),
    });
    let mut from_marketplace = account(with)?;
    from_marketplace.page = with.agent_page("/account");
    from_marketplace.is_agent = true;
    from_marketplace.has_door = false;
    Ok(vec![
        sample("account", &account(with)?)?,
        sample("account-bare", &bare)?,
        sample("account-from-marketplace", &from_marketplace)?,
    ])
}

fn account(with: &Ingredients) -> Result<AccountPage, Box<dyn Error>> {
    let session = |device: &str, hours, is_this| {
        Ok::<_, Box<dyn Error>>(SessionView {
            id: format!("{hours:064}"),
            device: device.to_owned(),
            address: "203.0.113.…".to_owned(),
            begun: with.short(hours)?,
            seen: Some(with.short(hours / 4)?),
            is_this,
        })
    };
    Ok(AccountPage {
        page: with.page(Some(Role::Moderator), "/account"),
        name: "Irena Zupan".to_owned(),
        email: "irena@lipa.example".to_owned(),
        language: with.reader.texts.language(),
        is_agent: false,
        has_door: true,
        must_have_factor: true,
        totp: true,
        recovery_codes: 2,
        passkeys: vec![PasskeyView {
            id: "019a0000-0000-7000-8000-000000000000".to_owned(),
            name: "Prenosnik".to_owned(),
            added: with.short(24 * 40)?,
            used: Some(with.short(3)?),
        }],
        passkeys_possible: true,
        sessions: vec![
            session("Firefox, Linux", 4, true)?,
            session("Safari, iPhone", 90, false)?,
        ],
        refused: None,
    })
}

fn second_factor(with: &Ingredients) -> Made {
    let address = "otpauth://totp/Lipa:irena@lipa.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Lipa";
    let offered = OfferedView {
        square: Square::of(address).ok_or("the sample's address is too long")?,
        secret: "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ".to_owned(),
        address: address.to_owned(),
    };
    let set_up = |is_first, offered, error| SecondFactorSetUpPage {
        page: with.page(Some(Role::Moderator), "/account/second-factor"),
        is_first,
        passkeys_possible: true,
        offered,
        error,
    };
    let asked = |totp, refused| SecondFactorPage {
        page: with.page(None, "/sign-in/second-factor"),
        next: "/staff".to_owned(),
        totp,
        passkeys: true,
        refused,
    };
    let wrong = with.reader.texts.t("account-error-code");
    let codes = RecoveryCodesPage {
        page: with.page(Some(Role::Moderator), "/account"),
        codes: (0..10)
            .map(|number| format!("k7qa-42fz-m3xw-p0{number}r"))
            .collect(),
    };
    Ok(vec![
        sample("second-factor-first", &set_up(true, None, None))?,
        sample(
            "second-factor-offered",
            &set_up(false, Some(offered.clone()), None),
        )?,
        sample(
            "second-factor-wrong",
            &set_up(false, Some(offered), Some(wrong)),
        )?,
        sample("recovery-codes", &codes)?,
        sample("sign-in-second", &asked(true, None))?,
        sample(
            "sign-in-second-wrong",
            &asked(true, Some(SignInRefusal::WrongCode)),
        )?,
        sample(
            "sign-in-second-passkey",
            &asked(false, Some(SignInRefusal::Passkey)),
        )?,
    ])
}

fn people(with: &Ingredients) -> Made {
    let texts = with.reader.texts;
    let mut refused = of_seller(with)?;
    refused.link = None;
    refused.error = Some(texts.t("people-error-last-owner"));
    refused.form = None;
    refused.invitations.clear();
    let invitation = InvitationPage {
        page: with.page(None, "/"),
        url: "/invitation/made-up".to_owned(),
        seller: "Čebelarstvo Hribar".to_owned(),
        email: "luka@hribar.example".to_owned(),
        role: AgentRole::Agent,
        name: String::new(),
        language: texts.language(),
        error: Some(texts.t("account-error-length")),
    };
    let gone = InvitationGonePage {
        page: with.page(None, "/"),
    };
    Ok(vec![
        sample("people", &of_seller(with)?)?,
        sample("people-refused", &refused)?,
        sample("invitation", &invitation)?,
        sample("invitation-gone", &gone)?,
        sample("staff-people", &of_marketplace(with)?)?,
    ])
}

fn of_seller(with: &Ingredients) -> Result<PeoplePage, Box<dyn Error>> {
    let agent = |id: &str, name: &str, role, active| AgentView {
        id: id.to_owned(),
        name: name.to_owned(),
        email: format!("{id}@hribar.example"),
        role,
        active,
        version: 1,
        is_oneself: id == "neza",
    };
    Ok(PeoplePage {
        page: with.agent_page("/people"),
        people: vec![
            agent("neza", "Neža Hribar", AgentRole::Owner, true),
            agent("tine", "Tine Hribar", AgentRole::Agent, true),
            agent("ajda", "Ajda Kralj", AgentRole::ReadOnly, false),
        ],
        invitations: vec![InvitationView {
            id: "019a0000-0000-7000-8000-000000000000".to_owned(),
            email: "luka@hribar.example".to_owned(),
            role: AgentRole::Agent,
            until: with.short(-150)?,
        }],
        form: Some(InviteForm {
            email: String::new(),
            role: AgentRole::Agent,
            error: None,
        }),
        link: Some(InvitedLink {
            email: "luka@hribar.example".to_owned(),
            url: "https://pomoc.lipa.example/invitation/dGhpcyBpcyBub3QgYSByZWFsIGludml0YXRpb24tLQ"
                .to_owned(),
            until: with.reader.full(with.hours_ago(-150)?).text,
        }),
        error: None,
    })
}

fn of_marketplace(with: &Ingredients) -> Result<StaffPeoplePage, Box<dyn Error>> {
    let signed_in = with.sent(3)?;
    let person = |name: &str, roles: &[StaffRole], active, totp| StaffView {
        id: "019a0000-0000-7000-8000-000000000000".to_owned(),
        name: name.to_owned(),
        email: "ime@lipa.example".to_owned(),
        roles: Roles::new(roles.iter().copied()),
        active,
        version: 1,
        totp,
        passkeys: 0,
        is_oneself: name.starts_with("Irena"),
        signed_in: totp.then(|| signed_in.clone()),
    };
    use StaffRole::{Administrator, Auditor, Moderator};
    Ok(StaffPeoplePage {
        page: with.page(Some(Role::Administrator), "/staff/people"),
        people: vec![
            person("Irena Zupan", &[Administrator], true, true),
            person("Gregor Pirc", &[Moderator, Auditor], true, false),
            person("Nina Vovk", &[Moderator], false, true),
        ],
        form: NewStaffForm {
            error: Some(with.reader.texts.t("people-error-taken")),
            ..NewStaffForm::default()
        },
        made: Some(FirstPassword {
            name: "Gregor Pirc".to_owned(),
            email: "gregor@lipa.example".to_owned(),
            password: "dGhpcyBpcyBub3QgYSByZWFsIHBhc3N3b3JkLS0tLS0".to_owned(),
        }),
        error: Some(with.reader.texts.t("people-error-last-administrator")),
    })
}
