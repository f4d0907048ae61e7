"""A text's last line, set as the text is: what a page adds there, and what an article ends with."""

from __future__ import annotations

import pytest
from test_generic import page
from test_generic import read as read_generic
from test_margin import TEXT
from test_pages import read

SETTINGS = ("<p>{}</p>", "<p>　　{}</p>", "<section style='line-height:2em'><span>{}</span></section>")
OF_PAGE = (
    "觉得文章不错，记得分享给身边的朋友",
    "动动手指，转发给更多人看到",
    "转发，为家乡骄傲！",
    "转发提醒身边人！",
    "欢迎关注“尧都晨刊”微信公众号",
    "关注“尧都发布”，掌握一手资讯",
    "扫码进群，第一时间获取新闻资讯",
    "下载尧都新闻客户端，看更多精彩",
    "更多内容，尽在尧都晨报客户端",
    "加小编微信yd0357，进读者群",
    "- 完 -",
    "【全文完】",
    "上一篇：襄汾县召开春耕备耕推进会",
    "后一篇：古县核桃丰收",
    "← 上一篇　下一篇 →",
    "广告招商：13835700001",
    "法律顾问：山西尧都律师事务所 张律师",
    "您觉得这篇文章怎么样？",
    "本文共有 3 人评分，平均 4.7 分",
    "有用(3)　没用(0)",
    "文明上网，理性发言",
    "关键词：春耕；农业；洪洞",
    "近期热文",
    "QQ好友 微信好友 朋友圈",
    "内容仅供参考，不构成投资建议",
    "部分图片来源于网络",
    "新媒体编辑：李静",
    "关注“平阳在线”，每天带你看临汾",
    "你怎么看？欢迎留言",
    "对此您怎么看？在评论区说说吧",
    "你怎么看？关注我们，参与讨论",
    "评论区说说，你怎么看？",
    "看完这篇文章，你怎么想？",
    "文章对您有用吗？",
    "点个赞，证明你还爱着家乡",
    "没有更多了",
    "【本文结束】",
    "猜你想看",
    "转载需授权，请联系后台",
    "A A A",
    "本号所发内容仅供学习交流，不作商业用途",
)
OF_TEXT = (
    "扫码填写报名表即可参与活动",
    "下载“国家反诈中心”APP，守护好您的钱袋子！",
    "关注“临汾交警”微信公众号，实时查询路况信息。",
    "点击率最高的一条视频，播放量超过百万",
    "点赞最美乡村教师，我们一起为他们喝彩。",
    "转发扩散！寻找走失老人王秀英，联系电话：13835712345",
    "让我们一起加油，共创文明城市！",
    "（完）",
    "上一条街，下一条巷，他都走遍了。",
    "咨询电话：0357-2012366",
    "招聘联系人：李女士　电话：0357-3018899",
    "征稿邮箱：lfxww@163.com，来稿请注明“我的父亲”征文。",
    "关键词：坚守",
    "评论区里，网友们纷纷留言祝福",
    "网友回复：为临汾点赞",
    "（更多报道见2版）",
    "数据来源：临汾市统计局",
    "推荐单位：洪洞县教育局",
    "下载安装反诈APP的村民越来越多",
    "评论员：李静",
    "投稿邮箱：zhengwen@163.com（请注明“征文”）",
    "新闻热线：0357-2012345",
    "读者热线 2012345　投稿邮箱：lfrb@126.com",
    "监督举报电话：0357-2012388",
    "回复“报名”至13835700000",
    "喜欢这片土地，喜欢这里的人。",
    "欢迎大家前往观看！",
    "敬请收看！",
    "欢迎订阅！",
    "敬请周知！",
    "加入我们吧！",
    "给你点赞！",
    "敬请关注！",
    "请您留言！",
    "请读者朋友继续阅读！",
    "关注我们身边的好人",
    "关注身边的新闻人物",
    "点燃读书热情，共享精彩人生",
    "打开一本书，看见更多精彩",
    "加入志愿者，成就精彩人生",
    "收看《临汾新闻》",
    "赞一个！",
    "你听！",
    "“听，听！”",
    "请转发！",
    "请大家点评！",
    "欢迎浏览！",
    "办理相关业务，请下载“掌上12333”手机应用！",
    "对于“天价彩礼”，您怎么看？",
    "你怎么看“内卷”？",
    "记者：对于网友的评论，您怎么看？",
    "您觉得呢？",
    "十年过去，您有什么想说的？",
    "怎样写好水文章？",
    "乡村振兴这篇大文章怎么写？",
)


def told(setting: str, line: str) -> str:
    return "".join(setting.format(one) for one in (*TEXT, line))


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("line", OF_PAGE)
def test_what_a_page_adds_after_the_last_sentence_is_no_text(setting: str, line: str) -> None:
    assert read(told(setting, line)).paragraphs == TEXT


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("line", OF_TEXT)
def test_what_an_article_ends_with_is_text(setting: str, line: str) -> None:
    assert read(told(setting, line)).paragraphs == (*TEXT, line)


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("line", [one for one in OF_TEXT if one.endswith("？")])
def test_a_question_with_which_a_text_begins_is_its_own(setting: str, line: str) -> None:
    lines = (line, "有人说这是规划问题，也有人说这是素质问题。", "业主们各执一词，谁也说服不了谁。")
    assert read("".join(setting.format(one) for one in lines)).paragraphs == lines


