//! Dialogs about accounts and account groups: a question with perhaps a name to give, Browse Integration Packs with
//! what a pack carries, a list with check boxes, and who has a pack.

pub(super) mod browse;
pub(super) mod form;
pub(super) mod installations;
pub(super) mod pick;
pub(super) mod verbs;
pub(super) mod view_pack;
pub(super) mod who_has_it;
