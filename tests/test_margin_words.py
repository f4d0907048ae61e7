"""Each word by which the lines around a text, its captions and its headlines are told from it."""

from __future__ import annotations

import pytest
from test_pages import LEAD, SENTENCE, paragraphs, read

from linfen_crawler.items import Article
from linfen_crawler.kinds import LinkKind
from pipelines.normalise import normalise

EDITORS = """
责任编辑 责编 值班编辑 本期编辑 网络编辑 编辑 主编 审核 校对 编审 监制 终审 初审 复审 审校 审签 签发
校审 审读 审定 审稿 核稿 责任校对 值班主任
值班总编 总编 总编辑 美编 一审 二审 三审
一校 三校
"""
EDITOR_LINES = ("{}：王晓宇", "{} 王晓宇", "（{}：王晓宇）", "【{}:王晓宇】", "{}丨王晓宇", "{}/王晓宇")
RELATED = "相关阅读 相关新闻 相关链接 相关文章 相关报道 相关推荐 延伸阅读 推荐阅读"
NO_RELATED = """
本文暂无相关文章 暂无相关阅读 暂无相关新闻 暂无相关内容 相关阅读：本文暂无相关文章 相关新闻：暂无相关新闻
"""
LISTED = '<a href="/linfen/xnc/2600001.html">洪洞大槐树景区客流创新高</a>'
FILES = "pdf doc docx xls xlsx ppt pptx wps et ofd zip rar 7z txt mp3 mp4"
BESIDE_FILES = "附件下载：{} 附表1：{} 附：{} 点击下载{} 点击查看{} {}（文件大小：2.1MB） 附件一：{} 格式：{}"
FILE = '<a href="/u/1.pdf">名单.pdf</a>'
OPENINGS = """
▲ △ ▴ ↑ ▼ ▽ ↓ ← → ◀ ▶ ◤ ◥ 图为 上图为 下图为 左图为 右图为 题图： 配图： 主图： 小图： 资料图： 组图： 上图是 图①：
图一为 图1： 图：
图片说明： 资料图 （图为 【图为
"""
SHOWN = "平阳广场上的孩子们在放风筝"
FROM_FILES = "资料图片 资料照片 资料图 档案照片 网络图片 历史照片"
LAZY = "data-src data-original data-actualsrc data-lazy-src data-url _src"
PLACEHOLDERS = """
loading.gif lazyload.png lazy.gif blank.gif placeholder.png spacer.gif grey.gif gray.gif transparent.png pixel.gif
1x1.gif
img_loading.gif loading-1.gif
"""
ICONS = """
/fileTypeImages/a.gif /ueditor/emotion/1.gif /smiley/1.gif /smilies/1.gif /emoji/1.png /i/icon_pdf.gif /i/icon_doc.gif
/i/icon_docx.png /i/ico_xls.gif /i/icon_xlsx.gif /i/icon_ppt.gif /i/icon_pptx.gif /i/icon_zip.gif /i/icon_rar.gif
/i/icon_txt.gif
"""
OPENS_TEXT = """
编者按：{} 编者的话：{} 按语：{} 导语：{} 核心提示：{} 内容提要：{} 开栏的话：{} 尊敬的{} 亲爱的{} 各位{}
（2021年{}） 记者：{}
本报记者：{} 本网记者：{} 问：{} 答：{} 主持人：{} 网友：{} 读者：{} 群众：{} Q：{} A：{} 一、{} （一）{} 1.{}
12、{} （2）{} 第一章{} 第三节{}
第二条{} 十一、{}
"""
OCCASIONS = """
在五一表彰大会上强调 在五一表彰大会指出 在五一表彰大会要求 在五一表彰大会提出 在五一表彰大会表示
在五一表彰大会中指出 在基层调研时强调
在基层调研时再次强调 在基层调研时 在五一表彰会上 在五一座谈上
"""
ATTENDANCE = """
出席 主持 讲话 参加 致辞 陪同 宣布 作报告 讲授 点评 出席会议 主持会议 参加活动 出席并讲话
"""
TEXT = (LEAD.strip(), SENTENCE.strip())
IMAGE = "<p><img src=/a.jpg></p>"


def kept(*lines: str) -> Article:
    return normalise(read(paragraphs(*lines, LEAD, SENTENCE)))


@pytest.mark.parametrize("line", EDITOR_LINES)
@pytest.mark.parametrize("label", EDITORS.split())
def test_who_edited_and_checked_is_not_part_of_the_text(label: str, line: str) -> None:
    found = read(paragraphs(LEAD, SENTENCE, line.format(label)))
    assert (found.paragraphs, found.editor_lines[0]) == (TEXT, line.format(label))


