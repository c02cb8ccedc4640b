//! Tokens as JSON.

use jiff::Timestamp;
use rules::ids::{AgentId, SellerId, StaffId, TokenId};
use rules::token::{Holder, Scope};
use serde::{Deserialize, Serialize};
use store::api_tokens::ApiToken;
use utoipa::ToSchema;

use crate::error::ActionError;

/// A token to make. `seller`, `agent` and `staff` say whom it stands for, as far as its scope asks for it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// What to call it: 1 to 100 characters.
    pub name: String,
    /// `platform`, `agent`, `automation` or `staff`.
    pub scope: String,
    /// For scopes `agent` and `automation`.
    #[schema(value_type = Option<String>)]
    pub seller: Option<SellerId>,
    /// For scope `agent`.
    #[schema(value_type = Option<String>)]
    pub agent: Option<AgentId>,
    /// For scope `staff`.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub staff: Option<StaffId>,
    /// At most 366 days ahead, and not after the end of the token that makes it.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
}

/// A token, without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenShown {
    #[schema(value_type = String, format = Uuid)]
    pub id: TokenId,
    pub name: String,
    pub scope: &'static str,
    #[schema(value_type = Option<String>)]
    pub seller: Option<SellerId>,
    #[schema(value_type = Option<String>)]
    pub agent: Option<AgentId>,
    #[schema(value_type = Option<String>, format = Uuid)]
    pub staff: Option<StaffId>,
    /// Kind and id of who made it.
    pub created_by: String,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub revoked_at: Option<Timestamp>,
}

/// A token that has just been made.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenMade {
    /// For `Authorization: Bearer`. It is shown now and never again.
    pub secret: String,
    #[serde(flatten)]
    pub token: TokenShown,
}

/// A page of tokens, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenList {
    pub items: Vec<TokenShown>,
    /// For `cursor` of the next page; absent on the last one.
    pub next: Option<String>,
}

impl NewToken {
    /// Whom it is to stand for; a field too few or too many is refused by name.
    pub fn holder(&self) -> Result<Holder, ActionError> {
        let scope = Scope::from_code(&self.scope).ok_or_else(|| {
            ActionError::invalid(
                "scope",
                "scope must be platform, agent, automation or staff.",
            )
        })?;
        match (scope, &self.seller, &self.agent, &self.staff) {
            (Scope::Platform, None, None, None) => Ok(Holder::Platform),
            (Scope::Automation, Some(seller), None, None) => Ok(Holder::Automation {
                seller: seller.clone(),
            }),
            (Scope::Agent, Some(seller), Some(agent), None) => Ok(Holder::Agent {
                seller: seller.clone(),
                agent: agent.clone(),
            }),
            (Scope::Staff, None, None, Some(staff)) => Ok(Holder::Staff(*staff)),
            _ => Err(ActionError::invalid("token_holder", wants(scope))),
        }
    }
}

fn wants(scope: Scope) -> &'static str {
    match scope {
        Scope::Platform => "Scope platform takes none of seller, agent and staff.",
        Scope::Automation => "Scope automation takes seller and nothing else.",
        Scope::Agent => "Scope agent takes seller and agent and nothing else.",
        Scope::Staff => "Scope staff takes staff and nothing else.",
    }
}

impl From<ApiToken> for TokenShown {
    fn from(token: ApiToken) -> TokenShown {
        let scope = token.holder.scope().code();
        let seller = token.holder.seller().cloned();
        let (agent, staff) = match token.holder {
            Holder::Agent { agent, .. } => (Some(agent), None),
            Holder::Staff(staff) => (None, Some(staff)),
            Holder::Platform | Holder::Automation { .. } => (None, None),
        };
        TokenShown {
            id: token.id,
            name: token.name,
            scope,
            seller,
            agent,
            staff,
            created_by: token.created_by,
            created_at: token.created_at,
            expires_at: token.expires_at,
            revoked_at: token.revoked_at,
        }
    }
}
