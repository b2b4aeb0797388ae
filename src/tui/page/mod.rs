//! The pages: what one sees between two jobs.
//!
//! A page keeps what is looked at (selection, filter, sort column) and asks the worker for what it shows. It knows
//! no rule: whether a key is on is the domain's answer.
//!
//! Here stands which page shows, and what all of them have in common: the header, and the keys that lead from one to
//! another.

pub mod account_groups;
pub mod accounts;
pub mod activity;
pub mod components;
mod header;
pub mod integration_packs;
mod landing;
pub(super) mod list;
pub mod schedule;

pub use self::{
    account_groups::AccountGroupsPage, accounts::AccountsPage, activity::ActivityPage, components::ComponentsPage,
    integration_packs::IntegrationPacksPage, schedule::SchedulePage,
};

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::Span,
};

use super::{
    dialog::{documents, settings},
    keys::{Action, Availability, Scope},
    layout::{Constraint, Layout},
    look::Look,
    model::Model,
    program::Effect,
    widget::{Edit, Tone, inset, rule},
    worker::{self, Request, subscribers::Ask},
};
use crate::{
    domain::{Deployment, PackId},
    engine::Standing,
};

type Effects = Vec<Effect<Request>>;

/// A page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The packs, and the chosen one with its components.
    IntegrationPacks,
    /// Scheduled releases by date.
    Schedule,
    /// The managed accounts, and the chosen one with what is installed in it.
    Accounts,
    /// The account groups, and the chosen one with its accounts and resources.
    AccountGroups,
    /// What happened.
    Activity,
    /// The components, and the chosen one with its versions.
    Components,
}

impl Page {
    /// Every page, in the order of the header.
    pub const ALL: [Self; 6] =
        [Self::IntegrationPacks, Self::Schedule, Self::Accounts, Self::AccountGroups, Self::Activity, Self::Components];

    /// Its name.
    #[must_use]
    pub const fn title(self, deployment: Deployment) -> &'static str {
        match self {
            Self::IntegrationPacks => deployment.words().packs,
            Self::Schedule => "Schedule",
            Self::Accounts => "Accounts",
            Self::AccountGroups => "Account Groups",
            Self::Activity => "Activity",
            Self::Components => "Components",
        }
    }

    /// Its name in little room.
    #[must_use]
    pub const fn short_title(self, deployment: Deployment) -> &'static str {
        match self {
            Self::IntegrationPacks => match deployment {
                Deployment::Standard => "Packs",
                Deployment::Legacy => deployment.words().packs,
            },
            Self::AccountGroups => "Groups",
            Self::Schedule | Self::Accounts | Self::Activity | Self::Components => self.title(deployment),
        }
    }

    /// Its name where every cell counts.
    #[must_use]
    pub const fn shortest_title(self, deployment: Deployment) -> &'static str {
        match self {
            Self::Activity => "Log",
            Self::Components => "Comps",
            _ => self.short_title(deployment),
        }
    }

    /// The page that an action leads to.
    fn of(action: Action) -> Option<Self> {
        Some(match action {
            Action::ShowIntegrationPacks => Self::IntegrationPacks,
            Action::ShowSchedule => Self::Schedule,
            Action::ShowAccounts => Self::Accounts,
            Action::ShowAccountGroups => Self::AccountGroups,
            Action::ShowActivity => Self::Activity,
            Action::ShowComponents => Self::Components,
            _ => return None,
        })
    }
}

/// Goes to a page.
pub(super) fn show(model: &mut Model, page: Page) -> Effects {
    if model.page == page {
        return vec![];
    }
    model.page = page;
    look(model)
}

/// Asks for what the page shows beside the overview.
pub(super) fn look(model: &Model) -> Effects {
    match model.page {
        Page::IntegrationPacks => vec![],
        Page::Schedule => vec![Effect::Ask(Request::Schedule)],
        Page::Accounts => vec![Effect::Ask(Request::Subscribers(Ask::Accounts))],
        Page::AccountGroups => vec![Effect::Ask(Request::Subscribers(Ask::Groups))],
        Page::Activity => vec![Effect::Ask(Request::Activity)],
        Page::Components => vec![Effect::Ask(Request::Components(worker::components::Ask::Entries))],
    }
}

