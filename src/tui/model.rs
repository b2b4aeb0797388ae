//! All that the screens know: one page, perhaps the wizard in front of it, and dialogs in front of both.

use std::{
    any::{Any, TypeId},
    sync::Arc,
};

use chrono::Weekday;
use ratatui::layout::{Rect, Size};

use super::{
    clipboard::Clipboard,
    command::{Commands, Page, Parts, Ticket, failed},
    dialog::MessageDialog,
    dialog_stack::{DialogStack, Opened},
    look::Context,
    mirror::Mirror,
    page::{
        AccountGroupsPage, AccountsPage, ActivityPage, ComponentsPage, IntegrationPacksPage, PageState, SchedulePage,
    },
    several::Several,
    widget::{Toast, Tone, TooSmall},
    wizard::Wizard,
};
use crate::engine::{EngineError, KeptDraft, Overview, Progress};

/// The smallest screen that the pages can be read on.
pub const SMALLEST: Size = Size { width: 60, height: 16 };

/// The state of the interface.
#[derive(Debug)]
pub struct Model {
    /// What pages, the wizard and dialogs decide with.
    pub context: Context,
    pub page: Page,
    pub packs: IntegrationPacksPage,
    pub schedule: SchedulePage,
    pub accounts: AccountsPage,
    pub groups: AccountGroupsPage,
    pub activity: ActivityPage,
    pub components: ComponentsPage,
    /// A release of several packs, where one is under way.
    pub several: Option<Box<Several>>,
    /// The wizard, where one is under way; it may be for one of several packs, and stands in front of them.
    pub wizard: Option<Box<Wizard>>,
    /// What is kept of the wizard, should the program end before its time.
    pub kept: Option<KeptDraft>,
    pub dialogs: DialogStack,
    /// The dialogs that the wizard was opened from: they come back where it is left without a release.
    pub aside: Vec<Opened>,
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
    pub fn new(overview: Overview, state_dir: String) -> Self {
        let mut dialogs = DialogStack::default();
        if let Some(why) = &overview.read_only {
            dialogs.open(Box::new(MessageDialog::read_only(why)));
        }
        Self {
            page: Page::IntegrationPacks,
            packs: IntegrationPacksPage::new(&overview),
            schedule: SchedulePage::default(),
            accounts: AccountsPage::default(),
            groups: AccountGroupsPage::default(),
            activity: ActivityPage::default(),
            components: ComponentsPage::default(),
            several: None,
            wizard: None,
            kept: None,
            dialogs,
            aside: Vec::new(),
            notice: None,
            slow: false,
            too_small: false,
            width: u16::MAX,
            context: Context {
                overview,
                mirror: Mirror::default(),
                keymap: Arc::default(),
                trouble: None,
                week_start: Weekday::Mon,
                state_dir,
                clipboard: Clipboard::default(),
            },
        }
    }

    pub(super) fn shown(&self) -> &dyn PageState {
        match self.page {
            Page::IntegrationPacks => &self.packs,
            Page::Schedule => &self.schedule,
            Page::Accounts => &self.accounts,
            Page::AccountGroups => &self.groups,
            Page::Activity => &self.activity,
            Page::Components => &self.components,
        }
    }

    /// The page that shows, to be changed, with what it decides by.
    pub(super) fn shown_mut(&mut self) -> (&mut dyn PageState, &Context) {
        let page: &mut dyn PageState = match self.page {
            Page::IntegrationPacks => &mut self.packs,
            Page::Schedule => &mut self.schedule,
            Page::Accounts => &mut self.accounts,
            Page::AccountGroups => &mut self.groups,
            Page::Activity => &mut self.activity,
            Page::Components => &mut self.components,
        };
        (page, &self.context)
    }

    /// The look at the platform that a key on the page in front would stop. What is typed there goes first.
    pub(super) fn awaited_look(&self) -> Option<&Progress> {
        let is_page = self.dialogs.is_empty() && self.wizard.is_none() && self.several.is_none();
        let is_typed = || self.shown().scopes().first().is_some_and(|scope| scope.takes_text());
        self.context.mirror.awaited(&self.context.overview).filter(|_| is_page && !is_typed())
    }

    pub fn resized(&mut self, width: u16, height: u16) {
        self.width = width;
        self.too_small = TooSmall::new(SMALLEST).applies(Rect::new(0, 0, width, height));
    }

    /// Shows a notice in the line above the footer, or in both lines where it is longer. A warning or error that is
    /// even longer opens a dialog, because it must be read whole.
    pub fn notify(&mut self, tone: Tone, text: impl Into<String>) {
        let text = text.into();
        let is_wrong = matches!(tone, Tone::Warning | Tone::Error);
        if is_wrong && !Toast::holds(&text, self.width.saturating_sub(2)) {
            self.dialogs.open(Box::new(MessageDialog::note(tone, text)));
        } else {
            self.notice = Some((tone, text));
        }
    }

    /// Shows a notice that nobody asked for. It never opens a dialog, which would take keys that were meant for other
    /// work.
    pub fn hint(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some((tone, text.into()));
    }
}

impl Parts for Model {
    fn find(&mut self, wanted: TypeId, asker: Option<Ticket>) -> Option<(&mut dyn Any, &Context)> {
        let dialog = asker.and_then(|ticket| self.dialogs.of(ticket)).map(|opened| &mut *opened.dialog as &mut dyn Any);
        let wizard = self.wizard.as_deref_mut().map(|wizard| wizard as &mut dyn Any);
        let several = self.several.as_deref_mut().map(|several| several as &mut dyn Any);
        let pages: [&mut dyn Any; 6] = [
            &mut self.packs,
            &mut self.schedule,
            &mut self.accounts,
            &mut self.groups,
            &mut self.activity,
            &mut self.components,
        ];
        let part =
            dialog.into_iter().chain(wizard).chain(several).chain(pages).find(|part| (**part).type_id() == wanted)?;
        Some((part, &self.context))
    }

    fn refused(&mut self, asker: Option<Ticket>, doing: &'static str, error: &EngineError) -> Commands {
        match asker.and_then(|ticket| self.dialogs.of(ticket)) {
            Some(opened) => opened.dialog.refused(doing, error),
            None => failed(doing, error),
        }
    }
}
