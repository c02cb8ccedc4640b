//! What the law has a seller say of itself, and what its messages may therefore repeat.

use serde::{Deserialize, Serialize};

use super::{InvalidField, check_email, check_text};

/// Name, address, ways to reach it and numbers in registers; each where the marketplace has said it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LegalIdentity {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// In one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vat_number: Option<String>,
}

impl LegalIdentity {
    /// Contact data and numbers. Name and address are no contact data to anybody, and would excuse too many words.
    pub fn contacts(&self) -> Vec<String> {
        let said = [
            &self.email,
            &self.phone,
            &self.registration_number,
            &self.vat_number,
        ];
        said.into_iter().flatten().cloned().collect()
    }
}

/// Its fields are lines of a sensible length, and the address for e-mail is one.
pub fn check_legal_identity(field: &str, legal: &LegalIdentity) -> Result<(), InvalidField> {
    for (name, value, max_chars) in [
        ("name", &legal.name, 200),
        ("address", &legal.address, 300),
        ("phone", &legal.phone, 40),
        ("registration_number", &legal.registration_number, 60),
        ("vat_number", &legal.vat_number, 30),
    ] {
        if let Some(value) = value {
            check_text(&format!("{field}.{name}"), value, max_chars)?;
        }
    }
    match &legal.email {
        Some(email) => check_email(&format!("{field}.email"), email),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_the_field_within() {
        let legal = LegalIdentity {
            email: Some("info".to_owned()),
            ..LegalIdentity::default()
        };
        let refused = check_legal_identity("legal", &legal).unwrap_err();
        assert_eq!(refused.field, "legal.email");
        let legal = LegalIdentity {
            phone: Some("+386 1 234 56 78\nin še".to_owned()),
            ..LegalIdentity::default()
        };
        let refused = check_legal_identity("legal", &legal).unwrap_err();
        assert_eq!(refused.field, "legal.phone");
        assert_eq!(
            check_legal_identity("legal", &LegalIdentity::default()),
            Ok(())
        );
    }
}
