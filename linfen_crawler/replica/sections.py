"""Declare the replica's sections: their paths are the site's, their names are not, save 时政要闻."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Pager(StrEnum):
    """How a section's listing continues; what the site does is unknown, so the replica does all three."""

    FROM_ONE = "index_1.html is the second page, nothing links to it"
    REPEATING = "index_1.html repeats the root, nothing links to either"
    LINKED = "index_1.html is the second page, and the pages link to each other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section and its habits."""

    path: str
    names: tuple[str, ...]
    """Names of the channels, outermost first."""
    pager: Pager
    charset: str = "utf-8"
    """As Python names it: ``gb18030`` is declared as gb2312, as careless pages do."""
    is_topic: bool = False
    """A special topic, ``/<year>/<slug>/`` or ``/<year>/<slug>/<sub>/``; its articles are of that year."""
    holds_photos: bool = False

    @property
    def name(self) -> str:
        """The innermost channel's name."""
        return self.names[-1]


_SITE = "临汾新闻网"

SECTIONS = (
    Section(path="/linfen/shizheng/", names=(_SITE, "时政要闻"), pager=Pager.FROM_ONE),
    Section(path="/hongtong/", names=(_SITE, "洪洞栏目"), pager=Pager.REPEATING, charset="gb18030"),
    Section(path="/2019/yanshi/", names=(_SITE, "专题栏目", "演示专题"), pager=Pager.LINKED, is_topic=True),
    Section(path="/newstp/", names=(_SITE, "图片栏目"), pager=Pager.FROM_ONE, holds_photos=True),
    Section(path="/linfen/fzsh/", names=(_SITE, "栏目甲"), pager=Pager.REPEATING, charset="gb18030"),
    Section(path="/ldzj/yanshi/hdbd/", names=(_SITE, "栏目乙", "栏目丙"), pager=Pager.LINKED),
    Section(path="/daning/", names=(_SITE, "大宁栏目"), pager=Pager.FROM_ONE),
    Section(path="/lflvy/", names=(_SITE, "栏目丁"), pager=Pager.REPEATING),
    Section(path="/linfen/kjww/", names=(_SITE, "栏目戊"), pager=Pager.LINKED),
    Section(path="/stwy/", names=(_SITE, "栏目己"), pager=Pager.FROM_ONE),
    Section(path="/yicheng/", names=(_SITE, "翼城栏目"), pager=Pager.REPEATING),
    Section(path="/linfen/xiaojizhe/", names=(_SITE, "栏目庚"), pager=Pager.LINKED),
    Section(
        path="/2021/yanshi/dongtai/",
        names=(_SITE, "专题栏目", "演示专题乙", "动态栏目"),
        pager=Pager.FROM_ONE,
        charset="gb18030",
        is_topic=True,
    ),
)
