//! A request: what shall happen, who asks for it, and who has approved it so far.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::ApprovalRules;
use crate::domain::{
    ApprovalRequestId, MAX_NOTES, Order, OrderVerb, PackId, Refusal, When, Window, check_text, date_words, named_as,
};

/// Who somebody is: the OS user and host, or the database role. Never the name that they call themselves by. What looks
/// the same is the same person: case, blanks and forms of characters don't tell people apart.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Identity(String);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Requested {
    Order(Box<Order>),
    /// The workspace's rules for approval ask for less.
    Rules {
        from: ApprovalRules,
        to: ApprovalRules,
    },
}

/// That somebody has agreed; in [`Event::Rejected`](crate::domain::Event::Rejected), that somebody has refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// The name that they are shown by.
    pub by: String,
    pub who: Identity,
    pub at: DateTime<Utc>,
    /// May be empty.
    pub comment: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalRequest {
    pub id: ApprovalRequestId,
    pub requested: Requested,
    /// The pack's name; what people call a request that is about no pack.
    pub name: String,
    /// The name that its author is shown by.
    pub by: String,
    pub who: Identity,
    pub at: DateTime<Utc>,
    /// How many people must approve: as many as the workspace asked for when it was made.
    pub needed: u8,
    /// From then on nobody can approve it.
    pub expires_at: DateTime<Utc>,
    pub approvals: Vec<Approval>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestState {
    /// It waits for approval.
    Open,
    /// It can't be carried out any more as it is; its author makes it anew.
    Stale,
    /// Its time is over.
    Expired,
    Rejected,
    Withdrawn,
    /// It was approved by as many as it needed.
    CarriedOut,
}

impl Identity {
    pub fn new(text: &str) -> Self {
        Self(named_as(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Identity {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

impl From<Identity> for String {
    fn from(identity: Identity) -> Self {
        identity.0
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl Approval {
    /// Accepts a comment: blanks around it are dropped.
    ///
    /// # Errors
    /// [`Refusal::Text`].
    pub fn check_comment(comment: &str) -> Result<&str, Refusal> {
        let comment = comment.trim();
        check_text(comment, MAX_NOTES).map_err(|fault| Refusal::Text { what: "the comment".into(), fault })?;
        Ok(comment)
    }

    /// The same for the comment of a rejection, which must say something.
    ///
    /// # Errors
    /// [`Refusal::CommentNeeded`], [`Refusal::Text`].
    pub fn check_reason(comment: &str) -> Result<&str, Refusal> {
        let said = Self::check_comment(comment)?;
        if said.is_empty() { Err(Refusal::CommentNeeded) } else { Ok(said) }
    }

    /// The name that somebody is shown by, with who they are where that is something else.
    pub fn person(by: &str, who: &Identity) -> String {
        let shown = named_as(by);
        let says_it = shown.strip_prefix(&who.0).is_some_and(|rest| rest.is_empty() || rest.starts_with(['@', ' ']));
        if says_it { by.to_owned() } else { format!("{by} ({})", who.0) }
    }
}

impl Requested {
    /// What people call the request that changes the rules for approval.
    pub const RULES: &str = "approval";

    pub fn pack(&self) -> Option<&PackId> {
        match self {
            Self::Order(order) => Some(&order.pack),
            Self::Rules { .. } => None,
        }
    }

    /// When it would take effect.
    pub fn when(&self) -> When {
        match self {
            Self::Order(order) => order.when,
            Self::Rules { .. } => When::Now,
        }
    }

    /// What it is in one word: `RELEASE`, `ROLLBACK`, `MOVE`, `CHANGE` or `SETTINGS`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Order(order) => order.word(),
            Self::Rules { .. } => "SETTINGS",
        }
    }

    /// `a release at once`, `a rollback to #5 on Tue 1 Dec 2026`, `a move to …`, `the settings approvals 0, …`.
    pub fn words(&self) -> String {
        match self {
            Self::Rules { to, .. } => format!("the settings {}", to.words()),
            Self::Order(order) => {
                let when = match order.when {
                    When::Now => "at once".to_owned(),
                    When::On(date) => format!("on {}", date_words(date)),
                };
                match (order.verb, order.rollback_to) {
                    (OrderVerb::Release, None) => format!("a release {when}"),
                    (OrderVerb::Release, Some(to)) => format!("a rollback to #{to} {when}"),
                    (OrderVerb::Move, _) => format!("a move of the scheduled release to {}", when_words(order.when)),
                    (OrderVerb::Change, _) => {
                        format!("other versions for the release scheduled for {}", when_words(order.when))
                    }
                }
            }
        }
    }

    /// The instant from which it can't be approved any more: its date begins, or `days` days have passed since `now`
    /// where no date lies ahead.
    pub fn expires_at(&self, now: DateTime<Utc>, days: u16) -> DateTime<Utc> {
        let date = match self {
            Self::Order(order) => match order.when {
                When::On(date) => Window::of(date, order.time_zone).ok().map(|window| window.start),
                When::Now => None,
            },
            Self::Rules { .. } => None,
        };
        date.filter(|start| *start > now).unwrap_or(now + TimeDelta::days(i64::from(days)))
    }
}

fn when_words(when: When) -> String {
    match when {
        When::Now => "today".to_owned(),
        When::On(date) => date_words(date),
    }
}

impl ApprovalRequest {
    /// How many approvals it still needs.
    pub fn missing(&self) -> usize {
        usize::from(self.needed).saturating_sub(self.approvals.len())
    }

    pub fn is_expired(&self, now: DateTime<Utc>) -> bool {
        self.expires_at <= now
    }

    /// Whether somebody may approve it.
    ///
    /// # Errors
    /// [`Refusal::RequestExpired`], [`Refusal::OwnRequest`], [`Refusal::ApprovedBefore`].
    pub fn check_approver(&self, who: &Identity, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.check_rejecter(who)?;
        if self.is_expired(now) {
            return Err(Refusal::RequestExpired { name: self.name.clone(), by: self.by.clone() });
        }
        match self.approvals.iter().find(|approval| approval.who == *who) {
            Some(before) => Err(Refusal::ApprovedBefore { name: self.name.clone(), by: before.by.clone() }),
            None => Ok(()),
        }
    }

    /// Whether somebody may reject it: anybody but its author, who withdraws it.
    ///
    /// # Errors
    /// [`Refusal::OwnRequest`].
    pub fn check_rejecter(&self, who: &Identity) -> Result<(), Refusal> {
        if self.who == *who {
            return Err(Refusal::OwnRequest { name: self.name.clone(), by: Approval::person(&self.by, &self.who) });
        }
        Ok(())
    }

    /// Whether somebody may withdraw it: its author alone.
    ///
    /// # Errors
    /// [`Refusal::NotYourRequest`].
    pub fn check_author(&self, who: &Identity) -> Result<(), Refusal> {
        if self.who == *who {
            return Ok(());
        }
        Err(Refusal::NotYourRequest { name: self.name.clone(), by: Approval::person(&self.by, &self.who) })
    }
}

impl RequestState {
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "OPEN",
            Self::Stale => "STALE",
            Self::Expired => "EXPIRED",
            Self::Rejected => "REJECTED",
            Self::Withdrawn => "WITHDRAWN",
            Self::CarriedOut => "CARRIED_OUT",
        }
    }

    /// `carried out`: how people say it.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Stale => "stale",
            Self::Expired => "expired",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::CarriedOut => "carried out",
        }
    }
}
