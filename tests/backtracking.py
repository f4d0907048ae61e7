"""Find every regular expression of the program, and inputs on which it would take more than linear time.

The inputs are made of the expression itself: for each repetition in it, what leads there and then the repeated piece
many times over, with and without an end that fits; and of what bad pages hold: spaces, brackets, names, digits.
"""

from __future__ import annotations

import ast
import importlib
import re
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from re import _constants as sre  # the parser's own names: no public ones exist
from re import _parser
from types import FrameType

ROOT = Path(__file__).parents[1]
PACKAGES = ("linfen_crawler", "pipelines", "spiders")
_CALLS = frozenset({"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"})
_AS = dict.fromkeys(("split", "findall", "finditer", "sub", "subn"), "search")
METHODS = ("search", "match", "fullmatch")
FIXED = (
    " ", "\n", "(", "【", "记者 ", "张", "1", "a", "\u3000", "(记者 ", "张三 ", "记者 张三 ", " \n", "\n\u3000\u3000",
    "，。",
    "<a ", "2021-04-30 ", "来源：", "责任编辑：张三 ", "<meta charset", "摄", "、张三", "图为", ")", ": ", "a1 ",
    "版权声明",
)  # fmt: skip
"""What bad pages repeat."""
_MISFITS = ("", "\x00", "x")
"""What an input ends with: nothing, a character that no expression takes, and one that some do."""
_FAST_S_PER_CHARACTER = 2.5e-7
_MAX_RATIO = 30
"""Time on ten times the input: 10 is linear, 100 is quadratic."""
_LEAST_S = 0.0002
"""CPU seconds; shorter times are noise and count as this."""
_FAST_S = 0.0125
"""CPU seconds; what is faster than this on the large input is not looked at again."""


@dataclass(frozen=True, slots=True)
class Found:
    """An expression, where it is, and by which methods it is used."""

    where: str
    pattern: re.Pattern[str] | re.Pattern[bytes]
    methods: tuple[str, ...] = METHODS


@dataclass(frozen=True, slots=True)
class Slow:
    """An input on which an expression is slower than linear."""

    where: str
    pattern: str
    method: str
    unit: str
    size: int
    small_s: float
    large_s: float

    def __str__(self) -> str:
        times = f"{self.small_s:.4f} s for {self.size // 10} characters, {self.large_s:.4f} s for {self.size}"
        return f"{self.where} .{self.method} on {self.unit}: {times}; {self.pattern}"


@dataclass(frozen=True, slots=True)
class _Names:
    """How often a file reads each name, and which methods of ``re`` it calls on it."""

    loads: Counter[str]
    used: dict[str, list[str]]

    @classmethod
    def of(cls, tree: ast.Module) -> _Names:
        """Look through a file once."""
        names = cls(Counter(), {})
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                names.loads[node.id] += 1
            elif isinstance(node, ast.Attribute) and node.attr in _CALLS and isinstance(node.value, ast.Name):
                names.used.setdefault(node.value.id, []).append(node.attr)
        return names


def expressions() -> list[Found]:
    """Return every expression that the program compiles or hands to ``re``, in functions as well."""
    trees = {path: ast.parse(path.read_text("utf-8")) for path in _files()}
    names = {path: _Names.of(tree) for path, tree in trees.items()}
    return [found for path, tree in trees.items() for found in _of(path, tree, names)]


