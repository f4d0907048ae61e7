"""The ends of a known layout's body: what is none of the text there, and what only looks so."""

from __future__ import annotations

import pytest
from test_margin import TEXT
from test_pages import paragraphs, read

LISTED = "<p><a href='/a/1.html'>我市夏粮收购工作启动</a></p>"
SET_IN = "".join(f"<p>　　{line}</p>" for line in TEXT)


@pytest.mark.parametrize(
    "end",
    [
        "<div>顶 <b>0</b> 踩 <b>3</b></div>",
        "<div><a href='javascript:dig(1)'>顶</a><span>3</span><a href='javascript:dig(0)'>踩</a><span>0</span></div>",
        "<div><div>顶一下</div><div>(0)</div><div>0%</div><div>踩一下</div><div>(0)</div><div>0%</div></div>",
        "<div>高兴 0 愤怒 0 难过 0</div>",
        "<div>您看完此新闻的心情：<ul><li>高兴 5</li><li>难过 2</li><li>感动 0</li></ul></div>",
        "<div><p>您看到此篇文章时的感受是：</p><ul><li><img src='/1.gif'><br>0 路过</li><li>0 鲜花</li></ul></div>",
        "<p><a href='#top'>返回顶部</a></p>",
        "<p>【打印】 【关闭】 【返回顶部】</p>",
        "<p><a href='/c'>我要评论</a> <a href='/f'>收藏</a> <a href='/e'>纠错</a> <a href='/r'>推荐</a></p>",
        "<p><a href='/h5/1.html'>点击阅读&gt;&gt;</a></p>",
        "<p>【<a href='/2021/zt/'>点击进入专题</a>】</p>",
        "<p><a href='/2021/zt/'>&gt;&gt;更多详情点击进入专题：公路</a></p>",
        f"<div><b>热门推荐</b>{LISTED}{LISTED}</div>",
        "<p>关键词：重点工程 调研</p>",
        "<p>关键词：<a href='/tag/1'>春耕</a> <a href='/tag/2'>农业</a></p>",
        "<p>欢迎投稿：lfxww@126.com</p>",
        "<p>免责声明：本文仅代表作者个人观点，与临汾新闻网无关。</p>",
        "<p>声明：凡本网注明“来源：临汾新闻网”的作品，版权均属临汾新闻网。</p>",
        "<p>扫描二维码关注临汾新闻网</p>",
        "<div>广告</div>",
        "<div><p>广告</p><a href='http://ad.example/'><img src='/ad.gif'></a></div>",
        "<div><p>网友评论</p><p>文明上网理性发言，请遵守服务协议</p><p>“说得好！”</p></div>",
        "<div><h3>最新评论</h3><p>共有 0 条评论</p><p><a href='/c/1'>查看全部评论</a></p></div>",
        "<p>精彩回顾</p><p>▶<a href='/a/1.html'>一图读懂政府工作报告</a></p>",
        "<p>长按二维码关注我们</p><p>编辑：王芳</p>",
        "<p>编辑：王芳　审核：李静</p><div>顶 0 踩 0</div>",
        "<p align=center>点击“阅读原文”查看更多</p>",
        "<p>版权归原作者所有，如有侵权请联系删除</p>",
        "<p>如涉及版权问题，请与我们联系</p>",
        "<p>[返回目录]</p>",
        "<p>- END -</p><p>觉得有用，请转发给身边的人</p><p><img src=/qr.png></p>",
        "<p>打开微信扫一扫</p><p><img src=/qr.png></p>",
        "<p>打开微信扫一扫</p><p><img src=/qr.png></p><p>[返回目录]</p>",
        "<p>违法和不良信息举报电话：12377</p>",
        "<p>关注公众号即可阅读全文</p>",
    ],
)
def test_what_is_after_a_text_and_is_set_otherwise_is_not_part_of_it(end: str) -> None:
    article = read(SET_IN + end)
    assert (article.paragraphs, article.images) == (TEXT, ())


ANYHOW = ("<p>{}</p>", "<p>　　{}</p>", "<div>{}</div>", "<p align=right>{}</p>")


