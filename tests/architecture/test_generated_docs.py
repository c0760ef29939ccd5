"""The pages made from the code say what the code says."""

import pytest

from tests.support.generated_docs import DOCS, PAGES


@pytest.mark.parametrize("file", sorted(PAGES))
def test_a_generated_page_is_current(file: str) -> None:
    assert (DOCS / file).read_text(encoding="utf-8") == PAGES[file]()