@pytest.mark.parametrize("line", ["王晓宇 编辑", "王晓宇编辑", "（王晓宇 编辑）"])
def test_an_editors_label_may_come_after_his_name(line: str) -> None:
    assert read(paragraphs(LEAD, SENTENCE, line)).paragraphs == TEXT


@pytest.mark.parametrize("heading", RELATED.split())
def test_what_a_heading_relates_is_linked_and_no_text(heading: str) -> None:
    found = read(paragraphs(LEAD, SENTENCE, f"{heading}：", LISTED))
    assert (found.paragraphs, [link.kind for link in found.links]) == (TEXT, [LinkKind.RELATED])


@pytest.mark.parametrize("line", NO_RELATED.split())
def test_that_nothing_is_related_is_no_text(line: str) -> None:
    assert read(paragraphs(LEAD, SENTENCE, line)).paragraphs == TEXT


@pytest.mark.parametrize("ending", FILES.split())
def test_a_file_is_attached_by_its_ending(ending: str) -> None:
    found = read(paragraphs(LEAD, SENTENCE, f'<a href="/u/1.{ending}">名单</a>'))
    assert (found.paragraphs, [link.kind for link in found.links]) == (TEXT, [LinkKind.ATTACHMENT])


@pytest.mark.parametrize("line", BESIDE_FILES.split())
def test_what_is_said_of_a_file_is_no_text(line: str) -> None:
    assert read(paragraphs(LEAD, SENTENCE, line.format(FILE))).paragraphs == TEXT


@pytest.mark.parametrize("line", [*(f"{mark}{SHOWN}" for mark in OPENINGS.split())])
def test_a_caption_is_told_by_how_it_opens(line: str) -> None:
    found = read(f"{paragraphs(*TEXT)}{paragraphs(line)}{paragraphs(SENTENCE)}{IMAGE}{paragraphs(SENTENCE)}")
    assert [image.caption for image in found.images] == [line]


@pytest.mark.parametrize("note", FROM_FILES.split())
def test_a_caption_is_told_by_where_its_image_is_from(note: str) -> None:
    found = read(f"{paragraphs(*TEXT)}{IMAGE}{paragraphs(f'{SHOWN}。（{note}）', SENTENCE)}")
    assert [image.caption for image in found.images] == [f"{SHOWN}。（{note}）"]


@pytest.mark.parametrize("attribute", LAZY.split())
def test_a_lazy_image_is_found_by_its_attribute(attribute: str) -> None:
    found = read(f"{paragraphs(LEAD)}<p><img {attribute}=/a.jpg></p>{paragraphs(SENTENCE)}")
    assert [image.url for image in found.images] == ["http://www.lfxww.com/a.jpg"]


@pytest.mark.parametrize("name", PLACEHOLDERS.split())
def test_what_stands_in_for_a_lazy_image_is_none(name: str) -> None:
    found = read(f"{paragraphs(LEAD)}<p><img src=/i/{name} data-src=/a.jpg></p>{paragraphs(SENTENCE)}")
    assert [image.url for image in found.images] == ["http://www.lfxww.com/a.jpg"]


@pytest.mark.parametrize("name", ["upload.jpg", "blanket.jpg", "downloading5.jpg"])
def test_an_image_whose_name_holds_such_a_word_is_one(name: str) -> None:
    found = read(f"{paragraphs(LEAD)}<p><img src=/i/{name} data-src='/show?id=1'></p>{paragraphs(SENTENCE)}")
    assert [image.url for image in found.images] == [f"http://www.lfxww.com/i/{name}"]


@pytest.mark.parametrize("path", ICONS.split())
def test_an_editors_icon_is_no_image(path: str) -> None:
    assert read(f"{paragraphs(LEAD)}<p><img src={path}></p>{paragraphs(SENTENCE)}").images == ()


@pytest.mark.parametrize("line", OPENS_TEXT.split())
def test_a_line_that_opens_a_text_is_no_headline(line: str) -> None:
    found = kept(line.format("我市召开五一大会"))
    assert (found.headline, len(found.body.split("\n\n"))) == (None, 3)


@pytest.mark.parametrize("occasion", OCCASIONS.split())
def test_what_says_on_which_occasion_is_the_kicker(occasion: str) -> None:
    found = kept(f"李云峰{occasion}", "奋力谱写劳动新篇章")
    assert (found.kicker, found.headline) == (f"李云峰{occasion}", "奋力谱写劳动新篇章")


@pytest.mark.parametrize("part", ATTENDANCE.split())
def test_what_says_who_attended_is_the_subtitle(part: str) -> None:
    found = kept("劳动光荣风尚谱新篇", f"五一表彰大会李云峰{part}")
    assert (found.headline, found.subtitle) == ("劳动光荣风尚谱新篇", f"五一表彰大会李云峰{part}")