@pytest.mark.parametrize("setting", ANYHOW)
@pytest.mark.parametrize(
    "line",
    [
        "声明：转载此文是出于传递更多信息之目的。若有来源标注错误或侵犯了您的合法权益，请作者与本网联系，谢谢。",
        "凡注明“来源：临汾新闻网”的所有作品，版权均属于临汾新闻网。",
        "（本文转载自网络，如有侵权，请联系我们删除）",
        "如因作品内容、版权和其他问题需要同本网联系的，请在30日内进行。",
        "文中图片来自网络，若有侵权请告知删除",
        "（图片来自网络，侵删）",
        "版权归原作者所有",
        "本文系原创稿件，转载请注明出处。",
        "转载注明：临汾新闻网",
        "未经授权，不得转载。",
        "本文为临汾新闻网原创，未经许可，严禁转载。",
        "特别声明：以上内容仅代表作者本人的观点，不代表本站立场。",
        "责任声明：文中观点仅代表作者本人，与本网无关。",
        "免责声明：本网不对所载内容的真实性作任何保证。",
        "声明：</p><p>1、凡本网注明“来源：临汾新闻网”的作品，版权均属本网。",
        "【返回顶部】",
        "【我要评论】(0)",
        "【打 印】 【关 闭】",
        "[打印本页] | [推荐给好友]",
        "〖加入收藏〗",
        "我来说两句 (0条评论)",
        "网友评论：</p><p>暂无评论",
        "本文共有 0 条评论",
        "【查看全部评论】",
        "凡注有“临汾新闻网”字样的稿件，未经授权不得转载。",
        "如对稿件内容有疑议，请及时与我们联系。",
        "更多精彩内容请关注“临汾日报”微信公众号。",
        "了解更多资讯，请下载“临汾云”APP。",
    ],
)
def test_rights_that_a_site_declares_its_calls_and_buttons_in_brackets_end_no_text(setting: str, line: str) -> None:
    assert read("".join(map(setting.format, (*TEXT, line)))).paragraphs == TEXT
    assert read(SET_IN + setting.format(line)).paragraphs == TEXT


@pytest.mark.parametrize("setting", ANYHOW)
@pytest.mark.parametrize(
    "line",
    [
        "所有参赛作品版权归本报所有。",
        "来稿如有侵权，由作者与我们联系并承担责任。",
        "如发现冒用我公司名义的侵权行为，请及时告知我们，联系电话：0357-3012345。",
        "记者了解到，涉事公众号因侵权已被联系删除。",
        "法院认定，被告侵权，联系平台删除文章不免除责任。",
        "他说：“侵权必删。”",
        "如对公示内容有异议，请于5月10日前与我们联系。",
        "他呼吁读者转载时注明作者。",
        "未经许可，任何人不得擅自进入施工区域。",
        "凡注明产地的农产品均可扫码溯源。",
        "该文未经授权被转载上百次，原作者已提起诉讼。",
        "【案情】",
        "【未完待续】",
        "[注1]",
        "（打印版）",
        "评论(员)",
        "更多信息请关注市人社局官网。",
        "网友评论说，这座城市越来越美。",
    ],
)
def test_what_is_told_of_others_rights_and_what_else_is_in_brackets_ends_a_text(setting: str, line: str) -> None:
    assert read("".join(map(setting.format, (*TEXT, line)))).paragraphs == (*TEXT, line)


def test_what_is_all_that_a_page_says_is_its_text() -> None:
    assert read("<p>　　本版稿件未经许可不得转载。</p>").paragraphs == ("本版稿件未经许可不得转载。",)


def test_rights_told_of_at_length_or_after_a_sentence_are_text() -> None:
    for line in (f"版权归原作者所有，{'他们' * 200}。", "雨一直下。版权归原作者所有。"):
        assert read(SET_IN + f"<p>{line}</p>").paragraphs == (*TEXT, line)


@pytest.mark.parametrize(
    "line", ["[我要纠错]责任编辑：李雪", "【返回顶部】【打印】责任编辑：李雪", "【纠错】 【责任编辑:李雪 】"]
)
def test_buttons_before_an_editor_are_none_of_his_line(line: str) -> None:
    article = read(SET_IN + f"<p>{line}</p>")
    assert (article.paragraphs, article.editor_lines[0][-7:].strip(" 】")) == (TEXT, line[-7:].strip(" 】"))


@pytest.mark.parametrize(
    "end",
    [
        ["支持 320", "反对 12", "弃权 0"],
        ["举报电话：0357-2098765", "举报邮箱：lfnyj@163.com"],
        ["关键词：老旧小区改造"],
        ["扫描馆内二维码，关注“临汾市图书馆”公众号，即可办理。"],
        ["返回故乡", "收藏阳光", "分享一缕风"],
        ["网友评论：", "“拍出了我们临汾人的精气神！”"],
        ["评论员 王强"],
        ["报名方式：关注“临汾市图书馆”公众号"],
        ["声明：凡本网站注册会员均可参加。"],
    ],
)
def test_a_line_that_is_indented_as_the_text_is_is_text(end: list[str]) -> None:
    assert read(SET_IN + "".join(f"<p>　　{line}</p>" for line in end)).paragraphs == (*TEXT, *end)


