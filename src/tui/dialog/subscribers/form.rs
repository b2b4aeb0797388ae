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
//! Without a name to give, the button that changes nothing has the focus.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    style::Style,
    widgets::Widget,
};

use crate::{
    domain::{AccountId, InstallationType, PackId, count, date_words, staying_words},
    engine::{Applicable, GroupPart, GroupView, Installed, Offer},
    text::wrap_at_most,
    tui::{
        dialog::{Verdict, form::LONGEST, prose::measure},
        keys::{Action, Scope},
        layout::{Constraint, Layout},
        look::Look,
        widget::{Button, Buttons, Edit, Field, FieldView, Frame, cells, draw_field, go_round, put_lines},
        worker::subscribers::{Verb, request},
    },
};

/// Lines that a paragraph takes at most.
const MOST_SAID: usize = 3;

/// Lines of the screen that are not the dialog's inside: its border, and the header and footer around it.
const FRAME: u16 = 4;

/// Packs that the question lists at most; more are counted.
const MOST_LISTED: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Control {
    Name,
    No,
    Yes,
}

/// The question.
#[derive(Debug)]
pub struct State {
    title: String,
    /// Paragraphs; a warning where the flag is set.
    text: Vec<(String, bool)>,
    /// What the name is called, where one is to be given.
    label: Option<&'static str>,
    name: Field,
    yes: &'static str,
    danger: bool,
    verb: Verb,
    focus: Control,
    refusal: Option<String>,
}

impl State {
    fn new(title: impl Into<String>, yes: &'static str, verb: Verb) -> Self {
        Self {
            title: title.into(),
            text: Vec::new(),
            label: None,
            name: Field::new(LONGEST),
            yes,
            danger: false,
            verb,
            focus: Control::No,
            refusal: None,
        }
    }

    fn says(mut self, text: impl Into<String>) -> Self {
        self.text.push((text.into(), false));
        self
    }

    fn warns(mut self, text: impl Into<String>) -> Self {
        self.text.push((text.into(), true));
        self
    }

    fn asks(self, label: &'static str) -> Self {
        Self { label: Some(label), focus: Control::Name, ..self }
    }

    /// **Apply Pending Updates**.
    pub(in crate::tui) fn apply(account: AccountId, name: &str, found: &[Applicable]) -> Self {
        let packs = found.iter().map(|one| one.pack.clone()).collect();
        let title = format!("Apply Pending Updates · {name}");
        let mut state = Self::new(title, "Apply Pending Updates", Verb::Apply(account, packs));
        for one in found.iter().take(MOST_LISTED) {
            let (date, instances) = (date_words(one.date), count(one.instances, "instance"));
            state = state.says(format!("{}: scheduled for {date}, {instances}", one.name));
        }
        if found.len() > MOST_LISTED {
            state = state.says(format!("… and {} more", found.len() - MOST_LISTED));
        }
        state.warns("This can't be undone.")
    }

    /// **Complete Installation**.
    pub(in crate::tui) fn install(account: AccountId, name: &str, offer: &Offer) -> Self {
        let title = format!("Complete Installation · {}", offer.name);
        let verb = Verb::Install(account, offer.pack.clone(), None);
        let state = Self::new(title, "Complete Installation", verb)
            .says(format!("Release #{} is installed in {name}, as version 1.", offer.release));
        match offer.installation_type {
            InstallationType::Single => Self { focus: Control::Yes, ..state },
            InstallationType::Multi => {
                state.says("It can be installed many times, each time under a name of its own.").asks("Instance Name")
            }
        }
    }

    /// **Uninstall**.
    pub(in crate::tui) fn uninstall(account: AccountId, name: &str, one: &Installed) -> Self {
        let verb = Verb::Uninstall(account, one.instance.id.clone());
        let what = format!("{}, version {}, is taken away from {name}.", one.instance.name, one.version.version);
        let state = Self::new(format!("Uninstall · {}", one.instance.name), "Uninstall", verb).says(what);
        Self { danger: true, ..state.warns("Installed again, it begins at version 1.") }
    }

    /// Create an account.
    pub(in crate::tui) fn create_account() -> Self {
        let verb = Verb::CreateAccount(String::new());
        Self::new("Create Account", "Create Account", verb).asks("Account Name")
    }

    /// Create an account group.
    pub(in crate::tui) fn create_group() -> Self {
        let verb = Verb::CreateGroup(String::new());
        Self::new("Create Account Group", "Create Account Group", verb).asks("Account Group Name")
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
        let verb = Verb::DeleteGroup(view.group.id.clone());
        let (packs, accounts) = (count(view.packs.len(), "pack"), count(view.accounts.len(), "account"));
        let state = Self::new(format!("Delete Account Group · {name}"), "Delete Account Group", verb);
        let state = if view.group.has_resources() {
            state
                .warns(format!("{packs} shared through it with {accounts}."))
                .says("Nothing more can be installed through it.")
        } else {
            state.says(format!("{accounts} in it, and no resources."))
        };
        Self { danger: true, ..state }
    }

