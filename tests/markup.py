"""Reads HTML for the tests: which tags with which attributes, which words, and is everything closed?"""

from html.parser import HTMLParser


class Tags(HTMLParser):
    """Collects tags, attributes and text, and sees that what is opened is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.words, self.open = [], [], []
        self.feed(html)
        assert self.open == [], f"not closed: {self.open}"

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, text):
        self.words.append(text)
