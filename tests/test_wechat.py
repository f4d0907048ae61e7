"""What WeChat's own page says around a text does not come into a body with it, nor hold up what is above it."""

from __future__ import annotations

import pytest
from test_margin import TEXT
from test_pages import LEAD, SENTENCE, paragraphs, read

SET_IN = "".join(f"<p>　　{line}</p>" for line in TEXT)
TAIL = (
    "预览时标签不可点", "微信扫一扫", "关注该公众号", "继续滑动看下一个", "轻触阅读原文", "吉县发布",
    "向上滑动看下一个", "知道了", "微信扫一扫", "使用小程序", "取消 允许", "× 分析",
    "： ， 。 视频 小程序 赞 ，轻点两下取消赞 在看 ，轻点两下取消在看 分享 留言 收藏",
)  # fmt: skip


def lines(*said: str) -> str:
    return "".join(f"<p>{line}</p>" for line in said)


@pytest.mark.parametrize(
    "above", [(), ("END",), ("来源：吉县发布", "编辑：李雪"), ("END", "来源：吉县发布", "编辑：李雪")]
)
def test_the_tail_of_its_page_is_no_text_and_keeps_nothing_above_it_there(above: tuple[str, ...]) -> None:
    article = read(SET_IN + lines(*above, *TAIL))
    assert article.paragraphs == TEXT
    assert article.source_line == ("来源：吉县发布" if "来源：吉县发布" in above else None)
    assert "编辑：李雪" in article.editor_lines or "编辑：李雪" not in above


@pytest.mark.parametrize(
    "line",
    [
        "阅读原文", "<a href='https://mp.weixin.qq.com/s/a'>阅读原文</a>", "收录于合集 #临汾 10个", "写留言",
        "精选留言",
        "喜欢此内容的人还喜欢", "微信扫一扫赞赏作者", "在看 ，轻点两下取消在看", "文章已于2021-04-30修改",
        "已无更多数据", "向上滑动看下一个", "一键三连", "戳↓↓↓", "⬇️⬇️⬇️", "✦", "转发分享，点亮“在看”↓↓↓",
        "喜欢就点个“在看”吧",
        "返回搜狐，查看更多", "<a href='/linfen/'>更多时政新闻&gt;&gt;</a>", "文章关键词：劳动 奖",
        "欢迎下载临汾日报客户端", "商务合作：0357-2090000", "[1]",
    ],
)  # fmt: skip
def test_one_line_of_a_page_below_a_text_is_none(line: str) -> None:
    assert read(SET_IN + lines(line)).paragraphs == TEXT


@pytest.mark.parametrize(
    "head",
    [
        ("以下文章来源于山西日报 ，作者山西日报",),
        ("原创 李雪 吉县发布", "以下文章来源于山西日报 ，作者山西日报"),
        ("原创 张三 吉县发布 2021-04-28 17:00",),
        ("吉县发布 2021-04-28 17:00",),
        ("吉县发布 2021年4月28日 17:00 山西",),
        ("吉县发布 昨天",),
        ("吉县发布 2022-05-01 18:20 发表于山西", "收录于合集", "#吉县 10 个"),
        ("点击上方“吉县发布”可以订阅哦！",),
        ("本文约1500字，阅读需3分钟",),
        ("收听本文", "00:00 / 03:25"),
    ],
)
def test_what_is_above_a_text_on_its_page_is_no_headline(head: tuple[str, ...]) -> None:
    article = read(lines(*head) + SET_IN)
    assert (article.headline, article.kicker, article.paragraphs) == (None, None, TEXT)


ASKED = (
    "分享让更多人看到", "转发朋友圈，让更多人看到", "左右滑动查看更多", "← 左右滑动 →", "（点击图片可放大）",
    "展开剩余50%", "关注我们，获取更多精彩内容", "点这里，看更多", "本文已被阅读 356 次", "打开APP，看更多",
    "点个赞再走吧", "欢迎转发", "长按上图识别二维码，加关注", "#乡村振兴 #吉县", "往期回顾",
    "扫码阅读手机版", "查看更多评论",
)  # fmt: skip


