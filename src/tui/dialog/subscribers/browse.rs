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
    layout::{Position, Rect},
    style::Style,
    text::Line,
};

use crate::{
    domain::{AccountId, Refusal},
    engine::{Offer, sentences},
    text::width,
    tui::{
        command::{Command, Commands, Dialog},
        dialog::{
            VerbDialog,
            item_list::{ItemList, by_list},
            subscribers::view_pack::view_pack,
        },
        form::{ListSheet, Step},
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        widget::{Button, Column, Row, cells},
    },
};

#[derive(Debug)]
pub(in crate::tui) struct BrowseDialog {
    account: AccountId,
    name: String,
    list: ItemList<Offer>,
}

impl BrowseDialog {
    pub(in crate::tui) fn new(account: AccountId, name: String, offers: Vec<Offer>) -> Self {
        let buttons = [Step::Leave, Step::Do(Action::ViewPack), Step::Do(Action::InstallPack)];
        Self { account, name, list: ItemList::new(offers, 0, |offer| &offer.name, buttons) }
    }

    /// Goes on to **Complete Installation**, or says why that can't be.
    fn install(&mut self) -> Commands {
        let Some(offer) = self.list.selected() else { return vec![] };
        if let Some(why) = &offer.why_not {
            return self.refuse(why.with_hint());
        }
        vec![Command::open(VerbDialog::install(self.account.clone(), &self.name, offer))]
    }
}

impl Dialog for BrowseDialog {
    by_list!(list, Scope::BrowsePacks);

    fn availability(&self, action: Action) -> Availability {
        match (action, self.list.selected()) {
            (Action::InstallPack | Action::ViewPack, None) => Availability::Hidden,
            (Action::InstallPack, Some(Offer { why_not: Some(why), .. })) => {
                Availability::Unavailable(why.with_hint().into())
            }
            _ => Availability::Available,
        }
    }

    fn act(&mut self, action: Action, context: &Context) -> Commands {
        match self.list.act(action, context) {
            Step::Leave => vec![Command::Leave],
            Step::Do(Action::ViewPack) => {
                let pack = self.list.selected().map(|offer| offer.pack.clone());
                pack.map(view_pack).into_iter().collect()
            }
            Step::Do(Action::InstallPack) => self.install(),
            Step::Do(_) | Step::Stay | Step::Submit | Step::Open => vec![],
        }
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let can = self.list.selected().is_some_and(|offer| offer.why_not.is_none());
        let sheet = ListSheet {
            title: &format!("Browse Integration Packs · {}", self.name),
            widest: usize::MAX,
            nothing: sentences::NO_PACKS,
            note: "",
            buttons: &[Button::new("Cancel"), Button::new("View"), Button::new("Install").primary().enabled(can)],
        };
        // Names come before what can be viewed, too.
        let longest = self.list.items().iter().map(|offer| cells(width(&offer.name))).max().unwrap_or(0);
        let reason = |offer: &Offer| offer.why_not.as_ref().map(|why| width(short(why)));
        let reasons = cells(self.list.items().iter().filter_map(reason).max().unwrap_or(0));
        let columns = [
            Column::new("Integration Pack", longest.clamp(16, 30)).want(longest).grow(2).names(),
            Column::new("Installation Type", 20).drop_at(1),
            Column::new("Release", 7).right(),
            Column::new("", reasons),
        ];
        self.list.draw(look, &sheet, &columns, |_, offer| row(look, offer), screen, buf)
    }
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
