//! Add Packages to Integration Pack: components in their folders, with check boxes.
//!
//! Only what may be added is offered; the rest, with the reasons, is a key away. A folder checks all below it that the
//! filter lets through.

mod tree;
mod update;
mod view;

use std::{collections::BTreeSet, sync::Arc};

use self::tree::{Leaf, Line, lines, searchable};
use crate::{
    domain::{ComponentId, MAX_COMPONENTS, Pack, PackId},
    engine::{rank, sentences},
    tui::{
        command::{Command, Commands, Query},
        filter::Filter,
        form::{Form, Step},
        widget::{Scroll, Tone},
    },
};

/// With more components than this, folders start closed, so that the outline shows.
const FEW: usize = 12;

/// The place of the tree among the controls.
const TREE: usize = 0;

/// A pack, and every component with the reason why it can't be added, by name; none where it can.
type Addable = (Arc<Pack>, Vec<Leaf>);

/// Opens the dialog for a pack.
pub(in crate::tui) fn add_packages(id: PackId) -> Command {
    addable(id).then(|addable| vec![Command::open(AddPackagesDialog::new(addable))])
}

fn addable(id: PackId) -> Query<Addable> {
    Query::read("read what can be added", move |engine| Ok((engine.pack(&id)?.pack, engine.addable(&id)?)))
}

fn add(pack: PackId, components: Vec<ComponentId>) -> Command {
    Query::change("change the integration pack", move |engine| {
        engine.add_components(&pack, &components)?;
        Ok(sentences::components_added(components.len(), &engine.pack_name(&pack)))
    })
    .then(|text| vec![Command::Finish, Command::Notify(Tone::Success, text)])
}

#[derive(Debug)]
pub(in crate::tui) struct AddPackagesDialog {
    pack: Arc<Pack>,
    leaves: Vec<Leaf>,
    /// What can't be added shows, instead of what can.
    why_not: bool,
    checked: BTreeSet<ComponentId>,
    /// The folders that are open among what can be added, and among what can't.
    open: [BTreeSet<String>; 2],
    lines: Vec<Line>,
    list: Scroll,
    filter: Filter,
    form: Form,
}

impl AddPackagesDialog {
    fn new((pack, leaves): Addable) -> Self {
        let mut state = Self {
            pack,
            leaves,
            why_not: false,
            checked: BTreeSet::new(),
            open: Default::default(),
            lines: Vec::new(),
            list: Scroll::default(),
            filter: Filter::default(),
            form: Form::of_list([Step::Leave, Step::Submit]),
        };
        let folders = |state: &Self, why_not: bool| -> BTreeSet<String> {
            let there = state.leaves.iter().filter(|leaf| leaf.why_not.is_some() == why_not);
            there.flat_map(|leaf| above(&leaf.component.folder)).collect()
        };
        // The folders of this list start open, because the reasons are with the components.
        state.open[1] = folders(&state, true);
        if state.offered().count() <= FEW {
            state.open[0] = folders(&state, false);
        }
        state.grow();
        state
    }

    /// Takes what can be added now; what was checked stays so, as far as it can.
    fn renew(&mut self, addable: Addable) {
        (self.pack, self.leaves) = addable;
        let offered: BTreeSet<ComponentId> = self.offered().map(|leaf| leaf.component.id.clone()).collect();
        self.checked.retain(|id| offered.contains(id));
        self.grow();
        self.list.clamp(self.lines.len());
    }

    fn offered(&self) -> impl Iterator<Item = &Leaf> {
        self.leaves.iter().filter(|leaf| leaf.why_not.is_none())
    }

    /// How many can be added, and how many can't.
    fn counts(&self) -> (usize, usize) {
        let can = self.offered().count();
        (can, self.leaves.len() - can)
    }

    fn selected(&self) -> usize {
        self.checked.len()
    }

    /// How many more fit in.
    fn room(&self) -> usize {
        MAX_COMPONENTS.saturating_sub(self.pack.counted_members() + self.selected())
    }

    /// Why what is checked can't be added, in words.
    fn too_many(&self) -> Option<String> {
        self.pack.check_room(self.selected()).err().map(|refusal| refusal.to_string())
    }

    /// How many of these are checked.
    fn checked_among(&self, below: &[usize]) -> usize {
        below.iter().filter(|at| self.checked.contains(&self.leaves[**at].component.id)).count()
    }

