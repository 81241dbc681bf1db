"""How much a reader's first page weighs: the page and its style sheets as they are sent."""

import re
from dataclasses import dataclass

from benchmarks.targets.base import Target, TargetError

STYLES = re.compile(r'<link rel="stylesheet" href="([^"]+)"')


@dataclass(frozen=True)
class Weight:
    """Bytes of a page and of its style sheets, compressed with gzip. Pages need no script, so none is weighed."""

    path: str
    page: int
    styles: int

    @property
    def together(self) -> int:
        """All that has to arrive before the page looks as meant."""
        return self.page + self.styles


def weigh(site: Target, path: str) -> Weight:
    """Fetch a page and its style sheets. Raises TargetError when one of them is not there."""
    page = site.get(path)
    sheets = [site.get(address) for address in STYLES.findall(page.text)]
    for answer in (page, *sheets):
        if answer.status != 200:
            raise TargetError(f"{site.name} answers {path} or a style sheet of it with status {answer.status}.")
    return Weight(path, len(page.body), sum(len(sheet.body) for sheet in sheets))
