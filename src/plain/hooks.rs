//! Who is told what happens, and how that stands.

use super::{Session, Stop};

/// Reads the hooks out, with what keeps them from being told; nothing where there is none.
pub(super) fn tell(session: &mut Session) -> Result<(), Stop> {
    let views = session.engine.hooks()?;
    if views.is_empty() {
        return Ok(());
    }
    session.voice.title("Hooks")?;
    for view in &views {
        session.voice.say(&format!("{}: {}", view.hook.name, view.standing()))?;
    }
    session.voice.say(if views.iter().any(|view| view.failed > 0) {
        "`ipack hook deliveries --failed` lists what was set aside; `ipack hook redeliver HOOK ID` delivers it again."
    } else {
        "`ipack hook list` says more about them; `ipack hook deliveries` lists what they were told."
    })
}
