"""Each word by which a newspaper credits people, the role that it gives, and the words that are nobody's name."""

from __future__ import annotations

import pytest

from linfen_crawler.people.credits import credits as credits_of
from linfen_crawler.people.credits import staff

ROLES = {
    "reporter": """
        记者 文字记者 见习记者 首席记者 出镜记者 高级记者 资深记者 实习记者 特约记者 特派记者 全媒记者 全媒体记者
        融媒记者 融媒体记者
        责任记者 值班记者 网络记者 新媒体记者 参与记者 采访记者 驻山西记者 本报记者 本网记者 本台记者 本刊记者
        本站记者 实习生
        临汾日报记者 临汾晚报版记者 临汾新闻网记者 新华社记者 临汾电视台记者 县融媒体中心记者 学习强国客户端记者
        交通频道记者
        新华每日电讯记者 总台央视记者 黄河卫视记者 中央广播电视总台记者 新华社“新华视点”记者 《法治日报》记者
        本报《周末》见习记者 报道
    """,
    "photographer": "摄影记者 摄影通讯员 图片记者 摄影 拍摄 航拍 供图 图片摄影 图片 图 本报特约摄影",
    "videographer": """
        摄像记者 视频 视频拍摄 视频剪辑 视频制作 视频编辑 航拍视频 拍摄剪辑 摄像 摄制 剪辑 后期 后期制作
    """,
    "correspondent": "通讯员 特约通讯员 本报通讯员",
    "author": """
        作者 本文作者 文字 文 撰文 撰稿 采写 采访 采访整理 执笔 供稿 编译 文案 整理 翻译 评论员 撰稿人 小记者 学生记者
        大学生记者 校园记者 学生
        本报评论员 特约评论员
    """,
    "designer": "制图 绘图 美编 美术编辑 设计 漫画 插画 版式 海报 制作 排版",
    "reviewer": """
        审核 校对 责任校对 校审 审读 审定 审稿 核稿 终审 初审 复审 审校 编审 编委 审签 监制 总监制 签发 一审 二审
        三审 一校 二校 三校
        值班主任 值班编委 值班总编 值班总编辑 值班领导 值班总监
    """,
    "producer": "策划 总策划 统筹 总统筹 出品 出品人 制片 制片人",
    "editor": """
        编辑 责编 责任编辑 主编 副主编 总编 总编辑 本期编辑 值班编辑 网络编辑 栏目编辑 版面编辑 当日编辑 本版编辑
        执行主编
    """,
    "adviser": "指导老师 指导教师 辅导老师 辅导教师",
}
RANKS = """
首席 出镜 高级 资深 见习 实习 特约 特派 全媒 全媒体 融媒 融媒体 责任 执行 值班 网络 新媒体 栏目 版面 当日 本期 本版
参与 采访
"""
BOTH = "文/图 文字/图片 文/摄影 图/文 图片/文字 摄影/文字 摄影、文字 文并图 图并文 文图 图文 文并摄"
REPORTS = "摄影报道 图文报道 文图报道"
OF_NO_CREDIT = """
讲述 口述 讲述人 讲述者 口述人 主讲人 主持人 主持 受访者 来源 图片来源 稿源 配音 播音 主播 朗读 朗诵 配乐 出镜 单位
作者单位 学校
地址 电话 邮箱
"""
NOBODY = """
本报 本网 本台 本刊 本站 实习 综合 资料 提供 新闻 日报 晚报 中心 宣传 部门 公司 政府 临汾 山西 新华 中新 网友 读者
佚名 现场 连续
系列 专题 特别 深度 未完 待续 完毕 下转 上接 节选 试行 暂行 连载 采访 获悉 了解 从市 近日 日前 今日 昨日 今年 去年
为了 关于 如图
明显 成立 时间 平均 平方 公里 公斤 公开 有限 同比 全国 全市 全省 全县 国家 国务 文化 文明 文件 广场 山区 东西 南北
和谐 解释 解读
年度 相关 简介 简称 通知 通报 谢谢 好的 请问 手记 观察 视点 调查 来信 走访 探访 体验 感言 日记 札记 访谈 专访 快讯
热线 俱乐部 协会
网络 老师 小学 中学 大学 学院 年级 社区 街道 融媒 客户端 公众号 微信 微博 转载 转自 摘自 原载 走进 走基层 在线 基层
队伍 节日 指导
投稿 视觉 管理员 未知 不详 匿名 同志 主任 书记 市长 局长 部长 县长 经理 主席 校长 院长 气象 电视 王师傅 王先生
王女士 王大爷 王大妈
王大娘 王阿姨 全文完 大会终 报道员 整理员
"""


def found(text: str) -> list[tuple[str, str, str]]:
    return [(one.name, str(one.role), one.verbatim) for one in credits_of(text)]


@pytest.mark.parametrize("gap", ["：", "/", " | "])
@pytest.mark.parametrize(("word", "role"), [(word, role) for role, words in ROLES.items() for word in words.split()])
def test_a_label_says_what_someone_did(word: str, role: str, gap: str) -> None:
    line = f"{word}{gap}王晓宇"
    assert found(line) == [("王晓宇", role, line)]


@pytest.mark.parametrize("desk", ["", "本报", "临汾日报", "《法治日报》", "新华社“新华视点”"])
@pytest.mark.parametrize("rank", RANKS.split())
def test_a_rank_belongs_to_the_label_after_it(rank: str, desk: str) -> None:
    line = f"{desk}{rank}记者 王晓宇"
    assert found(line) == [("王晓宇", "reporter", line)]


@pytest.mark.parametrize("rank", RANKS.split())
def test_a_newspapers_own_photographer_has_a_rank_as_well(rank: str) -> None:
    line = f"本报{rank}摄影 王晓宇"
    assert found(line) == [("王晓宇", "photographer", line)]


@pytest.mark.parametrize("line", ["{}：王晓宇", "王晓宇 {}"])
@pytest.mark.parametrize(
    ("word", "writer"),
    [*((word, "author") for word in BOTH.split()), *((word, "reporter") for word in REPORTS.split())],
)
def test_a_word_may_credit_text_and_picture(word: str, writer: str, line: str) -> None:
    line = line.format(word)
    assert found(line) == [("王晓宇", writer, line), ("王晓宇", "photographer", line)]


@pytest.mark.parametrize("joint", ["／", "/", "、", " / ", "·", ""])
@pytest.mark.parametrize(("label", "role"), [("", "author"), ("记者 ", "reporter")])
def test_who_asked_and_wrote_it_down_is_credited_once(joint: str, label: str, role: str) -> None:
    line = f"采访{joint}整理：{label}潘洋"
    assert found(line) == [("潘洋", role, line)]


@pytest.mark.parametrize("line", ["采访对象：王晓宇", "采访时间：五月", "接受采访的王晓宇", "采访：您怎么看？"])
def test_who_is_asked_is_not_who_asks(line: str) -> None:
    assert found(line) == []


@pytest.mark.parametrize("label", OF_NO_CREDIT.split())
def test_who_is_named_beside_the_credits_is_credited_with_nothing(label: str) -> None:
    assert [(name, role) for name, role, _ in found(f"{label}：王晓宇 摄影：魏华")] == [("魏华", "photographer")]


@pytest.mark.parametrize("word", NOBODY.split())
@pytest.mark.parametrize("line", ["作者：{}", "大会在广场举行。（{}）"])
def test_a_word_of_a_newspapers_page_is_nobodys_name(line: str, word: str) -> None:
    assert found(line.format(word)) == []
    assert staff([f"责任编辑：{word}"]) == ()
