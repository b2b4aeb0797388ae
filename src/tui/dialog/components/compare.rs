//! Compare Versions: two versions of a component, by the components included in them.
//!
//! ```text
//!  Compare Versions                                                 Create Invoice
//!  ──────────────────────────────────────────────────────────────────────────────
//!   1.5, Active, 14 Nov 2026, m.ruiz                                              the version looked at
//!   compared with 1.4, Active, 3 Oct 2026, j.chen                                 the base: ← older, → newer
//!
//!   only changes 3   only unchanged 9   all 12                                     what shows, and what could
//!     Name          Type           Folder   1.4                 1.5
//!  ▌+ Retry Map     transform.map  Maps     —                   14 Nov 2026, m.ruiz
//!   ▲ Split        …
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span},
    widgets::{Clear, Widget},
};

use crate::{
    domain::{ComponentId, IncludedComponent, PackagedComponent, Shown, Version},
    engine::{Comparison, Included},
    text::width,
    tui::{
        command::{Command, Commands, Dialog, Query},
        dialog::{prose::draw_title, version_details::mark},
        keys::{Action, Availability, Scope},
        layout::{Split, Track},
        look::{Context, Look},
        widget::{Column, Row, Scroll, Table, inset, put_lines},
    },
};

/// Below this width it is not said who modified an included component.
const WITH_AUTHORS: u16 = 96;

#[derive(Debug)]
pub(in crate::tui) struct CompareDialog {
    compared: Box<Comparison>,
    shown: Shown,
    list: Scroll,
}

/// Opens **Compare Versions** for a version and the one before it.
pub(in crate::tui) fn compare(component: ComponentId, to: Version) -> Command {
    compared(component, None, to).then(|compared| vec![Command::open(CompareDialog::new(compared))])
}

fn compared(component: ComponentId, from: Option<Version>, to: Version) -> Query<Box<Comparison>> {
    Query::read("compare the versions", move |engine| {
        engine.compare_versions(&component, from.as_ref(), Some(&to)).map(Box::new)
    })
}

impl CompareDialog {
    fn new(compared: Box<Comparison>) -> Self {
        Self { compared, shown: Shown::default(), list: Scroll::default() }
    }

    /// Takes another comparison of the same version.
    fn renew(&mut self, compared: Box<Comparison>) {
        self.compared = compared;
        self.list = Scroll::default();
    }

    fn rows(&self) -> Vec<&Included> {
        self.compared.shown(self.shown).collect()
    }

    /// The next older or newer base.
    fn other(&self, newer: bool) -> Option<&Version> {
        let Comparison { component, from, to, .. } = &*self.compared;
        let at = component.position(&from.version)?;
        let step = |at: usize| if newer { Some(at + 1) } else { at.checked_sub(1) };
        let next = component.versions.get(step(at)?)?;
        let next = if next.version == to.version { component.versions.get(step(step(at)?)?)? } else { next };
        Some(&next.version)
    }
}

impl Dialog for CompareDialog {
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::CompareVersions]
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn availability(&self, action: Action) -> Availability {
        match action {
            Action::OlderVersion if self.other(false).is_none() => {
                Availability::Unavailable("there is no older version".into())
            }
            Action::NewerVersion if self.other(true).is_none() => {
                Availability::Unavailable("there is no newer version".into())
            }
            _ => Availability::Available,
        }
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        match (action, action.motion()) {
            (_, Some(motion)) => {
                self.list.step(motion, self.rows().len());
            }
            (Action::OlderVersion | Action::NewerVersion, _) => {
                let (component, to) = (self.compared.component.id.clone(), self.compared.to.version.clone());
                if let Some(from) = self.other(action == Action::NewerVersion).cloned() {
                    return vec![
                        compared(component, Some(from), to)
                            .shown_to(|dialog: &mut Self, compared, _| dialog.renew(compared)),
                    ];
                }
            }
            (Action::SwitchShown, _) => {
                let at = Shown::ALL.iter().position(|shown| *shown == self.shown).unwrap_or(0);
                self.shown = Shown::ALL[(at + 1) % Shown::ALL.len()];
                self.list = Scroll::default();
            }
            (Action::Back, _) => return vec![Command::Leave],
            _ => {}
        }
        vec![]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        Clear.render(screen, buf);
        let compared = &self.compared;
        let body = inset(draw_title(look, "Compare Versions", &compared.component.name, screen, buf));
        let air = u16::from(body.height > 14);
        let heights = [Track::Length(2), Track::Length(air), Track::Length(1), Track::Length(air)];
        let [sides, _, modes, _, table] =
            Split::vertical([heights[0], heights[1], heights[2], heights[3], Track::Fill(1)]).areas(body);
        let lines = [side(look, &compared.to), format!("compared with {}", side(look, &compared.from))];
        let sides = Rect { x: sides.x + 1, width: sides.width.saturating_sub(1), ..sides };
        put_lines(&lines[..1], look.theme.styles.heading, sides, buf);
        put_lines(&lines[1..], Style::new(), Rect { y: sides.y + 1, height: 1, ..sides }.intersection(sides), buf);
        buf.set_line(modes.x + 1, modes.y, &tabs(look, self), modes.width.saturating_sub(1));
        draw_table(look, self, table, buf);
        None
    }
}

