//! What keys do on the page.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{ComponentsPage, Focus, order, view};
use crate::{
    domain::{ComponentId, Version},
    engine::sentences,
    tui::{
        command::{Command, Commands, Query, allowed, shown_if},
        dialog::{CreateComponentDialog, PackageDialog, compare, delete_version, details},
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        page::PageState,
        widget::{Edit, Tone},
    },
};

impl PageState for ComponentsPage {
    fn scopes(&self) -> Vec<Scope> {
        self.browser.scopes(Scope::Components)
    }

    fn availability(&self, action: Action, _: &Context) -> Availability {
        let (chosen, version) = (self.browser.chosen(), self.version());
        match action {
            Action::PackageComponent | Action::CopyId => shown_if(chosen.is_some()),
            Action::ViewDetails => shown_if(version.is_some()),
            Action::RestoreVersion | Action::DeleteVersion if self.focus == Focus::List => match chosen {
                Some(view)
                    if view.component.versions.iter().any(|one| one.deleted == (action == Action::RestoreVersion)) =>
                {
                    Availability::Unavailable("select a version first".into())
                }
                _ => Availability::Hidden,
            },
            Action::RestoreVersion => shown_if(version.is_some_and(|(packaged, _)| packaged.deleted)),
            Action::DeleteVersion => match version.filter(|(packaged, _)| !packaged.deleted) {
                None => Availability::Hidden,
                Some((_, used)) => allowed(used.held.clone().map_or(Ok(()), Err)),
            },
            Action::CompareVersions => match chosen.zip(version) {
                None => Availability::Hidden,
                Some((view, (packaged, _))) => allowed(view.component.compared(None, Some(&packaged.version))),
            },
            Action::Filter | Action::Sort => shown_if(!self.browser.entries().is_empty()),
            _ => Availability::Available,
        }
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        if action == Action::Filter {
            self.focus = Focus::List;
        }
        if self.focus == Focus::List && self.browser.act(action, order(self.sort, &self.known)) {
            return self.ask_for_selected();
        }
        if let Some(motion) = action.motion() {
            self.table.step(motion, self.browser.view().map_or(0, |view| view.component.versions.len()));
            return vec![];
        }
        match action {
            Action::Back => self.focus = Focus::List,
            Action::Activate if self.focus == Focus::Table => {
                return self.about_version(|id, version| details(None, id, version));
            }
            Action::NextControl | Action::PreviousControl if self.focus == Focus::Table => self.focus = Focus::List,
            Action::NextControl | Action::PreviousControl | Action::Activate if self.browser.view().is_some() => {
                self.focus = Focus::Table;
            }
            Action::Sort => return self.sort_next(),
            Action::CreateComponent => return vec![Command::open(CreateComponentDialog::new())],
            Action::PackageComponent => return self.browser.about(|view| package(view.component.id.clone())),
            Action::ViewDetails => return self.about_version(|id, version| details(None, id, version)),
            Action::CompareVersions => return self.about_version(compare),
            Action::RestoreVersion => return self.about_version(restore),
            Action::DeleteVersion => return self.delete(),
            Action::CopyId => return self.browser.copy_id(),
            _ => {}
        }
        vec![]
    }

    fn edit(&mut self, edit: &Edit, _: &Context) -> Commands {
        self.browser.edit(edit, order(self.sort, &self.known));
        self.ask_for_selected()
    }

    fn ask(&self) -> Commands {
        let entries = Query::read("read the components", |engine| Ok(engine.component_entries()));
        vec![entries.reply_to(|page: &mut Self, entries, _| page.take(entries))]
    }

    fn draw(&self, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, look, area, buf)
    }
}

impl ComponentsPage {
    fn about_version(&self, ask: impl FnOnce(ComponentId, Version) -> Command) -> Commands {
        let Some((packaged, _)) = self.version() else { return vec![] };
        self.browser.about(|view| ask(view.component.id.clone(), packaged.version.clone()))
    }

    fn delete(&self) -> Commands {
        let Some((packaged, _)) = self.version() else { return vec![] };
        self.browser.about(|view| Command::open(delete_version(&view.component, &packaged.version)))
    }
}

fn package(id: ComponentId) -> Command {
    Query::read("package the component", move |engine| engine.packaging(&id).map(Box::new))
        .then(|packaging| vec![Command::open(PackageDialog::new(packaging))])
}

fn restore(id: ComponentId, version: Version) -> Command {
    Query::change("restore the version", move |engine| {
        engine.restore_version(&id, &version)?;
        Ok(sentences::version_restored(&version, &engine.component_name(&id)))
    })
    .then(|text| vec![Command::Notify(Tone::Success, text)])
}
