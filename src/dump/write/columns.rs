//! From the published types, as their JSON Schema tells them, to columns. One source: a field of the record is a column at once.

use arrow::datatypes::{DataType, Field, Fields, Schema};
use serde_json::{Map, Value};
use std::io;

/// Names of the parts of a word (`[0, 2, "t"]`): tables have no lists of mixed types.
const TOKEN_PARTS: [&str; 3] = ["start", "end", "tag"];

/// The columns of a JSON Schema of an object.
pub(super) fn schema_of(types: &str) -> io::Result<Schema> {
    let root: Value = serde_json::from_str(types)?;
    match data_type(&root, &root) {
        DataType::Struct(fields) => Ok(Schema::new(fields)),
        other => Err(io::Error::other(format!("the rows are {other}, not objects"))),
    }
}

fn data_type(schema: &Value, root: &Value) -> DataType {
    if let Some(name) = schema["$ref"].as_str() {
        return data_type(root.pointer(name.trim_start_matches('#')).unwrap_or(&Value::Null), root);
    }
    if let Some(some) = schema["anyOf"].as_array().and_then(|all| all.iter().find(|s| s["type"] != "null")) {
        return data_type(some, root);
    }
    let name = match &schema["type"] {
        Value::Array(names) => names.iter().find_map(|n| n.as_str().filter(|n| *n != "null")),
        name => name.as_str(),
    };
    match name {
        Some("object") => object(schema, root),
        Some("array") => match schema["prefixItems"].as_array() {
            Some(parts) => {
                let part = |(name, part): (&&str, &Value)| Field::new(*name, data_type(part, root), false);
                DataType::Struct(TOKEN_PARTS.iter().zip(parts).map(part).collect())
            }
            None => DataType::new_list(data_type(&schema["items"], root), false),
        },
        // Offsets into a page; signed, since Spark and others have no unsigned numbers.
        Some("integer") => DataType::Int32,
        Some("number") => DataType::Float64,
        Some("boolean") => DataType::Boolean,
        _ => DataType::Utf8,
    }
}

fn object(schema: &Value, root: &Value) -> DataType {
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema["properties"].as_object().into_iter().flatten();
    let field = |(name, schema): (&String, &Value)| {
        let kind = data_type(schema, root);
        // A list that JSON leaves out is empty; a place (of two numbers) that it leaves out is none.
        let is_list = matches!(kind, DataType::List(_)) && schema["minItems"].is_null();
        let is_always_there = required.contains(&name.as_str()) || is_list;
        Field::new(name, kind, !is_always_there)
    };
    DataType::Struct(properties.map(field).collect())
}

/// A value as its column wants it: lists that JSON leaves out are empty, and words are objects.
pub(super) fn shaped(value: Value, kind: &DataType) -> Value {
    match (value, kind) {
        (Value::Object(object), DataType::Struct(fields)) => Value::Object(filled(object, fields)),
        (Value::Array(parts), DataType::Struct(fields)) => {
            fields.iter().zip(parts).map(|(f, part)| (f.name().clone(), part)).collect::<Map<_, _>>().into()
        }
        (Value::Array(items), DataType::List(item)) => {
            items.into_iter().map(|i| shaped(i, item.data_type())).collect::<Vec<_>>().into()
        }
        (value, _) => value,
    }
}

fn filled(mut object: Map<String, Value>, fields: &Fields) -> Map<String, Value> {
    for field in fields {
        let name = field.name();
        match (object.remove(name), field.data_type()) {
            (Some(value), kind) => object.insert(name.clone(), shaped(value, kind)),
            (None, DataType::List(_)) if !field.is_nullable() => object.insert(name.clone(), Value::Array(Vec::new())),
            (None, _) => None,
        };
    }
    object
}
