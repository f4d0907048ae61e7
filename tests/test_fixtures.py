"""Each page fixture is read, joined, normalised and compared whole; standing checks hold over all expectations.

A case is a folder ``tests/fixtures/<kind>/<case>/``: ``page.html`` (``page_2.html`` …) as served, ``meta.json`` with
the address, the headers, what the case shows (``about``), the statements of the site that it covers (``facts``) and
the words of boilerplate that are real text in it (``real_words``), what its container holds and nobody keeps
(``left_out``); ``expected.json`` or ``error.json``. Expectations are written by hand from the page, never by the
reader; a field that is null or empty is left out, but ``view_label`` stands always, and a ``source`` of ``""`` where
its label stands with nothing.
"""

from __future__ import annotations

import html
import json
import pickle
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import lxml.html
import pytest
from facts import FACTS, missing_witnesses, words_of

from linfen_crawler.errors import ExtractionError
from linfen_crawler.items import Article, RawArticle
from linfen_crawler.pages import Page, join_parts, read_article, read_listing, read_menu
from linfen_crawler.urls import Site
from pipelines.normalise import normalise

FIXTURES = Path(__file__).parent / "fixtures"
CASES = sorted(path.parent.relative_to(FIXTURES).as_posix() for path in FIXTURES.glob("*/*/meta.json"))
KINDS = ("article", "listing", "menu", "not_article")
WITH_ANSWER = [case for case in CASES if (FIXTURES / case / "expected.json").exists()]
ARTICLES = [case for case in WITH_ANSWER if case.startswith("article/")]

LAYOUTS = {"regular", "legacy", "topic", "gallery", "generic"}
ROLES = {
    *("reporter", "photographer", "correspondent", "author", "designer"),
    *("editor", "reviewer", "videographer", "producer", "adviser"),
}
FIELDS = (
    *("layout", "section_name", "title", "kicker", "headline", "subtitle", "published_at", "published_precision"),
    *("source", "dateline", "editor", "copyright_notice", "view_label", "view_count", "complete"),
)
BOILERPLATE = (
    *("版权声明", "责任编辑", "责编", "相关阅读", "本文暂无", "上一篇", "下一篇", "上一页", "下一页", "没有了"),
    *("浏览次数", "来源：", "来源:", "附件", "重新播放", "列表查看", "已到第一张", "打印本页", "分享到", "版权所有"),
    *("热点", "当前位置", "#p#", "浏览器不支持", "135editor"),
)
NO_TEXT = re.compile(r"^(?:上一页)?123(?:下一页)?$|^下一页$|\[[123]\]|附件\d?：|来源：临汾日报|（）")
"""Labels and pagers inside a body's container, and brackets round a credit."""
UNBOXED = {"generic", "gallery"}
"""Layouts whose container is another."""


def load(case: str, name: str) -> dict:
    return json.loads((FIXTURES / case / f"{name}.json").read_text(encoding="utf-8"))


def page_files(case: str) -> list[Path]:
    """The pages of a case, the first one first."""
    folder = FIXTURES / case
    return [folder / "page.html", *sorted(folder.glob("page_*.html"))]


def pages(case: str) -> Iterator[Page]:
    """The pages of a case as they were served, each under its own address."""
    meta = load(case, "meta")
    for number, path in enumerate(page_files(case), 1):
        url = meta["url"] if number == 1 else meta["url"].replace(".html", f"_{number}.html")
        yield Page(url=url, body=path.read_bytes(), content_type=meta["headers"].get("Content-Type"), site=Site())


def as_kept(article: Article) -> dict:
    """What the archive keeps of an article, in the form of ``expected.json``."""
    found = {name: getattr(article, name) for name in FIELDS}
    found["breadcrumbs"] = list(article.breadcrumbs)
    found["body"] = article.body.split("\n\n") if article.body else []
    found["credits"] = [{"name": it.name, "role": it.role, "verbatim": it.verbatim} for it in article.credits]
    found["images"] = [{"url": it.url, "caption": it.caption, "credit": it.credit} for it in article.images]
    found["links"] = [{"url": it.url, "text": it.text, "kind": it.kind} for it in article.links]
    plain = json.loads(json.dumps(found))
    return {name: value for name, value in plain.items() if value not in (None, [])}