    fn remove_accounts(view: &GroupView, accounts: &[AccountId]) -> Self {
        let (group, name) = (&view.group.id, &view.group.name);
        let leaving = view.accounts.iter().filter(|entry| accounts.contains(&entry.id));
        let verb = Verb::RemoveAccounts(group.clone(), accounts.to_vec());
        leaving.fold(Self::new(format!("Remove from {name}"), "Remove Account", verb), |state, entry| {
            state.says(format!("{} leaves the account group {name}.", entry.name))
        })
    }

    fn unshare(view: &GroupView, packs: &[PackId]) -> Self {
        let (group, name) = (&view.group.id, &view.group.name);
        let leaving = view.packs.iter().filter(|(id, _)| packs.contains(id));
        let verb = Verb::Unshare(group.clone(), packs.to_vec());
        leaving.fold(Self::new(format!("Remove from {name}"), "Remove Integration Pack", verb), |state, (_, pack)| {
            state.says(format!("{pack} is no longer shared with {name}."))
        })
    }

    pub(super) fn refuse(&mut self, why: String) {
        self.refusal = Some(why);
        if self.label.is_some() {
            self.focus = Control::Name;
        }
    }

    pub(super) fn scopes(&self) -> Vec<Scope> {
        match self.focus {
            Control::Name => vec![Scope::TextField, Scope::Confirm],
            Control::No | Control::Yes => vec![Scope::Buttons, Scope::Confirm],
        }
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        self.refusal = None;
        if self.focus == Control::Name {
            self.name.edit(edit);
        }
    }

    pub(super) fn act(&mut self, action: Action) -> Verdict {
        match (self.focus, action) {
            (_, Action::Back | Action::Cancel) | (Control::No, Action::Activate | Action::Choose) => Verdict::Close,
            (_, Action::NextControl | Action::MoveDown) => self.turn(true),
            (_, Action::PreviousControl | Action::MoveUp) => self.turn(false),
            (Control::Name | Control::Yes, Action::Activate) | (Control::Yes, Action::Choose) => {
                self.refusal = None;
                let verb = self.verb.clone();
                let name = self.name.text();
                Verdict::Ask(request(if self.label.is_some() { verb.named(name) } else { verb }))
            }
            _ => Verdict::Stay,
        }
    }

    fn turn(&mut self, forward: bool) -> Verdict {
        let name = self.label.map(|_| Control::Name);
        let stops: Vec<Control> = name.into_iter().chain([Control::No, Control::Yes]).collect();
        go_round(&mut self.focus, &stops, forward);
        Verdict::Stay
    }
}

impl State {
    /// The paragraphs, each cut to fewer lines where all would take more than are free: names can be long.
    fn lines(&self, look: &Look, room: usize, free: usize) -> Vec<(String, Style)> {
        let styles = &look.theme.styles;
        let cut = |most: usize| -> Vec<(String, Style)> {
            let style = |warning: bool| if warning { styles.warning } else { Style::new() };
            let paragraph = |(text, warning): &(String, bool)| {
                let style = style(*warning);
                wrap_at_most(text, room, most).into_iter().map(move |line| (line, style)).collect::<Vec<_>>()
            };
            self.text.iter().flat_map(paragraph).collect()
        };
        (2..=MOST_SAID).rev().map(cut).find(|lines| lines.len() <= free).unwrap_or_else(|| cut(1))
    }
}

pub(super) fn draw(look: &Look, state: &State, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let styles = &look.theme.styles;
    let room = measure(screen).min(64);
    let labels = [Button::new("Cancel"), Button::new(state.yes).primary()];
    let focus = match state.focus {
        Control::Name => None,
        Control::No => Some(0),
        Control::Yes => Some(1),
    };
    let buttons = Buttons::new(look.theme, &labels, focus);
    let asked = u16::from(state.label.is_some());
    let refusal = state.refusal.as_ref().map(|why| wrap_at_most(why, room, MOST_SAID)).unwrap_or_default();
    let air = u16::from(asked > 0 && !state.text.is_empty());
    let said = cells(refusal.len()).max(1);
    let below = [air, asked, asked, said, buttons.height(cells(room))];
    let free = screen.height.saturating_sub(FRAME + below.iter().sum::<u16>());
    let lines = state.lines(look, room, usize::from(free));
    let [air, label, field, said, row] = below;
    let heights = [cells(lines.len()), air, label, field, said, row];
    let size = Size::new(cells(room), heights.iter().sum());
    let dialog = Frame::new(look.theme, state.title.as_str(), size);
    let dialog = if state.danger { dialog.danger() } else { dialog };
    let inner = dialog.draw(screen, buf);
    let [top, _, label, field, says, row] = Layout::vertical(heights.map(Constraint::Length)).areas(inner);
    for ((line, style), y) in lines.iter().zip(top.top()..top.bottom()) {
        put_lines(&[line], *style, Rect { y, height: 1, ..top }, buf);
    }
    put_lines(&refusal, styles.error, says, buf);
    (&buttons).render(row, buf);
    put_lines(&[state.label?], styles.heading, label, buf);
    let focused = state.focus == Control::Name;
    let view = FieldView::new(look.theme, &state.name).focused(focused);
    let field = Rect { x: field.x.saturating_sub(1), width: field.width + 1, ..field };
    draw_field(look.theme, &view, focused, field, buf)
}
