//! Texts of several lines in the admin's own editor: what is handed to it, and what becomes of what comes back.

use ipack::{domain::MAX_NOTES, tui::event::Event};

use crate::support::{
    Workspace,
    screens::{says, says_not},
};

const NOTES: &str = "/order<Enter>rn<Tab>Why";

fn composed(text: &str) -> Event {
    Event::Composed(Ok(text.to_owned()))
}

#[test]
fn notes_come_back_with_their_lines() {
    let mut screens = Workspace::sample().screens(120, 36);
    says(screens.press(NOTES), "Ctrl-E Editor");
    assert_eq!(screens.press("<C-e>").composed(), ["Why"]);
    screens.event(composed("First line\r\nsecond\tline\n\n"));
    for line in ["[ First line", "[ second line"] {
        says(&screens, line);
    }
    // Nothing else than the text has changed: the focus is where it was.
    says(screens.press("!"), "[ second line!");
    let command = screens.press("<Tab><Tab><Tab><Enter>").screen();
    assert!(command.contains("Success"), "{command}");
}

#[test]
fn what_comes_back_is_cleaned_and_cut_as_what_is_typed() {
    let mut screens = Workspace::sample().screens(120, 36);
    screens.press(NOTES).press("<C-e>").event(composed("a\u{1b}[31mb\u{7}c"));
    says(&screens, "[ a[31mbc");
    screens.event(composed(&"x".repeat(MAX_NOTES + 1)));
    says(&screens, "what came after them is left out");
}

#[test]
fn an_editor_that_fails_is_told_of_and_the_text_stays() {
    let mut screens = Workspace::sample().screens(80, 24);
    screens.press(NOTES).press("<C-e>");
    screens.event(Event::Composed(Err("there is no editor nano; the text is as it was".to_owned())));
    says(&screens, "there is no editor nano; the text is as it was");
    says(&screens, "[ Why");
}

#[test]
fn every_text_of_several_lines_has_it_and_no_other() {
    for keys in ["n<Tab><Tab>", "6p<Tab><Tab>", "2x", "*r n<Tab><Tab>"] {
        let mut screens = Workspace::sample().screens(120, 36);
        let asked = screens.press(keys).press("One<C-e>").composed().to_vec();
        assert_eq!(asked, ["One"], "{keys}\n{}", screens.screen());
        screens.event(composed("Two"));
        says(&screens, "[ Two");
    }
    let mut screens = Workspace::sample().screens(80, 24);
    says_not(screens.press("nOne"), "Editor");
    assert!(screens.press("<Home><C-e>").composed().is_empty(), "the end of the line, as ever");
}