def _files() -> Iterator[Path]:
    return (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")) if path.stem != "__main__")


def _of(path: Path, tree: ast.Module, names: Mapping[Path, _Names]) -> Iterator[Found]:
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not _is_of_re(node.func):
            continue
        namespace = vars(module_of(path))
        flags = next((word.value for word in node.keywords if word.arg == "flags"), None)
        if flags is None and len(node.args) > 1 and node.func.attr == "compile":
            flags = node.args[1]
        pattern = re.compile(_evaluated(node.args[0], namespace), _evaluated(flags, namespace) if flags else 0)
        yield Found(f"{path.relative_to(ROOT)}:{node.lineno}", pattern, _methods(node, parents[node], path, names))


def _methods(call: ast.Call, parent: ast.AST, path: Path, names: Mapping[Path, _Names]) -> tuple[str, ...]:
    """Return how an expression is used; all ways, where that cannot be told."""
    if call.func.attr != "compile":
        return (_AS.get(call.func.attr, call.func.attr),)
    if isinstance(parent, ast.Attribute):
        return (_AS.get(parent.attr, parent.attr),)
    if isinstance(parent, ast.Assign) and isinstance(name := parent.targets[0], ast.Name):
        where = [names[path]] if name.id.startswith("_") else list(names.values())
        used = [method for one in where for method in one.used.get(name.id, ())]
        if used and len(used) == sum(one.loads[name.id] for one in where):
            return tuple(sorted({_AS.get(one, one) for one in used} & set(METHODS)))
    return METHODS


def module_of(path: Path) -> object:
    """Import the module of a file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))


def _is_of_re(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == "re"
        and function.attr in _CALLS
    )


def _evaluated(node: ast.expr, namespace: dict[str, object]) -> object:
    return eval(compile(ast.Expression(node), "<expression>", "eval"), namespace)


def in_namespaces() -> Iterator[re.Pattern[object]]:
    """Yield the compiled expressions that the modules' names hold, in tuples and dictionaries as well."""
    for path in _files():
        yield from _held(vars(module_of(path)).values())


def _held(values: Iterable[object]) -> Iterator[re.Pattern[object]]:
    for value in values:
        if isinstance(value, re.Pattern):
            yield value
        elif isinstance(value, dict):
            yield from _held([one for one in value.values() if isinstance(one, (re.Pattern, tuple))])
        elif isinstance(value, tuple):
            yield from _held([one for one in value if isinstance(one, re.Pattern)])


@dataclass(slots=True)
class _Examples:
    """Write an example of each piece of an expression, and note what leads to each repetition."""

    units: dict[tuple[str, str], None]

    def of(self, pieces: Iterable[tuple[object, object]], before: str = "") -> str:
        written = ""
        for operation, argument in pieces:
            written += self._one(operation, argument, before + written)
        return written

    def _one(self, operation: object, argument: object, before: str) -> str:
        match operation:
            case sre.LITERAL:
                self.note("", chr(argument))
                return chr(argument)
            case sre.NOT_LITERAL | sre.ANY:
                return "的"
            case sre.IN:
                made = _in_class(argument)
                for one in made:
                    self.note("", one)
                return made[0]
            case sre.BRANCH:
                made = [self.of(branch, before) for branch in argument[1]]
                return made[0]
            case sre.SUBPATTERN:
                return self.of(argument[-1], before)
            case sre.ATOMIC_GROUP:
                return self.of(argument, before)
            case sre.MAX_REPEAT | sre.MIN_REPEAT | sre.POSSESSIVE_REPEAT:
                return self._repeated(*argument, before)
            case _:
                return ""

    def _repeated(self, least: int, most: int, inner: Iterable[tuple[object, object]], before: str) -> str:
        pieces = list(inner)
        once = self.of(pieces, before)
        self.note(before, once)
        self.note("", before + once)
        if len(pieces) == 1 and pieces[0][0] is sre.IN:
            for one in _in_class(pieces[0][1]):
                self.note(before, one)
        return once * max(1, least) if most else ""

    def note(self, before: str, repeated: str) -> None:
        if repeated:
            self.units[before, repeated] = None


def _in_class(items: Iterable[tuple[object, object]]) -> list[str]:
    """Return members of a character class, the first of each of its ranges."""
    listed = list(items)
    if listed and listed[0][0] is sre.NEGATE:
        outside = [chr(argument) for operation, argument in listed if operation is sre.LITERAL]
        return [one for one in ("的", " ", "a", "(") if one not in outside] or ["的"]
    made: list[str] = []
    for operation, argument in listed:
        match operation:
            case sre.LITERAL:
                made.append(chr(argument))
            case sre.RANGE:
                made.append(chr(argument[0]))
            case sre.CATEGORY:
                made.append(_OF_CATEGORY.get(argument, "的"))
    return made[:6] or ["的"]


_OF_CATEGORY = {
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_DIGIT: "1",
    sre.CATEGORY_WORD: "a",
    sre.CATEGORY_NOT_WORD: "-",
}


def inputs(pattern: re.Pattern[object], most: int) -> list[tuple[str, str, str]]:
    """Return beginnings, repeated pieces and endings that are hard for an expression, ``most`` of them its own."""
    examples = _Examples({})
    whole = examples.of(_parser.parse(pattern.pattern, pattern.flags))
    for unit in (whole, whole[:-1], whole[1:]):
        examples.note("", unit)
    # What leads somewhere comes first: single characters are many, and the fixed list has the worst of them.
    own = sorted(examples.units, key=lambda unit: (not unit[0], len(unit[1]) == 1))[:most]
    units = dict.fromkeys([*own, *(("", unit) for unit in FIXED)])
    return [(before, unit, misfit) for before, unit in units for misfit in (_MISFITS if before else _MISFITS[:2])]


class OverTimeError(Exception):
    """The CPU time given is used up."""


def _over(number: int, frame: FrameType | None) -> None:
    raise OverTimeError


def timed(call: Callable[[], object], limit_s: float) -> float:
    """Return the CPU seconds that a call takes, or the limit; for the main thread alone."""
    before = signal.signal(signal.SIGVTALRM, _over)
    started = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, limit_s)
    try:
        call()
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except OverTimeError:
        return limit_s
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - started


