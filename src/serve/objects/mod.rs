//! The platform's objects, a file each.

mod account;
mod account_group;
mod account_group_account;
mod account_group_integration_pack;
mod audit_log;
mod integration_pack;
mod integration_pack_environment_attachment;
mod integration_pack_instance;
mod packaged_component;
mod packaged_component_manifest;
mod publisher_integration_pack;
mod release_integration_pack;
mod release_status;

use super::context::Object;

pub(super) const ALL: &[Object] = &[
    account::OBJECT,
    account_group::OBJECT,
    account_group_account::OBJECT,
    account_group_integration_pack::OBJECT,
    audit_log::OBJECT,
    integration_pack::OBJECT,
    integration_pack_environment_attachment::OBJECT,
    integration_pack_instance::OBJECT,
    packaged_component::OBJECT,
    packaged_component_manifest::OBJECT,
    publisher_integration_pack::OBJECT,
    release_integration_pack::OBJECT,
    release_status::OBJECT,
];
