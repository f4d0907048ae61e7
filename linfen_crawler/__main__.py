"""``python -m linfen_crawler`` is ``linfen``."""

from linfen_crawler.cli import main

if __name__ == "__main__":
    main()
