//! The schema is generated from the types, committed, and true of every record of the corpus.
//! `TAOJIN_WRITE=1 cargo test schema` writes it anew.

use crate::support::root;

#[test]
fn the_committed_schema_is_that_of_the_types() {
    let path = root().join("docs/record.schema.json");
    let fresh = taojin::record::schema();
    if std::env::var_os("TAOJIN_WRITE").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == fresh, "docs/record.schema.json is stale: run TAOJIN_WRITE=1 cargo test schema");
}
