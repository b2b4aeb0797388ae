//! The rules, asked of the engine: no terminal, and a process only where one has to be killed.
//!
//! What is scheduled is tested here from four sides; the interfaces test only how they say it:
//!
//! | file | what it is for |
//! |---|---|
//! | `windows` | the hour at which a date begins, against a table of another time-zone library |
//! | `schedule_model` | any sequence of schedules, moves, cancellations and ticks, against a model in plain numbers |
//! | `clocks` | what a clock that was wrong leaves behind |
//! | `scheduler` | who performs what is due, and when: once, late, blocked, by several programs at a time |
//! | `freezes`, `random_freezes` | dates on which nothing is released: what they forbid and catch, overrides, any sequence of them |
//! | `notices`, `random_notices`, `many_who_tell` | who is told what happens: kinds, order, receivers that are down, kills, several programs |
//! | `approvals`, `random_approvals` | what waits for the approval of others, what carries it out, any sequence of them |
//! | `random_verbs` | what holds after every verb, those of the schedule among them |
//! | `commands/scheduling` | the commands of schedules: flags, outputs, exit statuses |
//! | `screens/select_release_schedule` | choosing the date in the wizard, with its calendar |
//! | `screens/scheduled_release` | the dialogs that move, change and cancel |
//! | `screens/schedule` | the Schedule page |
//! | `screens/falling_due` | what open screens do when something falls due or was missed |

#![expect(clippy::expect_used, clippy::panic, reason = "a test that can not go on may panic")]

#[path = "../support/mod.rs"]
mod support;

mod approvals;
mod clocks;
mod finding;
mod freezes;
mod legacy;
mod many_who_tell;
mod notices;
mod publisher;
mod random_approvals;
mod random_freezes;
mod random_notices;
mod random_verbs;
mod rolling_back;
mod schedule_model;
mod scheduler;
mod stopping;
mod subscribers;
mod windows;
