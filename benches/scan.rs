//! The scanner alone beside jieba-rs tag of the same text: text without numbers, and text that is full of them.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use taojin::lexicon::Lexicon;
use taojin::scan::scan;

/// Prose without a figure, without a date.
const PROSE: &str = "清晨的河边已经有人在散步，雾气还没有散去，对岸的柳树只露出树梢。卖豆浆的老人把炉火拨旺，热气顺着巷口飘出来，\
赶路的学生停下脚步，匆匆买了早点又跑开。剧团的演员们在旧仓库里排练新戏，导演反复强调，情绪要收着演，不能把话说满。\
设计师介绍说，展厅的灯光参考了老照片里的色调，希望观众走进来就想起童年的院子。村里的合作社请来技术员，教大家怎样修剪果树，\
怎样防治虫害，围观的村民听得很认真。评论认为，这部小说写的是普通人的坚持，语言朴素，却处处见功夫。\n";

/// A bulletin of statistics.
const FIGURES: &str = "2023年，河湾县完成固定资产投资246.8亿元，同比增长15.3%，其中第三产业投资119.9亿元，占48.6%。\
1—9月，接待游客1,234.5万人次，比上年同期增加86.2万人次，增长7.5%；旅游收入约98亿元。截至10月31日，贷款余额5400亿元，\
较年初增加320亿元，利率由4.2%降至3.95%，下调25个基点。全县粮食播种面积63.5万亩，亩产480公斤，总产量30.5万吨，\
减产2000余吨。城镇居民人均可支配收入42,310元，农村居民21,865元，收入比由1.98缩小至1.94。\
三次产业结构为10.2:41.5:48.3，第二产业提高0.4个百分点，有十余家企业产值超过5亿元，三分之二的项目已在9月底前开工。\n";

fn scanner(c: &mut Criterion) {
    let lexicon = Lexicon::load(None).expect("built-in dictionaries are sound");
    let jieba = jieba_rs::Jieba::new();
    let mut group = c.benchmark_group("scan");
    for (name, text) in [("prose", PROSE.repeat(200)), ("figures", FIGURES.repeat(200))] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::new("jieba-rs tag (reference)", name), &text, |b, text| {
            b.iter(|| jieba.tag(black_box(text), true).len());
        });
        group.bench_with_input(BenchmarkId::new("taojin scan", name), &text, |b, text| {
            b.iter(|| scan(black_box(text), &lexicon).guards.len());
        });
    }
    group.finish();
}

criterion_group!(benches, scanner);
criterion_main!(benches);
