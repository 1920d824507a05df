//! `tminus schema`: the front matter as a JSON Schema.

use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::report;
use crate::read::front::keys::{KEYS, Key, Kind};

/// Prints the schema.
pub fn run() -> ExitCode {
    match serde_json::to_string_pretty(&schema()) {
        Ok(text) => {
            report::out(&text);
            ExitCode::SUCCESS
        }
        Err(_) => ExitCode::from(4),
    }
}

fn schema() -> Value {
    let mut schema = object(KEYS);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("Front matter of a tminus plan");
    schema
}

fn object(keys: &'static [Key]) -> Value {
    let properties: Map<String, Value> = keys.iter().map(|k| (k.name.to_owned(), property(k))).collect();
    let required: Vec<&str> = keys.iter().filter(|k| k.required).map(|k| k.name).collect();
    let mut object = json!({ "type": "object", "additionalProperties": false, "properties": properties });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

/// Everything may be null: a key without a value says that the value is missing.
fn property(key: &'static Key) -> Value {
    // Editors read an unquoted 1.10 as a number; tminus keeps its text.
    let scalar = json!(["string", "number", "boolean", "null"]);
    let text = || json!({ "type": ["string", "number", "boolean"] });
    let mut property = match key.kind {
        Kind::Text => json!({ "type": scalar }),
        Kind::Code => json!({ "type": ["string", "null"], "pattern": "^[A-Z][A-Z0-9]{1,7}$" }),
        Kind::Date => json!({ "type": ["string", "null"], "format": "date" }),
        Kind::Moment => json!({
            "type": ["string", "null"],
            "pattern": "^\\d{4}-\\d{2}-\\d{2}([ T]\\d{2}:\\d{2}(:\\d{2})? ?(Z|[+-]\\d{2}:?\\d{2})?)?$",
        }),
        Kind::Zone => json!({ "type": ["string", "null"], "examples": ["Europe/Berlin", "UTC"] }),
        Kind::Language => {
            json!({ "type": ["string", "null"], "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$" })
        }
        Kind::Choice(words) => {
            let words: Vec<Value> = words.iter().map(|w| json!(w)).chain([Value::Null]).collect();
            json!({ "enum": words })
        }
        Kind::Flag => json!({ "type": ["boolean", "null"] }),
        Kind::Texts => json!({ "anyOf": [
            { "type": ["array", "null"], "items": { "type": scalar } },
            text(),
        ] }),
        Kind::Entries(keys) => json!({ "type": ["array", "null"], "items": object(keys) }),
    };
    property["description"] = json!(key.doc);
    property
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_its_property() {
        let schema = schema();
        for key in KEYS {
            assert!(schema["properties"][key.name]["description"].is_string(), "{}", key.name);
        }
        assert_eq!(schema["properties"]["contacts"]["items"]["required"], json!(["role"]));
        assert_eq!(schema["additionalProperties"], json!(false));
    }
}
