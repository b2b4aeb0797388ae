//! What `ipack doctor` finds of hooks: what was set aside, and who is not told right now.

use super::{Finding, failed};
use crate::{
    domain::count,
    engine::{Engine, HookView},
};

/// Nothing where there is no hook.
pub(super) fn findings(engine: &mut Engine) -> Vec<Finding> {
    let views = match engine.hooks() {
        Ok(views) if views.is_empty() => return Vec::new(),
        Ok(views) => views,
        Err(error) => return vec![failed("hooks", &error)],
    };
    let mut findings = vec![Finding::ok("hooks", count(views.len(), "hook"))];
    findings.extend(views.iter().filter_map(finding));
    findings
}

fn finding(view: &HookView) -> Option<Finding> {
    let name = &view.hook.name;
    match (view.failed, &view.why) {
        (0, None) => None,
        (0, Some(why)) => {
            let hint = "it is tried again; `ipack hook test HOOK` tries it now";
            Some(Finding::note("hooks", format!("{name} is not told: {why}"), hint))
        }
        (failed, _) => {
            let text = format!("{name} was not told of {}, now set aside", count(failed, "thing"));
            let hint = "`ipack hook deliveries --failed` lists each, `ipack hook redeliver HOOK ID` delivers it again";
            Some(Finding::problem("hooks", text, Some(hint.to_owned())))
        }
    }
}
