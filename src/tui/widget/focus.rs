//! Going round the controls of a page or dialog.

/// Moves the focus to the next stop, or the one before, round and round. A focus that is on none goes on as from the
/// first.
pub fn cycle_focus<T: Copy + PartialEq>(focus: &mut T, stops: &[T], forward: bool) {
    let at = stops.iter().position(|stop| stop == focus).unwrap_or(0);
    let by = if forward { 1 } else { stops.len().saturating_sub(1) };
    if let Some(next) = (at + by).checked_rem(stops.len()) {
        *focus = stops[next];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_round_both_ways() {
        let mut focus = 'c';
        let mut turned = |stops: &[char], forward| {
            cycle_focus(&mut focus, stops, forward);
            focus
        };
        assert_eq!(turned(&['a', 'b', 'c'], true), 'a');
        assert_eq!(turned(&['a', 'b', 'c'], false), 'c');
        assert_eq!(turned(&['a', 'b'], true), 'b');
        assert_eq!(turned(&[], true), 'b');
    }
}
