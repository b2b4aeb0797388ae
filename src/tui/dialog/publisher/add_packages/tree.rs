//! Components in their folders.

use std::collections::BTreeMap;

pub(super) use crate::engine::Addable as Leaf;

/// A folder that the component is in, the top one at depth 0.
fn segment(leaf: &Leaf, depth: usize) -> Option<&str> {
    leaf.component.folder.split('/').filter(|segment| !segment.is_empty()).nth(depth)
}

/// What the filter looks at.
pub(super) fn searchable(leaf: &Leaf) -> String {
    format!("{} {}", leaf.component.name, leaf.component.folder)
}

#[derive(Debug)]
pub(super) enum Line {
    Folder {
        /// From the top, `/`-separated.
        path: String,
        name: String,
        depth: usize,
        open: bool,
        /// The components below it, as indices.
        below: Vec<usize>,
    },
    /// A component, as an index.
    Leaf { at: usize, depth: usize },
}

impl Line {
    pub(super) fn depth(&self) -> usize {
        match self {
            Self::Folder { depth, .. } | Self::Leaf { depth, .. } => *depth,
        }
    }

    /// The components that checking this line checks.
    pub(super) fn below(&self) -> &[usize] {
        match self {
            Self::Folder { below, .. } => below,
            Self::Leaf { at, .. } => std::slice::from_ref(at),
        }
    }
}

/// The lines that show: folders first, each by name, and what is in those that are open.
pub(super) fn lines(leaves: &[Leaf], among: &[usize], open: &dyn Fn(&str) -> bool) -> Vec<Line> {
    let mut lines = Vec::new();
    grow(leaves, among, 0, "", open, &mut lines);
    lines
}

fn grow(
    leaves: &[Leaf],
    among: &[usize],
    depth: usize,
    above: &str,
    open: &dyn Fn(&str) -> bool,
    lines: &mut Vec<Line>,
) {
    let mut folders: BTreeMap<(String, &str), Vec<usize>> = BTreeMap::new();
    let mut here = Vec::new();
    for at in among.iter().copied() {
        match segment(&leaves[at], depth) {
            Some(name) => folders.entry((name.to_lowercase(), name)).or_default().push(at),
            None => here.push(at),
        }
    }
    for ((_, name), below) in folders {
        let path = if above.is_empty() { name.to_owned() } else { format!("{above}/{name}") };
        let open_here = open(&path);
        let folder = Line::Folder { path: path.clone(), name: name.to_owned(), depth, open: open_here, below };
        lines.push(folder);
        let at = lines.len() - 1;
        if open_here {
            let below = lines[at].below().to_vec();
            grow(leaves, &below, depth + 1, &path, open, lines);
        }
    }
    lines.extend(here.into_iter().map(|at| Line::Leaf { at, depth }));
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::{Component, ComponentType};

    fn leaf(name: &str, folder: &str) -> Leaf {
        let (name, folder) = (name.to_owned(), folder.to_owned());
        let component_type = ComponentType::Process;
        let component = Component { id: name.as_str().into(), name, component_type, folder, versions: vec![] };
        Leaf { component: Arc::new(component), why_not: None }
    }

    #[test]
    fn folders_come_first_and_closed_ones_hide_what_they_hold() {
        let leaves = [leaf("A", ""), leaf("B", "sales/Orders"), leaf("C", "Sales//"), leaf("D", "Finance")];
        let drawn = |open: &dyn Fn(&str) -> bool| -> Vec<String> {
            let told = |line: &Line| match line {
                Line::Folder { path, depth, below, .. } => format!("{depth} {path} {}", below.len()),
                Line::Leaf { at, depth } => format!("{depth} {}", leaves[*at].component.name),
            };
            lines(&leaves, &[0, 1, 2, 3], open).iter().map(told).collect()
        };
        assert_eq!(drawn(&|_| false), ["0 Finance 1", "0 Sales 1", "0 sales 1", "0 A"]);
        let all = ["0 Finance 1", "1 D", "0 Sales 1", "1 C", "0 sales 1", "1 sales/Orders 1", "2 B", "0 A"];
        assert_eq!(drawn(&|_| true), all);
    }
}
