//! The closed names of a record for people: Chinese beside the published spelling.

/// One name in the two languages of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
}

/// What the head of a sheet says of its article, what its groups are called, and the columns of the index.
pub(super) const fn word(zh: &'static str, en: &'static str) -> Word {
    Word { zh, en }
}

/// A name of a fact (kinds, verdicts, modality and the like), in both languages; a name without a Chinese one stands for itself.
pub(super) fn fact(en: &'static str) -> Word {
    let zh = match en {
        "change" => "变化",
        "share" => "占比",
        "sum" => "合计",
        "difference" => "差额",
        "multiple" => "倍数",
        "count_of_list" => "列举计数",
        "range_vs_duration" => "起止与时长",
        "weekday" => "星期",
        "same_quantity_twice" => "前后数字",
        "order" => "先后",
        "page_date" => "页面日期",
        "unit_sanity" => "单位",
        "consistent" => "相符",
        "rounding" => "舍入",
        "conflict" => "矛盾",
        "measure" => "数值",
        "comparison" => "比较",
        "rank" => "排名",
        "event" => "事件",
        "plan" => "计划",
        "asserted" => "陈述",
        "hedged" => "存疑语气",
        "planned" => "计划中",
        "conditional" => "有条件",
        "denied" => "否认",
        "question" => "疑问",
        "negated" => "否定",
        "neutral" => "中性",
        "assertive" => "强调",
        "denial" => "否认",
        "yoy" => "同比",
        "qoq" => "季度环比",
        "mom" => "环比",
        "ytd" => "年初以来",
        "avg" => "较均值",
        "number" => "数",
        "quantity" => "数量",
        "money" => "金额",
        "percent" => "百分比",
        "percentage_point" => "百分点",
        "basis_point" => "基点",
        "fraction" => "分数",
        "ratio" => "比例",
        "score" => "比分",
        "ordinal" => "序数",
        "duration" => "时长",
        "about" => "约",
        "near" => "近",
        "over" => "超过",
        "under" => "不到",
        "at_least" => "至少",
        "at_most" => "至多",
        "several" => "若干",
        "explicit" => "文中写明",
        "published" => "按发布日期推算",
        "document" => "按上文推算",
        "none" => "无从推算",
        "person" => "人物",
        "organization" => "机构",
        "place" => "地点",
        "product" => "产品",
        "work" => "作品",
        "law" => "法规",
        "other" => "其他",
        _ => en,
    };
    Word { zh, en }
}

/// A kind of page, edit or suspicion, or another flag of its quality, in both languages.
pub(super) fn flag(en: &'static str) -> Word {
    let zh = match en {
        "title" => "标题",
        "navigation" => "导航",
        "breadcrumb" => "路径",
        "byline" => "署名",
        "share" => "分享",
        "related" => "相关阅读",
        "comment" => "评论",
        "copyright" => "版权",
        "editor_line" => "编辑署名",
        "disclaimer" => "免责声明",
        "promotion" => "推广",
        "caption" => "图注",
        "title_repeat" => "标题重复",
        "spam_phrase" => "夹带广告",
        "title_echo" => "标题夹带",
        "pinyin_gloss" => "拼音夹注",
        "byte_garble" => "乱码",
        "stray_mark" => "多余符号",
        "lookalike" => "形近字",
        "hidden" => "隐藏内容",
        "residue" => "残留代码",
        "duplicate" => "重复段落",
        "template" => "站点模板",
        "whitespace" => "空白",
        "width" => "全半角",
        "no_article" => "非正文",
        "swapped_word" => "词语被换",
        "dropped_character" => "漏字",
        "lost_decimal" => "小数点丢失",
        "machine_translated" => "机器翻译",
        "spliced_paragraph" => "拼接段落",
        "wrong_script" => "繁简混杂",
        "stale_date" => "日期过时",
        "article" => "文章",
        "list" => "列表页",
        "forum" => "论坛",
        "empty" => "无正文",
        "foreign" => "外文",
        "error" => "出错",
        "zone_assumed" => "时区推定",
        "garbled" => "乱码页",
        "encoding_guessed" => "编码推定",
        _ => en,
    };
    Word { zh, en }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Closed;

    fn all<T: Closed>(words: fn(&'static str) -> Word) {
        for name in T::ALL {
            let word = words(name.as_str());
            assert!(word.zh != word.en && word.en == name.as_str(), "{} `{}` has no Chinese name", T::NAME, word.en);
        }
    }

    #[test]
    fn every_published_name_that_a_sheet_shows_has_a_chinese_one() {
        all::<crate::check::CheckKind>(fact);
        all::<crate::check::CheckVerdict>(fact);
        all::<crate::claim::ClaimKind>(fact);
        all::<crate::claim::Modality>(fact);
        all::<crate::claim::Strength>(fact);
        all::<crate::quantity::Basis>(fact);
        all::<crate::quantity::QuantityKind>(fact);
        all::<crate::quantity::Approx>(fact);
        all::<crate::quantity::Anchor>(fact);
        all::<crate::entity::EntityKind>(fact);
        all::<crate::text::EditKind>(flag);
        all::<crate::clean::SuspicionKind>(flag);
        all::<crate::clean::PageKind>(flag);
        assert_eq!(flag("not_yet_known").zh, "not_yet_known");
    }
}