def listed(links: tuple) -> list[dict]:
    return [{"url": link.url, "kind": str(link.kind)} for link in links]


def answer(case: str) -> dict:
    """What the program makes of a case."""
    kind = case.split("/", maxsplit=1)[0]
    if kind == "menu":
        return {"links": listed(read_menu(next(pages(case))))}
    if kind == "listing":
        found = read_listing(next(pages(case)))
        whole = {"links": listed(found.links), "has_pager": found.has_pager, "next_page": found.next_page}
        return {name: value for name, value in whole.items() if value is not None}
    article = normalise(join_parts([read_article(page) for page in pages(case)]))
    is_first_page = article.url == load(case, "meta")["url"]
    return as_kept(article) if is_first_page else {**as_kept(article), "url": article.url}


def differences(found: dict, expected: dict) -> dict[str, dict]:
    """The fields that differ, with both values."""
    names = [name for name in {**expected, **found} if found.get(name) != expected.get(name)]
    return {name: {"expected": expected.get(name), "found": found.get(name)} for name in names}


@pytest.mark.parametrize("case", WITH_ANSWER)
def test_a_page_is_read_as_a_person_read_it(case: str) -> None:
    assert differences(answer(case), load(case, "expected")) == {}


@pytest.mark.parametrize("case", [case for case in CASES if case not in WITH_ANSWER])
def test_a_page_that_is_no_article_is_refused(case: str) -> None:
    with pytest.raises(ExtractionError) as caught:
        answer(case)
    error = caught.value
    nature = {"nature": str(getattr(error, "nature", None))} if error.field == "nature" else {}
    assert {"field": error.field, **nature} == load(case, "error")
    assert error.url == load(case, "meta")["url"]


@pytest.mark.parametrize("case", [case for case in CASES if "article/" in case])
def test_what_is_read_of_a_page_can_be_handed_to_another_process(case: str) -> None:
    def read(page: Page) -> RawArticle | ExtractionError:
        try:
            return read_article(page)
        except ExtractionError as error:
            return error

    for page in pages(case):
        found = read(page)
        handed = pickle.loads(pickle.dumps(found))
        assert handed == found or (str(handed), vars(handed)) == (str(found), vars(found))


# --- the expectations themselves -----------------------------------------------------------------------------------


def decoded(body: bytes) -> str:
    """A page's text: the cases are in two encodings only, and no page in GB18030 is valid UTF-8."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030")


def text_of(case: str) -> str:
    """All that a case's pages say, tags and attributes included, without white space; decoded without the reader."""
    whole = ""
    for path in page_files(case):
        page = decoded(path.read_bytes())
        whole += html.unescape(re.sub(r"<[^>]*>", "", page) + page)
    return re.sub(r"\s", "", whole)


