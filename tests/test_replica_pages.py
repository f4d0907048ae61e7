"""The replica's pages: each variant that was seen, frames, charsets, a redesign, and pages that are no articles."""

import re
from html import unescape

import pytest
from served import compact, html_of, path_of

from linfen_crawler.kinds import Kind, Nature, Precision, Role
from linfen_crawler.replica import Replica, markup
from linfen_crawler.replica.phrases import SOFT_BREAK, shown
from linfen_crawler.replica.story import Embed, Table
from linfen_crawler.urls import SITE_URL, kind_of


@pytest.fixture(scope="module")
def replica():
    return Replica()


@pytest.fixture(scope="module")
def redesigned():
    return Replica(redesigned=True)


@pytest.fixture(scope="module")
def many():
    """Two thousand articles: story, truth and the HTML of all pages of each address."""
    replica = Replica(size=2000)
    found = []
    for url in replica.addresses():
        html = "".join(replica.page(path_of(part)).body.decode(replica.encoding(url)) for part in replica.parts(url))
        found.append((replica.story(url), replica.expected(url), html))
    return found


class TestManyVariants:
    """Among two thousand stories each variant of the site's description is at least a few times."""

    def holds(self, many, pattern, least=3, *, flags=0):
        count = sum(bool(re.search(pattern, html, flags)) for _, _, html in many)
        assert count >= least, f"{pattern}: {count}"

    @pytest.mark.parametrize(
        "pattern",
        [
            r"临汾新闻网讯 \S",
            r"临汾新闻网讯[^\s(（]",
            r"临汾新闻网讯 [(（]记者 [^)）]+[)）] ",
            r"临汾新闻网讯[(（]记者\S+[)）]\S",
            r"临汾新闻网讯 [(（]本网记者[)）] ",
            r"临汾新闻网讯 [(（](<br>记者|记者<br>)",
            r"临汾新闻网讯 [(（](\n记者|记者\n)",
            r"新华网临汾\d+月\d+日电[(（]记者 ",
            r"新华网临汾\d+月\d+日电[(（](?!记者)",
            r"[(（]完[)）]",
        ],
    )
    def test_leads(self, many, pattern):
        self.holds(many, pattern)

    @pytest.mark.parametrize(
        "pattern",
        [
            r"[(（]记者 \S+ 通讯员 \S+[)）]",
            r">\W*记者 \S+ 摄影报道<",
            r"图/文 \S+<",
            r"文/\S+<",
            r"文字：\S+<",
            r"制图：\S+<",
            r"(视频|剪辑|摄像)：\S+<",
            r"策划：\S+ 统筹：\S+<",
            r"指导(老师|教师)：\S+<",
            r"首席记者 \S+ 记者 \S+",
            r"记者 \S+ 见习记者 \S+",
            r"临汾新闻网记者 [^\s摄]+[)）<]",
            r"[(（][\u3400-\u9fff]{2,3}[)）]<",
            r"[(（][\u3400-\u9fff]\u3000[\u3400-\u9fff][)）]<",
            r"[(（]记者 [^)）<]{2,8}<",
            r"[(（][\u3400-\u9fff]{2,3}<",
            r"[(（]本网记者[)）]<",
            r">\W*本网记者<",
            r"本报记者 摄",
            r"通讯员 \S+ 摄",
            r"\U00020164",
            r"㛃",
            r"镕",
            r"堃",
        ],
    )
    def test_credits(self, many, pattern):
        self.holds(many, pattern)

    @pytest.mark.parametrize(
        ("pattern", "role_count"),
        [
            (r"\(责任编辑:[^)]+\)", 1),
            (r"【责任编辑:[^】]+】", 1),
            (r"\[责任编辑: \S+ \]", 1),
            (r"\(责编:\S+、\S+\)", 2),
            (r"编辑[:：]\S+", 1),
            (r"编辑[:：]\S+\s+审核[:：]\S+\s+校对[:：]\S+", 3),
            (r"责编[:：]\S+\s+校对[:：]\S+\s+审核[:：]\S+", 3),
        ],
    )
    def test_editors_in_the_body(self, many, pattern, role_count):
        found = [
            (story, article)
            for story, article, _ in many
            if story.editor and story.editor.is_in_body and re.fullmatch(pattern, shown(story.editor.line))
        ]
        assert len(found) >= 3
        for story, article in found:
            assert len(story.editor.credits) == role_count
            assert article.editor == story.editor.names
            assert "编辑" not in article.body
            assert "审核" not in article.body
            reviewers = [credit for credit in article.credits if credit.role is Role.REVIEWER]
            assert len(reviewers) == max(0, role_count - 1 if "审核" in pattern else 0)

    def test_the_templates_default_is_kept_where_nobody_is_named(self, many):
        layouts = [article.layout for _, article, _ in many if article.editor == "临汾新闻网编辑"]
        assert layouts.count("regular") >= 3
        assert layouts.count("legacy") >= 3
        assert not any(credit.name == "临汾新闻网编辑" for _, article, _ in many for credit in article.credits)

    @pytest.mark.parametrize(
        "pattern",
        [
            r"<span>[^<]+</span><span>来源：",
            r"\d{2}:\d{2}:00 来源",
            r"\d\u3000来源",
            r"\d\u00a0来源",
            r"来源:",
            r"浏览次数：<span",
            r"&nbsp;来源",
            r"&#12288;&#12288; 浏览次数",
            r"浏览次数：0<span",
            r"浏览次数：[1-9]\d+<span",
            r"来源：(</h3>|</span>|\s*浏览)",
        ],
    )
    def test_date_lines(self, many, pattern):
        self.holds(many, pattern)

    @pytest.mark.parametrize(
        "pattern",
        [
            r'<h4 class="h4 text-center">',
            r'<p class="text-center">',
            r'<div class="yt">',
            r"<p>\u2002\u2002",
            r"<p>\u2003\u2003",
            r"<p>&nbsp;&nbsp;",
            r"<div>&emsp;&emsp;",
            r"<br><br>\n\u3000\u3000",
            r"</p>\n\u3000\u3000[^<]+\n<div>\u3000\u3000",
            r"<section[^>]*><section[^>]*><span",
            r"<p><br></p>\n<section[^>]*><img",
            r' src="/images/blank.png" data-src="',
            r' src="data:image/gif[^"]*" data-original="',
            r'alt="图为',
            r'<table border="1"',
            r"<video controls",
            r"<iframe",
            r"#p#[^#]*#e#",
            r"<strong>[^<]+</strong>",
            r">\W*（一）",
            r">\W*一、",
            r'附件：(<img[^>]*>)?<a href="[^"]*\.pdf">',
            r'附件：(<img[^>]*>)?<a href="[^"]*\.docx?">',
            r'fileTypeImages/icon_(pdf|doc)\.gif"><a',
            r'<div class="page"><a>共\d页',
            r'<div class="page"><span>1</span>',
            r"\[1\] <a href=",
            r"本文暂无相关文章",
            r"上一篇：<a",
            r'详见<a href="[^"]*/plus/view.php\?aid=\d+">',
            r"下一篇：<a",
            r'<div class="nry">',
            r'<div class="jcontent">',
            r'<div class="col-md-12 nry jcontent mt-2">',
            r"<!--enpcontent-->",
            r'<p style="display: none;">来源：旧稿',
            r"。【责任编辑",
            r"版权声明:凡",
        ],
    )
    def test_markup(self, many, pattern):
        self.holds(many, pattern)

    def test_pictures(self, many):
        pictures = [(story, picture) for story, _, _ in many for picture in story.pictures]
        apart = [one for _, one in pictures if one.is_credit_apart and one.credit and one.caption]
        assert len(apart) > 50
        assert sum(one.caption is not None and "图为" not in one.caption for _, one in pictures) > 50
        assert sum(one.caption is not None and "图为" in one.caption[1:] for _, one in pictures) > 50
        lone = [sum(one.url is None for one in story.pictures) for story, _, _ in many]
        assert lone.count(1) > 20
        assert lone.count(2) >= 3
        essays = [list(story.pictures) for story, _, _ in many if story.layout != "gallery"]
        assert sum(len(one) >= 3 and all(picture.is_credit_apart for picture in one) for one in essays) > 20

    def test_what_is_no_text_stays_out_of_the_truth(self, many):
        for story, article, _ in many:
            assert "#e#" not in article.body
            assert "旧稿" not in repr(article)
            assert "不支持 video" not in repr(article)
            assert SOFT_BREAK not in repr(article)
            for table in (block for block in story.blocks if isinstance(block, Table)):
                assert table.text in article.body
            embeds = [block.link for block in story.blocks if isinstance(block, Embed)]
            assert set(embeds) <= set(article.links)

    def test_the_truth_holds_all_that_the_body_shows_and_nothing_else(self, many):
        """Read without the reader: what is left of the visible text is named here, and empty otherwise."""
        margin = re.compile(
            r"来源：临汾日报|#p#(分页标题|副标题)?#e#|附件：\S+?清单\.(pdf|docx?)|您的浏览器不支持video标签。"
        )
        for story, article, _ in many:
            written = "".join(markup.page_of(story, page) for page in range(1, len(story.pages) + 1))
            visible = compact(unescape(re.sub(r"<[^>]*>", "", written)))
            inside = [story.headlines.kicker, article.headline, *(article.subtitle or "").split("\n")]
            inside += [phrase.text for phrase in story.headlines.bylines]
            inside += re.split(r"\n+| \| ", article.body)
            inside += [text for image in article.images for text in (image.caption, image.credit)]
            inside += [story.editor.line] if story.editor and story.editor.is_in_body else []
            for text in sorted(filter(None, map(compact, inside)), key=len, reverse=True):
                assert text in visible, (article.url, text)
                visible = visible.replace(text, "\x00", 1)
            assert not margin.sub("", visible).replace("\x00", ""), article.url

    def test_web_titles_are_mostly_not_the_headline(self, many):
        pairs = [(article.title, article.headline, story) for story, article, _ in many if article.headline]
        assert 20 < sum(title == headline for title, headline, _ in pairs) < 0.2 * len(pairs)
        unlike = [(story.headlines, headline) for title, headline, story in pairs if headline not in title]
        assert len(unlike) > 100
        for block, _ in unlike:
            assert not block.is_plain or (block.kicker and len(block.subtitles) == 1)
        assert {block.is_plain for block, _ in unlike} == {True, False}

    def test_poems(self, many):
        bodies = [article.body.split("\n\n") for _, article, _ in many if not article.dateline]
        assert sum(all(stanza.count("\n") == 3 for stanza in body[:3]) and len(body) == 4 for body in bodies) >= 10


