//! What the screens ask about components and their versions, and what they want done.

use std::sync::Arc;

use super::Request;
use crate::{
    domain::{Component, ComponentId, ComponentType, Version},
    engine::{
        Comparison, ComponentEntry, ComponentView, Engine, EngineError, Overview, PackageDetails, PackageOrder,
        Packaging,
    },
    tui::program::Effect,
};

/// A question.
#[derive(Debug, Clone)]
pub enum Ask {
    /// What the list shows of every component, by name.
    Entries,
    /// Some of them whole.
    Some(Vec<ComponentId>),
    /// One component with how its versions are used.
    One(ComponentId),
    /// What packaging a version starts from.
    Packaging(ComponentId),
    /// A version's details.
    Details(ComponentId, Version),
    /// A version compared: with the base, or with the version before it.
    Compare {
        /// The component.
        component: ComponentId,
        /// The base.
        from: Option<Version>,
        /// The version.
        to: Version,
    },
    /// Something to be done.
    Do(Verb),
}

/// A question to the worker.
pub(in crate::tui) fn ask(ask: Ask) -> Vec<Effect<Request>> {
    vec![Effect::Ask(Request::Components(ask))]
}

/// A verb for the worker.
pub(in crate::tui) fn request(verb: Verb) -> Request {
    Request::Components(Ask::Do(verb))
}

/// Something to be done.
#[derive(Debug, Clone)]
pub enum Verb {
    /// **Create Component**.
    Create {
        /// Its name.
        name: String,
        /// What it is.
        component_type: ComponentType,
        /// Its folder.
        folder: String,
    },
    /// **Package Component**.
    Package(ComponentId, PackageOrder),
    /// Delete a version.
    Delete(ComponentId, Version),
    /// Restore a deleted version.
    Restore(ComponentId, Version),
}

impl Verb {
    /// What failed, where it does.
    #[must_use]
    fn doing(&self) -> &'static str {
        match self {
            Self::Create { .. } => "create the component",
            Self::Package(..) => "package the component",
            Self::Delete(..) => "delete the version",
            Self::Restore(..) => "restore the version",
        }
    }
}

/// What came of a verb.
#[derive(Debug, Clone)]
pub struct Done {
    /// In words.
    pub text: String,
    /// The component that was made, or a version of it, to be looked at.
    pub made: Option<(ComponentId, Option<Version>)>,
}

/// The answers; each as its question.
#[derive(Debug)]
pub enum Told {
    /// What the list shows of every component, by name.
    Entries(Vec<ComponentEntry>),
    /// Some of them whole.
    Some(Result<Vec<Arc<Component>>, EngineError>),
    /// One component.
    One(Result<Box<ComponentView>, EngineError>),
    /// What packaging a version starts from.
    Packaging(Result<Box<Packaging>, EngineError>),
    /// A version's details.
    Details(Result<Box<PackageDetails>, EngineError>),
    /// A version compared.
    Compared(Result<Box<Comparison>, EngineError>),
    /// What came of a verb, with the workspace as it is after it.
    Done(&'static str, Result<(Done, Overview), EngineError>),
}

/// Asks the engine.
pub(super) fn answer(engine: &mut Engine, ask: Ask) -> Told {
    match ask {
        Ask::Entries => Told::Entries(engine.component_entries()),
        Ask::Some(ids) => Told::Some(engine.components_of(&ids)),
        Ask::One(id) => Told::One(engine.component(&id).map(Box::new)),
        Ask::Packaging(id) => Told::Packaging(engine.packaging(&id).map(Box::new)),
        Ask::Details(id, version) => Told::Details(engine.version_details(&id, &version).map(Box::new)),
        Ask::Compare { component, from, to } => {
            Told::Compared(engine.compare_versions(&component, from.as_ref(), Some(&to)).map(Box::new))
        }
        Ask::Do(verb) => {
            let doing = verb.doing();
            let done = carry_out(engine, verb);
            Told::Done(doing, done.map(|done| (done, engine.overview())))
        }
    }
}

fn carry_out(engine: &mut Engine, verb: Verb) -> Result<Done, EngineError> {
    let (text, made) = match verb {
        Verb::Create { name, component_type, folder } => {
            let id = engine.create_component(&name, component_type, &folder)?;
            (format!("{} is created", engine.component_name(&id)), Some((id, None)))
        }
        Verb::Package(id, order) => {
            let version = engine.package_component(&id, &order)?;
            let packaged = engine.settings().deployment.words().packaged;
            let text = format!("version {version} of {} is {packaged}", engine.component_name(&id));
            (text, Some((id, Some(version))))
        }
        Verb::Delete(id, version) => {
            engine.delete_version(&id, &version)?;
            let name = engine.component_name(&id);
            (format!("version {version} of {name} is deleted; its label stays taken"), None)
        }
        Verb::Restore(id, version) => {
            engine.restore_version(&id, &version)?;
            (format!("version {version} of {} is Active again", engine.component_name(&id)), None)
        }
    };
    Ok(Done { text, made })
}
