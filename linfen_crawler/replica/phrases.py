"""Write the phrases by which a page credits people, each with the credits that it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from linfen_crawler.items import Credit
from linfen_crawler.kinds import Role
from linfen_crawler.replica import texts

SOFT_BREAK = "\u2028"
"""Marks in a story's text a line break of the page's source, which a reader sees as a space."""
_SPACE = "\u3000"


def shown(text: str) -> str:
    """Return text as a reader sees it."""
    return text.replace(SOFT_BREAK, " ")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of text and whom it credits."""

    text: str
    credits: tuple[Credit, ...] = ()


def spaced(name: str) -> str:
    """Return a two-character name as newspapers set it, as wide as one of three: ``魏　华``."""
    return name[0] + _SPACE + name[1] if len(name) == 2 else name


def _phrase(rng: Random, form: str, names: Sequence[str], *roles: Role) -> Phrase:
    """Set names into a form such as ``记者 {} 摄``; its own text is what proves each credit."""
    is_spaced = rng.random() < 0.5
    text = form.format(" ".join(spaced(name) if is_spaced else name for name in names))
    return Phrase(text, tuple(Credit(name=name, role=role, verbatim=text) for name in names for role in roles))


def _joined(first: Phrase, second: Phrase) -> Phrase:
    return Phrase(f"{first.text} {second.text}", first.credits + second.credits)


def bracketed(rng: Random, phrase: Phrase) -> Phrase:
    """Set a phrase in brackets, half-width or full-width; the brackets are no part of what proves a credit."""
    opening, closing = ("(", ")") if rng.random() < 0.6 else ("（", "）")
    return Phrase(f"{opening}{phrase.text}{closing}", phrase.credits)


def reporters(rng: Random, *, tight: bool = False) -> Phrase:
    """Write ``记者 张三 李四``, or ``记者张三`` for a single name set tight."""
    if tight:
        return _phrase(rng, "记者{}", texts.people(rng, 1), Role.REPORTER)
    return _phrase(rng, "记者 {}", texts.people(rng, 1 + int(rng.random() * 2)), Role.REPORTER)


def bare(rng: Random, count: int, role: Role = Role.AUTHOR) -> Phrase:
    """Write names that nothing labels: of authors, or of an agency's reporters."""
    return _phrase(rng, "{}", texts.people(rng, count), role)


def broken_reporter(rng: Random, at_break: str) -> Phrase:
    """Write ``记者 X`` with a line break after the label, or before it; what proves the credit is one line."""
    form = texts.draw(rng, ("记者{}", "{}记者 ")).format(at_break) + "{}"
    phrase = _phrase(rng, form, texts.people(rng, 1), Role.REPORTER)
    line = shown(phrase.text).replace("\n", " ").strip()
    return Phrase(phrase.text, tuple(replace(credit, verbatim=line) for credit in phrase.credits))


def author_line(rng: Random) -> Phrase:
    """Write a name alone, as it is below some headlines."""
    return _phrase(rng, "{}", texts.people(rng, 1), Role.AUTHOR)


_PHOTO_FORMS = (
    "记者 {} 摄",
    "记者 {} 摄",
    "记者{} 摄",
    "{} 摄",
    "本报记者 {} 摄",
    "临汾新闻网记者 {} 摄",
    "通讯员 {} 摄",
)
DESK = Phrase("本网记者")
DESK_PHOTO = Phrase("本报记者 摄")
"""Desks without a name: credit phrases that credit nobody."""


def photographer(rng: Random, *, is_certain: bool = False) -> Phrase | None:
    """Write an image's credit, or none."""
    chance = 1 if is_certain else rng.random()
    if chance < 0.2:
        return None
    if chance < 0.3:
        return DESK_PHOTO
    return _phrase(rng, texts.draw(rng, _PHOTO_FORMS), texts.people(rng, 1), Role.PHOTOGRAPHER)


def closing(rng: Random, at: int) -> tuple[Phrase, ...]:
    """Write the credits at a text's end, one phrase per paragraph; ``at`` chooses the form."""
    return _CLOSINGS[at % len(_CLOSINGS)](rng)


def _reporter_and_correspondent(rng: Random) -> tuple[Phrase, ...]:
    first, second = texts.people(rng, 2)
    phrase = _joined(_phrase(rng, "记者 {}", [first], Role.REPORTER), _correspondent(rng, second))
    return (bracketed(rng, phrase),)


def _correspondent(rng: Random, name: str) -> Phrase:
    return _phrase(rng, "通讯员 {}", [name], Role.CORRESPONDENT)


