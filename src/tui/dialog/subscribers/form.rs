//! A question with two buttons, and a name to give where one is needed.
//!
//! ```text
//! ┌ Complete Installation · Retail Sync ─────────────────────┐
//! │ Release #4 is installed in Aalto as version 1.           │   what will be
//! │                                                          │
//! │ Instance Name                                            │   where one is needed
//! │ [ Retail Sync North                                    ] │
//! │ Aalto has an instance named "Retail Sync" already        │   what was refused
//! │                   [ Cancel ]  [ Complete Installation ]  │
//! └──────────────────────────────────────────────────────────┘
//! ```
//!
//! Without a name to give, the button that changes nothing has the focus. What has no room is scrolled, and nothing is
//! done while its end is out of sight.

use std::cell::RefCell;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    style::Style,
    text::Line,
    widgets::Widget,
};

use super::verbs;
use crate::{
    domain::{Account, AccountGroup, AccountId, InstallationType, PackId, count, date_words, staying_words},
    engine::{Applicable, GroupPart, GroupView, Installed, Offer},
    text::{wrap, wrap_at_most},
    tui::{
        command::{Command, Commands, Dialog},
        dialog::by_form::by_form,
        form::{Control, Form},
        layout::{Split, Track, measure},
        look::Look,
        widget::{Button, Buttons, Frame, Scrolled, cells, draw_field, put_lines, put_styled},
    },
};

/// Lines that a refusal takes at most.
const MOST_SAID: usize = 3;

/// Lines of the screen that are not the dialog's inside: its border, and the header and footer around it.
const FRAME: u16 = 4;

pub(in crate::tui) struct VerbDialog {
    title: String,
    /// Paragraphs; a warning where the flag is set.
    text: Vec<(String, bool)>,
    /// The name, where one is to be given.
    form: Form,
    label: Option<&'static str>,
    yes: &'static str,
    danger: bool,
    /// How far the paragraphs are scrolled.
    scroll: Scrolled,
    /// Why nothing can be decided yet, where some of them was not in sight.
    unread: RefCell<Option<String>>,
    does: Box<dyn Fn(&str) -> Command>,
}

impl VerbDialog {
    fn new(title: impl Into<String>, yes: &'static str, does: impl Fn(&str) -> Command + 'static) -> Self {
        Self {
            title: title.into(),
            text: Vec::new(),
            form: Form::new(vec![]).by_the_way_back(),
            label: None,
            yes,
            danger: false,
            scroll: Scrolled::default(),
            unread: RefCell::default(),
            does: Box::new(does),
        }
    }

    /// The name as it was given; empty where none is asked for.
    fn name(&self) -> String {
        if self.label.is_some() { self.form.text(0) } else { String::new() }
    }

    fn submit(&mut self) -> Commands {
        self.form.forget_refusal();
        let unread = self.unread.borrow().clone();
        if let Some(why) = unread {
            self.form.refuse_here(why);
            return vec![];
        }
        vec![(self.does)(&self.name())]
    }

    fn with_text(mut self, text: impl Into<String>) -> Self {
        self.text.push((text.into(), false));
        self
    }

    fn warns(mut self, text: impl Into<String>) -> Self {
        self.text.push((text.into(), true));
        self
    }

    fn asks(self, label: &'static str) -> Self {
        self.asks_from(label, "")
    }

    /// Asks for a name, starting from this one.
    fn asks_from(self, label: &'static str, name: &str) -> Self {
        let form = Form::new(vec![(label, Control::text(name, ""))]).by_the_way_back().at_once(self.yes);
        Self { label: Some(label), form, ..self }
    }

    /// **Apply Pending Updates**.
    pub(in crate::tui) fn apply(account: AccountId, name: &str, found: &[Applicable]) -> Self {
        let packs: Vec<PackId> = found.iter().map(|one| one.pack.clone()).collect();
        let title = format!("Apply Pending Updates · {name}");
        let does = move |_: &str| verbs::apply(account.clone(), packs.clone());
        let mut state = Self::new(title, "Apply Pending Updates", does);
        for one in found {
            let (date, instances) = (date_words(one.date), count(one.instances, "instance"));
            state = state.with_text(format!("{}: scheduled for {date}, {instances}", one.name));
        }
        state.warns("This can't be undone.")
    }

