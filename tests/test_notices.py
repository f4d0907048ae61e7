"""Whose rights a copyright notice claims."""

from __future__ import annotations

import pytest

from linfen_crawler.archive.notices import holders


@pytest.mark.parametrize(
    ("notice", "named"),
    [
        ("版权声明：凡临汾日报、临汾新闻网刊载及发布的各类稿件，未经授权", ("临汾日报", "临汾新闻网")),
        ("凡临汾日报、临汾发布刊载及发布的各类稿件", ("临汾日报", "临汾发布")),
        ("凡临汾发布、临汾日报刊载的稿件", ("临汾发布", "临汾日报")),
        ("凡临汾发布及临汾日报刊载的稿件", ("临汾发布", "临汾日报")),
        ("凡临汾发布发布的各类稿件", ("临汾发布",)),
        ("凡临汾日报、临汾发布发布、刊载的", ("临汾日报", "临汾发布")),
        ("凡山西日报社及山西新闻网刊登的", ("山西日报社", "山西新闻网")),
        ("凡临汾日报以及临汾发布登载或发布的", ("临汾日报", "临汾发布")),
        ("凡臨汾日報、臨汾發佈刊載及發佈的", ("臨汾日報", "臨汾發佈")),
        ("凡临汾日报所有稿件", ("临汾日报",)),
        ("凡本网采写、拍摄、制作的稿件", ("本网",)),
        ("临汾日报声明", ()),
    ],
)
def test_a_holder_is_named_whole_though_its_name_ends_as_a_verb_of_publishing(
    notice: str, named: tuple[str, ...]
) -> None:
    assert holders(notice) == named
