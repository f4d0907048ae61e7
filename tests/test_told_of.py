"""People of whom a whole page tells – winners, who is on duty, a book's author, a film's crew – beside its own."""

from __future__ import annotations

import pytest
from test_generic import page
from test_generic import read as read_unknown
from test_pages import LEAD, paragraphs, read

from linfen_crawler.items import Article
from pipelines.normalise import normalise

SAID = "4月29日，我市有关方面公布了有关情况。"
WINNERS = """
一等奖|王志刚（尧都区）|二等奖|李雪梅（洪洞县）|三等奖|张红（侯马市）
最美医生|王志刚　市人民医院|李雪梅　市中心医院|最美护士|张红　市妇幼保健院|刘丽　尧都区医院
大赛结果揭晓，现公布如下：|一等奖|王志刚（尧都区）|二等奖|张红（侯马市）|刘芳（曲沃县）
现将结果公布。|教师组一等奖|贺丽娟（安泽县）|学生组一等奖|乔一凡（古县）
自强不息好少年|石小磊　吉县一中|热心公益好少年|白雪　乡宁二中
临汾三小|王子涵|赵一诺|解放路小学|郭浩然|李沐阳
语文|曹颖|数学|成瑞|英语|任小芳
"""
ON_DUTY = """
带班领导：王志刚|值班人员：李雪梅|值班电话：2012345
带班领导：王志刚|值班电话：2012345
值班主任：王志刚|值班人员：张红 李强|值班电话：2012345
总值班：王志刚|值班编辑：张红|值班电话：2012345
值班主任：段志强|值班时间：9:00—17:00|地点：市政务服务大厅一楼
各医院安排如下。|县医院|总值班：雷建国|电话：5322110|中医院|总值班：曹颖|电话：5322120
总值班：郭建军|门诊医生：何文斌|急诊电话：2091234
值班领导：郭建军|接听时间：4月12日9时|接听号码：12345
2月10日（除夕）|带班领导：王志刚|值班人员：李静|2月11日（初一）|带班领导：王丽|值班人员：郭强
春节期间照常开放。|带班领导：王志刚|值班电话：2012345|特此公告。
"""
WORKS = """
作者：罗贯中|出版社：人民文学出版社|推荐理由：中国古典四大名著之一。
作者：王金平|定价：48元|这是一部写临汾的散文集。|全书分三辑。
作者：王金平|出版社：三晋出版社|定价：48元
《汾河纪事》|作者：王金平|出版社：三晋出版社|推荐理由：文字朴素。|《春》|作者：李静|出版社：作家出版社|推荐理由：好读。
出品：市委宣传部|总策划：王志刚|导演：张红|摄像：李强|剪辑：刘芳|敬请关注！
出品人：王志刚|监制：郭建军|导演：张红|主演：何文斌|影片讲述了汾河岸边一家人的故事。
总策划：王志刚|艺术总监：李强|编剧：张红|导演：刘芳|该剧再现了尧王治水的故事。
"""
BELOW_A_SENTENCE = """
《临汾文史》第十辑近日出版。|主编：王志刚|责任编辑：张红|全书30万字，可到市政协文史委领取。
近日，《尧都诗词》出版发行。|主编：王志刚|副主编：李强|责任编辑：张红|该书定价68元
大型文学期刊《平水》创刊号与读者见面。|主编：郭建军|责任编辑：何文斌|创刊号设小说、散文、诗歌等栏目。|欢迎投稿。
《大宁记忆》一书由县档案馆编印。|编辑：贺志远　冯强|摄影：马文娟|收老照片200余幅，分六章。
纪录片《尧都》将于今晚开播。|总导演：王志刚|撰稿：李强|摄像：张红|该片共六集，每集30分钟。
策划：王志刚|撰稿：李强|摄像：张红|剪辑：刘芳|该片共六集，每集30分钟。|将于今晚在临汾电视台播出。
"""
TOLD = [line for lines in (WINNERS, ON_DUTY, WORKS, BELOW_A_SENTENCE) for line in lines.strip().split("\n")]
OWN = {
    "近日，《尧都诗词》出版发行。|该书定价68元。|责任编辑：张红": {("张红", "editor")},
    "近日，《尧都诗词》首发式举行。|责任编辑：张红|（图片由受访者提供）": {("张红", "editor")},
    "短视频《春天》今日上线。|文案：李静|摄像：张红": {("李静", "author"), ("张红", "videographer")},
    "宋洋　吉县一中|汾河的水|在春风里醒来|唤绿两岸的柳|也放飞一个梦": {("宋洋", "author")},
    "春晨|王子涵|汾河的水涨了，柳树发了芽。|一年又一年。": {("王子涵", "author")},
    "春晨|宋洋|王强|李静|汾河的水涨了，柳树发了芽。|一年又一年。": {
        ("宋洋", "author"),
        ("王强", "author"),
        ("李静", "author"),
    },
    "永和县一中　郭晓芳|指导教师　任强|枣花开了，满坡都是香气。|母亲在树下缝衣裳。": {
        ("郭晓芳", "author"),
        ("任强", "adviser"),
    },
    "作者：张红|影片《老井人家》是一部好片子。|我看了两遍。": {("张红", "author")},
    "作者：李静|摄影：张红|全书读完，已是深夜。|窗外下着雨。": {("李静", "author"), ("张红", "photographer")},
    "村里的人都走了。|只有老槐树还在。|张红（侯马市）": {("张红", "author")},
    "细雨落在田野上|唤醒沉睡的麦苗|老农扛着锄头|走向村口的地头|张红（侯马市）": {("张红", "author")},
    f"{LEAD}|一等奖|王志刚（尧都区）|二等奖|李雪梅（洪洞县）|供稿：张红": {("张红", "author")},
    f"{LEAD}|值班主任：王志刚": {("王志刚", "reviewer")},
    f"{LEAD}|值班编委：王志刚|校对：张红": {("王志刚", "reviewer"), ("张红", "reviewer")},
    f"{LEAD}|总值班：王志刚|新闻热线：0357-2091234": {("王志刚", "reviewer")},
    f"值班主任：王志刚|记者：张红|{LEAD}": {("王志刚", "reviewer"), ("张红", "reporter")},
    f"策划：王志刚|文字：李静|摄影：张红|{LEAD}": {
        ("王志刚", "producer"),
        ("李静", "author"),
        ("张红", "photographer"),
    },
    "作者：张红|译者：李静|这里的冬天很长。|雪一直下到四月。": {("张红", "author")},
    f"{LEAD}|出品：市委宣传部|总策划：王志刚|导演：张红|摄像：李强": {("王志刚", "producer"), ("李强", "videographer")},
}


