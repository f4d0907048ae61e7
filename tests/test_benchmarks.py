"""The figures of nearness can be printed, and say of notices with one wording what is promised."""

from __future__ import annotations

import importlib.util
import re

import pytest
from harness import ROOT


def test_no_notices_of_one_wording_are_one_and_all_are_linked(capsys: pytest.CaptureFixture[str]) -> None:
    spec = importlib.util.spec_from_file_location("similarity_figures", ROOT / "benchmarks" / "similarity.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main(["--small", "20", "--articles", "60", "--large", "90", "--samples", "20", "--days", "240"])
    printed = capsys.readouterr().out
    lines = re.findall(r"^ *(\d+) +(\d+) +(\d+) +(\d+) +(0\.\d+|1\.00)  (.+)$", printed, re.MULTILINE)
    kinds = {
        what: (int(pairs), int(texts), int(merged), int(linked)) for pairs, texts, merged, linked, _, what in lines
    }
    pairs, texts, merged, linked = kinds["any of these"]
    assert len(kinds) == 10
    # By the text alone most would be one.
    assert pairs > texts > pairs / 2
    assert (merged, linked) == (0, pairs)
