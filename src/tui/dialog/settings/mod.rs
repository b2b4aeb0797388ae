//! Workspace Settings: the workspace's name, the scheduler's time zone, what becomes of late releases, and the deployment.
//!
//! ```text
//! ┌ Workspace Settings ────────────────────────────────────────────────┐
//! │ Name                                                               │
//! │▌[ Northwind Integrations                                         ] │
//! │                                                                    │   what is wrong with it
//! │ Scheduler Time Zone                                                │
//! │ [ America/New_York                                               ] │
//! │   13:00 EST there                                                  │   what it means, or what is wrong
//! │ Late Releases                      Deployment                      │
//! │ (•) same-day                       (•) standard                    │
//! │ ( ) always                         ( ) legacy                      │
//! │ ( ) ask                                                            │
//! │   packaged components, with versions to choose                     │   what the option with the focus means
//! │                                              [ Cancel ]  [ Save ]  │
//! └────────────────────────────────────────────────────────────────────┘
//! ```
//!
//! Another deployment is asked about first, with what it does; while something is scheduled it is refused.

mod state;
mod view;

pub(in crate::tui) use state::SettingsDialog;
