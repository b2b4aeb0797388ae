//! The part of `impl Dialog` that is the same for all forms.

/// In an `impl Dialog`: the form hears keys and edits, `submit` does what the way forward says, and leaving would lose
/// what was entered in the form. A text above the form is scrolled by what the form does not hear; `after` each key and
/// edit the dialog sees to what follows from it.
macro_rules! by_form {
    ($form:tt $(, scroll $scroll:tt)? $(, after $after:ident)?) => {
        fn scopes(&self) -> Vec<$crate::tui::keys::Scope> {
            self.$form.scopes()
        }

        fn is_edited(&self) -> bool {
            self.$form.is_edited()
        }

        fn edit(&mut self, edit: &$crate::tui::widget::Edit, context: &$crate::tui::look::Context) {
            self.$form.edit(edit, context);
            $(self.$after();)?
        }

        fn act(
            &mut self,
            action: $crate::tui::keys::Action,
            context: &$crate::tui::look::Context,
        ) -> $crate::tui::command::Commands {
            let step = self.$form.act(action, context);
            $(self.$after();)?
            match step {
                $crate::tui::form::Step::Leave => vec![$crate::tui::command::Command::Leave],
                $crate::tui::form::Step::Submit => self.submit(),
                $crate::tui::form::Step::Do($crate::tui::keys::Action::OpenEditor) => {
                    vec![$crate::tui::command::Command::Compose(self.$form.text_in_focus())]
                }
                $(
                    $crate::tui::form::Step::Do(action) if action.motion().is_some() => {
                        action.motion().into_iter().for_each(|motion| self.$scroll.step(motion));
                        vec![]
                    }
                )?
                _ => vec![],
            }
        }
    };
}
pub(super) use by_form;
