"""Write how the pages of a long article link to each other."""

from __future__ import annotations

from linfen_crawler.replica.story import Story


def bar(story: Story, page: int) -> str:
    """Write 上一页 1 2 3 下一页, the current page without a link."""
    total = len(story.pages)
    numbers = [
        f"<span>{number}</span>" if number == page else f'<a href="{_href(story, number)}">{number}</a>'
        for number in range(1, total + 1)
    ]
    if page > 1:
        numbers.insert(0, f'<a href="{_href(story, page - 1)}">上一页</a>')
    if page < total:
        numbers.append(f'<a href="{_href(story, page + 1)}">下一页</a>')
    if story.place.number // 26 % 2:
        numbers.insert(0, f"<a>共{total}页:</a>")
    return " ".join(numbers)


def digits(story: Story, page: int) -> str:
    """Write [1] [2] [3], the current page without a link."""
    return " ".join(
        f"[{number}]" if number == page else f'<a href="{_href(story, number)}">[{number}]</a>'
        for number in range(1, len(story.pages) + 1)
    )


def _href(story: Story, page: int) -> str:
    return story.place.page_url(page).rpartition("/")[2]
