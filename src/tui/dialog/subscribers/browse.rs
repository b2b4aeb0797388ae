//! **Browse Integration Packs**: what can be installed in an account, and why the rest can't.
//!
//! ```text
//! ┌ Browse Integration Packs · Aalto ───────────────────────────────────┐
//! │ / filter                                                            │
//! │▌Procure to Pay      Single Attachment     #4                        │
//! │ Retail Sync         Multiple Attachments  #2                        │
//! │ Order to Cash       Single Attachment     #7   installed already    │   listed, not to be installed
//! │ Returns API         Single Attachment          never released       │
//! │                               [ Cancel ]  [ View ]  [ Install ]     │
//! └─────────────────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    style::Style,
    text::Line,
    widgets::Widget,
};

use crate::{
    domain::{AccountId, Refusal},
    engine::Offer,
    text::wrap_at_most,
    tui::{
        command::{Command, Commands, Dialog, with_hint},
        dialog::{VerbDialog, prose::measure, subscribers::view_pack::view_pack},
        filter::{FilteredList, by_name},
        keys::{Action, Availability, Scope},
        layout::{Split, Track},
        look::{Context, Look},
        widget::{Button, Buttons, Column, Edit, Frame, Row, Table, cells, cycle_focus, put_lines},
    },
};

/// Lines that a refusal takes at most.
const MOST_SAID: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Control {
    List,
    Cancel,
    View,
    Install,
}

const CONTROLS: [Control; 4] = [Control::List, Control::Cancel, Control::View, Control::Install];

/// The dialog's state.
#[derive(Debug)]
pub(in crate::tui) struct BrowseDialog {
    account: AccountId,
    name: String,
    offers: Vec<Offer>,
    list: FilteredList,
    focus: Control,
    refusal: Option<String>,
}

impl BrowseDialog {
    pub(in crate::tui) fn new(account: AccountId, name: String, offers: Vec<Offer>) -> Self {
        let list = FilteredList::new(offers.len(), 0);
        Self { account, name, offers, list, focus: Control::List, refusal: None }
    }

    fn selected(&self) -> Option<&Offer> {
        self.offers.get(self.list.selected()?)
    }

    fn turn(&mut self, forward: bool) {
        cycle_focus(&mut self.focus, &CONTROLS, forward);
    }

    /// Goes on to **Complete Installation**, or says why that can't be.
    fn install(&mut self) -> Commands {
        let Some(offer) = self.selected() else { return vec![] };
        if let Some(why) = &offer.why_not {
            self.refusal = Some(with_hint(why));
            return vec![];
        }
        vec![Command::Open(Box::new(VerbDialog::install(self.account.clone(), &self.name, offer)))]
    }
}