def _words_and_pictures_by_reporter(rng: Random) -> tuple[Phrase, ...]:
    return (_phrase(rng, "记者 {} 摄影报道", texts.people(rng, 1), Role.REPORTER, Role.PHOTOGRAPHER),)


def _words_and_pictures(rng: Random) -> tuple[Phrase, ...]:
    return (_phrase(rng, "图/文 {}", texts.people(rng, 1), Role.AUTHOR, Role.PHOTOGRAPHER),)


def words_alone(rng: Random) -> tuple[Phrase, ...]:
    """Write ``文/X``."""
    return (_phrase(rng, "文/{}", texts.people(rng, 1), Role.AUTHOR),)


def _words_and_design(rng: Random) -> tuple[Phrase, ...]:
    author, designer = texts.people(rng, 2)
    return (
        _phrase(rng, "文字：{}", [author], Role.AUTHOR),
        _phrase(rng, "制图：{}", [designer], Role.DESIGNER),
    )


def _chief_and_reporter(rng: Random) -> tuple[Phrase, ...]:
    chief, reporter = texts.people(rng, 2)
    phrase = _joined(
        _phrase(rng, "首席记者 {}", [chief], Role.REPORTER), _phrase(rng, "记者 {}", [reporter], Role.REPORTER)
    )
    return (bracketed(rng, phrase) if rng.random() < 0.5 else phrase,)


def _trainee(rng: Random) -> tuple[Phrase, ...]:
    phrase = _phrase(rng, "见习记者 {}", texts.people(rng, 1), Role.REPORTER)
    return (bracketed(rng, phrase) if rng.random() < 0.5 else phrase,)


def _reporter_and_trainee(rng: Random) -> tuple[Phrase, ...]:
    first, second = texts.people(rng, 2)
    phrase = _joined(
        _phrase(rng, "记者 {}", [first], Role.REPORTER), _phrase(rng, "见习记者 {}", [second], Role.REPORTER)
    )
    return (bracketed(rng, phrase),)


def _of_the_site(rng: Random) -> tuple[Phrase, ...]:
    phrase = _phrase(rng, texts.draw(rng, ("临汾新闻网记者 {}", "本报记者 {}")), texts.people(rng, 1), Role.REPORTER)
    return (bracketed(rng, phrase) if rng.random() < 0.5 else phrase,)


def _tight_reporter(rng: Random) -> tuple[Phrase, ...]:
    return (bracketed(rng, reporters(rng, tight=True)),)


def _name_alone(rng: Random) -> tuple[Phrase, ...]:
    return (bracketed(rng, bare(rng, 1)),)


def _unclosed(rng: Random) -> tuple[Phrase, ...]:
    phrase = reporters(rng) if rng.random() < 0.5 else bare(rng, 1)
    return (Phrase(f"{texts.draw(rng, ('(', '（'))}{phrase.text}", phrase.credits),)


def _broken(rng: Random) -> tuple[Phrase, ...]:
    return (bracketed(rng, broken_reporter(rng, texts.draw(rng, ("\n", SOFT_BREAK)))),)


def _desk_alone(rng: Random) -> tuple[Phrase, ...]:
    return (bracketed(rng, DESK) if rng.random() < 0.5 else DESK,)


def _words_and_video(rng: Random) -> tuple[Phrase, ...]:
    author, filmed = texts.people(rng, 2)
    label = texts.draw(rng, ("视频", "剪辑", "摄像"))
    return (
        _phrase(rng, "文字：{}", [author], Role.AUTHOR),
        _phrase(rng, label + "：{}", [filmed], Role.VIDEOGRAPHER),
    )


def _production(rng: Random) -> tuple[Phrase, ...]:
    first, second = texts.people(rng, 2)
    return (
        _joined(_phrase(rng, "策划：{}", [first], Role.PRODUCER), _phrase(rng, "统筹：{}", [second], Role.PRODUCER)),
    )


def _pupil_and_teacher(rng: Random) -> tuple[Phrase, ...]:
    pupil, teacher = texts.people(rng, 2)
    label = texts.draw(rng, ("指导老师", "指导教师"))
    return (
        _phrase(rng, "文/{}", [pupil], Role.AUTHOR),
        _phrase(rng, label + "：{}", [teacher], Role.ADVISER),
    )


_CLOSINGS = (
    _reporter_and_correspondent,
    _words_and_pictures_by_reporter,
    _words_and_pictures,
    words_alone,
    _words_and_design,
    _chief_and_reporter,
    _trainee,
    _reporter_and_trainee,
    _of_the_site,
    _tight_reporter,
    _name_alone,
    _unclosed,
    _broken,
    _desk_alone,
    _words_and_video,
    _production,
    _pupil_and_teacher,
)
