//! A site of our own, made from a seed: what `learn` finds on it, and what `extract --templates` takes out.

use crate::support::{self, assert_sound};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Output};
use taojin::Record;

fn taojin(args: &[&str], folder: &Path) -> Output {
    let run = support::taojin(args, folder);
    assert!(matches!(run.status.code(), Some(0 | 1)), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
    run
}

/// A small generator of numbers, so that a failure can be replayed from its seed.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }
}

const PLACES: [&str; 8] = ["云江县", "澄湖区", "青禾镇", "白石乡", "柳河市", "东岭县", "南浦区", "石桥镇"];
const THINGS: [&str; 8] = ["灌溉渠", "乡村公路", "养老院", "图书馆", "净水厂", "果园", "体育馆", "渡口"];
const DEEDS: [&str; 8] = ["改造完成", "开工建设", "通过验收", "投入使用", "扩建", "启动招标", "完成检修", "对外开放"];
const PEOPLE: [&str; 6] = ["何桂兰", "陆文远", "方启明", "沈小满", "邱若安", "段青禾"];
/// What the government of the place says in each report of a meeting, and the motto of a column: words of the articles.
const FORMULA: &str = "会议强调，要坚持把群众的小事当作自己的大事，一件接着一件办。";
const MOTTO: &str = "一粥一饭，皆有来处；一砖一瓦，皆有去处。";
const SIGNATURE: &str = "云江县人民政府办公室";
const HOTLINE: &str = "便民热线开通时间：早八点至晚六点";
/// What the site puts into or beside every body; no pattern of ours knows these forms.
const BANNER: &str = "澄湖早知道 客户端八点准时见";
const PROMO: &str = "想把家乡的消息带在身边？长按识别图中小程序，和三万街坊一起收看澄湖早知道。";
/// A call whose verb no list has beside its medium: only the site's own name on all pages gives it away.
const FOLLOW: &str = "关注“澄湖早知道”公众号，每天清早陪你过桥看水。";
/// An article's sentence on a third of the pages, which has the same words.
const NEWS: &str = "渡口的旧照片也登在“澄湖早知道”公众号上，三天里又有十户人家送来旧物。";
const RIGHTS: &str = "澄湖早知道的图文稿件均有著作权，他人取用前须与编辑部书面约定。";
const HEAD: &str = "街坊们正在读";
const SPLICE: &str = "扫码进微信群听街坊聊云江";

struct Page {
    url: String,
    title: String,
    html: String,
    /// Lines of the article, as the author wrote them.
    honest: Vec<String>,
}

fn sentence(r: &mut Seeded) -> String {
    let (place, thing, deed, person) = (r.pick(&PLACES), r.pick(&THINGS), r.pick(&DEEDS), r.pick(&PEOPLE));
    let (a, b, c) = (r.below(90) + 10, r.below(900) + 100, r.below(28) + 1);
    match r.below(4) {
        0 => format!("{place}的{thing}于{c}日{deed}，总投资{b}万元，{a}户村民受益。"),
        1 => format!("负责人{person}介绍，{thing}每天可以服务{b}人，比去年多{a}人。"),
        2 => format!("今年以来，{place}共修缮{thing}{a}处，用去资金{b}万元，工期缩短{c}天。"),
        _ => format!("{person}在{place}住了{a}年，他说{thing}{deed}以后，路上的时间少了{c}分钟。"),
    }
}

/// `count` pages. Every third is a meeting's report with the formula, every fourth stands in the column with the motto, every
/// fifth is a notice with its signature.
fn site(seed: u64, host: &str, count: usize) -> Vec<Page> {
    let mut r = Seeded(seed);
    let titles: Vec<String> = (0..count)
        .map(|n| format!("{}{}{}（第{}期）", PLACES[n % 8], THINGS[(n / 8 + n) % 8], DEEDS[(n / 3) % 8], n + 1))
        .collect();
    let mut pages = Vec::new();
    for (n, title) in titles.iter().enumerate() {
        let mut honest: Vec<String> =
            (0..4 + r.below(4)).map(|_| format!("{}{}", sentence(&mut r), sentence(&mut r))).collect();
        if n % 4 == 0 {
            honest.insert(0, MOTTO.to_owned());
        }
        if n % 3 == 0 {
            let at = 1 + r.below(honest.len() - 1);
            honest[at] = format!("{}{FORMULA}{}", sentence(&mut r), sentence(&mut r));
        }
        if n % 6 == 1 {
            honest.push(FORMULA.to_owned());
        }
        if n % 3 == 1 {
            honest.insert(2, NEWS.to_owned());
        }
        if n % 5 == 0 {
            honest.push(HOTLINE.to_owned());
            honest.push(SIGNATURE.to_owned());
        }
        let mut body = format!("<p>{BANNER}</p>\n");
        let at = 1 + r.below(honest.len() - 1);
        for (i, line) in honest.iter().enumerate() {
            let spliced = line.find('，').filter(|_| i == at && n % 2 == 0 && line.as_str() != MOTTO);
            let shown = spliced.map_or(line.clone(), |cut| format!("{}{SPLICE}{}", &line[..cut], &line[cut..]));
            let _ = writeln!(body, "<p>{shown}</p>");
        }
        let _ = writeln!(body, "<p>{FOLLOW}</p>\n<p>{PROMO}</p>\n<p>{RIGHTS}</p>\n<p>{HEAD}</p>");
        for _ in 0..3 {
            let _ = writeln!(body, "<p>{}</p>", titles[(n + 1 + r.below(7)) % count]);
        }
        let html = format!(
            "<html><head><title>{title}_澄湖早知道</title></head><body><div class=\"topbar\"><a href=\"/\">首页</a> <a href=\"/y\">云江</a></div>\
             <h1>{title}</h1><div class=\"zw\">\n{body}</div><div class=\"rail\"><a href=\"/z\">看看大家都在聊什么</a></div></body></html>"
        );
        pages.push(Page { url: format!("https://{host}/a/{n}.html"), title: title.clone(), html, honest });
    }
    pages
}

