//! Hooks: added, removed, listed.

use chrono::{DateTime, Utc};

use super::{Notice, Payload};
use crate::{
    domain::{Event, Hook, HookId, HookTarget, NoticeKind, PackId, Refusal, new_name},
    engine::{Engine, EngineError, find::pick, workspace::require_pack},
};

/// A hook as somebody wants it.
#[derive(Debug, Clone)]
pub struct HookOrder {
    pub name: String,
    pub target: HookTarget,
    /// What it is told; what is usual where it is empty.
    pub on: Vec<NoticeKind>,
    /// Only of these packs; of all where it is empty.
    pub packs: Vec<PackId>,
    /// The environment variable with the secret that requests are signed with.
    pub secret_env: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HookView {
    pub hook: Hook,
    /// The packs of which it is told, with their names.
    pub packs: Vec<(PackId, String)>,
    /// How many deliveries are ready and wait.
    pub waiting: usize,
    /// How many were set aside.
    pub failed: usize,
    /// When one was taken last.
    pub last_taken: Option<DateTime<Utc>>,
    /// Why the newest try failed, where it did.
    pub why: Option<String>,
    pub next_try: Option<DateTime<Utc>>,
    /// Why it is not told from here, where it is not.
    pub elsewhere: Option<String>,
}

impl HookView {
    /// What it is told of: the names of packs; `every pack`.
    pub fn whom(&self) -> String {
        if self.packs.is_empty() {
            return "every pack".to_owned();
        }
        self.packs.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
    }

    pub fn standing(&self) -> String {
        let failed = (self.failed > 0).then(|| format!("{} set aside", self.failed));
        let trying = self.why.as_ref().map(|why| format!("not told: {why}"));
        let waiting = (self.waiting > 0 && self.why.is_none()).then(|| format!("{} waiting", self.waiting));
        let words: Vec<String> = failed.into_iter().chain(trying.or(waiting)).chain(self.elsewhere.clone()).collect();
        if words.is_empty() { "nothing waits".to_owned() } else { words.join("; ") }
    }
}

impl Engine {
    /// The hooks, by name.
    pub fn hooks(&mut self) -> Result<Vec<HookView>, EngineError> {
        let hooks = self.settings().hooks.clone();
        if hooks.is_empty() {
            return Ok(Vec::new());
        }
        let states = self.store.hook_states()?;
        let view = |hook: &Hook| {
            let state = states.get(&hook.id).cloned().unwrap_or_default();
            let first = state.waiting.front();
            HookView {
                packs: hook.packs.iter().map(|id| (id.clone(), self.pack_name(id))).collect(),
                waiting: state.waiting.len() + state.between.len(),
                failed: state.failed.len(),
                last_taken: state.taken.front().and_then(|taken| taken.last_try),
                why: first.and_then(|first| first.why.clone()),
                next_try: first.and_then(|first| first.next_try),
                elsewhere: self.notices.elsewhere(hook),
                hook: hook.clone(),
            }
        };
        let mut views: Vec<HookView> = hooks.iter().map(view).collect();
        views.sort_by_cached_key(|view| (view.hook.name.to_lowercase(), view.hook.id.clone()));
        Ok(views)
    }

    /// The hook that `name` names.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Ambiguous`].
    pub fn find_hook(&self, name: &str) -> Result<Hook, EngineError> {
        let hooks: Vec<&Hook> = self.settings().hooks.iter().collect();
        Ok((*pick("hook", name, &hooks, |hook| (hook.id.as_str(), &hook.name))?).clone())
    }

    /// Adds a hook. It is told what happens from now on.
    ///
    /// # Errors
    /// [`Hook::check`]; [`Refusal::NameTaken`]; [`Refusal::NotFound`] for a pack that is gone; the store's.
    pub fn add_hook(&mut self, order: &HookOrder) -> Result<HookView, EngineError> {
        let id = HookId::from(self.new_id());
        let hook = self.commit_via(self.via(), |store, stamp| {
            order.packs.iter().try_for_each(|pack| require_pack(store, pack).map(drop))?;
            let hook = Hook {
                id: id.clone(),
                name: new_name("a hook", &order.name, store.settings().hooks.iter().map(|hook| hook.name.as_str()))?,
                target: order.target.clone(),
                on: order.on.clone(),
                packs: crate::engine::dedup(&order.packs),
                secret_env: order.secret_env.clone(),
                since: store.seq(),
                created_by: stamp.by.clone(),
                created_at: stamp.at,
            };
            hook.check()?;
            Ok((vec![Event::HookAdded(Box::new(hook.clone()))], hook))
        })?;
        Ok(HookView {
            packs: hook.packs.iter().map(|id| (id.clone(), self.pack_name(id))).collect(),
            waiting: 0,
            failed: 0,
            last_taken: None,
            why: None,
            next_try: None,
            elsewhere: self.notices.elsewhere(&hook),
            hook,
        })
    }

    /// Removes a hook. What waits for it is not told any more.
    pub fn remove_hook(&mut self, id: &HookId) -> Result<(), EngineError> {
        self.commit_via(self.via(), |store, _| {
            let unknown = || Refusal::NotFound { what: "hook", name: id.to_string(), like: None };
            let name = store.settings().hooks.get(id).ok_or_else(unknown)?.name.clone();
            Ok((vec![Event::HookRemoved { hook: id.clone(), name }], ()))
        })
    }

    /// Tries a hook out, at once: it is told of a trial.
    ///
    /// # Errors
    /// [`EngineError::NotDelivered`]; [`Refusal::NotFound`].
    pub fn try_hook(&mut self, id: &HookId) -> Result<(), EngineError> {
        let hook = self.hook(id)?;
        let (now, by) = (self.now(), self.by.clone());
        let notice = Notice { kind: None, pack: None, at: now, by, payload: Payload::Trial };
        let delivery = self.delivery(&notice, &format!("test {}", self.new_id()));
        let way = self.notices.way_to(&hook)?;
        let delivery = delivery.ok_or(Refusal::NoNotices)?;
        (way.hand_over)(&hook, &delivery, now).map_err(|why| EngineError::NotDelivered { why })
    }

    pub(super) fn hook(&self, id: &HookId) -> Result<Hook, EngineError> {
        let unknown = || Refusal::NotFound { what: "hook", name: id.to_string(), like: None };
        Ok(self.settings().hooks.get(id).cloned().ok_or_else(unknown)?)
    }
}