impl Dialog for BrowseDialog {
    fn scopes(&self) -> Vec<Scope> {
        match self.focus {
            _ if self.list.filter().typing => vec![Scope::Filter, Scope::BrowsePacks],
            Control::List => vec![Scope::BrowsePacks],
            Control::Cancel | Control::View | Control::Install => vec![Scope::Buttons, Scope::BrowsePacks],
        }
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn availability(&self, action: Action) -> Availability {
        match (action, self.selected()) {
            (Action::InstallPack | Action::ViewPack, None) => Availability::Hidden,
            (Action::InstallPack, Some(Offer { why_not: Some(why), .. })) => {
                Availability::Unavailable(with_hint(why).into())
            }
            _ => Availability::Available,
        }
    }

    fn edit(&mut self, edit: &Edit, _: &Context) {
        self.refusal = None;
        self.list.edit(edit, ranked(&self.offers));
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        self.refusal = None;
        if action.motion().is_some() || action == Action::Filter {
            self.focus = Control::List;
        }
        if self.list.act(action, ranked(&self.offers)) {
            return vec![];
        }
        match (action, self.focus) {
            (Action::NextControl, _) => self.turn(true),
            (Action::PreviousControl, _) => self.turn(false),
            (Action::Cancel | Action::Back, _) | (Action::Activate | Action::Choose, Control::Cancel) => {
                return vec![Command::Leave];
            }
            (Action::ViewPack, _) | (Action::Activate | Action::Choose, Control::View) => {
                let pack = self.selected().map(|offer| offer.pack.clone());
                return pack.map(view_pack).into_iter().collect();
            }
            (Action::InstallPack, _) | (Action::Activate | Action::Choose, Control::Install) => return self.install(),
            _ => {}
        }
        vec![]
    }

    fn refuse(&mut self, why: String) -> Commands {
        self.refusal = Some(why);
        vec![]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let styles = &look.theme.styles;
        let room = measure(screen);
        let size = Size::new(cells(room), cells(self.offers.len() + 4).max(8));
        let screen = Rect { y: screen.y + 1, height: screen.height.saturating_sub(1), ..screen };
        let title = format!("Browse Integration Packs · {}", self.name);
        let inner = Frame::new(look.theme, title, size).draw(screen, buf);
        let can = self.selected().is_some_and(|offer| offer.why_not.is_none());
        let labels = [Button::new("Cancel"), Button::new("View"), Button::new("Install").primary().enabled(can)];
        let focus = CONTROLS.iter().position(|control| *control == self.focus).and_then(|at| at.checked_sub(1));
        let buttons = Buttons::new(look.theme, &labels, focus);
        let said = self.refusal.as_ref().map(|why| wrap_at_most(why, room, MOST_SAID)).unwrap_or_default();
        let heights = [1, cells(said.len()).max(1), buttons.height(inner.width)].map(Track::Length);
        let [filter, table, says, row] =
            Split::vertical([heights[0], Track::Fill(1), heights[1], heights[2]]).areas(inner);
        draw_table(look, self, table, buf);
        put_lines(&said, styles.error, says, buf);
        (&buttons).render(row, buf);
        self.list.filter().draw(look.theme, "filter", "", filter, buf)
    }
}

fn ranked(offers: &[Offer]) -> impl FnOnce(&str) -> Vec<usize> {
    by_name(offers.iter().map(|offer| offer.name.as_str()))
}

fn draw_table(look: &Look, state: &BrowseDialog, area: Rect, buf: &mut Buffer) {
    let area = Rect { x: area.x.saturating_sub(1), width: area.width + 1, ..area };
    if state.list.shown().is_empty() {
        let text = if state.offers.is_empty() { "No integration packs yet" } else { "No match" };
        buf.set_stringn(area.x + 1, area.y, text, usize::from(area.width), look.theme.styles.quiet);
        return;
    }
    let columns = [
        Column::new("Integration Pack", 16).grow(2),
        Column::new("Installation Type", 20).drop_at(1),
        Column::new("Release", 7).right(),
        Column::new("", 18),
    ];
    let row = |at: usize| row(look, &state.offers[state.list.shown()[at]]);
    let table = Table::new(look.theme, &columns, state.list.scroll(), state.list.shown().len(), &row);
    (&table.focused(state.focus == Control::List && !state.list.filter().typing)).render(area, buf);
}

fn row<'a>(look: &Look, offer: &'a Offer) -> Row<'a> {
    let (styles, glyphs) = (&look.theme.styles, look.theme.glyphs);
    let release = if offer.release == 0 { glyphs.none.to_owned() } else { format!("#{}", offer.release) };
    let row = Row::new([
        Line::raw(offer.name.as_str()),
        Line::raw(offer.installation_type.to_string()),
        Line::raw(release),
        Line::raw(offer.why_not.as_ref().map(short).unwrap_or_default()),
    ]);
    row.style(if offer.why_not.is_some() { styles.unavailable } else { Style::new() })
}

/// The reason in a narrow column; pressing Install says it whole.
fn short(why: &Refusal) -> &'static str {
    match why {
        Refusal::NeverReleased { .. } => "never released",
        Refusal::NotShared { .. } => "not shared with it",
        Refusal::InstalledAlready { .. } => "installed already",
        _ => "can't be installed",
    }
}
