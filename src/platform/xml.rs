//! JSON values as the platform's XML, and back.
//!
//! The platform's XML follows its JSON mechanically. An object is an element of the namespace
//! `http://api.platform.boomi.com/`; its scalars are attributes, but for `Description`, `queryToken`, `argument` and
//! all of a `PackagedComponent`, which are elements; a list is an element for each entry. `@type` names the root
//! element, and stands in `xsi:type` where an element has another name than its type.
//!
//! Reading is wider than writing: a scalar may stand in an attribute or an element, and names in any case. Nothing is
//! declared in a document that is read: one with a document type is refused, so no entity is ever expanded.

use std::borrow::Cow;

use quick_xml::{
    Reader, XmlVersion,
    escape::{escape, resolve_predefined_entity},
    events::{BytesStart, Event},
};
use serde_json::{Map, Value};

const NAMESPACE: &str = "http://api.platform.boomi.com/";
const SCHEMA_INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";
const TYPE: &str = "@type";
/// Elements inside one another; the platform's own documents need 7.
const DEEPEST: usize = 64;

/// Scalars that are elements wherever they stand.
const ELEMENTS: [&str; 3] = ["Description", "queryToken", "argument"];
/// The one type whose scalars are all elements.
const ALL_ELEMENTS: &str = "PackagedComponent";

/// Names as the platform spells them, for documents that spell them in another case.
const NAMES: [&str; 68] = [
    "AuditLogProperty",
    "Description",
    "ProcessId",
    "PublisherPackagedComponent",
    "PublisherPackagedComponents",
    "QueryFilter",
    "ReleasePackagedComponent",
    "ReleasePackagedComponents",
    "Resource",
    "Resources",
    "accountGroupId",
    "accountId",
    "action",
    "argument",
    "autoSubscribeAlertLevel",
    "branchName",
    "componentId",
    "componentInfo",
    "componentName",
    "componentType",
    "componentVersion",
    "containerId",
    "createdBy",
    "createdDate",
    "currentVersion",
    "date",
    "dateCreated",
    "defaultGroup",
    "deleted",
    "documentId",
    "environmentId",
    "errorMessage",
    "expirationDate",
    "expression",
    "id",
    "installationType",
    "integrationPackId",
    "integrationPackInstanceId",
    "integrationPackName",
    "integrationPackOverrideName",
    "latestVersion",
    "level",
    "message",
    "name",
    "nestedExpression",
    "notes",
    "numberOfResults",
    "objectType",
    "operationType",
    "operator",
    "originalProcessId",
    "packageId",
    "packageVersion",
    "pendingVersion",
    "previousValue",
    "property",
    "releaseOnDate",
    "releaseSchedule",
    "releaseStatus",
    "releasedVersion",
    "requestId",
    "resourceId",
    "resourceName",
    "responseStatusCode",
    "shareable",
    "statusCode",
    "version",
    "wrapperProcessId",
];

/// The document that stands for a value: an object under the name of its `@type`, `true` as `<true/>`, and an `Error`
/// as `<error><message>…</message></error>`.
pub fn write(value: &Value) -> String {
    let root = match value {
        Value::Object(fields) if kind(fields) == Some("Error") => {
            let message = fields.get("message").map(scalar).unwrap_or_default();
            format!("<error><message>{}</message></error>", text(&message))
        }
        Value::Object(fields) => {
            let spaces = format!(" xmlns:bns=\"{NAMESPACE}\" xmlns:xsi=\"{SCHEMA_INSTANCE}\"");
            object(kind(fields).unwrap_or("result"), fields, &spaces)
        }
        other => format!("<{}/>", scalar(other)),
    };
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{root}")
}

fn kind(fields: &Map<String, Value>) -> Option<&str> {
    fields.get(TYPE).and_then(Value::as_str)
}

fn object(name: &str, fields: &Map<String, Value>, spaces: &str) -> String {
    let kind = kind(fields);
    let mut tag = format!("bns:{name}{spaces}");
    if let Some(kind) = kind.filter(|kind| *kind != name) {
        tag.extend([" xsi:type=\"bns:", &text(kind), "\""]);
    }
    let mut inside = String::new();
    for (field, value) in fields.iter().filter(|(field, _)| *field != TYPE) {
        match value {
            Value::Null => {}
            Value::Array(entries) => inside.extend(entries.iter().map(|entry| element(field, entry))),
            Value::Object(_) => inside.push_str(&element(field, value)),
            _ if kind == Some(ALL_ELEMENTS) || ELEMENTS.contains(&field.as_str()) => {
                inside.push_str(&element(field, value));
            }
            _ => tag.extend([" ", field, "=\"", &text(&scalar(value)), "\""]),
        }
    }
    if inside.is_empty() { format!("<{tag}/>") } else { format!("<{tag}>{inside}</bns:{name}>") }
}

