//! Single things: drawn in the area they are given, edited by verbs of their own.
//!
//! A widget has never heard of an integration pack, a key or a clock: it knows its area, its state and the theme.
//! Each is drawn with `(&widget).render(area, buf)`, never outside its area, and at any size, however small.
//!
//! What is odd: a scrolled list remembers, in a `Cell`, which part of it the last drawing showed. Only drawing knows
//! the height, and without that memory either every view would need `&mut` state or a list would jump.

pub mod button;
pub mod calendar;
pub mod column;
pub mod edge;
pub mod field;
pub mod field_view;
pub mod focus;
pub mod frame;
pub mod hint_bar;
pub mod month;
pub mod radio;
pub mod scroll;
pub mod scrolled;
pub mod steps;
pub mod table;
pub mod text_area;
pub mod toast;
pub mod too_small;

pub use button::{Button, Buttons};
pub use calendar::{Calendar, CalendarKey, CalendarOutcome};
pub use column::Column;
pub use edge::{cells, draw_field, inset, marked, put_lines, put_styled, rule, wider};
pub use field::{Edit, Field};
pub use field_view::FieldView;
pub use focus::cycle_focus;
pub use frame::Frame;
pub use hint_bar::{Hint, HintBar};
pub use month::Month;
pub use radio::{Choice, Radio};
pub use scroll::{Motion, Scroll};
pub use scrolled::Scrolled;
pub use steps::Steps;
pub use table::{Row, Table};
pub use text_area::{TextArea, TextAreaView};
pub use toast::{Toast, Tone};
pub use too_small::TooSmall;

#[cfg(test)]
pub(crate) mod testing {
    //! Draws a widget at every small size and looks at what it left outside its area.

    use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};

    const OUTSIDE: &str = "~";

    /// Renders at all sizes 0..=20 x 0..=10 inside a marked buffer; panics where a cell outside was touched.
    pub(crate) fn sweep(mut draw: impl FnMut(Rect, &mut Buffer)) {
        for width in 0..=20 {
            for height in 0..=10 {
                let mut buf = Buffer::empty(Rect::new(0, 0, 24, 14));
                buf.content.iter_mut().for_each(|cell| {
                    cell.set_symbol(OUTSIDE);
                });
                let area = Rect::new(2, 2, width, height);
                draw(area, &mut buf);
                for position in buf.area.positions().filter(|position| !area.contains(*position)) {
                    assert_eq!(buf[position].symbol(), OUTSIDE, "{width}x{height} touched {position}");
                }
            }
        }
        draw(Rect::new(500, 500, 10, 10), &mut Buffer::empty(Rect::new(0, 0, 4, 4)));
    }

    /// What a widget draws in an area of this size, as [`lines`].
    pub(crate) fn drawn<W: Widget>(widget: W, width: u16, height: u16) -> Vec<String> {
        let area = Rect::new(0, 0, width, height);
        let mut buf = Buffer::empty(area);
        widget.render(area, &mut buf);
        lines(&buf)
    }

    /// The text of a buffer, line by line, without spaces at the ends and empty lines below.
    pub(crate) fn lines(buf: &Buffer) -> Vec<String> {
        crate::tui::harness::text_of(buf).trim_end().lines().map(str::to_owned).collect()
    }
}