@pytest.mark.parametrize("line", OF_PAGE)
def test_nor_is_it_on_a_page_of_no_known_layout(line: str) -> None:
    assert read_generic(page(body=told("<p>{}</p>", line))).paragraphs == TEXT


@pytest.mark.parametrize("line", [one for one in OF_TEXT if not one.startswith(("关键词", "投稿"))])
def test_and_what_an_article_ends_with_is_text_there_as_well(line: str) -> None:
    assert read_generic(page(body=told("<p>{}</p>", line))).paragraphs == (*TEXT, line)


@pytest.mark.parametrize("line", ["来源：", "（来源：）", "稿源：", "作者："])
def test_a_label_with_nothing_after_it_is_no_text(line: str) -> None:
    assert read(told("<p>{}</p>", line)).paragraphs == TEXT


def test_what_a_paper_announces_of_its_own_advertising_is_told_with_its_number() -> None:
    lines = (
        "　　临汾日报社广告部面向全市招商，欢迎各界垂询。",
        "　　版面有限，先到先得，价格优惠。",
        "　　广告热线：0357-2012345",
    )
    body = "".join(f"<p>{one}</p>" for one in lines)
    assert read(body).paragraphs == tuple(one.strip() for one in lines)


CONTACTS = ["新闻热线：0357-2012345", "投稿邮箱：lfrb@126.com", "本报报料电话 13835712345", "举报电话：0357-2012388"]
"""Whom readers may call: of a text where it is set as its paragraphs are, of the page where it is not."""


@pytest.mark.parametrize("line", CONTACTS)
@pytest.mark.parametrize("setting", SETTINGS)
def test_whom_its_readers_may_call_a_text_tells_as_its_paragraphs_are_set(line: str, setting: str) -> None:
    assert read(told(setting, line)).paragraphs == (*TEXT, line)
    assert read_generic(page(body=told(setting, line))).paragraphs == (*TEXT, line)


@pytest.mark.parametrize("line", [*CONTACTS, "广告热线：0357-2012345", "不良信息举报电话：0357-2012345"])
@pytest.mark.parametrize("setting", ["<p class=hot>{}</p>", "<div>{}</div>", "<p>{}</p><p>晋ICP备05000000号</p>"])
def test_set_apart_or_in_small_print_it_is_the_pages(line: str, setting: str) -> None:
    assert read_generic(page(body=told("<p>{}</p>", TEXT[0]) + setting.format(line))).paragraphs[-1] == TEXT[0]


REPLIED = ("4月12日，市民反映家里暖气不热。", "已安排维修，预计两天内恢复供暖。")
DONE_BY = (
    "回复人：李静",
    "评论人：王国平",
    "发布人：李　静",
    "发布者：李静",
    "录入：李静",
    "录入员：李静",
    "留言人：李静、王鹏",
)


@pytest.mark.parametrize("line", DONE_BY)
@pytest.mark.parametrize("setting", ["<p style='text-align:right'>{}</p>", "<p>　　{}</p>", "<div class=x>{}</div>"])
def test_who_replied_or_entered_a_text_is_not_lost_though_a_button_begins_so(line: str, setting: str) -> None:
    body = f"<p>　　{REPLIED[0]}</p><p>　　{REPLIED[1]}</p>{setting.format(line)}"
    assert read(body).paragraphs == (*REPLIED, line)


@pytest.mark.parametrize("line", ["回复人：李静", "评论人：王国平", "发布人：李静"])
def test_nor_on_a_page_without_a_layout(line: str) -> None:
    body = f"<p>　　{REPLIED[0]}</p><p>　　{REPLIED[1]}</p><p style='text-align:right'>{line}</p>"
    assert read_generic(page(body=body)).paragraphs == (*REPLIED, line)


@pytest.mark.parametrize(
    "line", ["发布人：管理员", "录入：admin", "发布者：临汾新闻网", "评论：3", "标签：王国平", "回复"]
)
def test_a_button_or_a_field_that_names_nobody_is_the_pages(line: str) -> None:
    body = f"<p>　　{REPLIED[0]}</p><p>　　{REPLIED[1]}</p><p style='text-align:right'>{line}</p>"
    assert read(body).paragraphs == REPLIED


VOICES = (
    "本文语音由AI合成",
    "（语音由AI合成）",
    "音频由人工智能合成，仅供参考",
    "AI语音播报",
    "朗读：AI主播",
    "本文由 AI 朗读",
    "※本文配音由AI生成。",
)


@pytest.mark.parametrize("line", VOICES)
@pytest.mark.parametrize("setting", ["<p>{}</p>", "<p>　　{}</p>", "<p align=center>{}</p>", "<div class=tts>{}</div>"])
def test_what_machine_reads_a_text_out_is_the_pages_wherever_it_stands(line: str, setting: str) -> None:
    text, said = "".join(f"<p>　　{one}</p>" for one in REPLIED), setting.format(line)
    for body in (said + text, text + said):
        for article in (read(body), read_generic(page(body=body))):
            assert (article.paragraphs, article.kicker, article.headline) == (REPLIED, None, None)


@pytest.mark.parametrize(
    "line", ["AI合成语音诈骗频发", "智能播报进社区", "AI主播播报新闻", "语音由谁合成", "语音合成技术"]
)
def test_a_headline_about_such_a_machine_is_one(line: str) -> None:
    text = "".join(f"<p>　　{one}</p>" for one in REPLIED)
    article = read(f"<p align=center><b>{line}</b></p>{text}")
    assert (article.headline, article.paragraphs) == (line, REPLIED)
