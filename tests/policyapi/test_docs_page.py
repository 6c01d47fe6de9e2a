"""The documentation, in a real browser: a request is tried as a reader would."""

from __future__ import annotations

from pathlib import Path

from tests.browser import page

BLOCK = "document.querySelector('#operations-documents-list_documents')"
FIELD = f"{BLOCK}.querySelector(\"[data-param-name='q'] input\")"


def test_a_request_is_tried_and_answered(demo_server: str, tmp_path: Path) -> None:
    with page(tmp_path) as docs:
        docs.open(f"{demo_server}/api/v1/docs/")
        docs.wait_for(BLOCK)
        docs.run(f"{BLOCK}.querySelector('.opblock-summary-control').click()")
        docs.wait_for(f"{BLOCK}.querySelector('.try-out__btn')")
        docs.run(f"{BLOCK}.querySelector('.try-out__btn').click()")
        docs.wait_for(f"{BLOCK}.querySelector('.execute')")
        docs.run(f"{FIELD}.focus()")
        docs.tell("Input.insertText", text="三高四新")
        docs.run(f"{FIELD}.blur()")
        docs.run(f"{BLOCK}.querySelector('.execute').click()")
        answer = f"{BLOCK}.querySelector('.live-responses-table .response')?.innerText"
        said = docs.wait_for(answer)
    assert said.startswith("200")
    assert '"text": "三高四新"' in said, said
