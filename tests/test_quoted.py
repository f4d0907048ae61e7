"""Whom the sayings of a page are from is no author of it."""

from __future__ import annotations

import pytest
from test_headlines import credited
from test_pages import paragraphs, read

SAYINGS = [
    ("天下兴亡，匹夫有责。", "——顾炎武", "先天下之忧而忧，后天下之乐而乐。", "——范仲淹"),
    ("书犹药也，善读之可以医愚。", "——刘　向", "业精于勤，荒于嬉。", "——韩　愈"),
    ("每天读一句名言。", "书籍是人类进步的阶梯。", "——高尔基", "书犹药也，善读之可以医愚。", "——刘向"),
    ("公生明，廉生威。（郭允礼）", "历览前贤国与家，成由勤俭破由奢。（李商隐）"),
    ("立志", "非淡泊无以明志。（诸葛亮）", "勤学", "少壮不努力，老大徒伤悲。（李商隐）"),
    ("1.公生明，廉生威。（郭允礼）", "2.粉骨碎身浑不怕，要留清白在人间。（于谦）"),
    ("●“公生明，廉生威。”（郭允礼）", "●“粉骨碎身浑不怕，要留清白在人间。”（于谦）"),
    ("问渠那得清如许？为有源头活水来。（宋·朱熹）", "春色满园关不住，一枝红杏出墙来。（宋·叶绍翁）"),
    ("两个黄鹂鸣翠柳，一行白鹭上青天。（唐 杜甫）", "等闲识得东风面，万紫千红总是春。（宋 朱熹）"),
]
LONG = "近日，尧都区组织开展春季植树活动，栽植各类苗木五万余株，参加活动的干部群众达三千余人，绿化带延长到十公里以上。"


@pytest.mark.parametrize("lines", SAYINGS)
def test_several_sayings_credit_nobody_whom_they_are_from(lines: tuple[str, ...]) -> None:
    article = read(paragraphs(*lines), title="每日读书")
    assert (credited(article), article.paragraphs) == ([], lines)


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (("秋日的汾河，是一幅画。", "我沿着河岸慢慢地走。", "——王志刚"), ["王志刚"]),
        (
            ("“天下兴亡，匹夫有责。”", "——顾炎武", "父亲的话我常常想起。", "他一生守在边疆，从不言悔。（王志刚）"),
            ["王志刚"],
        ),
        (("读书破万卷，下笔如有神。（杜甫）", "少壮不努力，老大徒伤悲。（李商隐）", f"{LONG}（王志刚）"), ["王志刚"]),
        ((f"{LONG}（王志刚）", f"{LONG}（李雪梅）"), ["王志刚", "李雪梅"]),
        (("尧都区4月12日栽树5万株。（王志刚）", "襄汾县200余人参加现场会。（李雪梅）"), ["王志刚", "李雪梅"]),
        (("日前，市住建局安排安全生产工作。（王强）", "近日，蒲县举行演练。（李娜）"), ["王强", "李娜"]),
        (("一场大雪落在平阳。（张浩 摄）", "雪后的鼓楼格外安静。（李静 摄）"), ["张浩", "李静"]),
    ],
)
def test_who_signs_a_text_or_the_news_of_several_is_credited(lines: tuple[str, ...], authors: list[str]) -> None:
    article = read(paragraphs(*lines), title="每日读书")
    assert [name for name, _ in credited(article)] == authors