def strings(value: object) -> Iterator[str]:
    """Every string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def test_there_are_enough_cases_and_each_is_whole() -> None:
    assert len(CASES) >= 60
    assert {case.split("/")[0] for case in CASES} == set(KINDS)
    for case in CASES:
        folder = FIXTURES / case
        meta = load(case, "meta")
        assert {path.name for path in folder.iterdir()} - {path.name for path in page_files(case)} == {
            "meta.json",
            "expected.json" if case in WITH_ANSWER else "error.json",
        }, case
        assert meta["about"].endswith("."), case
        assert set(meta["headers"]) <= {"Content-Type"}, case
        assert set(meta) <= {"url", "headers", "about", "facts", "real_words", "left_out"}, case


def test_every_statement_about_the_site_has_a_case() -> None:
    named = Counter(fact for case in CASES for fact in load(case, "meta")["facts"])
    known = [key for keys in FACTS.values() for key in keys]
    assert sorted(known) == sorted(set(known))
    assert {fact for fact in known if not named[fact]} == set()
    assert set(named) - set(known) == set()


def places_of(case: str) -> dict[str, str]:
    """What a case has to show for the facts that it names."""
    meta, bodies = load(case, "meta"), [path.read_bytes() for path in page_files(case)]
    source = "\n".join(map(decoded, bodies))
    is_utf8 = all(decoded(body).encode() == body.removeprefix(b"\xef\xbb\xbf") for body in bodies)
    marked = " bom" if bodies[0].startswith(b"\xef\xbb\xbf") else ""
    declared = re.search(r"charset=\W*([\w-]+)", meta["headers"].get("Content-Type", "").lower())
    return {
        "url": meta["url"],
        "headers": json.dumps(meta["headers"]),
        "bytes": f"{'utf-8' if is_utf8 else 'gb18030'}{marked} sent as {declared[1] if declared else 'unsaid'}",
        "page": source,
        "text": words_of(source),
        "kept": json.dumps(load(case, "expected" if case in WITH_ANSWER else "error"), ensure_ascii=False),
    }


@pytest.mark.parametrize("case", CASES)
def test_a_case_shows_the_facts_that_it_names(case: str) -> None:
    places = places_of(case)
    missing = {fact: missing_witnesses(fact, places) for fact in load(case, "meta")["facts"]}
    assert {fact: witnesses for fact, witnesses in missing.items() if witnesses} == {}


@pytest.mark.parametrize("case", ARTICLES)
def test_an_expectation_is_whole_and_its_fields_agree(case: str) -> None:
    expected = load(case, "expected")
    assert "\ufffd" not in "".join(strings(expected))
    assert expected["title"]
    assert expected["layout"] in LAYOUTS
    assert isinstance(expected["view_label"], bool)
    assert isinstance(expected["complete"], bool)
    # A photo page may have captions alone.
    assert expected.get("body") or (expected["layout"] == "gallery" and expected["images"])
    assert all(text == text.strip() and text for text in expected.get("body", []))
    assert all(value or name in {"source", "view_label", "view_count", "complete"} for name, value in expected.items())
    assert expected.get("section_name") == expected.get("breadcrumbs", [None])[-1]
    assert {credit["role"] for credit in expected["credits"]} <= ROLES
    assert expected.get("view_count") is None or expected["view_label"]


@pytest.mark.parametrize("case", ARTICLES)
def test_a_time_is_the_sites_own_and_no_midnight_of_ours(case: str) -> None:
    expected = load(case, "expected")
    if "generic-no-date" in load(case, "meta")["facts"]:
        assert not {"published_at", "published_precision"} & set(expected)
        return
    at, precision = expected["published_at"], expected["published_precision"]
    shape = r"\d{4}-\d\d-\d\d" if precision == "day" else r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00"
    assert re.fullmatch(shape, at)
    when = datetime.fromisoformat(at)
    if precision != "day":
        assert (when.hour, when.minute, when.second) != (0, 0, 0)


@pytest.mark.parametrize("case", ARTICLES)
def test_no_editor_is_a_reporter_and_each_person_is_named_once_a_role(case: str) -> None:
    expected = load(case, "expected")
    by_role = [(credit["name"], credit["role"]) for credit in expected["credits"]]
    assert len(by_role) == len(set(by_role))
    editors = [name for name, role in by_role if role == "editor"]
    assert not {name for name, role in by_role if role in {"reporter", "photographer"}} & set(editors)
    assert (expected["editor"].split("、") == editors) or (expected["editor"].endswith("编辑") and not editors)
    # Whom the editor's lines name comes last: editors, and those who checked or guided.
    first = [role for _, role in by_role].index("editor") if editors else len(by_role)
    assert {role for _, role in by_role[first:]} <= {"editor", "reviewer", "adviser", "producer"}
    for credit in expected["credits"]:
        assert re.sub(r"\s", "", credit["name"]) in re.sub(r"\s", "", credit["verbatim"])


@pytest.mark.parametrize("case", ARTICLES)
def test_no_boilerplate_is_text(case: str) -> None:
    real = load(case, "meta").get("real_words", [])
    body = "\n".join(load(case, "expected").get("body", []))
    assert [word for word in BOILERPLATE if word in body and word not in real] == []


@pytest.mark.parametrize("case", ARTICLES)
def test_every_word_of_an_expectation_is_on_its_page(case: str) -> None:
    expected, page = load(case, "expected"), text_of(case)
    said = [expected.get(name, "") for name in ("title", "dateline", "source", "copyright_notice")]
    said += expected["editor"].split("、")
    said += [line for name in ("kicker", "headline", "subtitle") for line in expected.get(name, "").split("\n")]
    said += expected.get("body", [])
    said += [line for key in ("credits", "images") for it in expected.get(key, []) for line in strings(it)]
    said = [line for line in said if not re.match(r"https?:", line) and line not in ROLES]
    assert [line for line in said if re.sub(r"\s", "", line.replace(" | ", "")) not in page] == []


def container_text(path: Path) -> str:
    """The words inside the body's container, without white space; read without the reader."""
    body = path.read_bytes()
    page = lxml.html.document_fromstring(decoded(body))
    [container] = page.xpath('//div[contains(concat(" ", @class, " "), " jcontent ")]')
    for element in container.xpath(".//script | .//style | .//comment()"):
        element.drop_tree()
    return re.sub(r"\s", "", container.text_content())


