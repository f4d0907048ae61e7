"""Words between the names of a credit: other work, ranks, posts, offices, and names with surnames that no list has."""

from __future__ import annotations

import pytest

from linfen_crawler.people.credits import credits as credits_of

LEAD = "临汾新闻网讯{}4月29日，全市春季农业生产现场会在洪洞县召开。"
READ = {
    "（记者 李静 无人机航拍 张红）": "李静 reporter, 张红 photographer",
    "（记者 李静 短视频剪辑 王强）": "李静 reporter, 王强 videographer",
    "（记者 李静 特约撰稿 王强）": "李静 reporter, 王强 author",
    "（记者 李静 特约摄影师 王强）": "李静 reporter, 王强 photographer",
    "（记者 李静 张浩 配音 王强）": "李静 reporter, 张浩 reporter",
    "（记者 李静 朗诵 王强）": "李静 reporter",
    "（记者 李静 朗诵者 王强）": "李静 reporter",
    "（记者 李静 主持人 王强）": "李静 reporter",
    "（记者 李静 网友 王强）": "李静 reporter",
    "（记者 李静 网友 王强 摄）": "李静 photographer, 王强 photographer",
    # Who told it did not write it.
    "（李静 口述 王强 整理）": "王强 author",
    "（李静口述 王强整理）": "王强 author",
    "（李静 讲述 记者 王强 整理）": "王强 reporter",
    "（记者 李静 综合整理）": "李静 reporter",
    # An office that gives pictures loses nobody either.
    "（文/本报记者 李静 图/受访者提供）": "李静 reporter",
    "（文/李静 图/市文旅局提供）": "李静 author",
    "（文/李静 图/王强提供）": "李静 author, 王强 photographer",
    "（记者 李静 图片由通讯员 王强 提供）": "李静 reporter",
    "（文/李静 图/网络）": "李静 author",
    "（记者 李静 文/图 部分图片由市文旅局提供）": "李静 reporter, 李静 photographer",
    "（李静 口述，王强 整理）": "王强 author",
    # Names all the same.
    "（记者 双莹）": "双莹 reporter",
    "（记者 李静 双莹）": "李静 reporter, 双莹 reporter",
    "（记者 张浩 沐铁城）": "张浩 reporter, 沐铁城 reporter",
    "（通讯员 双莹、张浩 记者 李静）": "双莹 correspondent, 张浩 correspondent, 李静 reporter",
    "（通讯员 展红、张浩 记者 李静）": "展红 correspondent, 张浩 correspondent, 李静 reporter",
    "（文/李静 图/要宇超）": "李静 author, 要宇超 photographer",
    # Neither an office nor a word that no name begins like loses those beside.
    "（通讯员 消防、张浩 记者 李静）": "张浩 correspondent, 李静 reporter",
    "（通讯员 公安、张浩 记者 李静）": "张浩 correspondent, 李静 reporter",
    "（通讯员 区红 张浩 记者 李静）": "张浩 correspondent, 李静 reporter",
    "（通讯员 团委 张浩 记者 李静）": "张浩 correspondent, 李静 reporter",
    "（通讯员 消防 记者 李静）": "李静 reporter",
}


@pytest.mark.parametrize("bracket", READ)
def test_words_beside_names_are_nobody_and_lose_nobody(bracket: str) -> None:
    found = credits_of(LEAD.format(bracket))
    assert ", ".join(f"{one.name} {one.role}" for one in found) == READ[bracket]