fn element(name: &str, value: &Value) -> String {
    match value {
        Value::Object(fields) => object(name, fields, ""),
        _ => format!("<bns:{name}>{}</bns:{name}>", text(&scalar(value))),
    }
}

fn scalar(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => text.into(),
        other => other.to_string().into(),
    }
}

/// Escaped, without the characters that XML 1.0 can't hold.
fn text(raw: &str) -> String {
    let kept: String = raw
        .chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => c,
            _ => '\u{fffd}',
        })
        .collect();
    escape(kept).replace('\n', "&#10;").replace('\r', "&#13;").replace('\t', "&#9;")
}

/// The value that a document stands for. Scalars are texts; what may be a list is one only where an element stands
/// more than once.
///
/// # Errors
/// What is wrong with it, in a sentence that names the line and column.
pub fn read(document: &str) -> Result<Value, String> {
    let mut reader = Reader::from_str(document);
    let mut open: Vec<Element> = Vec::new();
    loop {
        let event = reader.read_event();
        let at = usize::try_from(reader.error_position().max(reader.buffer_position())).unwrap_or(usize::MAX);
        let wrong = |what: &str| Err(format!("the body is not valid XML: {}: {what}", place(document, at)));
        let ended = match event {
            Err(_) => return wrong("a tag is not well formed, or not closed"),
            Ok(Event::DocType(_)) => return wrong("a document type is not accepted"),
            Ok(Event::Eof) => return wrong("it ends before its root element does"),
            Ok(Event::Start(_)) if open.len() >= DEEPEST => return wrong("elements lie too deep inside one another"),
            Ok(Event::Start(tag)) => match Element::of(&tag) {
                Ok(element) => {
                    open.push(element);
                    None
                }
                Err(what) => return wrong(what),
            },
            Ok(Event::Empty(tag)) => match Element::of(&tag) {
                Ok(element) => Some(element),
                Err(what) => return wrong(what),
            },
            Ok(Event::End(_)) => open.pop(),
            Ok(Event::Text(said)) => {
                add_text(&mut open, &said.xml10_content());
                None
            }
            Ok(Event::CData(said)) => {
                add_text(&mut open, &said.xml10_content());
                None
            }
            Ok(Event::GeneralRef(entity)) => {
                let name = entity.xml10_content();
                match (entity.resolve_char_ref(), resolve_predefined_entity(&name)) {
                    (Ok(Some(c)), _) => add_text(&mut open, c.encode_utf8(&mut [0; 4])),
                    (_, Some(said)) => add_text(&mut open, said),
                    _ => return wrong("an entity is not accepted"),
                }
                None
            }
            Ok(Event::Comment(_) | Event::PI(_) | Event::Decl(_)) => None,
        };
        match (ended, open.last_mut()) {
            (Some(element), Some(parent)) => parent.add(element),
            (Some(root), None) => return Ok(root.into_root()),
            (None, _) => {}
        }
    }
}

fn add_text(open: &mut [Element], said: &str) {
    if let Some(element) = open.last_mut() {
        element.text += said;
    }
}

/// `line 3, column 7`, both from 1.
fn place(document: &str, at: usize) -> String {
    let before = &document.as_bytes()[..at.min(document.len())];
    let line = before.split(|byte| *byte == b'\n').count();
    let last = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    format!("line {line}, column {}", String::from_utf8_lossy(last).chars().count() + 1)
}

/// An element while it is read.
struct Element {
    name: String,
    fields: Map<String, Value>,
    text: String,
}

impl Element {
    fn of(tag: &BytesStart) -> Result<Self, &'static str> {
        let mut fields = Map::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|_| "an attribute is not well formed, or stands twice")?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|_| "an attribute holds an entity that is not accepted")?;
            let (name, local) = (attribute.key.as_ref(), attribute.key.local_name());
            if name.starts_with("xmlns") {
                continue;
            }
            if name.contains(':') && local.as_ref() == "type" {
                let kind = value.rsplit(':').next().unwrap_or_default();
                fields.insert(TYPE.into(), kind.into());
            } else {
                fields.insert(spelled(local.as_ref()), value.into_owned().into());
            }
        }
        Ok(Self { name: spelled(tag.local_name().as_ref()), fields, text: String::new() })
    }

    fn add(&mut self, child: Element) {
        let name = child.name.clone();
        let value = child.into_value();
        match self.fields.get_mut(&name) {
            Some(Value::Array(entries)) => entries.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
            None => {
                self.fields.insert(name, value);
            }
        }
    }

    fn into_value(self) -> Value {
        if self.fields.is_empty() { Value::String(self.text) } else { Value::Object(self.fields) }
    }

    fn into_root(mut self) -> Value {
        if self.fields.is_empty() && self.name == "true" {
            return Value::Bool(true);
        }
        self.fields.insert(TYPE.into(), self.name.into());
        Value::Object(self.fields)
    }
}