/// `1.5, Active, 14 Nov 2026, m.ruiz`.
fn side(look: &Look, packaged: &PackagedComponent) -> String {
    let day = look.day(packaged.created_date);
    let status = if packaged.deleted { ", Deleted" } else { "" };
    format!("{}{status}, {day}, {}", packaged.version, packaged.created_by)
}

/// What shows and what else could, with how many there are.
fn tabs(look: &Look, state: &CompareDialog) -> Line<'static> {
    let styles = &look.theme.styles;
    let mut spans = Vec::new();
    for shown in Shown::ALL {
        let many = state.compared.shown(shown).count();
        let style = if shown == state.shown { styles.accent.patch(styles.heading) } else { styles.quiet };
        spans.extend((!spans.is_empty()).then(|| Span::raw("   ")));
        spans.push(Span::styled(format!("{shown} {many}"), style));
    }
    Line::from(spans)
}

fn draw_table(look: &Look, state: &CompareDialog, area: Rect, buf: &mut Buffer) {
    let rows = state.rows();
    if rows.is_empty() {
        let text = state.compared.says_nothing(state.shown);
        buf.set_stringn(area.x + 1, area.y, text, usize::from(area.width), look.theme.styles.quiet);
        return;
    }
    let widest = |of: &dyn Fn(&Included) -> usize| {
        u16::try_from(rows.iter().map(|one| of(one)).max().unwrap_or(0)).unwrap_or(u16::MAX)
    };
    let (names, kinds) = (widest(&|one| width(&one.component.name)), widest(&|one| width(&one.component.kind)));
    let by = area.width >= WITH_AUTHORS;
    let modified = |one: &IncludedComponent| modified(look, one, by);
    let modified_wide = widest(&|one| {
        let sides = [one.before.as_ref(), one.after()];
        sides.into_iter().flatten().map(|one| width(&modified(one))).max().unwrap_or(0)
    });
    let Comparison { from, to, .. } = &*state.compared;
    let columns = [
        Column::new("", 1),
        Column::new("Name", 14).want(names).grow(1).names(),
        Column::new("Type", 10).want(kinds).drop_at(1),
        Column::new("Folder", 24).grow(1).drop_at(2),
        Column::new(from.version.as_str(), 11).want(modified_wide),
        Column::new(to.version.as_str(), 11).want(modified_wide),
    ];
    let row = |at: usize| row(look, rows[at], &modified);
    (&Table::new(look.theme, &columns, &state.list, rows.len(), &row)).render(area, buf);
}

fn row<'a>(look: &Look, one: &'a Included, modified: &dyn Fn(&IncludedComponent) -> String) -> Row<'a> {
    let (sign, style) = mark(look.theme, one.change);
    let quiet = look.theme.styles.quiet;
    let side = |side: Option<&IncludedComponent>| match side {
        Some(one) => Line::raw(modified(one)),
        None => Line::styled(look.theme.glyphs.none, quiet),
    };
    Row::new([
        Line::styled(sign, style),
        Line::styled(one.component.name.as_str(), style),
        Line::styled(one.component.kind.as_str(), quiet),
        Line::styled(one.component.folder.as_str(), quiet),
        side(one.before.as_ref()),
        side(one.after()),
    ])
}

/// `14 Nov 2026, m.ruiz`.
fn modified(look: &Look, one: &IncludedComponent, by: bool) -> String {
    let day = look.day(one.modified_date);
    if by { format!("{day}, {}", one.modified_by) } else { day }
}
