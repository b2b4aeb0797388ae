//! What came of moving, changing or cancelling a scheduled release, and how it is said.

use crate::domain::{ApprovalRequestId, PackId, ScheduledRelease, Tz, Window, count, date_words};

/// What came of moving, changing or cancelling.
#[derive(Debug, Clone)]
pub struct ScheduleOutcome {
    pub id: PackId,
    pub name: String,
    /// The scheduled release as it is after it; none where it was cancelled.
    pub scheduled: Option<ScheduledRelease>,
    /// The hour in which it will happen.
    pub window: Option<Window>,
    /// Instances that keep an update that was cancelled until the next release reaches them.
    pub ahead: usize,
    /// The number of the release that recalled them.
    pub recalled: Option<u32>,
    /// How many instances it brought back.
    pub brought_back: usize,
    /// The platform has taken it, and nobody waits until it is done: what is scheduled is as it was.
    pub is_on_its_way: bool,
    /// The request that it waits for: what is scheduled is as it was.
    pub request: Option<ApprovalRequestId>,
}

impl ScheduleOutcome {
    /// The lines that commands and the plain mode print: the new date with its hour, or what was cancelled.
    pub fn happened(&self, local: Tz) -> Vec<String> {
        let name = &self.name;
        if self.request.is_some() {
            return vec![format!("The scheduled release of {name} is as it was; what is asked for waits for approval")];
        }
        if self.is_on_its_way {
            return vec![on_its_way(name)];
        }
        if self.scheduled.is_some() {
            let hours = self.window.iter().flat_map(|window| window.zone_lines(local));
            let title = format!("The release of {name} is scheduled for");
            return std::iter::once(title).chain(hours.map(|line| format!("  {line}"))).collect();
        }
        let mut lines = vec![format!("The {}", cancelled(name))];
        if let Some(number) = self.recalled {
            let instances = count(self.brought_back, "instance");
            lines.push(format!("#{number} brings {instances} back to the current versions"));
        } else if self.ahead > 0 {
            lines.push(format!("! {} ahead until the next release", count(self.ahead, "instance")));
        }
        lines
    }

    /// What happened, in one sentence, as a notice says it: `Order to Cash is moved to Tue 1 Dec 2026`.
    pub fn sentence(&self) -> String {
        let name = &self.name;
        if self.request.is_some() {
            return format!("approval is asked for the scheduled release of {name}");
        }
        match (&self.scheduled, self.recalled, self.ahead) {
            (Some(scheduled), ..) => format!("{name} is moved to {}", date_words(scheduled.release_on_date)),
            (None, Some(number), _) => format!("the release of {name} is cancelled and recalled by #{number}"),
            (None, None, 0) => format!("the {}", cancelled(name)),
            (None, None, ahead) => format!("the {}; {} ahead", cancelled(name), count(ahead, "instance")),
        }
    }
}

fn cancelled(name: &str) -> String {
    format!("scheduled release of {name} is cancelled")
}

/// What is said of a release or a change that the platform has taken, where nobody waits until it is done.
pub(super) fn on_its_way(name: &str) -> String {
    format!("{name} is on its way: the platform has accepted the request")
}