class TestCharsets:
    def test_each_claim_stands_over_bytes_of_either_kind(self):
        replica = Replica(size=2000)
        found = {}
        for url in replica.addresses():
            page, encoding = replica.page(path_of(url)), replica.encoding(url)
            header = dict(page.headers)["Content-Type"].partition("charset=")[2]
            text = page.body.decode(encoding)
            meta = re.search(r'<meta[^>]*charset=([\w-]*)">', text)
            malformed = re.search(r'<meta[^>]*charset(=”|=text| |=\S+" />)', text) or (meta and not meta[1])
            says = "malformed" if malformed else meta and meta[1]
            found.setdefault((encoding, header, says), []).append(url)
            assert replica.expected(url).title in text
        for key in (
            ("utf-8", "utf-8", "utf-8"),
            ("utf-8", "utf-8", None),
            ("utf-8", "", "utf-8"),
            ("utf-8", "", "malformed"),
            ("utf-8", "", None),
            ("utf-8", "gb2312", "utf-8"),
            ("utf-8", "ISO-8859-1", "utf-8"),
            ("utf-8-sig", "", "utf-8"),
            ("gb18030", "", "gb2312"),
            ("gb18030", "gb2312", None),
            ("gb18030", "", "malformed"),
            ("gb18030", "", None),
            ("gb18030", "utf-8", "gb2312"),
            ("gb18030", "ISO-8859-1", "gb2312"),
        ):
            assert len(found.get(key, ())) >= 2, key

    def test_four_bytes_of_gb18030_occur_under_gb2312(self):
        replica = Replica(size=2000)
        four = "𠅤".encode("gb18030")
        assert len(four) == 4
        pages = (replica.page(path_of(url)).body for url in replica.addresses() if replica.encoding(url) == "gb18030")
        assert sum(four in body and b"charset=gb2312" in body for body in pages) >= 3