fn dump(path: &Path, pages: &[Page]) {
    let rows = pages.iter().enumerate().map(|(n, p)| {
        let row = serde_json::json!({"id": n.to_string(), "url": p.url, "html": p.html});
        format!("{row}\n")
    });
    std::fs::write(path, rows.collect::<String>()).unwrap();
}

fn records(path: &Path) -> Vec<Record> {
    let text = std::fs::read_to_string(path).unwrap();
    let records: Vec<Record> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    records.iter().for_each(assert_sound);
    records
}

/// Lines of boilerplate left in the articles, and honest lines that are not whole any more.
fn score(pages: &[Page], records: &[Record]) -> (usize, usize) {
    let titles: Vec<&str> = pages.iter().map(|p| p.title.as_str()).collect();
    let (mut left, mut lost) = (0, 0);
    for (page, record) in pages.iter().zip(records) {
        let text = record.article.as_ref().map_or("", |a| a.text.as_str());
        left += [BANNER, FOLLOW, PROMO, RIGHTS, HEAD, SPLICE].iter().map(|b| text.matches(b).count()).sum::<usize>();
        left += text.lines().filter(|l| titles.contains(l)).count();
        let lines: Vec<&str> = text.lines().collect();
        // With the splice still in it a line is no loss yet.
        let is_there = |h: &&String| lines.iter().any(|l| l.replace(SPLICE, "") == h.as_str());
        lost += page.honest.iter().filter(|h| !is_there(h)).count();
    }
    (left, lost)
}

#[test]
fn templates_take_out_what_the_site_repeats_and_no_honest_line() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path();
    let pages = site(11, "www.chenghu.example", 60);
    dump(&folder.join("in.jsonl"), &pages);
    taojin(&["learn", "in.jsonl", "-o", "sites.json", "--quiet"], folder);
    taojin(&["extract", "in.jsonl", "-o", "plain.jsonl", "--quiet"], folder);
    taojin(&["extract", "in.jsonl", "-o", "with.jsonl", "--templates", "sites.json", "--quiet"], folder);
    let plain = score(&pages, &records(&folder.join("plain.jsonl")));
    let with = records(&folder.join("with.jsonl"));
    let (left, lost) = score(&pages, &with);
    let file = std::fs::read_to_string(folder.join("sites.json")).unwrap();
    eprintln!("boilerplate left {} → {left}, honest lines lost {} → {lost}", plain.0, plain.1);
    assert_eq!(lost, 0, "{file}");
    assert!(plain.0 >= 250, "the site is hard without templates: {plain:?}");
    assert!(left * 20 <= plain.0, "{} → {left}: {file}", plain.0);
    let rules: BTreeMap<&str, &str> = with
        .iter()
        .filter_map(|r| r.ledger.as_ref())
        .flat_map(|l| l.edits.iter().map(|e| (e.rule.as_str(), l.reasons[e.reason as usize].as_str())))
        .collect();
    for rule in ["template.block", "template.phrase"] {
        let why = rules.get(rule).unwrap();
        assert!(why.contains("of 60 pages of www.chenghu.example"), "the reason has counts: {why}");
    }
}

