"""Each word by which a page of no known layout tells its buttons, small print and headings from its text."""

from __future__ import annotations

import pytest
from test_generic import DATE, TEXT, page, read

SECOND = "10月21日，公园里又添新景，市民纷纷前来打卡，直呼秋日的汾河美不胜收。"
ANOTHER = "昨天有位读者来电说，城南的路灯终于修好了，大家晚上出门方便多了，十分感谢。"
BUTTONS = """
分享到微信;分享至朋友圈;分享给好友;分享让更多人看到;转发到微博;推荐到朋友圈;打印;打印本页;我要打印;收藏;纠错
我要纠错;点赞;投稿;举报;收藏本文
打印此页;关闭;关闭窗口;关闭本页;返回;返回顶部;返回首页;返回列表;返回上一页;扫一扫;微信扫一扫 分享;手机扫码阅读
扫码关注我们;长按二维码关注
识别图中二维码;字体：大 中 小;字号：大中小;大字体 小字体;放大 缩小 默认;打印本页 关闭窗口;上一篇 下一篇;微信 微博
QQ空间 QQ好友 朋友圈
易信 新浪微博 人人网;浏览次数：5;点击量 5;阅读（5）;访问：5万;点赞 12;赞(5);踩 0;在看 3;收藏 5;转发 6;分享 7
顶一下 5 踩一下 0
123人点赞;12次;12345;听新闻;点击收听;收听;播放;语音播报;朗读;全文朗读;听全文;AI朗读;展开全文;阅读全文;展开
点击展开剩余;00:00/03:15
标签;关键词;请登录后评论;登录后发表评论;立即注册 参与评论;登录后回复;正在加载;加载中…;加载更多;关注微信公众号
请点赞、在看;觉得不错，请点赞、转发三连;欢迎分享和收藏;临汾日报官方微信;官方抖音号;公众号二维码
欢迎关注本报微博;立即打开
立即下载;打开临汾云APP 阅读全文;下载客户端;点击关注公众号;您现在的位置：首页;您当前的位置：新闻;当前位置：新闻
您所在的位置：新闻;首页 > 新闻
"""
CONTACTS = """
举报电话：0357-1234567;举报热线 12345;举报邮箱：a@b.cn;报料热线：0357-2018888;爆料线索 请拨 0357-2018888
新闻热线 0357-2018888;本报热线: 2018888;热线电话：2018888;投稿邮箱：lf@163.com;爆料请拨打：0357—2018888
新闻投稿邮箱: lf@163.com;热线电话: 2018888
"""
TAGS = "标签 关键词 关键字 分类 tag Tags 话题"
SMALL_PRINT = """
版权所有：临汾日报社;Copyright 2021 临汾新闻网;© 2021 临汾新闻网;备案号：晋12345;晋ICP备12345678号
互联网新闻信息服务许可证编号：14120180010;不良信息举报电话：0357-1234567;技术支持：某某科技
All Rights Reserved
晋公网安备 14100002000123号
ICP证 晋B2-20100021;免责声明：本文仅供参考;特别声明：以上内容来自网络;郑重申明：未经许可不得使用
版权与免责声明：见首页;本网声明：以上内容来自网络;本站声明：以上内容来自网络;平台声明：仅供交流;网站提示：投资有风险
声明：以上内容来自网络
提示：以上内容来自网络;本网站刊载的内容;本站转载的内容如有侵权请联系;本网发布的内容;未经授权不得转载，转载请注明出处
转载文章附上链接
转载目的在于传递更多信息;本文链接：http://www.lfxww.com/1.html;本文网址：http://www.lfxww.com/1.html
本文地址：http://www.lfxww.com
文章内容仅代表作者个人观点;不代表本网立场
"""
HEADINGS = """
评论 网友评论 全部评论 最新评论（5） 热门评论 精彩评论 发表评论 我要评论 用户评论 留言 留言区 跟帖 回复 评论区
热门文章 热点新闻 最新报道 更多阅读
精彩推荐 编辑推荐 相关资讯 为您推荐 大家都在看 猜你喜欢 近期专题 48小时热榜 24小时排行 热门图片 热点内容 图片新闻
点击排行 排行榜 关于我们
关于本网 关于本站 友情链接
"""
SUMMARIES = """
AI摘要 智能摘要 内容摘要 文章摘要 本文摘要 新闻摘要 摘要 导读 速读 速览 总结 AI生成总结 【摘要】 智能导读
"""
BUTTONS_BEFORE = "【纠错】 【我要纠错】 【打印】 【收藏】 【分享】 【关闭】 [纠错] (纠错) （纠错）"
LABELS = """
出处 作者 记者 文 撰文 采写 编辑 责任编辑 责编 时间 日期 发布时间 发表日期 更新于 录入时间 浏览 点击 阅读 字体 字号
浏览次数 点击数 阅读量
点击率 本文作者
"""


def listed(table: str) -> list[str]:
    return table.strip("\n").replace("\n", ";").split(";")


def between(line: str) -> tuple[str, ...]:
    """Read a line of the page's that is in the middle of a text."""
    return read(page(body=f"<p>{TEXT}</p><p>{line}</p><p>{SECOND}</p>")).paragraphs


@pytest.mark.parametrize("line", listed(BUTTONS))
def test_a_button_in_a_text_is_not_part_of_it(line: str) -> None:
    assert between(line) == (TEXT, SECOND)


@pytest.mark.parametrize("label", TAGS.split())
def test_tags_in_a_text_are_not_part_of_it(label: str) -> None:
    assert between(f"{label}：<a href=/t/1>剪纸</a> <a href=/t/2>非遗文化</a>") == (TEXT, SECOND)


