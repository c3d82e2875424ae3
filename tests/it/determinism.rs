//! Same page, same bytes: on any thread, in any order.

use crate::support::{PIPELINE, pages};
use std::thread;
use taojin::{Input, Task};

#[test]
fn threads_and_order_change_nothing() {
    let pages = pages();
    let wanted: Vec<String> = pages.iter().map(|(_, p)| serde_json::to_string(&PIPELINE.extract(p)).unwrap()).collect();
    thread::scope(|scope| {
        for shift in 0..4 {
            let (pages, wanted) = (&pages, &wanted);
            scope.spawn(move || {
                for i in (0..pages.len()).map(|i| (i * 7 + shift) % pages.len()) {
                    assert_eq!(serde_json::to_string(&PIPELINE.extract(&pages[i].1)).unwrap(), wanted[i]);
                }
            });
        }
    });
}

#[test]
fn many_at_a_time_are_the_same_as_one_by_one() {
    let mut inputs: Vec<Input> = pages().into_iter().map(|(_, input)| input).collect();
    // One that fails in the middle takes no other with it.
    inputs.insert(inputs.len() / 2, Input { bytes: b"\xff\xfe\xfd".to_vec(), ..Input::text("broken.txt", "") });
    for (task, one) in [
        (Task::Extract, taojin::Pipeline::extract as fn(&_, &_) -> _),
        (Task::Clean, taojin::Pipeline::clean),
        (Task::Annotate, taojin::Pipeline::annotate),
    ] {
        let all: Vec<_> = PIPELINE.all(task, &inputs).collect();
        assert_eq!(all.len(), inputs.len());
        for (input, record) in inputs.iter().zip(all) {
            assert_eq!(record, one(&PIPELINE, input), "{task:?} {}", input.source);
        }
    }
}

#[test]
fn cleaned_text_is_clean() {
    for (_, input) in pages() {
        let record = PIPELINE.clean(&input);
        let Some(article) = record.article else { continue };
        let mut again = Input::text("again.txt", article.text.clone());
        again.given.title = article.title.clone();
        let second = PIPELINE.clean(&again).article.map(|a| a.text);
        assert_eq!(second.as_deref(), Some(article.text.as_str()), "{}", input.source);
    }
}
