//! From the published types, as their JSON Schema tells them, to columns. One source: a field of the record is a column at once.

use arrow::array::{Array, ArrayRef, AsArray, Int32Array, ListArray, StructArray};
use arrow::compute::{cast, take};
use arrow::datatypes::{DataType, Field, Fields, Schema};
use arrow::error::ArrowError;
use serde_json::Value;
use std::io;
use std::sync::Arc;

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

/// Whether a column holds words, which JSON writes as lists.
fn are_words(parts: &Fields) -> bool {
    parts.len() == TOKEN_PARTS.len() && parts.iter().zip(TOKEN_PARTS).all(|(f, name)| f.name() == name)
}

/// A column as JSON says it: anything may be left out, and a word is a list of texts.
pub(super) fn as_said(field: &Field) -> Field {
    let kind = match field.data_type() {
        DataType::Struct(parts) if are_words(parts) => DataType::new_list(DataType::Utf8, true),
        DataType::Struct(fields) => DataType::Struct(fields.iter().map(|f| as_said(f)).collect()),
        DataType::List(item) => DataType::List(Arc::new(as_said(item))),
        other => other.clone(),
    };
    Field::new(field.name(), kind, true)
}

/// What was read as JSON says it, as its column wants it: lists that were left out are empty, and words have parts.
///
/// # Errors
/// When something is left out that must be there, or a word is none.
pub(super) fn as_typed(said: &ArrayRef, field: &Field) -> Result<ArrayRef, ArrowError> {
    Ok(match field.data_type() {
        DataType::Struct(parts) if are_words(parts) => Arc::new(words(said.as_list(), parts)?),
        DataType::Struct(fields) => {
            let said = said.as_struct();
            let columns: Vec<ArrayRef> =
                said.columns().iter().zip(fields).map(|(c, f)| as_typed(c, f)).collect::<Result<_, _>>()?;
            Arc::new(StructArray::try_new_with_length(fields.clone(), columns, said.nulls().cloned(), said.len())?)
        }
        DataType::List(item) => {
            let said = said.as_list::<i32>();
            let nulls = said.nulls().filter(|_| field.is_nullable()).cloned();
            Arc::new(ListArray::try_new(
                Arc::clone(item),
                said.offsets().clone(),
                as_typed(said.values(), item)?,
                nulls,
            )?)
        }
        _ => Arc::clone(said),
    })
}

/// Lists of texts, all of one length, as their parts.
fn words(said: &ListArray, parts: &Fields) -> Result<StructArray, ArrowError> {
    if said.offsets().lengths().any(|length| length != parts.len()) {
        return Err(ArrowError::JsonError(format!("a word is not of {} parts", parts.len())));
    }
    let starts = said.offsets().iter().take(said.len());
    let column = |(n, part): (usize, &Arc<Field>)| {
        let places: Int32Array = starts.clone().map(|start| start + n as i32).collect();
        cast(&take(said.values(), &places, None)?, part.data_type())
    };
    let columns: Vec<ArrayRef> = parts.iter().enumerate().map(column).collect::<Result<_, _>>()?;
    StructArray::try_new_with_length(parts.clone(), columns, None, said.len())
}