def slow_inputs(found: Found, large: int, *, most: int = 40, limit_s: float = 5.0) -> list[Slow]:
    """Return the first input, by each method, that takes an expression far more than ten times as long as its tenth."""
    return [one for method in found.methods if (one := _slow_input(found, method, large, most, limit_s)) is not None]


def _slow_input(found: Found, method: str, large: int, most: int, limit_s: float) -> Slow | None:
    for pieces in inputs(found.pattern, most):
        size = large
        large_s = timed(_run(found, method, pieces, size), limit_s)
        if large_s < max(_FAST_S, large * _FAST_S_PER_CHARACTER):
            continue
        small_s = _least(_run(found, method, pieces, size // 10), limit_s)
        while small_s * _MAX_RATIO >= limit_s:  # Where the limit cut the long run off, it tells nothing.
            size, large_s = size // 10, small_s
            small_s = _least(_run(found, method, pieces, size // 10), limit_s)
        most_s = _MAX_RATIO * max(small_s, _LEAST_S)
        # A busy machine may slow one run down, never each of five.
        if large_s > most_s and (large_s := _least(_run(found, method, pieces, size), limit_s)) > most_s:
            before, unit, misfit = pieces
            shown = f"{before[-20:]!r} + {unit[:20]!r} * n + {misfit!r}"
            return Slow(found.where, repr(found.pattern.pattern)[:150], method, shown, size, small_s, large_s)
    return None


def _least(call: Callable[[], object], limit_s: float) -> float:
    """Return the least of five times by the wall: the clock of CPU time ticks too slowly for short ones."""
    taken: list[float] = []
    while len(taken) < 5 and (not taken or max(taken) < limit_s / 2):
        started = time.perf_counter()
        timed(call, limit_s)
        taken.append(min(time.perf_counter() - started, limit_s))
    return min(taken)


def _run(found: Found, method: str, pieces: tuple[str, str, str], size: int) -> Callable[[], object]:
    before, unit, misfit = pieces
    subject: str | bytes = before + unit * (size // len(unit)) + misfit
    if isinstance(found.pattern.pattern, bytes):
        subject = subject.encode()[:size]
    return partial(getattr(found.pattern, method), subject)
