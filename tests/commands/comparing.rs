//! Two versions of a component, compared.

use super::*;

/// A component of three versions; the last one is deleted.
const COMPARED: &str = r#"(components: [
    (componentId: "invoice", name: "Create Invoice", componentType: process, packagedComponents: [
        (packageVersion: "1.0", createdDate: "2026-03-01T09:00:00Z", createdBy: "m.ruiz", shareable: true, includedComponents: [
            (name: "Retry Map", type: "transform.map", folder: "Maps", modifiedBy: "m.ruiz", modifiedDate: "2026-02-01T09:00:00Z"),
            (name: "Layout", type: "profile.xml", folder: "Maps", modifiedBy: "m.ruiz", modifiedDate: "2026-02-02T09:00:00Z"),
            (name: "ERP", type: "connector-settings", folder: "", modifiedBy: "m.ruiz", modifiedDate: "2026-02-03T09:00:00Z"),
        ]),
        (packageVersion: "-2", createdDate: "2026-04-01T09:00:00Z", createdBy: "j.chen", shareable: true, includedComponents: [
            (name: "Retry Map", type: "transform.map", folder: "Maps", modifiedBy: "m.ruiz", modifiedDate: "2026-02-01T09:00:00Z"),
            (name: "Layout", type: "profile.xml", folder: "Maps", modifiedBy: "j.chen", modifiedDate: "2026-03-30T09:00:00Z"),
            (name: "Mail", type: "connector-settings", folder: "", modifiedBy: "j.chen", modifiedDate: "2026-03-31T09:00:00Z"),
        ]),
        (packageVersion: "Alpha", createdDate: "2026-05-01T09:00:00Z", createdBy: "j.chen", shareable: false, deleted: true),
    ]),
    (componentId: "ledger", name: "Ledger Posting", componentType: process, packagedComponents: [
        (packageVersion: "2.0", createdDate: "2026-03-01T09:00:00Z", createdBy: "j.chen", shareable: true),
    ]),
])"#;

#[test]
fn versions_by_what_they_include() {
    compare!(transcript(
        &Workspace::of(COMPARED),
        &[
            &["component", "diff", "create invoice"],
            &["component", "diff", "Create Invoice", "1.0", "-2"],
            &["component", "diff", "Create Invoice", "1.0", "-2", "--show", "unchanged"],
            &["component", "diff", "Create Invoice", "1.0", "-2", "--show", "all"],
            &["component", "diff", "Create Invoice", "-2", "1.0"],
            &["component", "diff", "Create Invoice", "1.0", "1.0"],
            &["component", "diff", "Create Invoice", "1.0", "-2", "--format", "json"],
            &["component", "diff", "Create Invoice", "1.0", "-2", "--show", "unchanged", "--format", "ron"],
            &["component", "diff", "Create Invoice", "1.0", "3"],
            &["component", "diff", "Ledger Posting"],
            &["component", "diff", "Nothing"],
        ]
    ));
}
