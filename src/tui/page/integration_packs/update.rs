//! What keys do on the page.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{Focus, IntegrationPacksPage, SORTS, has_release, view};
use crate::{
    domain::{ComponentId, ComponentRow, Deployment, PackId, Pending, Version, instant_words},
    engine::{PackEntry, Purpose},
    tui::{
        command::{Command, Commands, Query, allowed, propose, propose_several, shown_if},
        dialog::{
            DeletePackDialog, PackDialog, add_packages, cancel_scheduled, cancel_several, details, history,
            move_scheduled, move_several, remove_component, settle, view_pack, who_has_it,
        },
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        page::{self, PageState, browser::by_name},
        widget::{Edit, Motion, Tone, cycle_focus},
    },
};

impl PageState for IntegrationPacksPage {
    fn scopes(&self) -> Vec<Scope> {
        let page = self.browser.scopes(Scope::IntegrationPacks);
        let typing = self.browser.list.filter().typing;
        let button = matches!(self.focus, Focus::Release | Focus::Add) && !typing;
        button.then_some(Scope::Buttons).into_iter().chain(page).collect()
    }

    fn availability(&self, action: Action, context: &Context) -> Availability {
        let (view, deployment) = (self.browser.chosen(), context.overview.settings.deployment);
        match action {
            Action::Release | Action::RollBack if view.is_some_and(|view| view.pack.asked.is_some()) => {
                view.map_or(Availability::Hidden, |view| allowed(view.pack.check_nothing_asked()))
            }
            Action::MoveScheduled | Action::ChangeScheduled
                if view.is_some_and(|view| view.pack.asked.is_some() && view.pack.scheduled.is_some()) =>
            {
                view.map_or(Availability::Hidden, |view| allowed(view.pack.check_nothing_asked()))
            }
            Action::SettleRequest => shown_if(view.is_some_and(|view| view.pack.asked.is_some())),
            Action::Release if !self.marked.is_empty() => Availability::Available,
            Action::MoveScheduled | Action::CancelScheduled if !self.marked.is_empty() => {
                let waits = |entry: &&PackEntry| entry.summary.scheduled.is_some();
                shown_if(
                    self.browser.entries().iter().filter(waits).any(|entry| self.marked.contains(&entry.summary.id)),
                )
            }
            Action::Release => match (view.map(|view| view.check_release(deployment)), deployment) {
                (Some(Ok(())), _) => Availability::Available,
                (Some(refused), Deployment::Legacy) => allowed(refused),
                (Some(Err(_)), Deployment::Standard) | (None, _) => Availability::Hidden,
            },
            Action::RollBack => shown_if(view.is_some_and(|view| view.pack.releases.len() > 1)),
            Action::History => shown_if(view.is_some_and(|view| view.pack.current().is_some())),
            Action::MoveScheduled | Action::CancelScheduled => {
                shown_if(view.is_some_and(|view| view.pack.scheduled.is_some()))
            }
            Action::ChangeScheduled if deployment.check_choice().is_err() => Availability::Hidden,
            Action::ChangeScheduled => match view.filter(|view| view.pack.scheduled.is_some()) {
                None => Availability::Hidden,
                Some(view) => allowed(view.pack.check_changeable()),
            },
            Action::EditPack
            | Action::DeletePack
            | Action::ShowInstallations
            | Action::ViewPack
            | Action::CopyId
            | Action::Sort => shown_if(view.is_some()),
            Action::Mark | Action::MarkAll | Action::Filter => shown_if(!self.browser.entries().is_empty()),
            Action::AddComponent => view.map_or(Availability::Hidden, |view| allowed(view.pack.check_room(1))),
            Action::ViewDetails => self.of_row(|row| version_of(row).is_some()),
            Action::RemoveComponent => self.of_row(|row| !row.deleted),
            Action::UndeleteComponent => self.of_row(|row| row.deleted),
            _ => Availability::Available,
        }
    }

    fn act(&mut self, action: Action, context: &Context) -> Commands {
        if action == Action::Filter {
            self.focus = Focus::List;
        }
        if self.focus == Focus::List && self.browser.act(action, by_name) {
            return self.ask_for_selected();
        }
        if let Some(motion) = action.motion() {
            self.step(motion);
            return vec![];
        }
        match action {
            Action::Back if self.focus == Focus::List => self.unmark(),
            Action::Back => self.focus = Focus::List,
            Action::Mark => {
                self.mark();
                return self.ask_for_selected();
            }
            Action::MarkAll => self.mark_all(),
            Action::Release if !self.marked.is_empty() => return vec![propose_several(self.all_marked())],
            Action::MoveScheduled if !self.marked.is_empty() => return vec![move_several(self.all_marked())],
            Action::CancelScheduled if !self.marked.is_empty() => return vec![cancel_several(self.all_marked())],
            Action::NextControl | Action::PreviousControl => self.turn(action == Action::NextControl, context),
            Action::Activate if self.focus == Focus::List && self.browser.view().is_some() => self.focus = Focus::Table,
            Action::ViewDetails => return self.view_details(),
            Action::Activate if self.focus == Focus::Table => return self.view_details(),
            Action::Activate if self.focus == Focus::Release => return page::press(self, Action::Release, context),
            Action::Activate if self.focus == Focus::Add => return page::press(self, Action::AddComponent, context),
            Action::Sort => {
                self.sort = (self.sort + 1) % SORTS;
                self.sort_rows();
            }
            // Where there is nothing to release, the engine says why not.
            Action::Release => return self.about(|id| propose(id, Purpose::Release)),
            Action::RollBack => return self.about(|id| propose(id, Purpose::RollBack(None))),
            Action::ChangeScheduled => return self.about(|id| propose(id, Purpose::Change)),
            Action::History => return self.about(history),
            Action::MoveScheduled => return self.about(move_scheduled),
            Action::CancelScheduled => return self.about(cancel_scheduled),
            Action::AddComponent => return self.about(add_packages),
            Action::ShowInstallations => return self.about(who_has_it),
            Action::ViewPack => return self.about(view_pack),
            Action::UndeleteComponent => return self.undelete(),
            Action::CopyId => return self.browser.copy_id(),
            _ => return self.open(action, context).into_iter().collect(),
        }
        vec![]
    }