    /// Builds the lines again; returns the best match.
    fn grow(&mut self) -> Option<usize> {
        let shown = |leaf: &Leaf| leaf.why_not.is_some() == self.why_not;
        let among: Vec<usize> = (0..self.leaves.len()).filter(|at| shown(&self.leaves[*at])).collect();
        let names: Vec<String> = among.iter().map(|at| searchable(&self.leaves[*at])).collect();
        let found = rank(self.filter.field.text(), names.iter().map(String::as_str));
        let best = found.first().map(|nth| among[*nth]);
        let mut matching: Vec<usize> = found.into_iter().map(|nth| among[nth]).collect();
        matching.sort_unstable();
        let all = self.filter.is_active();
        let open = &self.open[usize::from(self.why_not)];
        self.lines = lines(&self.leaves, &matching, &|path| all || open.contains(path));
        best.filter(|_| all).and_then(|best| self.lines.iter().position(|line| is_leaf(line, best)))
    }

    fn narrow(&mut self) {
        let best = self.grow();
        self.list.select(best.unwrap_or(0));
    }

    fn clear_filter(&mut self) {
        let under = self.under_bar().map(|line| line.below().to_vec());
        self.filter.clear();
        self.grow();
        let same = |line: &Line| under.as_ref().is_some_and(|below| below.iter().all(|at| line.below().contains(at)));
        // In a closed folder the folder itself is the nearest that shows.
        self.list.select(self.lines.iter().rposition(same).unwrap_or(0));
    }

    fn under_bar(&self) -> Option<&Line> {
        self.lines.get(self.list.selected())
    }

    /// Checks what is under the bar, or unchecks it where all of it is checked.
    fn toggle(&mut self) {
        if self.why_not {
            if let Some(Line::Leaf { at, .. }) = self.under_bar()
                && let Some(why) = &self.leaves[*at].why_not
            {
                self.form.refuse(TREE, why.to_string());
            }
            return;
        }
        let Some(line) = self.lines.get(self.list.selected()) else { return };
        let all = self.checked_among(line.below()) == line.below().len();
        for at in line.below() {
            let id = &self.leaves[*at].component.id;
            if all {
                self.checked.remove(id);
            } else {
                self.checked.insert(id.clone());
            }
        }
    }

    /// Opens the folder under the bar; goes into one that is open.
    fn open(&mut self) {
        match self.lines.get(self.list.selected()) {
            Some(Line::Folder { open: true, .. }) => self.list.select(self.list.selected() + 1),
            Some(Line::Folder { path, .. }) => {
                self.open[usize::from(self.why_not)].insert(path.clone());
                self.grow();
            }
            _ => {}
        }
    }

    /// Closes the folder under the bar; from anything else goes to the folder that holds it.
    fn close(&mut self) {
        let at = self.list.selected();
        match self.lines.get(at) {
            Some(Line::Folder { path, open: true, .. }) if !self.filter.is_active() => {
                self.open[usize::from(self.why_not)].remove(path);
                self.grow();
            }
            Some(line) => {
                let depth = line.depth();
                let holds = self.lines[..at].iter().rposition(|line| line.depth() < depth);
                self.list.select(holds.unwrap_or(at));
            }
            None => {}
        }
    }

    fn turn_over(&mut self) {
        self.why_not = !self.why_not;
        self.form.go_to(TREE);
        self.narrow();
    }

    /// The button, or `Enter` before it.
    fn add(&mut self) -> Commands {
        let nothing = || self.checked.is_empty().then(|| "check a component or a folder first".to_owned());
        if let Some(why) = self.too_many().or_else(nothing) {
            self.form.refuse_here(why);
            return vec![];
        }
        if self.form.is_on(TREE) {
            self.form.go_on();
            return vec![];
        }
        let components = self.offered().map(|leaf| leaf.component.id.clone()).filter(|id| self.checked.contains(id));
        vec![add(self.pack.id.clone(), components.collect())]
    }
}

fn is_leaf(line: &Line, wanted: usize) -> bool {
    matches!(line, Line::Leaf { at, .. } if *at == wanted)
}

/// Every folder from the top down to this one.
fn above(folder: &str) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    for segment in folder.split('/').filter(|segment| !segment.is_empty()) {
        paths.push(paths.last().map_or_else(|| segment.to_owned(), |above| format!("{above}/{segment}")));
    }
    paths
}