@pytest.mark.parametrize("tag", ["p", "div", "p class='MsoNormal'"])
@pytest.mark.parametrize(
    "line",
    [
        "扫码报名",
        "热线：12345",
        "声明：本次活动不收取任何费用",
        "播放时间：每晚7点半",
        "关键词：坚守",
        "打印准考证",
        "返回",
        "2023",
    ],
)
def test_a_line_in_an_element_like_those_of_the_text_is_text(tag: str, line: str) -> None:
    end = f"</{tag.partition(' ')[0]}>"
    body = "".join(f"<{tag}>{one}{end}" for one in (*TEXT, line))
    assert read(body).paragraphs == (*TEXT, line)
    assert read(f"{body}<{tag}>【打印】【关闭】{end}").paragraphs == (*TEXT, line)


@pytest.mark.parametrize("line", ["展开翅膀，飞向远方", "扫码报名", "提示：请携带户口本", "播放时间：每晚7点半"])
def test_a_word_of_a_button_that_begins_another_line_makes_it_none(line: str) -> None:
    assert read(SET_IN + f"<div>{line}</div>").paragraphs == (*TEXT, line)


@pytest.mark.parametrize(
    ("told", "end"),
    [
        ("市农业农村局公布电话，欢迎广大群众监督举报。", "举报电话：0357-2098765"),
        ("市民可在“我的临汾”APP上预约，步骤如下。", "打开“我的临汾”APP，点击预约挂号"),
        ("市文联即日起征集文学作品，欢迎踊跃投稿。", "投稿邮箱：lfwl@163.com"),
    ],
)
def test_a_contact_that_the_text_mentions_is_text(told: str, end: str) -> None:
    assert read(f"{SET_IN}<p>　　{told}</p><div>{end}</div>").paragraphs == (*TEXT, told, end)
    assert read(f"{SET_IN}<div>{end}</div>").paragraphs == TEXT


def test_several_lines_of_key_words_are_text() -> None:
    lines = ("关键词：学前教育", "关键词：智慧停车")
    assert read(SET_IN + paragraphs(*lines)).paragraphs == (*TEXT, *lines)


@pytest.mark.parametrize("line", ["广告", "浏览：1024", "字号：大 中 小"])
def test_buttons_above_a_text_are_not_part_of_it(line: str) -> None:
    assert read(f"<div>{line}</div>{SET_IN}").paragraphs == TEXT


@pytest.mark.parametrize(
    "box",
    [
        "<div><p>网友说</p><p>“拍得好！”</p></div>",
        "<div><p>比赛结果</p><ul><li>临汾一中 68</li><li>临汾三中 0</li></ul></div>",
        "<div><img src='/1.jpg'><p>会议现场</p></div>",
    ],
)
def test_a_box_of_the_text_after_it_stays(box: str) -> None:
    article = read(SET_IN + box)
    assert len(article.paragraphs) + len(article.images) > len(TEXT)


def test_a_link_after_an_arrow_is_no_caption() -> None:
    line = "<p>▶<a href='/a/1.html'>一图读懂政府工作报告</a></p>"
    article = read(paragraphs(TEXT[0]) + line + paragraphs(TEXT[1]) + "<p><img src='/1.jpg'></p>")
    assert article.paragraphs == (TEXT[0], "▶一图读懂政府工作报告", TEXT[1])


def test_an_arrow_heads_a_part_of_a_text_without_images() -> None:
    article = read(paragraphs(TEXT[0], "▶产业兴村民富", TEXT[1]))
    assert article.paragraphs == (TEXT[0], "▶产业兴村民富", TEXT[1])


@pytest.mark.parametrize("line", ["热线：12345", "热线电话：12345", "举报电话：12388"])
def test_the_number_of_a_public_service_is_no_small_print(line: str) -> None:
    assert read(SET_IN + f"<p>{line}</p>").paragraphs == (*TEXT, line)


def test_after_its_end_a_text_says_who_made_it() -> None:
    end = "<p>END</p><p>记住这些，出行无忧</p><p>（作者系市交警支队民警）</p><p>文字：秦　岚</p><p>编辑：曹敏</p>"
    assert read(SET_IN + end).paragraphs == (*TEXT, "（作者系市交警支队民警）", "文字：秦　岚")
    assert read(SET_IN + end + paragraphs("又及：桥已通车。")).paragraphs[len(TEXT)] == "END"


def test_a_call_above_a_text_is_no_headline() -> None:
    article = read("<p align=center><strong>↑↑↑点击上方“健康临汾”关注我们</strong></p>" + SET_IN)
    assert (article.headline, article.paragraphs) == (None, TEXT)