    /// **Complete Installation**.
    pub(in crate::tui) fn install(account: AccountId, name: &str, offer: &Offer) -> Self {
        let title = format!("Complete Installation · {}", offer.name);
        let (pack, named) = (offer.pack.clone(), offer.installation_type == InstallationType::Multi);
        let does = move |name: &str| verbs::install(account.clone(), pack.clone(), named.then(|| name.to_owned()));
        let state = Self::new(title, "Complete Installation", does)
            .with_text(format!("Release #{} is installed in {name}, as version 1.", offer.release));
        match offer.installation_type {
            InstallationType::Single => {
                let mut form = Form::new(vec![]).by_the_way_back();
                form.go_on();
                Self { form, ..state }
            }
            InstallationType::Multi => state
                .with_text("It can be installed many times, each time under a name of its own.")
                .asks("Instance Name"),
        }
    }

    /// **Uninstall**.
    pub(in crate::tui) fn uninstall(account: AccountId, name: &str, one: &Installed) -> Self {
        let instance = one.instance.id.clone();
        let does = move |_: &str| verbs::uninstall(account.clone(), instance.clone());
        let version = one.status.map_or_else(String::new, |one| format!(", version {},", one.version.version));
        let what = format!("{}{version} is taken away from {name}.", one.instance.name);
        let state = Self::new(format!("Uninstall · {}", one.instance.name), "Uninstall", does).with_text(what);
        Self { danger: true, ..state.warns("Installed again, it begins at version 1.") }
    }

    pub(in crate::tui) fn create_account() -> Self {
        let does = |name: &str| verbs::create_account(name.to_owned());
        Self::new("Create Account", "Create Account", does).asks("Account Name")
    }

    pub(in crate::tui) fn create_group() -> Self {
        let does = |name: &str| verbs::create_group(name.to_owned());
        Self::new("Create Account Group", "Create Account Group", does).asks("Account Group Name")
    }

    /// Give an account another name.
    pub(in crate::tui) fn rename_account(account: &Account) -> Self {
        let (id, seen) = (account.id.clone(), account.name.clone());
        let does = move |name: &str| verbs::rename_account(id.clone(), seen.clone(), name.to_owned());
        Self::new(format!("Rename Account · {}", account.name), "Rename Account", does)
            .asks_from("Account Name", &account.name)
    }

    /// Give an account group another name.
    pub(in crate::tui) fn rename_group(group: &AccountGroup) -> Self {
        let (id, seen) = (group.id.clone(), group.name.clone());
        let does = move |name: &str| verbs::rename_group(id.clone(), seen.clone(), name.to_owned());
        Self::new(format!("Rename Account Group · {}", group.name), "Rename Account Group", does)
            .asks_from("Account Group Name", &group.name)
    }

    /// The first account group, to share a pack with.
    pub(super) fn create_group_for(pack: PackId, name: &str) -> Self {
        let does = move |name: &str| verbs::create_group_for(pack.clone(), name.to_owned());
        let dialog = Self::new("Create Account Group", "Create Account Group", does);
        dialog
            .with_text(format!("There is no account group yet. {name} will be shared with it."))
            .asks("Account Group Name")
    }

    /// Delete an account group, or remove something from it; warns where instances stay installed.
    pub(in crate::tui) fn part_from(view: &GroupView, part: &GroupPart, staying: usize) -> Self {
        let state = match part {
            GroupPart::Whole => Self::delete_group(view),
            GroupPart::Accounts(accounts) => Self::remove_accounts(view, accounts),
            GroupPart::Packs(packs) => Self::unshare(view, packs),
        };
        if staying > 0 { state.warns(format!("{}.", staying_words(staying))) } else { state }
    }

    fn delete_group(view: &GroupView) -> Self {
        let name = &view.group.name;
        let group = view.group.id.clone();
        let does = move |_: &str| verbs::delete_group(group.clone());
        let (packs, accounts) = (count(view.packs.len(), "pack"), count(view.accounts.len(), "account"));
        let state = Self::new(format!("Delete Account Group · {name}"), "Delete Account Group", does);
        let state = if view.group.has_resources() {
            state
                .warns(format!("{packs} shared through it with {accounts}."))
                .with_text("Nothing more can be installed through it.")
        } else {
            state.with_text(format!("{accounts} in it, and no resources."))
        };
        Self { danger: true, ..state }
    }