@pytest.mark.parametrize("case", [case for case in ARTICLES if load(case, "expected")["layout"] not in UNBOXED])
def test_every_word_of_a_body_has_its_place_in_the_expectation(case: str) -> None:
    expected = load(case, "expected")
    kept = [line for name in ("kicker", "headline", "subtitle") for line in expected.get(name, "").split("\n")]
    kept += [*expected["body"], expected.get("copyright_notice", ""), *load(case, "meta").get("left_out", [])]
    kept += [line for key in ("credits", "images", "links") for it in expected.get(key, []) for line in strings(it)]
    kept = [re.sub(r"\s", "", line.replace(" | ", "")) for line in kept]
    for path in page_files(case):
        text = container_text(path)
        for line in sorted(filter(None, kept), key=len, reverse=True):
            text = text.replace(line, "")
        assert NO_TEXT.sub("", text) == "", path.name


@pytest.mark.parametrize(
    ("case", "starts_with", "encoding"),
    [
        ("charset_bom", b"\xef\xbb\xbf<!", "utf-8"),
        ("charset_none_utf8", b"<!", "utf-8"),
        ("charset_wrong_header", b"<!", "utf-8"),
        ("charset_gb18030_declared_gb2312", b"<!", "gb18030"),
        ("charset_header_only", b"<!", "gbk"),
        ("charset_malformed_meta", b"<!", "gb18030"),
        ("charset_none_gb18030", b"<!", "gb18030"),
        ("charset_wrong_header_gb", b"<!", "gb18030"),
        ("legacy_2010", b"<!", "gb18030"),
        ("redesign_table_layout", b"<", "gb18030"),
    ],
)
def test_a_page_holds_the_bytes_that_its_case_mentions(case: str, starts_with: bytes, encoding: str) -> None:
    body = (FIXTURES / "article" / case / "page.html").read_bytes()
    assert body.startswith(starts_with)
    assert "来源" in body.decode(encoding)
    if encoding != "utf-8":
        with pytest.raises(UnicodeDecodeError):
            body.decode("utf-8")
    if case == "charset_gb18030_declared_gb2312":
        with pytest.raises(UnicodeDecodeError):
            body.decode("gbk")


def test_expectations_are_laid_out_alike() -> None:
    for path in FIXTURES.glob("*/*/*.json"):
        text = path.read_text(encoding="utf-8")
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n", path


def test_no_two_cases_are_one_page() -> None:
    bodies = Counter((path.parts[-3], path.read_bytes()) for path in FIXTURES.glob("*/*/page*.html"))
    assert [count for count in bodies.values() if count > 1] == []