@pytest.mark.parametrize("line", ASKED)
@pytest.mark.parametrize("setting", ["<p>{}</p>", "<div>{}</div>", "<p style='text-align:center'>{}</p>"])
@pytest.mark.parametrize("body", [SET_IN, lines(*TEXT)])
def test_what_a_page_asks_of_its_reader_is_no_text_however_it_is_set(body: str, setting: str, line: str) -> None:
    assert read(body + setting.format(line)).paragraphs == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "扫码报名", "点亮万家灯火", "分享快乐", "喜欢这里的春天", "我们在路上", "走吧，到汾河去",
        "吉县融媒体中心", "2021年4月29日", "（完）", "电话：0357-2091234", "（选自《平阳记忆》）",
        "观看时间：每晚8点", "谢谢",
    ],
)  # fmt: skip
def test_a_last_line_that_says_more_is_text_however_it_is_set(line: str) -> None:
    for end in (f"<p>{line}</p>", f"<div>{line}</div>"):
        article = read(SET_IN + end)
        assert line in {*article.paragraphs, *article.bylines, *article.editor_lines}


@pytest.mark.parametrize(
    "line",
    [
        "阅读 1234",
        "点击数：120",
        "【字号：大 中 小】",
        "听新闻",
        "AI朗读",
        "Copyright 2021 临汾新闻网",
        "ICP备案：晋ICP备05000000号",
    ],
)
def test_counters_buttons_and_licences_are_no_text_though_they_are_set_as_it_is(line: str) -> None:
    assert read(lines(*TEXT, line)).paragraphs == TEXT
    if "ICP" not in line and "Copy" not in line:
        article = read(lines(line, *TEXT))
        assert (article.paragraphs, article.headline) == (TEXT, None)


@pytest.mark.parametrize("line", ["审核人：李雪", "签发人：李雪", "本期责编：李雪"])
def test_who_reviewed_a_text_is_no_line_of_it(line: str) -> None:
    article = read(SET_IN + lines(line))
    assert (article.paragraphs, article.editor_lines[0]) == (TEXT, line)


def test_a_code_that_the_text_mentions_is_shown_with_its_call() -> None:
    told = "　　报名的市民可扫描下方二维码。"
    article = read(f"{SET_IN}<p>{told}</p><p>　　扫描下方二维码</p><p><img src='/qr.png'></p>")
    assert (article.paragraphs[-2:], len(article.images)) == ((told.strip(), "扫描下方二维码"), 1)


@pytest.mark.parametrize("href", ["/linfen/shizheng/", "http://www.lfxww.com", "/linfen/index.html"])
def test_a_link_alone_to_a_page_of_links_is_no_text(href: str) -> None:
    assert read(f"{SET_IN}<p><a href='{href}'>时政频道</a></p>").paragraphs == TEXT


@pytest.mark.parametrize(
    "end",
    [
        ("老人摆摆手：知道了",),
        ("点击“阅读原文”的人越来越多。",),
        ("写下你的留言，就是给他们最大的鼓励。",),
        ("大家点赞、转发，为家乡加油！",),
        ("关注该公众号的市民已有三万。", "他们每天都能看到更新。"),
    ],
)
def test_a_text_that_mentions_its_buttons_stays_whole(end: tuple[str, ...]) -> None:
    assert read(paragraphs(LEAD, SENTENCE, *end)).paragraphs == (*TEXT, *end)


@pytest.mark.parametrize("line", ["董一兵 2021年4月20日", "谷雨 4月20日 晴", "在表彰大会上的讲话 2021年4月20日"])
def test_who_spoke_and_on_what_day_is_no_account(line: str) -> None:
    article = read(paragraphs(line, LEAD, SENTENCE))
    assert line in {article.headline, article.kicker, article.subtitle, *article.bylines, *article.paragraphs}


@pytest.mark.parametrize("line", ["原标题：{}", "（原标题：{}）", "本文原题为《{}》", "原题：{}"])
@pytest.mark.parametrize("is_first", [True, False])
def test_the_title_that_a_reprint_had_is_its_headline(line: str, *, is_first: bool) -> None:
    said = lines(line.format("汾河岸边看变化"))
    article = read(said + SET_IN if is_first else SET_IN + said)
    assert (article.headline.strip("《》") if article.headline else None) == "汾河岸边看变化"
    assert article.paragraphs == TEXT


def test_the_title_that_a_reprint_kept_is_no_headline_beside_it() -> None:
    article = read(lines("原标题：春耕正当时") + SET_IN, title="春耕正当时")
    assert (article.title, article.headline, article.paragraphs) == ("春耕正当时", None, TEXT)