/// A name as the platform spells it.
fn spelled(name: &str) -> String {
    if NAMES.contains(&name) {
        return name.to_owned();
    }
    NAMES.iter().find(|known| known.eq_ignore_ascii_case(name)).map_or(name, |known| known).to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_pack_is_written_as_the_platform_writes_it() {
        let pack = json!({"@type": "QueryResult", "numberOfResults": 1, "queryToken": "a/b+c=", "result": [
            {"@type": "PublisherIntegrationPack", "Description": "a < b & \"c\"\n", "id": "e7", "name": "Ä",
             "PublisherPackagedComponents": {"@type": "PublisherPackagedComponents", "PublisherPackagedComponent": [
                {"@type": "PublisherPackagedComponent", "componentId": "c1", "deleted": false},
                {"@type": "PublisherPackagedComponent", "componentId": "c2", "deleted": true}]}}]});
        let document = write(&pack);
        assert_eq!(
            document,
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <bns:QueryResult xmlns:bns=\"http://api.platform.boomi.com/\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" numberOfResults=\"1\">\
             <bns:queryToken>a/b+c=</bns:queryToken>\
             <bns:result xsi:type=\"bns:PublisherIntegrationPack\" id=\"e7\" name=\"Ä\">\
             <bns:Description>a &lt; b &amp; &quot;c&quot;&#10;</bns:Description>\
             <bns:PublisherPackagedComponents>\
             <bns:PublisherPackagedComponent componentId=\"c1\" deleted=\"false\"/>\
             <bns:PublisherPackagedComponent componentId=\"c2\" deleted=\"true\"/>\
             </bns:PublisherPackagedComponents></bns:result></bns:QueryResult>"
        );
        let back = read(&document).expect("its own document");
        assert_eq!(back["result"]["Description"], "a < b & \"c\"\n");
        assert_eq!(back["result"]["PublisherPackagedComponents"]["PublisherPackagedComponent"][1]["componentId"], "c2");
        assert_eq!(
            (&back["@type"], &back["result"]["@type"]),
            (&json!("QueryResult"), &json!("PublisherIntegrationPack"))
        );
    }

    #[test]
    fn scalars_are_read_from_attributes_and_elements_in_any_case() {
        let document = "<!-- a remark --><PackagedComponent xmlns=\"http://api.platform.boomi.com/\" COMPONENTID=\"c\">\
            <packageversion>1.0</packageversion><notes><![CDATA[a<b]]> &amp; c&#33;</notes></PackagedComponent>";
        let value =
            json!({"@type": "PackagedComponent", "componentId": "c", "packageVersion": "1.0", "notes": "a<b & c!"});
        assert_eq!(read(document), Ok(value));
    }

    #[test]
    fn a_truth_and_an_error_have_forms_of_their_own() {
        assert!(write(&json!(true)).ends_with("<true/>"));
        assert_eq!(read("<true/>"), Ok(json!(true)));
        let error = write(&json!({"@type": "Error", "message": "no <pack>"}));
        assert!(error.ends_with("<error><message>no &lt;pack&gt;</message></error>"), "{error}");
    }

    #[test]
    fn what_is_not_well_formed_is_named_with_its_place() {
        let deep = "<a>".repeat(100);
        for (document, said) in [
            ("", "line 1, column 1: it ends before its root element does"),
            ("<a", "a tag is not well formed"),
            ("<a>\n  <b></a>", "line 2"),
            ("<a x='1' x='2'/>", "an attribute is not well formed, or stands twice"),
            ("<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>", "a document type is not accepted"),
            ("<a>&e;</a>", "an entity is not accepted"),
            ("<a x=\"&e;\"/>", "an attribute holds an entity that is not accepted"),
            (&deep, "elements lie too deep inside one another"),
        ] {
            let why = read(document).expect_err(document);
            assert!(why.starts_with("the body is not valid XML: line ") && why.contains(said), "{document}: {why}");
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        let document = write(&json!({"@type": "IntegrationPack", "name": "a\u{1}\u{1b}\u{ffff}b\tc"}));
        assert_eq!(read(&document).expect("well formed")["name"], "a\u{fffd}\u{fffd}\u{fffd}b\tc");
    }
}
