//! Create Integration Pack, and Edit Details.
//!
//! ```text
//! ┌ Create Integration Pack ───────────────────────────────────────┐
//! │ Name                                                           │
//! │▌[ Order to Cash                                              ] │
//! │   there is an integration pack named "Order to Cash" already   │   what is wrong with it
//! │ Installation Type                       can't be changed later │
//! │ (•) Single Attachment                                          │
//! │ ( ) Multiple Attachments                                       │
//! │   at most one instance per account                             │   what the chosen one means
//! │ Description                                            123/500 │
//! │ [ From the order to the money.                               ] │
//! │                                                                │
//! │                      [ Cancel ]  [ Create Integration Pack ]   │
//! └────────────────────────────────────────────────────────────────┘
//! ```

mod state;
mod view;

pub(in crate::tui) use state::PackDialog;
