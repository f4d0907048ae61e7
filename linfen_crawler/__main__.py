"""The program ``linfen``, also as ``python -m linfen_crawler``; it imports nothing before it can be ended."""

import sys


def main() -> None:
    """Run ``linfen``; interrupted while its modules are still being imported, it ends as quietly as later."""
    try:
        from linfen_crawler.cli import main as linfen  # noqa: PLC0415  # see above

        linfen()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
