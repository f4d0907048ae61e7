"""Lines of credits and of text, each with whom it credits: what tests/test_people.py reads.

A row is ``text => role name [verbatim]; …``; where no verbatim stands it is the whole text. ⏎ is a line break.
"""

from __future__ import annotations

import re

Found = list[tuple[str, str, str]]
_CREDIT = re.compile(r"(\w+) (\S+)(?: \[(.*)\])?")


def row(line: str) -> tuple[str, Found]:
    """Read a row: the text, and name, role and verbatim of each whom it credits."""
    text, _, expected = line.replace("⏎", "\n").partition(" => ")
    parted = [_CREDIT.fullmatch(one) for one in expected.split("; ") if one]
    assert all(parted), line
    return text, [(one[2], one[1], text if one[3] is None else one[3]) for one in parted if one]


def _rows(table: str) -> list[tuple[str, Found]]:
    return [row(line) for line in table.split("\n") if line]


_LINES = """
记者 张伟 编辑 李雪 报道 => reporter 张伟 [记者 张伟]; editor 李雪 [编辑 李雪]
记者张伟、摄像刘强报道 => reporter 张伟 [记者张伟]; videographer 刘强 [摄像刘强]
（记者 张伟 摄像 刘强 报道） => reporter 张伟 [记者 张伟]; videographer 刘强 [摄像 刘强]
记者：张伟 摄像：刘强 报道 => reporter 张伟 [记者：张伟]; videographer 刘强 [摄像：刘强]
记者张伟 摄像刘强 编辑李雪 => reporter 张伟 [记者张伟]; videographer 刘强 [摄像刘强]; editor 李雪 [编辑李雪]
撰稿 张伟 摄像 刘强 联合报道 => author 张伟 [撰稿 张伟]; videographer 刘强 [摄像 刘强]
通讯员 张伟 摄影 李雪 供稿 => correspondent 张伟 [通讯员 张伟]; photographer 李雪 [摄影 李雪]
记者 张伟 编辑 李雪 摄影报道 => reporter 张伟; photographer 张伟; editor 李雪 [编辑 李雪]
记者 张伟 撰文 李雪 摄影 => reporter 张伟 [记者 张伟 撰文]; photographer 李雪 [李雪 摄影]
张伟 摄像 刘强 采写 => videographer 张伟 [张伟 摄像]; author 刘强 [刘强 采写]
记者 李永科 摄 => photographer 李永科
央视记者 王凯博 => reporter 王凯博
总台央视记者：王凯博 => reporter 王凯博
央广记者 郎麒 => reporter 郎麒
澎湃新闻记者 刘成伟 => reporter 刘成伟
中国青年报·中青在线记者 邵鹏 => reporter 邵鹏 [中青在线记者 邵鹏]
记者 上官文明 => reporter 上官文明
记者 常文明 => reporter 常文明
本报记者 欧阳雪峰 实习记者 令狐晓 => reporter 欧阳雪峰 [本报记者 欧阳雪峰]; reporter 令狐晓 [实习记者 令狐晓]
记者 王磊（太原） => reporter 王磊 [记者 王磊]
记者 王磊（发自太原） => reporter 王磊 [记者 王磊]
记者 王磊 发自太原 => reporter 王磊 [记者 王磊]
记者 王磊 太原报道 => reporter 王磊
记者 张宏伟 成都报道 => reporter 张宏伟
记者 张宏伟 李晓明报道 => reporter 张宏伟; reporter 李晓明
摄影：张宏伟（临汾市摄影家协会） => photographer 张宏伟 [摄影：张宏伟]
作者：[英] 约翰·史密斯 => author 约翰·史密斯
通讯员 县供电公司王强 => correspondent 王强
（通讯员古县宣传部张翔宇） => correspondent 张翔宇 [通讯员古县宣传部张翔宇]
本版编辑：张宏伟 版式设计：李晓明 => editor 张宏伟 [本版编辑：张宏伟]; designer 李晓明 [版式设计：李晓明]
小记者 乔雨桐（解放路小学五年级3班） 指导老师 姚娟 => author 乔雨桐 [小记者 乔雨桐]; adviser 姚娟 [指导老师 姚娟]
作者：吕爱琴（临汾市第三中学高级教师） => author 吕爱琴 [作者：吕爱琴]
作者：吕爱琴，临汾三中教师 => author 吕爱琴 [作者：吕爱琴]
作者：吕爱琴，女，1970年生于洪洞 => author 吕爱琴 [作者：吕爱琴]
作者：张三，李四 => author 张三; author 李四
本版责编 王芳 本版校对 李明 => editor 王芳 [本版责编 王芳]; reviewer 李明 [本版校对 李明]
（实习生 毋晓燕 参与采写） => reporter 毋晓燕 [实习生 毋晓燕 参与采写]
记者 王爱社 => reporter 王爱社
压题照片：王永摄 => photographer 王永 [王永摄]
执笔记者：施雨岑；参与记者：吴\u3000晶、胡\u3000浩 => reporter 施雨岑 [执笔记者：施雨岑]; \
reporter 吴晶 [参与记者：吴\u3000晶、胡\u3000浩]; reporter 胡浩 [参与记者：吴\u3000晶、胡\u3000浩]
记者：胡飞；通讯员：管强 => reporter 胡飞 [记者：胡飞]; correspondent 管强 [通讯员：管强]
新华社“新华视点”记者 彭韵佳、沐铁城 => reporter 彭韵佳; reporter 沐铁城
《法治日报》记者 王\u3000磊 通讯员 许海波 => reporter 王磊 [《法治日报》记者 王\u3000磊]; \
correspondent 许海波 [通讯员 许海波]
新华每日电讯记者马晓媛、刘扬涛 => reporter 马晓媛; reporter 刘扬涛
本报记者 昝晓静 => reporter 昝晓静
记者 张浩 沐铁城 => reporter 张浩; reporter 沐铁城
记者 文\u3000静 摄 => photographer 文静
本报评论员 荀\u3000文 => author 荀文
汾西融媒\u3000记者\u3000蔡\u3000琼 => reporter 蔡琼 [记者\u3000蔡\u3000琼]
六中通讯员 郑少华 摄影 柏\u3000松 => correspondent 郑少华 [六中通讯员 郑少华]; photographer 柏松 [摄影 柏\u3000松]
（市园林局 通讯员 余洋 摄影 樊荣） => correspondent 余洋 [通讯员 余洋]; photographer 樊荣 [摄影 樊荣]
（市二院 支晓静 摄影 鲍杰） => author 支晓静 [市二院 支晓静]; photographer 鲍杰 [摄影 鲍杰]
记者 范思莹 ○ 摄影 丁瑞 => reporter 范思莹 [记者 范思莹]; photographer 丁瑞 [摄影 丁瑞]
摄影、撰文：任虹霞 => photographer 任虹霞; author 任虹霞
本报特约摄影 李现俊 => photographer 李现俊
⊙ 本报记者 李庆红 => reporter 李庆红 [本报记者 李庆红]
小记者：卫子墨（滨河学校四年级） => author 卫子墨 [小记者：卫子墨]
通讯员 尹晓文 口述 乔翠英 => correspondent 尹晓文 [通讯员 尹晓文]
乔翠英 口述 记者 尹晓文 => reporter 尹晓文 [记者 尹晓文]
本报记者 张浩 通讯员 焦化厂 => reporter 张浩 [本报记者 张浩]
本报记者 昝晓静 通讯员 县委报道组 => reporter 昝晓静 [本报记者 昝晓静]
（安全科 张红兵 摄） => photographer 张红兵 [安全科 张红兵 摄]
记者 魏华 => reporter 魏华
记者魏华 => reporter 魏华
记者：魏华 => reporter 魏华
记者 魏\u3000华 => reporter 魏华
记者 魏\u00a0华 => reporter 魏华
记者 魏\u2002华 => reporter 魏华
记者 魏  华 => reporter 魏华
记者 魏\u3000华 摄 => photographer 魏华
魏华 摄 => photographer 魏华
本版图片由本报记者 张三 摄 => photographer 张三 [本报记者 张三 摄]
魏\u3000华\u3000摄 => photographer 魏华
魏华/摄 => photographer 魏华
本报记者 魏华 摄 => photographer 魏华
临汾新闻网记者 魏华 摄 => photographer 魏华
新华社记者 张三 摄 => photographer 张三
尧都区融媒体中心记者 张三 => reporter 张三
山西日报记者 张三 => reporter 张三
本报全媒体记者 张三 => reporter 张三
●本报记者 赵六 => reporter 赵六 [本报记者 赵六]
■本报记者\u3000赵六 => reporter 赵六 [本报记者\u3000赵六]
首席记者 张浩 记者 霍壮 => reporter 张浩 [首席记者 张浩]; reporter 霍壮 [记者 霍壮]
见习记者 卫慧婷 => reporter 卫慧婷
特约记者 张三 => reporter 张三
摄影记者 张三 => photographer 张三
记者 张浩 通讯员 李四 => reporter 张浩 [记者 张浩]; correspondent 李四 [通讯员 李四]
记者：张三 通讯员：李四 => reporter 张三 [记者：张三]; correspondent 李四 [通讯员：李四]
记者 张三 实习生 李四 => reporter 张三 [记者 张三]; reporter 李四 [实习生 李四]
记者 张三 见习记者 李四 => reporter 张三 [记者 张三]; reporter 李四 [见习记者 李四]
特约通讯员 李四 => correspondent 李四
通讯员 李四 摄 => photographer 李四
通讯员 张三 李四 王五 摄 => photographer 张三; photographer 李四; photographer 王五
记者 李四 摄影报道 => reporter 李四; photographer 李四
李四 摄影报道 => reporter 李四; photographer 李四
张三 李四 摄影报道 => reporter 张三; photographer 张三; reporter 李四; photographer 李四
记者 张三 通讯员 李四 报道 => reporter 张三; correspondent 李四
记者 张三 李四 文/图 => reporter 张三; photographer 张三; reporter 李四; photographer 李四
本报记者 张三 通讯员 李四 文/摄 => reporter 张三; photographer 张三; correspondent 李四; photographer 李四
图/文 李四 => author 李四; photographer 李四
图文：李四 => author 李四; photographer 李四
文图/记者 李四 => reporter 李四; photographer 李四
文/李四 => author 李四
临汾市第三小学 张三 文/图 => author 张三; photographer 张三
（洪洞县委宣传部 张三 摄） => photographer 张三 [洪洞县委宣传部 张三 摄]
作者：张三（临汾市一中） => author 张三 [作者：张三]
张三（作者单位：临汾市一中） => author 张三 [张三]
本文作者：张三 => author 张三
记者 张三 文/图/视频 => reporter 张三; photographer 张三; videographer 张三
记者 张三 文并摄 => reporter 张三; photographer 张三
来源：临汾日报（记者 张三） => reporter 张三 [记者 张三]
学生记者 张三 => author 张三
出镜记者：张三 => reporter 张三
总编辑：张三 => editor 张三
编辑▏李四 => editor 李四
文丨李四 => author 李四
文｜李四\u3000图｜王五 => author 李四 [文｜李四]; photographer 王五 [图｜王五]
文：李四 => author 李四
文字：李四\u3000\u3000制图：王五 => author 李四 [文字：李四]; designer 王五 [制图：王五]
文/李四 图/王五 => author 李四 [文/李四]; photographer 王五 [图/王五]
文/张三 图/李四 => author 张三 [文/张三]; photographer 李四 [图/李四]
文/张三 图/文 李四 => author 张三 [文/张三]; author 李四 [图/文 李四]; photographer 李四 [图/文 李四]
文/记者 张三 图/通讯员 李四 => reporter 张三 [文/记者 张三]; photographer 李四 [图/通讯员 李四]
李四/文 王五/图 => author 李四 [李四/文]; photographer 王五 [王五/图]
李四 文 王五 图 => author 李四 [李四 文]; photographer 王五 [王五 图]
文 李四 图 王五 => author 李四 [文 李四]; photographer 王五 [图 王五]
记者 张浩 摄影 霍壮 => reporter 张浩 [记者 张浩]; photographer 霍壮 [摄影 霍壮]
张浩 文字 霍壮 摄影 => author 张浩 [张浩 文字]; photographer 霍壮 [霍壮 摄影]
摄影：霍壮 => photographer 霍壮
摄影/霍壮 => photographer 霍壮
摄影 霍壮 => photographer 霍壮
航拍：霍壮 => photographer 霍壮
供图/张三 => photographer 张三
张三 供图 => photographer 张三
王丽 摄影 => photographer 王丽
撰稿：张三 摄像：李四 剪辑：王五 => author 张三 [撰稿：张三]; videographer 李四 [摄像：李四]; \
videographer 王五 [剪辑：王五]
摄像 李四 => videographer 李四
视频：李四 => videographer 李四
航拍视频：李四 => videographer 李四
拍摄剪辑：李四 => videographer 李四
视频编辑：李四 => videographer 李四
策划：张三 统筹：李四 => producer 张三 [策划：张三]; producer 李四 [统筹：李四]
策划：张三 统筹：李四 执行：段玉峰 => producer 张三 [策划：张三]; producer 李四 [统筹：李四]
执行：段玉峰 李静 策划：张三 => producer 张三 [策划：张三]
监制：李明　执行策划：王强　技术支持：张浩 => reviewer 李明 [监制：李明]; producer 王强 [执行策划：王强]
记者：张浩 场记：李静 摄像：霍壮 => reporter 张浩 [记者：张浩]; videographer 霍壮 [摄像：霍壮]
总策划：张三 => producer 张三
出品：张三 => producer 张三
出品人：张三 => producer 张三
海报设计：张三 => designer 张三
摄影摄像：王芳 => photographer 王芳; videographer 王芳
摄影摄像 王芳 => photographer 王芳; videographer 王芳
撰文摄影：王芳 => author 王芳; photographer 王芳
张浩 摄影摄像 王芳 => author 张浩 [张浩]; photographer 王芳 [摄影摄像 王芳]; videographer 王芳 [摄影摄像 王芳]
记者 张浩 摄影摄像 王芳 => reporter 张浩 [记者 张浩]; photographer 王芳 [摄影摄像 王芳]; \
videographer 王芳 [摄影摄像 王芳]
张浩 文 王芳 摄影摄像 => author 张浩 [张浩 文]; photographer 王芳 [王芳 摄影摄像]; videographer 王芳 [王芳 摄影摄像]
记者 张浩 摄影 报道 => photographer 张浩; reporter 张浩
魏 华 摄 => photographer 魏华
记者 畅 任杰 摄 => photographer 畅任杰
魏 华 张小明 摄 => photographer 魏华; photographer 张小明
通讯员 公安宣 李静 摄 => photographer 李静
记者 李文宣 => reporter 李文宣
通讯员 马宣 摄 => photographer 马宣
美编：张三 => designer 张三
编辑：张三 => editor 张三
编辑/张三 => editor 张三
编辑丨张三 => editor 张三
编辑 张三 => editor 张三
本报编辑 张三 => editor 张三
责任编辑：张\u3000三 => editor 张三
责编：张三、李四 => editor 张三; editor 李四
李四 编辑 => editor 李四
责任编辑：实习生卫慧婷 指导老师：李四 => editor 卫慧婷 [责任编辑：实习生卫慧婷]; adviser 李四 [指导老师：李四]
审核：李四 => reviewer 李四
审核 李四 => reviewer 李四
校对：李四 => reviewer 李四
终审：李四 => reviewer 李四
监制：李四 => reviewer 李四
编审：李四 => reviewer 李四
签发：李四 => reviewer 李四
初审：张三 复审：李四 终审：王五 => reviewer 张三 [初审：张三]; reviewer 李四 [复审：李四]; \
reviewer 王五 [终审：王五]
一审：张三 二审：李四 => reviewer 张三 [一审：张三]; reviewer 李四 [二审：李四]
责任校对：李四 => reviewer 李四
值班主任：李四 => reviewer 李四
编辑 | 张三 审核 | 李四 校对 | 王五 => editor 张三 [编辑 | 张三]; reviewer 李四 [审核 | 李四]; \
reviewer 王五 [校对 | 王五]
编辑 张三 审核 李四 => editor 张三 [编辑 张三]; reviewer 李四 [审核 李四]
来源：临汾日报 编辑：张三 => editor 张三 [编辑：张三]
记者 阿卜杜·热合曼 摄 => photographer 阿卜杜·热合曼
记者 阿不都·热西提 => reporter 阿不都·热西提
记者 阿不都•热西提 => reporter 阿不都•热西提
记者 张浩霍壮 => reporter 张浩; reporter 霍壮
记者 欧阳修文 => reporter 欧阳修文
记者 上官云珠 摄 => photographer 上官云珠
记者 张三、李四 => reporter 张三; reporter 李四
记者 张三和李四 => reporter 张三; reporter 李四
记者 张三 李四等 => reporter 张三 [记者 张三 李四]; reporter 李四 [记者 张三 李四]
记者 卬明 摄 => photographer 卬明
（李四） => author 李四 [李四]
(李四 => author 李四 [李四]
（李四 王五） => author 李四 [李四 王五]; author 王五 [李四 王五]
（作者：张三） => author 张三 [作者：张三]
（作者：张三 单位：临汾市一中） => author 张三 [作者：张三]
（作者张三，系山西省作家协会会员） => author 张三 [作者张三]
作者：张三 => author 张三
作者 张三 => author 张三
供稿：张三 => author 张三
□张三 => author 张三 [张三]
■ 李四 => author 李四 [李四]
◎王五 => author 王五 [王五]
□ 王\u3000五 => author 王五 [王\u3000五]
小记者 张三 => author 张三
小记者 张三 指导老师 李四 => author 张三 [小记者 张三]; adviser 李四 [指导老师 李四]
学生 张三 => author 张三
尧都区解放路学校 小记者 张三 指导老师：李四 => author 张三 [小记者 张三]; adviser 李四 [指导老师：李四]
尧都区解放路学校 三年级 张三 指导老师：李四 => author 张三 [尧都区解放路学校 三年级 张三]; \
adviser 李四 [指导老师：李四]
临汾市第三小学五年级（2）班 张三 指导教师 李四 => author 张三 [临汾市第三小学五年级（2）班 张三]; \
adviser 李四 [指导教师 李四]
指导老师：李四 => adviser 李四
辅导老师：李四 => adviser 李四
记者 张\u3000浩\u3000霍\u3000壮 => reporter 张浩; reporter 霍壮
記者：張三 攝影：李四 => reporter 張三 [記者：張三]; photographer 李四 [攝影：李四]
責任編輯：暢任傑 校對：李四 => editor 暢任傑 [責任編輯：暢任傑]; reviewer 李四 [校對：李四]
記者 張(zhāng)浩 魏(wèi)華(huá) 攝(shè) => photographer 張浩; photographer 魏華
編輯：張(zhāng)三 指導(dǎo)老師：李四 => editor 張三 [編輯：張(zhāng)三]; adviser 李四 [指導(dǎo)老師：李四]
"""
_RUNNING = """
汾河晨曲 李 江 涛 摄 => photographer 李江涛 [李 江 涛 摄]
冬 魏 华 摄 => photographer 魏华 [魏 华 摄]
夏 张浩/摄 => photographer 张浩 [张浩/摄]
秋 王小明 摄 => photographer 王小明 [王小明 摄]
汾河之夏 张浩/摄 => photographer 张浩 [张浩/摄]
临汾新闻网讯 记者 张伟 摄像 刘强 报道：4月29日，大会举行。 => reporter 张伟 [记者 张伟]; videographer 刘强 [摄像 刘强]
本报讯 记者张伟 编辑部传来消息，项目投产。 => reporter 张伟 [记者张伟]
莱茵河畔的秋色。（于渌 摄于德国） => photographer 于渌 [于渌 摄]
本报苏州１月１日电记者龚雯报道：去年， => reporter 龚雯 [记者龚雯报道]
本报太原电新华社记者迟海峰、本报记者刘伟报道：近日， => reporter 迟海峰 [新华社记者迟海峰、本报记者刘伟报道]; \
reporter 刘伟 [新华社记者迟海峰、本报记者刘伟报道]
图书馆的新貌。（图为王永摄） => photographer 王永 [王永摄]
临汾新闻网讯(记者⏎张浩⏎霍\u3000壮) 4月29日， => reporter 张浩 [记者 张浩 霍\u3000壮]; \
reporter 霍壮 [记者 张浩 霍\u3000壮]
临汾新闻网讯 记者 冯雪峰 通讯员 关\u3000涛 报道：近日， => reporter 冯雪峰 [记者 冯雪峰 通讯员 关\u3000涛 报道]; \
correspondent 关涛 [记者 冯雪峰 通讯员 关\u3000涛 报道]
记者 亓淑芳 报道 春节期间，各场馆推出活动。 => reporter 亓淑芳 [记者 亓淑芳 报道]
本报讯（通讯员 市教研室 记者 邰晓）近日， => reporter 邰晓 [记者 邰晓]
今天大会结束。（□ 付建军） => author 付建军 [付建军]
市民在公园里赏花 摄影：王丽 => photographer 王丽 [摄影：王丽]
慰问现场 摄影/张建国 => photographer 张建国 [摄影/张建国]
《我的家》 大二班 张梓萱 指导老师：李娜 => adviser 李娜 [指导老师：李娜]
臨汾新聞網(wǎng)訊 (記者 張浩 霍壯) 在“五一”來臨之際, => reporter 張浩 [記者 張浩 霍壯]; \
reporter 霍壯 [記者 張浩 霍壯]
临汾新闻网讯(记者张浩)4月29日， => reporter 张浩 [记者张浩]
临汾新闻网讯 (记者⏎张浩 霍壮) 4月29日， => reporter 张浩 [记者 张浩 霍壮]; reporter 霍壮 [记者 张浩 霍壮]
临汾新闻网讯 (记者 张浩 在五一国际劳动节来临之际 => reporter 张浩 [记者 张浩]
临汾新闻网讯 记者张浩报道 4月29日，大会举行。 => reporter 张浩 [记者张浩报道]
临汾新闻网讯（记者 张浩 摄影 霍壮）4月29日， => reporter 张浩 [记者 张浩]; photographer 霍壮 [摄影 霍壮]
本报临汾4月29日讯（记者 张三）大会举行。 => reporter 张三 [记者 张三]
本报讯（通讯员 李四）近日， => correspondent 李四 [通讯员 李四]
本报讯（记者 卬明 张三）近日， => reporter 卬明 [记者 卬明 张三]; reporter 张三 [记者 卬明 张三]
新华网临汾9月12日电(李四 王五)今天 => reporter 李四 [李四 王五]; reporter 王五 [李四 王五]
中新社太原3月5日电 (任丽娜)日前，项目投产。 => reporter 任丽娜 [任丽娜]
新华社太原3月5日电（赵刚 摄）日前，项目投产。 => photographer 赵刚 [赵刚 摄]
本报讯（柴云祥）近日，全市开展了整治行动。 => author 柴云祥 [柴云祥]
【临汾新闻网讯】记者柴云祥报道：近日，公布了报名人数。 => reporter 柴云祥 [记者柴云祥报道]
【山西日报讯】记者柴云祥 通讯员李大鹏 报道：近日，公布了报名人数。 => \
reporter 柴云祥 [记者柴云祥 通讯员李大鹏 报道]; correspondent 李大鹏 [记者柴云祥 通讯员李大鹏 报道]
【本报讯】（柴云祥）近日，公布了报名人数。 => author 柴云祥 [柴云祥]
【古县融媒】记者柴云祥报道：近日，公布了报名人数。 => reporter 柴云祥 [记者柴云祥报道]
【洪洞讯】记者柴云祥报道：近日，公布了报名人数。 => reporter 柴云祥 [记者柴云祥报道]
新华社北京5月1日电（记者 张三、李四）今天 => reporter 张三 [记者 张三、李四]; reporter 李四 [记者 张三、李四]
今天大会结束。(李四) => author 李四 [李四]
今天大会结束。（记者张三）（完） => reporter 张三 [记者张三]
今天大会结束。（记者 张三 通讯员 李四） => reporter 张三 [记者 张三]; correspondent 李四 [通讯员 李四]
今天大会结束。（作者：张三） => author 张三 [作者：张三]
今天大会结束。（张三 文/图） => author 张三 [张三 文/图]; photographer 张三 [张三 文/图]
今天大会结束。 记者 张三 => reporter 张三 [记者 张三]
今天大会结束。□张三 => author 张三 [张三]
今天大会结束。编辑：张三 审核：李四 => editor 张三 [编辑：张三]; reviewer 李四 [审核：李四]
图为大会现场。魏华 摄 => photographer 魏华 [魏华 摄]
图为大会现场。魏华摄 => photographer 魏华 [魏华摄]
图为大会现场记者魏华摄 => photographer 魏华 [记者魏华摄]
图为大会现场。记者 魏华 拍摄 => photographer 魏华 [记者 魏华 拍摄]
图为大会现场。（魏华 摄） => photographer 魏华 [魏华 摄]
图为大会现场（记者 魏华 摄） => photographer 魏华 [记者 魏华 摄]
图为大会现场。摄影：魏华 => photographer 魏华 [摄影：魏华]
市民在公园里赏花 王 丽 摄 => photographer 王丽 [王 丽 摄]
市民在汾河公园赏花。通讯员 李四 王五 摄 => photographer 李四 [通讯员 李四 王五 摄]; \
photographer 王五 [通讯员 李四 王五 摄]
雨后的青阁村 记者 靳㛃 摄 => photographer 靳㛃 [记者 靳㛃 摄]
航拍的蒲县柳堡中学 记者 鄂\u3000棠 摄 => photographer 鄂棠 [记者 鄂\u3000棠 摄]
蒲县柳堡中学 记者 鄂棠 摄 => photographer 鄂棠 [记者 鄂棠 摄]
孩子们在柳岗村参加民歌会 郗景舟 摄 => photographer 郗景舟 [郗景舟 摄]
柳岗村 郗景舟 摄 => photographer 郗景舟 [郗景舟 摄]
古树认养一角 柴沐帆 摄 => photographer 柴沐帆 [柴沐帆 摄]
通村公路一角 晋堃樵 摄 => photographer 晋堃樵 [晋堃樵 摄]
云丘山 张三 摄 => photographer 张三 [张三 摄]
汾河公园 张三 李四 摄 => photographer 张三 [张三 李四 摄]; photographer 李四 [张三 李四 摄]
“他很好。”（张三） => author 张三 [张三]
"""
_NOBODY = """
记者：张浩 地点：尧都区
记者：张浩 局长：王强
原告：李明 被告：王强
作者：公安宣
（通讯员 公安宣）
通讯员 公安宣 摄
图文/临融宣
(记者 临融)
文/公宣
供图：洪洞公安宣
（洪融宣）
图为会场。尧都宣 摄
（解州）
（洪洞宣）
通讯员 霍州宣 摄
（张滨作）
今天大会结束。（闻艺摘）
优秀通讯员：张国栋 席军
今天大会结束。（襄汾 张师傅）
消息《黄河一号公路通车》（作者：张春茂 编辑：郝海军）获二等奖。
临汾新闻网讯（全文完）今天，
临汾新闻网讯（央视网）今天，
本报讯（通讯员 县工会）近日，
本报讯（通讯员 团市委）近日，
本报讯（通讯员 政法委）近日，
通讯员 公路段
供图：消防
安全科 摄
（全剧终）
记者 连线
班级：三（2）班
本报记者 摄
本网记者
本报记者
记者
摄
记者了解到
记者了解到，今年粮食丰收。
记者从市公安局获悉
记者从市公安局获悉，今年治安良好。
记者获悉
记者走进尧都区
记者 走进尧都区
记者 关注民生
记者 走访
记者 在行动
记者 走基层
记者走基层
记者连日走访
记者关注
记者方阵
记者节
记者节快乐
高级记者站
记者站
记者手记
记者 手记
记者：谢谢。
记者：是这样吗？
记者：为什么
通讯员队伍
通讯员 队伍
通讯员培训班
小记者 走进 消防队
小记者走进消防队
小记者采风活动
学生 放假
编辑部
编辑部 地址
本报编辑部
编辑 出版
责任编辑：
责任编辑：临汾新闻网编辑
摄氏度
最高气温38摄氏度
图为平阳广场 摄于4月
图为平阳广场。摄于2021年4月
王家庄村 摄
临汾市第一中学 摄
汾河公园 摄
洪洞县 供图
云丘山 摄影
吉县 摄
图为冰瀑全景。吉县 摄
洪洞 摄
古树认养一角 摄
市林业局 供图
供图：市林业局
供稿：市委宣传部
图片：市委宣传部
图片来源：新华社
图片：花海
视频 会议
视频会议召开
视频：大会现场
策划 方案
设计理念
设计 施工
校对 工作
审核 通过
监制 单位
漫画 人生
深度报道
作者 简介
作者系临汾市作家协会会员
作者单位：临汾市一中
（作者系临汾市作家协会会员）
（作者单位：临汾市委党校）
（作者系教师）
（图片由市林业局提供）
（资料图）
（资料图片）
（网络图片）
（图片来自网络）
（转自《人民日报》）
（完）
（未完待续）
（下转第二版）
（外一首）
（节选）
今天大会结束。(完)
今天大会结束。（转自《人民日报》）
今天大会结束。（本报记者）
今天大会结束。（完整版）
今天大会结束。（有删减）
今天大会结束。（记者 Tom Smith）
获奖者为县委书记(张三)
他叫张三（化名）
世界卫生组织(WHO)
图片由县委宣传部提供
张三 李四 王五
张三
高度重视 安全生产
记者 Tom Smith
编辑：admin
来源：临汾日报
来源：临汾新闻网 作者：佚名
记者在现场看到，这里很好。
近日，记者从市人社局获悉，就业好。
他接受本报记者采访时说很好
张三告诉记者
张三是一名记者
张三退休后爱上了摄影
张三说他喜欢拍摄
王丽爱摄影
王丽爱拍摄
他爱好 摄影
摄影家协会组织采风
全市摄影作品展
这组照片由张三拍摄
李四接受采访，张三在拍摄。
市民们在公园里散步、拍摄
张三表示，今后将继续努力。
李四带领村民种植药材。王五负责销售
王家庄村村民张三说，今年收成好。
会议由张三主持，李四作报告
张三、李四参加会议。
参加会议的有：张三、李四、王五。
■ 关注
■ 安全生产
● 方法
□ 高考
◎时政要闻
记者 编辑 校对
文图并茂
图文并茂
文化 图片 设计
时间 平均 方法
"""

LINES_OF_CREDITS = _rows(_LINES)
"""Each is nothing but credits."""
RUNNING_TEXT = _rows(_RUNNING)
"""Text with credits at its ends."""
NOBODY = [line.replace("⏎", "\n") for line in _NOBODY.split("\n")]
"""What names no one, the empty line included."""