    fn edit(&mut self, edit: &Edit, _: &Context) -> Commands {
        self.browser.edit(edit, by_name);
        self.ask_for_selected()
    }

    /// The packs are the workspace's; the chosen one is asked for as the selection moves.
    fn ask(&self) -> Commands {
        vec![]
    }

    fn draw(&self, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, look, area, buf)
    }
}

impl IntegrationPacksPage {
    fn step(&mut self, motion: Motion) {
        match self.focus {
            Focus::Table => {
                self.table.step(motion, self.order.len());
            }
            Focus::Release | Focus::Add if motion == Motion::Up => self.focus = Focus::Table,
            Focus::List | Focus::Release | Focus::Add => {}
        }
    }

    /// The details of the version that the table's row is about.
    fn view_details(&self) -> Commands {
        let Some(row) = self.selected_row() else { return vec![] };
        let Some(version) = version_of(row).cloned() else { return vec![] };
        let component = row.component_id.clone();
        self.about(|id| details(Some(id), component, version))
    }

    fn turn(&mut self, forward: bool, context: &Context) {
        let Some(view) = self.browser.view() else { return };
        let mut stops = vec![Focus::List, Focus::Table];
        stops.extend(has_release(context.overview.settings.deployment, view).then_some(Focus::Release));
        stops.push(Focus::Add);
        cycle_focus(&mut self.focus, &stops, forward);
    }

    /// Asks the worker for something of the pack that is shown.
    fn about(&self, ask: impl FnOnce(PackId) -> Command) -> Commands {
        self.browser.about(|view| ask(view.pack.id.clone()))
    }

    /// The dialogs that need no answer before they open.
    fn open(&self, action: Action, context: &Context) -> Option<Command> {
        let view = self.browser.chosen();
        let names = |own: Option<&str>| {
            let all = context.overview.packs.iter().map(|entry| entry.summary.name.clone());
            all.filter(|name| Some(name.as_str()) != own).collect()
        };
        Some(match action {
            Action::CreatePack => Command::open(PackDialog::create(names(None))),
            Action::EditPack => {
                let pack = &view?.pack;
                Command::open(PackDialog::of(pack, names(Some(&pack.name))))
            }
            Action::DeletePack => Command::open(DeletePackDialog::new(view?)),
            Action::SettleRequest => {
                let (pack, zone) = (&view?.pack, context.overview.local_zone);
                let asked = pack.asked.as_deref()?;
                Command::open(settle(pack, &instant_words(asked.asked_at, zone)))
            }
            Action::RemoveComponent => Command::open(remove_component(&view?.pack, self.selected_row()?)),
            _ => return None,
        })
    }

    /// Whether there is such a row to act on; only where the table has the focus is its bar the one that a key means.
    fn of_row(&self, fits: impl Fn(&ComponentRow) -> bool) -> Availability {
        if self.focus == Focus::Table {
            return shown_if(self.selected_row().is_some_and(fits));
        }
        let any = self.browser.view().is_some_and(|view| view.rows.iter().any(fits));
        if any { Availability::Unavailable("select a component first".into()) } else { Availability::Hidden }
    }

    /// Takes back the removal of the table's row. Nothing is lost by that, so nobody is asked.
    fn undelete(&self) -> Commands {
        let Some(row) = self.selected_row().map(|row| row.component_id.clone()) else { return vec![] };
        self.about(|id| undelete(id, row))
    }
}

/// What a row is about: the version that comes, else the one that is current, else the latest.
fn version_of(row: &ComponentRow) -> Option<&Version> {
    match &row.pending {
        Pending::Version(version) => Some(version),
        Pending::Nothing | Pending::Deleted => row.current.as_ref().or(row.latest.as_ref()),
    }
}

fn undelete(pack: PackId, component: ComponentId) -> Command {
    Query::change("change the integration pack", move |engine| {
        engine.undelete_components(&pack, std::slice::from_ref(&component))?;
        Ok(format!("{} stays in {}", engine.component_name(&component), engine.pack_name(&pack)))
    })
    .then(|text| vec![Command::Notify(Tone::Success, text)])
}
