//! The whole record of each page of the corpus, reviewed as an editor would.
//! `INSTA_UPDATE=always cargo test snapshots` writes them anew: read every difference.

use crate::support::{PIPELINE, assert_sound, pages};

#[test]
fn the_records_of_the_corpus() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        for (path, input) in pages() {
            let record = PIPELINE.extract(&input);
            assert_sound(&record);
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            insta::assert_json_snapshot!(name, record);
        }
    });
}