class TestImpostors:
    def test_each_nature_is_in_sections_of_both_charsets(self, replica):
        found = dict(replica.impostors())
        assert {(nature, path.rpartition("/")[0] == "/hongtong") for path, nature in found.items()} == {
            (nature, is_gb) for nature in Nature for is_gb in (True, False)
        }
        assert list(found.values()).count(Nature.CHALLENGE) == 6

    def test_they_answer_with_200_at_addresses_of_articles(self, replica):
        listed = {path_of(url) for section in replica.sections for url in replica.truth_listing(section.path)}
        bodies = {}
        for path, nature in replica.impostors():
            page = replica.page(path)
            assert page.status == 200
            assert kind_of(f"{SITE_URL}{path[1:]}") is Kind.ARTICLE
            assert path not in listed
            with pytest.raises(KeyError):
                replica.expected(f"{SITE_URL}{path[1:]}")
            bodies.setdefault(nature, []).append(
                page.body.decode("gb18030" if path.startswith("/hong") else "utf-8", "replace")
            )
        said = ("您访问的页面不存在", "您查看的稿件已经撤下", "url=/")
        assert [sum(words in body for body in bodies[Nature.SOFT_404]) for words in said] == [2, 2, 2]
        assert all("example.net" in body for body in bodies[Nature.OFFSITE])
        assert bodies[Nature.HOME][0].encode() == replica.page("/").body
        assert any("安全验证" in body for body in bodies[Nature.CHALLENGE])
        assert all('<div id="app"></div>' in body for body in bodies[Nature.EMPTY])


