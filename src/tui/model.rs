//! All that the screens know: one page, perhaps the wizard in front of it, and dialogs in front of both.

use chrono::Weekday;
use ratatui::layout::Rect;

use super::{
    app::SMALLEST,
    dialog::Layer,
    look::Context,
    page::{AccountGroupsPage, AccountsPage, ActivityPage, ComponentsPage, IntegrationPacksPage, Page, SchedulePage},
    widget::{Tone, TooSmall},
    wizard::Wizard,
};
use crate::{engine::Overview, text};

/// The state of the interface.
#[derive(Debug)]
pub struct Model {
    /// What all of them decide by.
    pub context: Context,
    /// The page that shows.
    pub page: Page,
    /// The Integration Packs page.
    pub packs: IntegrationPacksPage,
    /// The Schedule page.
    pub schedule: SchedulePage,
    /// The Accounts page.
    pub accounts: AccountsPage,
    /// The Account Groups page.
    pub groups: AccountGroupsPage,
    /// The Activity page.
    pub activity: ActivityPage,
    /// The Components page.
    pub components: ComponentsPage,
    /// The wizard, where one is under way.
    pub wizard: Option<Box<Wizard>>,
    /// Dialogs; the last one is in front and hears input first.
    pub layers: Vec<Layer>,
    /// The news of one line above the footer; gone with the next key.
    pub notice: Option<(Tone, String)>,
    /// An answer is late.
    pub slow: bool,
    /// The screen is smaller than the pages need.
    pub too_small: bool,
    /// Columns of the screen.
    pub width: u16,
}

impl Model {
    /// Starts on the Integration Packs page.
    #[must_use]
    pub fn new(overview: Overview, state_dir: String) -> Self {
        let layers = overview.read_only.iter().map(|why| Layer::read_only(why)).collect();
        let packs = IntegrationPacksPage::new(&overview);
        Self {
            context: Context { overview, week_start: Weekday::Mon, state_dir },
            page: Page::IntegrationPacks,
            packs,
            schedule: SchedulePage::default(),
            accounts: AccountsPage::default(),
            groups: AccountGroupsPage::default(),
            activity: ActivityPage::default(),
            components: ComponentsPage::default(),
            wizard: None,
            layers,
            notice: None,
            slow: false,
            too_small: false,
            width: u16::MAX,
        }
    }

    /// Learns the screen's size.
    pub fn resized(&mut self, width: u16, height: u16) {
        self.width = width;
        self.too_small = TooSmall::new(SMALLEST).applies(Rect::new(0, 0, width, height));
    }

    /// Says something in the line above the footer; in a dialog what that line can't hold.
    pub fn tell(&mut self, tone: Tone, text: impl Into<String>) {
        let text = text.into();
        if text::width(&text) + 4 > usize::from(self.width) {
            self.layers.push(Layer::note(text));
        } else {
            self.notice = Some((tone, text));
        }
    }

    /// Says something that nobody asked for in the line above the footer, cut where it ends: a dialog would take keys
    /// that were meant for other work.
    pub fn mention(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some((tone, text.into()));
    }
}
