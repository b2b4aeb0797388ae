//! Who must agree before anything is released, where anybody must.

use super::Finding;
use crate::{domain::count, engine::Engine};

/// Nothing where nobody must agree and nothing waits.
pub(super) fn finding(engine: &Engine) -> Option<Finding> {
    let (rules, waiting) = (engine.settings().approval, engine.waiting_requests());
    if rules.approvals == 0 && waiting == 0 {
        return None;
    }
    let waits = match waiting {
        0 => "nothing waits".to_owned(),
        1 => "1 request waits".to_owned(),
        more => format!("{} wait", count(more, "request")),
    };
    let text = format!("{}; {waits}", rules.words());
    Some(if engine.settings().platform.is_some() {
        let hint = "what somebody releases on the platform's own page is asked by nobody";
        Finding::note("approval", text, hint)
    } else {
        Finding::ok("approval", text)
    })
}
