//! Every example of the platform's OpenAPI document is read into our structs and written again without loss.
//!
//! `examples.json` holds them as they stand there, 131 of them. Those that violate the document's own schema are named
//! here, with what is wrong.

use ipack::platform::{Media, lenient, wire, xml};
use serde_json::Value;

/// Examples that are no well-formed XML: attributes run into one another, or a tag is not closed.
const MALFORMED: [&str; 6] = [
    "UpdateAccountGroup request xml",
    "UpdateAccountGroup response xml",
    "QueryIntegrationPackInstance response xml",
    "CreatePublisherIntegrationPack response xml",
    "CreateReleaseIntegrationPack response xml",
    "GetReleaseIntegrationPackStatus response xml",
];

/// Examples that show another object than their schema says: a package where a manifest belongs.
const ANOTHER_OBJECT: [&str; 1] = ["GetPackagedComponentManifest response json"];

/// Fields that our structs leave out: what an account paid for, and a group's resources beside its row instead of in
/// it.
const LEFT_OUT: [&str; 3] = ["/licensing", "/molecule", "/Resources"];

#[derive(serde::Deserialize)]
struct Example {
    operation: String,
    r#where: String,
    schema: String,
    media: String,
    #[serde(rename = "example")]
    body: Value,
}

/// What our structs make of a value; the rows of a query and the objects of a bulk read are values in themselves.
fn through_structs(schema: &str, mut value: Value) -> Option<Result<Value, String>> {
    let rows: Vec<&mut Value> = match value.as_object_mut() {
        Some(fields) if schema.ends_with("QueryResponse") => match fields.get_mut("result") {
            Some(Value::Array(rows)) => rows.iter_mut().collect(),
            Some(row) => vec![row],
            None => Vec::new(),
        },
        Some(fields) if schema.ends_with("BulkResponse") => match fields.get_mut("response") {
            Some(Value::Array(rows)) => rows.iter_mut().filter_map(|row| row.get_mut("Result")).collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    for row in rows {
        let schema = schema.trim_end_matches("QueryResponse").trim_end_matches("BulkResponse");
        match rewritten(schema, row.take()) {
            Some(Ok(again)) => *row = again,
            other => return other,
        }
    }
    rewritten(schema, value)
}

fn rewritten(schema: &str, value: Value) -> Option<Result<Value, String>> {
    macro_rules! through {
        ($($name:ident),*) => {
            match schema {
                $(stringify!($name) => Some(
                    serde_json::from_value::<wire::$name>(value)
                        .and_then(serde_json::to_value)
                        .map_err(|e| e.to_string()),
                ),)*
                name if name.ends_with("BulkRequest") => rewritten("BulkRequest", value),
                name if name.ends_with("BulkResponse") => rewritten("BulkResult", value),
                name if name.ends_with("QueryResponse") => rewritten("QueryResult", value),
                _ => None,
            }
        };
    }
    through!(
        Account,
        AccountGroup,
        AccountGroupAccount,
        AccountGroupIntegrationPack,
        AuditLog,
        BulkRequest,
        BulkResult,
        IntegrationPack,
        IntegrationPackInstance,
        PackagedComponent,
        PackagedComponentManifest,
        PublisherIntegrationPack,
        QueryResult,
        ReleaseIntegrationPack,
        ReleaseIntegrationPackStatus
    )
}

/// The fields of `before` that `after` lacks or holds otherwise, as paths.
fn lost(before: &Value, after: &Value, path: &str, out: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (name, value) in before.iter().filter(|(name, _)| *name != "@type") {
                match after.get(name) {
                    Some(after) => lost(value, after, &format!("{path}/{name}"), out),
                    // An empty text says nothing of a number or a truth value.
                    None if value == "" => {}
                    None => out.push(format!("{path}/{name}")),
                }
            }
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            before.iter().zip(after).for_each(|(before, after)| lost(before, after, path, out));
        }
        (one, Value::Array(after)) if after.len() == 1 => lost(one, &after[0], path, out),
        // An empty element of XML is an object without fields.
        (Value::String(empty), Value::Object(_)) if empty.trim().is_empty() => {}
        (before, after) if scalar(before) == scalar(after) => {}
        (before, after) => out.push(format!("{path}: {before} became {after}")),
    }
}

/// Scalars that mean the same: XML has texts alone.
fn scalar(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

#[test]
fn every_example_is_read_and_written_again() {
    let examples: Vec<Example> = serde_json::from_str(include_str!("examples.json")).expect("the examples");
    let mut trouble = Vec::new();
    let mut read = 0;
    for Example { operation, r#where, schema, media, body } in examples {
        let said = format!("{operation} {where} {media}");
        let (media, text) = match &body {
            Value::String(text) => (Media::Xml, text.clone()),
            value => (Media::Json, value.to_string()),
        };
        let before = match media.read(&text) {
            Ok(before) => before,
            Err(why) => {
                if !MALFORMED.contains(&said.as_str()) {
                    trouble.push(format!("{said}: {why}"));
                }
                continue;
            }
        };
        if ANOTHER_OBJECT.contains(&said.as_str()) {
            continue;
        }
        match through_structs(&schema, before.clone()) {
            None => {}
            Some(Err(why)) => trouble.push(format!("{said}: {why}")),
            Some(Ok(after)) => {
                read += 1;
                let mut gone = Vec::new();
                lost(&before, &after, "", &mut gone);
                gone.retain(|path| !LEFT_OUT.iter().any(|field| path.ends_with(field)));
                trouble.extend(gone.iter().map(|path| format!("{said}: {path}")));
                let again = lenient::tidy(xml::read(&xml::write(&after)).expect("our own XML"));
                let again = through_structs(&schema, again).expect("known").expect("our own XML");
                if again != after {
                    trouble.push(format!("{said}: XML made {again} of {after}"));
                }
            }
        }
    }
    assert!(trouble.is_empty(), "{read} read\n{}", trouble.join("\n"));
    assert_eq!(read, 78);
}