/// The scopes of what has the focus, the innermost first.
pub(super) fn scopes(model: &Model) -> Vec<Scope> {
    match model.page {
        Page::IntegrationPacks => model.packs.scopes(),
        Page::Schedule => model.schedule.scopes(),
        Page::Accounts => model.accounts.scopes(),
        Page::AccountGroups => model.groups.scopes(),
        Page::Activity => model.activity.scopes(),
        Page::Components => model.components.scopes(),
    }
}

/// Whether an action makes sense on the page now.
pub(super) fn availability(model: &Model, action: Action) -> Availability {
    match model.page {
        Page::IntegrationPacks => integration_packs::availability(model, action),
        Page::Schedule => schedule::availability(model, action),
        Page::Accounts => accounts::availability(model, action),
        Page::AccountGroups => account_groups::availability(model, action),
        Page::Activity => activity::availability(model, action),
        Page::Components => components::availability(model, action),
    }
}

/// Carries out an action; one that is off says why.
pub(super) fn act(model: &mut Model, action: Action) -> Effects {
    match availability(model, action) {
        Availability::Unavailable(why) => {
            model.tell(Tone::Warning, why);
            return vec![];
        }
        // Where the Release button is absent, its key says why.
        Availability::Hidden if action != Action::Release => return vec![],
        Availability::Hidden | Availability::Available => {}
    }
    match (Page::of(action), model.page) {
        (Some(page), _) => show(model, page),
        (None, _) if action == Action::WorkspaceSettings => settings::open(model),
        (None, _) if action == Action::Import => documents::import(model),
        (None, _) if action == Action::Export => documents::export(model),
        (None, Page::IntegrationPacks) => integration_packs::act(model, action),
        (None, Page::Schedule) => schedule::act(model, action),
        (None, Page::Accounts) => accounts::act(model, action),
        (None, Page::AccountGroups) => account_groups::act(model, action),
        (None, Page::Activity) => activity::act(model, action),
        (None, Page::Components) => components::act(model, action),
    }
}

/// Edits the page's filter.
pub(super) fn edit(model: &mut Model, edit: &Edit) -> Effects {
    match model.page {
        Page::IntegrationPacks => integration_packs::edit(model, edit),
        Page::Schedule => schedule::edit(model, edit),
        Page::Accounts => accounts::edit(model, edit),
        Page::AccountGroups => account_groups::edit(model, edit),
        Page::Activity => activity::edit(model, edit),
        Page::Components => components::edit(model, edit),
    }
}

/// Goes to a pack on Integration Packs.
fn go_to_pack(model: &mut Model, id: &PackId) -> Effects {
    model.page = Page::IntegrationPacks;
    model.packs.go_to(&model.context.overview, id)
}

/// The mark of a scheduled release.
fn standing_mark(look: &Look, standing: Standing) -> Span<'static> {
    let (styles, glyphs) = (&look.theme.styles, look.theme.glyphs);
    match standing {
        Standing::Ahead | Standing::Due => Span::styled(glyphs.scheduled, styles.pending),
        Standing::Blocked => Span::styled(glyphs.removed, styles.danger),
        Standing::Overdue => Span::styled(glyphs.warning, styles.danger),
    }
}

/// Draws the header and the page; answers where the terminal's cursor goes.
pub(super) fn draw(model: &Model, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let [top, line, body] =
        Layout::vertical([Constraint::Length(1), Constraint::Length(1), Constraint::Fill(1)]).areas(area);
    header::draw(look, model.page, inset(top), buf);
    rule(look.theme, inset(line), buf);
    match model.page {
        Page::IntegrationPacks => integration_packs::draw(&model.packs, look, body, buf),
        Page::Schedule => schedule::draw(&model.schedule, look, body, buf),
        Page::Accounts => accounts::draw(&model.accounts, look, body, buf),
        Page::AccountGroups => account_groups::draw(&model.groups, look, body, buf),
        Page::Activity => activity::draw(&model.activity, look, body, buf),
        Page::Components => components::draw(&model.components, look, body, buf),
    }
}
