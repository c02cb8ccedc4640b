//! The marketplace's signature under a hand-off: which tokens it makes valid, and for whom.
//! Whether a token has been used already is not known here.

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use rules::ids::{AgentId, BuyerId, SellerId};
use serde::Deserialize;
use store::sessions::Person;

use crate::config::{HandOff as Configured, HandOffAlgorithm};
use crate::i18n::Language;

/// Longest life of a token.
pub const LIFE_MAX: SignedDuration = SignedDuration::from_mins(5);

/// How far the marketplace's clock may be off.
pub const CLOCK_SKEW: SignedDuration = SignedDuration::from_secs(30);

const ID_MAX_BYTES: usize = 200;
const NAME_MAX_CHARS: usize = 200;

/// A key that verifies hand-offs, with what else a token must say.
pub struct HandOffKey {
    key: DecodingKey,
    validation: Validation,
}

/// Why the configured key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum HandOffKeyError {
    #[error("hand_off.public_key_file {path} cannot be read")]
    Unreadable {
        path: String,
        #[source]
        source: std::io::Error,
    },
    #[error("hand_off.public_key_file {path} is not an Ed25519 public key in PEM form")]
    NotAKey {
        path: String,
        #[source]
        source: jsonwebtoken::errors::Error,
    },
}

/// What a valid token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOff {
    pub id: String,
    pub person: Person,
    pub name: String,
    pub language: Option<Language>,
    /// From then on no node takes it any more.
    pub over_at: Timestamp,
}

/// Why a token opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandOffRefused {
    Expired,
    /// The reason is for the log of the marketplace's integrator, not for the reader.
    Invalid(&'static str),
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    kind: Kind,
    seller: Option<String>,
    iat: i64,
    exp: i64,
    nbf: Option<i64>,
    jti: String,
    name: Option<String>,
    language: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Buyer,
    Agent,
}

impl HandOffKey {
    /// The configured key; `None` where there is none.
    pub fn load(configured: &Configured) -> Result<Option<HandOffKey>, HandOffKeyError> {
        let (algorithm, key) = match configured.algorithm {
            HandOffAlgorithm::Hs256 => (
                Algorithm::HS256,
                DecodingKey::from_secret(configured.secret.as_bytes()),
            ),
            HandOffAlgorithm::EdDsa if configured.public_key_file.is_empty() => return Ok(None),
            HandOffAlgorithm::EdDsa => (Algorithm::EdDSA, public_key(&configured.public_key_file)?),
        };
        // One algorithm, and never the one that the token's own header asks for.
        let mut validation = Validation::new(algorithm);
        validation.set_audience(&[&configured.audience]);
        validation.set_required_spec_claims(&["aud", "exp", "sub"]);
        // Its clock is not ours: instants are compared below.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        Ok(Some(HandOffKey { key, validation }))
    }

    /// Verifies the signature and everything that the token says but its being unused.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<HandOff, HandOffRefused> {
        let claims = decode::<Claims>(token, &self.key, &self.validation)
            .map_err(|error| HandOffRefused::Invalid(reason(&error)))?
            .claims;
        let over_at = check_times(&claims, now)?;
        if claims.jti.is_empty() || claims.jti.len() > ID_MAX_BYTES {
            return Err(HandOffRefused::Invalid(
                "jti is empty or longer than 200 bytes",
            ));
        }
        let name = claims.name.clone().unwrap_or_default();
        if name.chars().count() > NAME_MAX_CHARS || name.chars().any(char::is_control) {
            return Err(HandOffRefused::Invalid(
                "name is too long or holds control characters",
            ));
        }
        Ok(HandOff {
            person: person(&claims)?,
            id: claims.jti,
            name,
            language: claims.language.as_deref().and_then(Language::from_tag),
            over_at,
        })
    }
}

fn public_key(path: &str) -> Result<DecodingKey, HandOffKeyError> {
    let pem = std::fs::read(path).map_err(|source| HandOffKeyError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    DecodingKey::from_ed_pem(&pem).map_err(|source| HandOffKeyError::NotAKey {
        path: path.to_owned(),
        source,
    })
}

fn check_times(claims: &Claims, now: Timestamp) -> Result<Timestamp, HandOffRefused> {
    let instant = |seconds| {
        Timestamp::from_second(seconds)
            .map_err(|_| HandOffRefused::Invalid("iat, exp or nbf is no instant"))
    };
    let (issued, expires) = (instant(claims.iat)?, instant(claims.exp)?);
    let starts = claims.nbf.map_or(Ok(issued), instant)?.max(issued);
    if expires <= issued || expires.duration_since(issued) > LIFE_MAX {
        return Err(HandOffRefused::Invalid(
            "exp is not within five minutes after iat",
        ));
    }
    if starts.duration_since(now) > CLOCK_SKEW {
        return Err(HandOffRefused::Invalid("iat or nbf is in the future"));
    }
    if now.duration_since(expires) >= CLOCK_SKEW {
        return Err(HandOffRefused::Expired);
    }
    expires
        .checked_add(CLOCK_SKEW)
        .map_err(|_| HandOffRefused::Invalid("exp is no instant"))
}

fn person(claims: &Claims) -> Result<Person, HandOffRefused> {
    match claims.kind {
        Kind::Buyer if claims.seller.is_some() => {
            Err(HandOffRefused::Invalid("a buyer has no seller"))
        }
        Kind::Buyer => {
            let buyer = BuyerId::parse(claims.sub.as_str());
            buyer
                .map(Person::Buyer)
                .map_err(|_| HandOffRefused::Invalid("sub is not the id of a buyer"))
        }
        Kind::Agent => {
            let seller = claims
                .seller
                .as_deref()
                .ok_or(HandOffRefused::Invalid("seller is missing"))?;
            let seller = SellerId::parse(seller)
                .map_err(|_| HandOffRefused::Invalid("seller is not an id"))?;
            let agent = AgentId::parse(claims.sub.as_str());
            let agent =
                agent.map_err(|_| HandOffRefused::Invalid("sub is not the id of an agent"))?;
            Ok(Person::Agent { seller, agent })
        }
    }
}

fn reason(error: &jsonwebtoken::errors::Error) -> &'static str {
    use jsonwebtoken::errors::ErrorKind;
    match error.kind() {
        ErrorKind::InvalidSignature => "the signature does not fit the configured key",
        ErrorKind::InvalidAlgorithm | ErrorKind::InvalidAlgorithmName => {
            "alg is not the configured algorithm"
        }
        ErrorKind::InvalidAudience => "aud is not the configured audience",
        ErrorKind::MissingRequiredClaim(_) => "aud, exp or sub is missing",
        ErrorKind::Json(_) => "a claim is missing or has the wrong form",
        _ => "it is not a signed token",
    }
}

impl std::fmt::Debug for HandOffKey {
    /// Without the key.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("HandOffKey")
            .field("algorithms", &self.validation.algorithms)
            .finish_non_exhaustive()
    }
}
