//! How hooks are told from this machine: with secrets from its environment, and commands that its own config lists.

use std::{env, sync::Arc};

use chrono::{DateTime, Utc};

use super::data::data;
use crate::{
    config::Config,
    domain::{Hook, HookTarget, NoticeKind, Via, split_command},
    engine::{Delivery, Engine, EngineError, Notices, keeper::at_most},
    link::{
        command,
        webhook::{self, Message},
    },
};

/// Tells hooks as this machine can. Screens leave a hook alone whose secret their environment lacks: a scheduler has
/// it.
pub(in crate::cli) fn notices(
    config: &Config,
    via: Via,
    open: impl Fn() -> Result<Engine, EngineError> + Send + Sync + 'static,
) -> Notices {
    let listed = config.command_hooks.clone();
    let elsewhere = move |hook: &Hook| match (&hook.target, &hook.secret_env) {
        (HookTarget::Command(_), _) if !listed.contains(&hook.name) => {
            Some("it is a command, and the config of this machine does not list it in commandHooks".to_owned())
        }
        (HookTarget::Url(_), Some(name)) if via == Via::Tui && env::var_os(name).is_none() => {
            Some(format!("{name}, which holds its secret, is not set here"))
        }
        _ => None,
    };
    Notices { hand_over: Arc::new(hand_over), elsewhere: Arc::new(elsewhere), data, open: Arc::new(open) }
}

fn hand_over(hook: &Hook, delivery: &Delivery, at: DateTime<Utc>) -> Result<(), String> {
    match &hook.target {
        HookTarget::Url(url) => {
            let secret = hook.secret_env.as_ref().map(|name| {
                env::var(name).map_err(|_| format!("{name}, which holds its secret, is not set where it is told"))
            });
            let message = Message { id: &delivery.id, at, body: &delivery.body };
            webhook::post(url, &message, secret.transpose()?.as_deref(), at_most(webhook::LIMIT))
        }
        HookTarget::Command(command) => {
            let words = split_command(command).map_err(|refusal| refusal.to_string())?;
            let kind = delivery.kind.map_or("test", NoticeKind::word);
            command::run(&words, kind, &delivery.body, at_most(command::LIMIT))
        }
    }
}