@pytest.mark.parametrize(
    "line",
    [
        *("打印机坏了", "扫除污渍", "返回故乡", "播种时节", "12345号", "举报有奖", "分类施策", "赞歌", "大中小学"),
        *("话题：文明养犬大家谈", "分类：其他垃圾", "平阳广场 → 尧庙"),
    ],
)
def test_a_short_line_that_begins_as_a_button_does_is_text(line: str) -> None:
    assert between(line) == (TEXT, line, SECOND)


@pytest.mark.parametrize("line", listed(SMALL_PRINT))
def test_small_print_after_a_text_is_not_part_of_it(line: str) -> None:
    assert read(page(body=f"<p>{TEXT}</p><p>{SECOND}</p><p>{line}</p>")).paragraphs == (TEXT, SECOND)


@pytest.mark.parametrize("line", listed(CONTACTS))
def test_so_are_contacts_that_are_set_apart(line: str) -> None:
    assert read(page(body=f"<p>{TEXT}</p><p>{SECOND}</p><p class=hot>{line}</p>")).paragraphs == (TEXT, SECOND)


@pytest.mark.parametrize("heading", HEADINGS.split())
def test_what_is_below_anothers_heading_is_not_part_of_the_text(heading: str) -> None:
    body = f"<p>{TEXT}</p><p>{SECOND}</p><div class=m><p>{heading}</p><p>{ANOTHER}</p></div>"
    assert read(page(body=body)).paragraphs == (TEXT, SECOND)


@pytest.mark.parametrize("heading", ["热门文章", "大家都在看", "猜你喜欢", "点击排行", "关于我们", "友情链接"])
def test_what_only_a_page_says_ends_a_text_that_is_not_indented_and_may_continue(heading: str) -> None:
    article = read(page(body=f"<p>{TEXT}</p><p>{SECOND}</p><p>{heading}</p><p>{ANOTHER}</p>"))
    assert (article.paragraphs, article.complete) == ((TEXT, SECOND), False)


@pytest.mark.parametrize("heading", SUMMARIES.split())
def test_a_box_that_sums_the_text_up_is_recognised_by_its_heading(heading: str) -> None:
    box = f"<div class=ai><div>{heading}</div><div>本文由助手生成，介绍了公园秋色，仅供各位读者参考阅读。</div></div>"
    assert read(page(DATE + box)).paragraphs == (TEXT,)
    assert read(page(body=f"{box}<p>{TEXT}</p><p>{SECOND}</p>")).paragraphs == (TEXT, SECOND)


@pytest.mark.parametrize("button", BUTTONS_BEFORE.split())
def test_a_button_before_the_editor_is_not_part_of_his_line(button: str) -> None:
    assert read(page(behind=f"<div>{button}【责任编辑：吉政】</div>")).editor_lines == ("【责任编辑：吉政】",)


@pytest.mark.parametrize("label", LABELS.split())
def test_a_label_after_a_text_is_not_part_of_it(label: str) -> None:
    assert read(page(body=f"<p>{TEXT}</p><p>{label}：某某</p>")).paragraphs == (TEXT,)


@pytest.mark.parametrize("label", [*LABELS.split(), "来源", "稿源", "文章来源", "信息来源", "稿件来源", "新闻来源"])
@pytest.mark.parametrize("line", ["<dl><dt>{}</dt><dd>某某某</dd></dl>", "<div>{}</div><div>某某某</div>"])
def test_a_label_of_the_date_line_may_be_a_line_of_its_own(line: str, label: str) -> None:
    head = f"<div>2024-05-08 09:17</div>{line.format(label)}<p>{TEXT}</p>"
    html = page("<i></i>", body="").replace("<div class=con></div>", head)
    assert read(html).paragraphs == (TEXT,)


CONTROLS = """
不感兴趣 投诉;私信;点击屏蔽;生成海报;用手机看;继续阅读;按热度 按时间;最新 最热;作者最新文章
TA的其他作品（12）;该作者更多文章;相关话题;热门标签;本文已影响1234人;您需要登录后才可以回帖 登录 | 立即注册
游客，您还未登录，请登录后参与讨论;还可以输入140字;文明上网理性发言，请遵守新闻评论服务协议
"""
TOLD = """
私信里写满了感谢;屏蔽谣言，从我做起;相关话题登上热搜;作者最新文章集结成册;需要帮助请拨打12345;手机看病不是梦;影响1234人出行
回帖的人越来越多;相关标签制度已建立;继续前进;服务协议已签订;游客张女士
"""


@pytest.mark.parametrize("line", listed(CONTROLS))
def test_what_a_reader_may_do_with_an_article_is_none_of_it(line: str) -> None:
    assert read(page(body=f"<p>{TEXT}</p><p>{SECOND}</p><div>{line}</div>")).paragraphs == (TEXT, SECOND)


@pytest.mark.parametrize("line", listed(TOLD))
def test_what_is_told_with_such_words_is_text(line: str) -> None:
    assert read(page(body=f"<p>{TEXT}</p><p>{SECOND}</p><p>{line}</p>")).paragraphs == (TEXT, SECOND, line)


def test_links_beside_the_word_tags_are_none_of_it() -> None:
    tags = "<div><span>相关标签</span><a href=/t/1>剪纸</a><a href=/t/2>非遗</a></div>"
    assert read(page(body=f"<p>{TEXT}</p><p>{SECOND}</p>{tags}")).paragraphs == (TEXT, SECOND)