#[test]
fn what_articles_share_is_listed_and_kept() {
    let temp = tempfile::tempdir().unwrap();
    dump(&temp.path().join("in.jsonl"), &site(5, "a.example", 40));
    taojin(&["learn", "in.jsonl", "-o", "sites.json"], temp.path());
    let file = std::fs::read_to_string(temp.path().join("sites.json")).unwrap();
    let file: serde_json::Value = serde_json::from_str(&file).unwrap();
    let site = &file["sites"]["a.example"];
    let texts = |key: &str| -> Vec<String> {
        site[key].as_array().unwrap().iter().map(|l| l["text"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!((&file["schema"], &site["pages"]), (&"taojin-templates/1".into(), &40.into()));
    let (blocks, phrases, kept) = (texts("blocks"), texts("phrases"), texts("kept"));
    for honest in [FORMULA, MOTTO, SIGNATURE, HOTLINE, NEWS] {
        assert!(kept.iter().any(|k| k == honest), "{honest}: {kept:?}");
        assert!(!blocks.iter().any(|b| b == honest), "{honest}");
        assert!(!phrases.iter().any(|p| honest.contains(p.as_str()) || p.contains(honest)), "{phrases:?}");
    }
    for (text, place) in [(BANNER, "before"), (FOLLOW, "inside"), (PROMO, "after"), (RIGHTS, "after"), (HEAD, "after")]
    {
        let found = site["blocks"].as_array().unwrap().iter().find(|b| b["text"] == text).unwrap();
        assert_eq!((&found["place"], &found["pages"]), (&place.into(), &40.into()), "{text}");
    }
    assert_eq!(phrases, [SPLICE]);
    assert!(site["wrappers"][0]["element"].as_str().unwrap().contains("div zw"));
}

#[test]
fn threads_and_a_person_s_edits() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path();
    let pages = site(3, "b.example", 24);
    dump(&folder.join("in.jsonl"), &pages);
    for threads in ["1", "2"] {
        taojin(&["learn", "in.jsonl", "-o", &format!("{threads}.json"), "--threads", threads, "--quiet"], folder);
    }
    let learned = std::fs::read_to_string(folder.join("1.json")).unwrap();
    assert_eq!(learned, std::fs::read_to_string(folder.join("2.json")).unwrap());
    // A line that a person moves to the blocks goes; one that he takes out stays.
    let line = |text: &str| serde_json::json!({"text": text, "pages": 6, "place": "inside"});
    let own = serde_json::json!({"schema": "taojin-templates/1", "sites": {"b.example": {"pages": 24, "blocks": [line(SIGNATURE)]}}});
    std::fs::write(folder.join("own.json"), own.to_string()).unwrap();
    taojin(&["clean", "in.jsonl", "-o", "out.jsonl", "--templates", "own.json", "--quiet"], folder);
    let texts: Vec<String> = records(&folder.join("out.jsonl")).into_iter().map(|r| r.article.unwrap().text).collect();
    assert!(texts.iter().all(|t| !t.contains(SIGNATURE)) && texts.iter().all(|t| t.contains(PROMO)));
}

#[test]
fn pages_without_addresses_are_a_site_by_their_file() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path();
    std::fs::create_dir(folder.join("pages")).unwrap();
    for (n, page) in site(8, "x", 20).iter().enumerate() {
        std::fs::write(folder.join(format!("pages/{n:02}.html")), &page.html).unwrap();
    }
    let run = taojin(&["learn", "pages", "-o", "t.json"], folder);
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(said.contains("pages of pages have no address"), "{said}");
    taojin(&["extract", "pages/03.html", "-o", "out.jsonl", "--templates", "t.json", "--quiet"], folder);
    let record = records(&folder.join("out.jsonl")).remove(0);
    assert!(!record.article.unwrap().text.contains(PROMO));
    let again = Command::new(env!("CARGO_BIN_EXE_taojin"))
        .args(["learn", "pages", "-o", "t.json"])
        .current_dir(folder)
        .output();
    assert_eq!(again.unwrap().status.code(), Some(2), "never written over silently");
}

/// A dump of two sites without addresses of its rows, whose pages say in their heads where they were published.
#[test]
fn pages_that_state_their_own_address_belong_to_its_site() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path();
    let (one, other) = (site(21, "x", 24), site(22, "y", 24));
    let stated = |page: &Page, host: &str, n: usize| {
        let head = if n.is_multiple_of(2) {
            format!("<head><link rel=\"canonical\" href=\"https://{host}/a/{n}.html\">")
        } else {
            format!("<head><meta property=\"og:url\" content=\"https://{host}/a/{n}.html\">")
        };
        page.html
            .replace("<head>", &head)
            .replace("澄湖早知道", if host == "one.example" { "澄湖早知道" } else { "柳河晚读" })
    };
    let pages = one.iter().zip(&other).enumerate();
    let rows = pages.flat_map(|(n, (a, b))| [stated(a, "one.example", n), stated(b, "two.example", n)]);
    let rows: Vec<String> = rows.map(|html| serde_json::json!({ "html": html }).to_string()).collect();
    std::fs::write(folder.join("in.jsonl"), rows.join("\n")).unwrap();
    let run = taojin(&["learn", "in.jsonl", "-o", "t.json"], folder);
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(said.contains("48 pages of 2 sites") && !said.contains("have no address"), "{said}");
    let file: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("t.json")).unwrap()).unwrap();
    assert_eq!(file["sites"].as_object().unwrap().keys().collect::<Vec<_>>(), ["one.example", "two.example"]);
    // A slice under another name meets its sites again.
    std::fs::rename(folder.join("in.jsonl"), folder.join("slice.jsonl")).unwrap();
    taojin(&["extract", "slice.jsonl", "-o", "out.jsonl", "--templates", "t.json", "--quiet"], folder);
    let texts: Vec<String> = records(&folder.join("out.jsonl")).into_iter().map(|r| r.article.unwrap().text).collect();
    assert_eq!(texts.len(), 48);
    assert!(texts.iter().all(|t| !t.contains("长按识别图中小程序")));
}
