"""Make records by chance, as broken crawlers and strange servers leave them, each by its number alone."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterable

_URL = "http://www.lfxww.com/linfen/shizheng/2664279.html"
_ODD_URLS = (
    b"http://[bad/", "http://a\u2100b.com/x.html".encode(), b"", b" ", b"http://", b"http:///x.html",
    b"https://[::1]:x/",
    b"http://www.lfxww.com:99999999/linfen/shizheng/1.html", b"http://www.lfxww.com:/linfen/shizheng/1.html",
    b"http://www.lfxww.com/linfen/shizheng/%ff%fe.html", b"http://www.lfxww.com/\xff\xfe/1.html",
    b"http://www.lfxww.com/linfen/shizheng/\x00.html", b"http://www.lfxww.com/linfen/shizheng/1\x00.html",
    b"http://www.lfxww.com/linfen/shizheng/99999999999999999999999999999.html", b"<" + _URL.encode() + b">",
    b"dns:lfxww.com",
    b"http://user:p@ss@www.lfxww.com/linfen/shizheng/3.html", _URL.encode() + b"?" + b"a=1&" * 2000,
    b"http://www.lfxww.com/" + b"a/" * 3000, b"HTTP://WWW.LFXWW.COM/linfen/shizheng/4.html",
    b"http://www.lfxww.com\\linfen\\5.html",
    "http://www.lfxww.com/linfen/shizheng/\u4e34\u6c7e.html".encode(), b"urn:uuid:0", b"http://xn--/x.html",
    b"http://" + b"a" * 300 + b".com/linfen/shizheng/6.html",
    b"http://www.lfxww.com/linfen/shizheng/7.html#\xed\xa0\x80",
    "http://www.lfxww.com/linfen/shizheng/\u0668.html".encode(),
    b"http://www.lfxww.com/linfen/shizheng/8.html\x0b\x85",
)  # fmt: skip
_ODD_TIMES = (
    b"0001-01-01T00:00:00+14:00", b"9999-12-31T23:59:59-14:00", b"0001-01-01T00:00:00Z", b"9999-12-31T23:59:59Z",
    b"", b"0",
    b"2022-02-30T00:00:00Z", b"20220301080000", b"2022-03-01", b"2022-03-01T08:00:00", b"1970-01-01T00:00:00Z",
    b"2022-W10-2",
    b"2022-03-01T08:00:00+99:99", b"2022-03-01T08:00:00.123456789Z", b"-2022-03-01T08:00:00Z",
    b"2022-03-01T24:00:00Z",
    "\u0662\u0660\u0662\u0662-03-01T08:00:00Z".encode(), b"2016-12-31T23:59:60Z", b"yesterday", b"2022\x00", b"\xff",
    b"2022-03-01T08:00:00+23:59:59.999999", b"0999-06-01T00:00:00Z",
)  # fmt: skip
_ODD_LENGTHS = (
    b"-1", b"-99999", b"0", b"1", b"", b"1e3", b"99999999999999999999", b"0x10", "\u0663".encode(), b"12 12",
    b"+7", b"1_0",
    b"9" * 5000,
)  # fmt: skip
_ODD_TYPES = (
    b"", b"text/html; charset=\xff", b"application/http; msgtype=nothing", b"/", b"text/html" + b";" * 5000, b"\x00",
    b"text/html; charset=base64", "\u6587".encode(), b"application/http",
)  # fmt: skip
_KINDS = (
    b"response",
    b"resource",
    b"revisit",
    b"request",
    b"warcinfo",
    b"conversion",
    b"continuation",
    b"",
    b"RESPONSE",
    b"\xff",
)
_ODD_IDS = (
    b"",
    b"<>",
    b"<urn:x y> z>",
    "\u4e34\u6c7e".encode(),
    b"<urn:uuid:\x00>",
    b"<" + b"i" * 5000 + b">",
    b"\xff\xfe",
    b"a <b",
)
_ODD_DIGESTS = (b"", b"sha1:", b"md5:0", b"sha1:\x00", b"\xff", b"sha999:" + b"A" * 3000)
_FIELDS: dict[bytes, tuple[bytes, ...]] = {
    b"WARC-Type": _KINDS,
    b"WARC-Target-URI": _ODD_URLS,
    b"WARC-Date": _ODD_TIMES,
    b"WARC-Record-ID": _ODD_IDS,
    b"Content-Type": _ODD_TYPES,
    b"Content-Length": _ODD_LENGTHS,
    b"WARC-Payload-Digest": _ODD_DIGESTS,
    b"WARC-Refers-To-Target-URI": _ODD_URLS,
    b"WARC-Refers-To-Date": _ODD_TIMES,
    b"WARC-Truncated": (b"", b"length", b"\xff"),
    b"WARC-Segment-Number": (b"1", b"x"),
    b"Linfen-Provenance": (b"", b"\xff\x00", b"saved file <x"),
}
_ODD_LINES = (
    b"no colon", b":", b": value", b" continued", b"\tcontinued", b"X" * 20000 + b": 1", b"X: " + b"y" * 20000,
    b"\x00: \x00",
    b"\xff\xfe: \xff\xfe", b"WARC/1.0", b"X: a\rY: b", b"X:" + b"\x0b\x1c\x85", "X: \u2028".encode(),
    b"Content-Length: -5",
)  # fmt: skip
_STATUS_LINES = (
    b"HTTP/1.1 200 OK", b"HTTP/1.1 200", b"HTTP/1.1", b"", b"HTTP/2 200", b"ICY 200 OK", b"HTTP/1.1 -200 OK",
    b"HTTP/1.1 2000 OK",
    b"HTTP/1.1 99999999999999999999 OK", "HTTP/1.1 \u0662\u0660\u0660 OK".encode(), b"\x00", b"<html>",
    b"HTTP/1.1 200 \xff\xfe",
    b"HTTP/1.1  200 OK", b"HTTP/1.1 304 Not Modified", b"200 OK", b"HTTP/1.1 200 " + b"O" * 20000,
    "HTTP/1.1 200 \u597d".encode(),
    b"http/1.1 200 ok", b"\xc2\xa0 200 OK", b"HTTP/1.1:x 200 OK",
)  # fmt: skip
_HTTP_LINES = (
    *_ODD_LINES,
    b"Content-Encoding: br", b"Content-Encoding: gzip, zstd", b"Content-Encoding: \xff", b"Content-Encoding:",
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: gzip, chunked", b"Content-Length: -1", b"Content-Length: 99999999999999999999999",
    b"Content-Type: text/html; charset=",
    b"Content-Type: \xff", b"Content-Type:", b"ETag: \x00", b"ETag: \xff", b"Last-Modified: \xff",
    b"Location: http://[",
    "ETag: \u4e34".encode(), b"Last-Modified: 99999", "Content-Length: \u00b2".encode(),
    "Content-Length: \u0665".encode(),
)  # fmt: skip
_BODIES = (
    b"", b"\x00" * 50, b"<html>", b"5\r\nabc", b"zz\r\n", b"-5\r\n", b"\x1f\x8b\x08", b"<", b"\xff\xfe<\x00",
    b"WARC/1.0\r\n\r\n",
)  # fmt: skip


def odd_record(number: int, page: bytes) -> bytes:
    """Return the record of this number, not compressed; ``page`` is what most of them hold."""
    rng = random.Random(number)
    body = rng.choice(_BODIES) if rng.random() < 0.3 else page
    lines = [b"Content-Type: text/html"] if rng.random() < 0.8 else []
    lines += rng.sample(_HTTP_LINES, rng.choice((0, 0, 1, 2)))
    status = rng.choice(_STATUS_LINES) if rng.random() < 0.4 else _STATUS_LINES[0]
    kind = rng.choice(_KINDS) if rng.random() < 0.3 else rng.choice(_KINDS[:3])
    block = body if kind == b"resource" else b"\r\n".join([status, *lines, b"", body])
    fields = {
        b"WARC-Type": kind,
        b"WARC-Target-URI": _URL.replace("2664279", str(10_000_000 + number)).encode(),
        b"WARC-Date": b"2022-03-01T08:00:00Z",
        b"WARC-Record-ID": b"<urn:uuid:%032d>" % number,
        b"Content-Type": b"text/html" if kind == b"resource" else b"application/http; msgtype=response",
        b"Content-Length": str(len(block)).encode(),
    }
    for name in rng.sample(sorted(_FIELDS), rng.choice((0, 1, 1, 2, 3))):
        if rng.random() < 0.2:
            fields.pop(name, None)
        else:
            fields[name] = rng.choice(_FIELDS[name])
    head = [name + b": " + value for name, value in fields.items()]
    for line in rng.sample(_ODD_LINES, rng.choice((0, 0, 0, 1))):
        head.insert(rng.randrange(len(head) + 1), line)
    record = b"\r\n".join([b"WARC/1.0", *head, b"", block, b"", b""])
    return _flipped(record, rng) if rng.random() < 0.15 else record


def _flipped(record: bytes, rng: random.Random) -> bytes:
    data = bytearray(record)
    for _ in range(rng.randrange(1, 4)):
        data[rng.randrange(min(len(data), 600))] = rng.randrange(256)
    return bytes(data)


def among(records: Iterable[bytes], good: Iterable[bytes]) -> bytes:
    """Return a compressed file with sound records between odd ones, one member per record."""
    odd = list(records)
    sound = list(good)
    step = len(odd) // (len(sound) + 1) + 1
    for at, one in enumerate(sound):
        odd.insert((at + 1) * step + at, one)
    return b"".join(map(gzip.compress, odd))
