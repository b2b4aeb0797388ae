//! What is sent: an event as [CloudEvents 1.0](https://github.com/cloudevents/spec) writes it in JSON.

use std::fmt::Write as _;

use chrono::SecondsFormat;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::notice::Notice;
use crate::{domain::NoticeKind, engine::Engine, store::Delivery};

impl Engine {
    /// Puts something in the form in which it is sent. `what` tells it from everything else that happens in the
    /// workspace.
    pub(super) fn delivery(&mut self, notice: &Notice, what: &str) -> Option<Delivery> {
        let data = (self.notices.way.as_ref()?.data)(self, notice);
        let id = self.notice_id(what);
        let mut event = Map::new();
        let mut put = |name: &str, value: Value| drop(event.insert(name.to_owned(), value));
        put("specversion", "1.0".into());
        put("id", id.clone().into());
        put("source", source(&self.settings().name).into());
        put("type", format!("ipack.{}", notice.kind.map_or("test", NoticeKind::word)).into());
        put("time", notice.at.to_rfc3339_opts(SecondsFormat::Secs, true).into());
        if let Some(pack) = &notice.pack {
            put("subject", pack.to_string().into());
            put("packname", self.pack_name(pack).into());
        }
        put("by", notice.by.clone().into());
        put("datacontenttype", "application/json".into());
        put("data", data);
        Some(Delivery {
            id,
            kind: notice.kind,
            pack: notice.pack.clone(),
            at: notice.at,
            body: Value::Object(event).to_string(),
            tries: 0,
            first_try: None,
            last_try: None,
            next_try: None,
            why: None,
        })
    }

    /// The id of something that happens in this workspace, the same whoever works it out.
    fn notice_id(&self, what: &str) -> String {
        let digest = Sha256::new().chain_update(self.store.origin()).chain_update(what).finalize();
        digest.iter().take(16).fold(String::new(), |mut text, byte| {
            // A text takes everything.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

/// The workspace as a reference: `/ipack/Order%20desk`.
fn source(name: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    name.bytes().fold("/ipack/".to_owned(), |mut text, byte| {
        if kept(byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_is_named_as_a_reference() {
        assert_eq!(source("Order desk/Züge"), "/ipack/Order%20desk%2FZ%C3%BCge");
    }
}