def _read(lines: str) -> Article:
    return normalise(read("".join(f"<p>\u3000\u3000{line}</p>" for line in lines.split("|")), title="有关情况公布"))


@pytest.mark.parametrize("lines", TOLD)
def test_of_whom_a_page_tells_is_not_credited_and_stays_in_its_text(lines: str) -> None:
    article = _read(lines)
    assert [one.name for one in article.credits if one.name != "畅任杰"] == []
    assert article.body.replace("\n\n", "|") == lines
    assert article.headline is None


@pytest.mark.parametrize("lines", OWN)
def test_who_made_such_a_page_is(lines: str) -> None:
    article = _read(lines)
    people = {(one.name, str(one.role)) for one in article.credits if one.name != "畅任杰"}
    lead = {(name, "reporter") for name in ("张浩", "霍壮") if LEAD in lines}
    assert people == OWN[lines] | lead


def test_the_editor_of_a_new_book_ends_no_text_of_an_unknown_layout() -> None:
    told = (SAID, "近日，《尧都诗词》出版发行。", "主编：王志刚", "责任编辑：张红", "全书30万字，分六章。", SAID)
    article = normalise(read_unknown(page(body=paragraphs(*told))))
    assert (article.body.split("\n\n"), article.credits) == (list(told), ())


def test_a_button_below_the_editor_does_not_make_him_a_books() -> None:
    told = (SAID, SAID, "近日，《尧都诗词》出版发行。")
    article = normalise(read_unknown(page(body=paragraphs(*told), behind="<p>责任编辑：张红</p><p>读书频道</p>")))
    assert (article.body.split("\n\n"), article.editor) == (list(told), "张红")


@pytest.mark.parametrize("whom", ["文天祥", "鲁迅", "唐 李白", "《论语》"])
def test_whom_a_text_quotes_wrote_no_page(whom: str) -> None:
    quoted = f"　　活动现场，大家齐诵“人生自古谁无死，留取丹心照汗青。”（{whom}）"
    article = read(f"<p>{LEAD}</p><p>{quoted}</p><p>　　{SAID}</p>")
    assert not [one for one in normalise(article).credits if one.name.endswith(whom[-2:])]
    # The last line's is whose text it is.
    signed = normalise(read("<p>　　老人笑着说：“日子好了。”（李静）</p>"))
    assert [one.name for one in signed.credits][:1] == ["李静"]
