//! Package Component: a version of a component.
//!
//! ```text
//! ┌ Package Component · Create Invoice ────────────────────────────┐
//! │ Version                                          newest is 1.5 │
//! │▌[ 1.6                                                        ] │   the next number, until another is typed
//! │                                                                │
//! │ Sharing                                 can't be changed later │
//! │ (•) Allowed                                                    │
//! │ ( ) Not Allowed                                                │
//! │   packs can carry it                                           │
//! │ Package Notes                                                  │
//! │ [ Retry on 409                                               ] │
//! │                                                                │
//! │ Included Components (2)                          Space chooses │   in a list of their own, in front
//! │   Retry Map, Invoice Layout                                    │
//! │                            [ Cancel ]  [ Package Component ]   │
//! └────────────────────────────────────────────────────────────────┘
//! ```

mod state;
mod view;

pub(in crate::tui) use state::PackageDialog;
