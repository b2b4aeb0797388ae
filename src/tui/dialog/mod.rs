//! The dialogs, in front of page and wizard. Each knows its own state and what it asks for; none knows what stands
//! behind it. They are sized from their content and clamped to the screen last.

mod by_form;
mod cancel_scheduled;
mod check_list;
mod components;
mod documents;
mod freezes;
mod help;
mod history;
mod hooks;
mod item_list;
mod leave;
mod left_draft;
mod message;
mod missed;
mod move_scheduled;
mod override_freeze;
mod palette;
mod prose;
mod publisher;
mod question;
mod requests;
mod scheduled;
mod select_text;
mod select_version;
mod settings;
mod settle;
mod several_scheduled;
mod subscribers;
mod version_details;

pub(super) use self::{
    cancel_scheduled::cancel_scheduled,
    components::{compare::compare, create::CreateComponentDialog, delete::delete_version, package::PackageDialog},
    documents::{export::ExportDialog, import::ImportDialog},
    freezes::{add_freeze, freezes},
    help::HelpDialog,
    history::history,
    hooks::hooks,
    leave::{leave_dialog, leave_wizard},
    left_draft::left_draft,
    message::MessageDialog,
    missed::MissedDialog,
    move_scheduled::move_scheduled,
    override_freeze::override_freeze,
    palette::PaletteDialog,
    publisher::{
        add_packages::add_packages, delete_pack::DeletePackDialog, pack_form::PackDialog,
        remove_component::remove_component,
    },
    requests::{answered, may_answer, show_request},
    select_text::SelectTextDialog,
    select_version::SelectVersionDialog,
    settings::SettingsDialog,
    settle::settle,
    several_scheduled::{cancel_several, move_several},
    subscribers::{
        browse::BrowseDialog, form::VerbDialog, installations::InstallationsDialog, pick::pick, verbs::Pick,
        view_pack::view_pack, who_has_it::who_has_it,
    },
    version_details::details,
};
