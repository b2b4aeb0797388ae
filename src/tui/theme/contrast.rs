//! Colours measured: how much one stands out from another.

use ratatui::style::Color;

/// Red, green and blue of a colour; none where it is whatever the terminal makes of it.
pub fn rgb(color: Color) -> Option<[u8; 3]> {
    // The six steps of each part in the cube of 216 colours.
    let step = |at: u8| if at == 0 { 0 } else { 55 + 40 * at };
    match color {
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
        Color::Indexed(at @ 16..=231) => Some([step((at - 16) / 36), step((at - 16) / 6 % 6), step((at - 16) % 6)]),
        Color::Indexed(at @ 232..) => Some([8 + 10 * (at - 232); 3]),
        _ => None,
    }
}

/// The contrast of two colours, from 1 to 21, after WCAG 2.2.
pub fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The relative luminance of a colour, from 0 to 1, after WCAG 2.2.
fn luminance(rgb: [u8; 3]) -> f64 {
    let part = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = rgb.map(part);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}