@pytest.mark.parametrize("line", ["关注“临汾应急”公众号即可查询", "下载“三晋通”APP就能办理"])
def test_what_a_call_is_good_for_is_text(line: str) -> None:
    assert read(SET_IN + f"<p>{line}</p>").paragraphs == (*TEXT, line)


@pytest.mark.parametrize("call", ["", "<p>长按二维码关注我们</p>"])
def test_the_code_after_the_editors_is_no_image_of_the_text(call: str) -> None:
    article = read(SET_IN + f"<p>编辑丨王芳</p><p>审核丨李静</p><p><img src='/qr.png'></p>{call}")
    assert (article.paragraphs, article.images) == (TEXT, ())
    assert article.editor_lines[:2] == ("编辑丨王芳", "审核丨李静")


def test_the_source_among_the_credits_that_end_a_text_is_not_part_of_it() -> None:
    article = read(SET_IN + paragraphs("来源：临汾发布", "记者：张浩", "编辑：王芳"), date_line="2021-04-30 09:17")
    assert (article.source_line, article.paragraphs) == ("来源：临汾发布", (*TEXT, "记者：张浩"))


def test_any_source_above_the_editors_is_the_texts_and_below_a_table_is_that_of_its_figures() -> None:
    end = paragraphs("来源：临汾市政务服务中心", "编辑：王芳", "二审：李静")
    article = read(f"{SET_IN}<p>END</p>{end}", date_line="2021-04-30 09:17")
    assert (article.source_line, article.paragraphs) == ("来源：临汾市政务服务中心", TEXT)
    table = "<table><tr><td>粮食</td><td>3.2</td></tr><tr><td>棉花</td><td>1.1</td></tr></table>"
    article = read(SET_IN + table + end, date_line="2021-04-30 09:17")
    assert (article.source_line, article.paragraphs[-1]) == (None, "来源：临汾市政务服务中心")


def test_a_part_of_a_text_may_be_headed_by_its_number() -> None:
    numbered = "<p align=center>01</p>{}<p align=center>02</p>{}".format(*(paragraphs(line) for line in TEXT))
    assert read(numbered).paragraphs == ("01", TEXT[0], "02", TEXT[1])


@pytest.mark.parametrize("bar", ["：", " | ", "|", "丨"])
def test_source_and_editor_after_a_bar_end_a_text(bar: str) -> None:
    end = f"<p>END</p><p>来源{bar}临汾日报</p><p>编辑{bar}王芳</p>"
    article = read(SET_IN + end, date_line="2021-04-30 09:17 来源：临汾日报")
    assert (article.paragraphs, article.source_line, article.editor_lines[0]) == (
        TEXT,
        f"来源{bar}临汾日报",
        f"编辑{bar}王芳",
    )


@pytest.mark.parametrize(
    "heads", [("点赞", "吐槽"), ("【阅读】", "【分享】"), ("收藏", "转发"), ("打印", "关闭"), ("1", "2")]
)
def test_the_first_of_several_sub_heads_is_text_as_the_others_are(heads: tuple[str, str]) -> None:
    first, second = (f"<p align=center>{one}</p>" for one in heads)
    article = read(f"{first}<p>　　今天入户走访，记下三件事。</p>{second}<p>　　明天开工，路就通了。</p>")
    assert article.paragraphs == (heads[0], "今天入户走访，记下三件事。", heads[1], "明天开工，路就通了。")
    assert article.headline is None


@pytest.mark.parametrize(
    "line",
    ["打印", "AI摘要", "您的浏览器不支持 audio 元素。", "倍速 1.0x", "摘要：", "← →", "关注临汾新闻网，获取更多资讯"],
)
def test_what_a_page_has_above_a_text_is_none(line: str) -> None:
    article = read(f"<div class=x>{line}</div><p>　　今天入户走访，记下三件事。</p><p>　　明天开工，路就通了。</p>")
    assert article.paragraphs == ("今天入户走访，记下三件事。", "明天开工，路就通了。")


@pytest.mark.parametrize("kicker", ["2.8万名考生顺利完成考试", "1.2亿元惠民券今起发放", "98.6%的群众满意"])
def test_a_kicker_may_begin_with_a_figure(kicker: str) -> None:
    head = f"<p align=center>{kicker}</p><p align=center><b>我市高考平稳有序</b></p>"
    article = read(head + paragraphs(*TEXT), title="我市高考平稳有序")
    assert (article.kicker, article.headline, article.paragraphs) == (kicker, "我市高考平稳有序", TEXT)