    fn remove_accounts(view: &GroupView, accounts: &[AccountId]) -> Self {
        let (group, name) = (view.group.id.clone(), &view.group.name);
        let leaving = view.accounts.iter().filter(|entry| accounts.contains(&entry.id));
        let removed = accounts.to_vec();
        let does = move |_: &str| verbs::remove_accounts(group.clone(), removed.clone());
        leaving.fold(Self::new(format!("Remove from {name}"), "Remove Account", does), |state, entry| {
            state.with_text(format!("{} leaves the account group {name}.", entry.name))
        })
    }

    fn unshare(view: &GroupView, packs: &[PackId]) -> Self {
        let (group, name) = (view.group.id.clone(), &view.group.name);
        let leaving = view.packs.iter().filter(|(id, _)| packs.contains(id));
        let removed = packs.to_vec();
        let does = move |_: &str| verbs::unshare(group.clone(), removed.clone());
        leaving.fold(Self::new(format!("Remove from {name}"), "Remove Integration Pack", does), |state, (_, pack)| {
            state.with_text(format!("{pack} is no longer shared with {name}."))
        })
    }

    fn lines(&self, look: &Look, room: usize) -> Vec<Line<'static>> {
        let style = |warning: bool| if warning { look.theme.styles.warning } else { Style::new() };
        let paragraph = |(text, warning): &(String, bool)| {
            let style = style(*warning);
            wrap(text, room).into_iter().map(move |line| Line::styled(line, style))
        };
        self.text.iter().flat_map(paragraph).collect()
    }
}

impl Dialog for VerbDialog {
    by_form!(form, scroll scroll);

    fn refuse(&mut self, why: String) -> Commands {
        let at = usize::from(self.label.is_none());
        self.form.refuse(at, why);
        vec![]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let styles = &look.theme.styles;
        let room = measure(screen).min(64);
        self.form.note_enter(look);
        let asked = u16::from(self.label.is_some());
        let refusal = self.form.refused().map(|why| wrap_at_most(&why, room, MOST_SAID)).unwrap_or_default();
        let air = u16::from(asked > 0 && !self.text.is_empty());
        let said = cells(refusal.len()).max(1);
        let labels = |can| [Button::new("Cancel"), Button::new(self.yes).primary().enabled(can)];
        let tall = Buttons::new(look.theme, &labels(true), None).height(cells(room));
        let below = [air, asked, asked, said, tall];
        let free = screen.height.saturating_sub(FRAME + below.iter().sum::<u16>());
        let lines = self.lines(look, room);
        let all = lines.len();
        let lines = self.scroll.part(lines, usize::from(free), styles.quiet);
        *self.unread.borrow_mut() = (self.scroll.end() < all).then(|| look.context.read_on(&self.form.scopes()));
        let labels = labels(self.unread.borrow().is_none());
        let buttons = Buttons::new(look.theme, &labels, self.form.button());
        let [air, label, field, said, row] = below;
        let heights = [cells(lines.len()), air, label, field, said, row];
        let size = Size::new(cells(room), heights.iter().sum());
        let dialog = Frame::new(look.theme, self.title.as_str(), size);
        let dialog = if self.danger { dialog.danger() } else { dialog };
        let inner = dialog.draw(screen, buf);
        let [top, _, label, field, says, row] = Split::vertical(heights.map(Track::Length)).areas(inner);
        put_styled(&lines, Rect { x: top.x.saturating_sub(1), width: top.width + 1, ..top }, buf);
        put_lines(&refusal, styles.error, says, buf);
        (&buttons).render(row, buf);
        put_lines(&[self.label?], styles.heading, label, buf);
        let view = self.form.field(look, 0)?;
        let field = Rect { x: field.x.saturating_sub(1), width: field.width + 1, ..field };
        draw_field(look.theme, &view, self.form.is_on(0), field, buf)
    }
}
