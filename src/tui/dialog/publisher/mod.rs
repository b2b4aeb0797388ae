//! The dialogs in which a publisher changes packs.

pub(super) mod add_packages;
pub(super) mod delete_pack;
pub(super) mod pack_form;
pub(super) mod remove_component;