class TestFrames:
    """What is around a text weighs as much as on a real page, and is full of words that mislead."""

    def test_a_page_weighs_what_news_pages_weigh(self, replica):
        for url in replica.addresses():
            weight = len(replica.page(path_of(url)).body) - len(
                replica.expected(url).body.encode(replica.encoding(url))
            )
            assert 6_000 < weight < 16_000, url

    def test_the_frame_changes_with_the_years(self, replica):
        frames = {}
        for url in replica.addresses():
            html = html_of(replica, url)
            year = int(replica.expected(url).published_at[:4])
            frames.setdefault(html[html.index("<style") : html.index("</style>")], set()).add(year)
        assert sorted((min(years), max(years)) for years in frames.values()) == [
            (2009, 2012),
            (2013, 2019),
            (2020, 2025),
        ]

    def test_the_frame_sets_traps(self, replica):
        for url in replica.addresses():
            html, article = html_of(replica, url), replica.expected(url)
            around = html.replace(article.body, "")
            assert "编辑：" in around
            assert "来源：" in around
            assert "记者" in around
            assert article.published_at[:4] <= "2012" or "2026年1月23日" in around
            assert article.published_at[:4] <= "2012" or '<h2 class="' in html[html.index("xb-right") :]


class TestRedesign:
    """The same articles in three templates that have nothing in common with the old."""

    OLD = ("xb-left", "xb-h2", "xb-h4", "jcontent", "nry", "zrbj", "navlf", "picshow", "piccontext", "bqsm", "xgyd")

    def test_no_class_of_the_old_templates_is_left(self, redesigned):
        designs = set()
        for url in redesigned.addresses():
            html = html_of(redesigned, url)
            assert not any(name in html for name in self.OLD), url
            designs.add(tuple(mark in html for mark in ("<article>", "data-styled", "<CENTER>", "data-v-")))
        assert designs == {tuple(at == one for at in range(4)) for one in range(4)}

    def test_the_articles_are_the_same_but_for_date_line_and_editor(self, replica, redesigned):
        for url in replica.addresses():
            ours, theirs = replica.expected(url), redesigned.expected(url)
            assert theirs.layout == "generic"
            for name in ("title", "kicker", "headline", "subtitle", "body", "images", "links", "copyright_notice"):
                assert getattr(ours, name) == getattr(theirs, name)
            assert ours.published_at.startswith(theirs.published_at[:10])
            assert ours.editor == theirs.editor

    def test_its_pages_show_what_the_truth_says(self, redesigned):
        for url in redesigned.addresses():
            html = "".join(html_of(redesigned, part) for part in redesigned.parts(url))
            article, story = redesigned.expected(url), redesigned.story(url)
            shown = re.sub(r"<[^>]*>|\s", "", html)
            assert re.sub(r"\s", "", story.date_line.text(story.published_at)) in shown
            for text in (article.title, article.editor, article.copyright_notice):
                assert text is None or re.sub(r"\s", "", text) in shown, url

    def test_date_lines_and_editors_follow_sibling_sites(self):
        articles = list(Replica(size=2000, redesigned=True).articles())
        assert {article.published_precision for article in articles} == set(Precision)
        assert {len(article.published_at) for article in articles} == {10, 25}
        assert {None, "", "未知", "临汾新闻网"} < {article.source for article in articles}
        assert {article.view_label for article in articles} == {True, False}
        lines = {credit.verbatim for article in articles for credit in article.credits if credit.role is Role.EDITOR}
        for pattern in (r"\(责任编辑:.+\)", r"\[责任编辑: .+ \]", "编辑:.+", ".+编辑", "【责任编辑： .+】"):
            assert any(re.fullmatch(pattern, line) for line in lines), pattern

    def test_listings_stay_as_they_are(self, replica, redesigned):
        assert replica.page("/daning/") == redesigned.page("/daning/")
