"""What a page showed is gone from the browser's memory when it is left: elements, and listeners on the document."""

from __future__ import annotations

from playwright.sync_api import CDPSession, Page, expect

from tests.e2e.browser import one_run_or_more, open_app

OURS = '[class^="kms"], [class^="ksg"], [class^="ksm"], .js-plotly-plot, .plotly, .scatterlayer, .trace'
"""Elements of our components, and those that Plotly drew in them."""
PATIENCE = 20
"""Rubbish is collected in turns: what is held by what was just collected goes the next time."""


def open_page(page: Page, name: str) -> None:
    with one_run_or_more(page):
        page.locator(".st-key-pages").get_by_role("link").filter(has_text=name).click()


def detached(browser: CDPSession, held: str = OURS) -> list[str]:
    """What is in memory of our elements, and on no page; asked for anew until there is nothing."""
    found: list[str] = []
    for _ in range(PATIENCE):
        browser.send("HeapProfiler.collectGarbage")
        prototype = browser.send("Runtime.evaluate", {"expression": "Element.prototype"})["result"][
            "objectId"
        ]
        elements = browser.send("Runtime.queryObjects", {"prototypeObjectId": prototype})["objects"][
            "objectId"
        ]
        answer = browser.send(
            "Runtime.callFunctionOn",
            {
                "objectId": elements,
                "returnByValue": True,
                "arguments": [{"value": held}],
                "functionDeclaration": """function (held) {
                    // The prototypes are among what is found, and answer nothing.
                    const isElement = (each) => { try { return each.matches(held); } catch { return false; } };
                    return this.filter((each) => isElement(each) && !each.isConnected).map((each) => each.outerHTML.slice(0, 200));
                }""",
            },
        )
        browser.send("Runtime.releaseObject", {"objectId": elements})
        found = answer["result"]["value"]
        if not found:
            break
    return found


def listeners(browser: CDPSession) -> dict[str, int]:
    """How many listeners the document and the window have."""
    numbers = {}
    for name in ("document", "window"):
        target = browser.send("Runtime.evaluate", {"expression": name})["result"]["objectId"]
        numbers[name] = len(browser.send("DOMDebugger.getEventListeners", {"objectId": target})["listeners"])
    return numbers


def test_what_a_page_showed_is_gone_when_it_is_left(app_url: str, page: Page) -> None:
    open_app(page, f"{app_url}/?shape=blobs")
    browser = page.context.new_cdp_session(page)
    page.locator(".kms[data-ready]").wait_for()
    assert detached(browser) == []  # nor does the player keep anything while it is there
    open_page(page, "Your data")
    expect(page.locator(".kms")).to_have_count(0)
    assert detached(browser) == []
    before = listeners(browser)
    for _ in range(3):
        open_page(page, "Starting points")
        page.locator(".ksg[data-ready]").wait_for()
        open_page(page, "Step by step")
        page.locator(".kms[data-ready]").wait_for()
        open_page(page, "Your data")
        expect(page.locator(".kms, .ksg")).to_have_count(0)
    assert detached(browser) == []
    assert listeners(browser) == before


def test_the_map_and_the_players_beside_it_are_gone_when_their_page_is_left(app_url: str, page: Page) -> None:
    open_app(page, f"{app_url}/Starting_points?starts=20&look=Where+do+starts+lead%3F")
    browser = page.context.new_cdp_session(page)
    page.locator(".ksm[data-ready]").wait_for()
    open_page(page, "Your data")
    expect(page.locator(".ksm")).to_have_count(0)
    assert detached(browser) == []


def test_what_stays_of_other_pages_does_not_grow(app_url: str, page: Page) -> None:
    """Streamlit itself holds a header that was, now whole and now without what our mark showed in it: it holds no more of them
    after four rounds than after two."""
    open_app(page, f"{app_url}/?shape=blobs")
    browser = page.context.new_cdp_session(page)
    held = []
    for _ in range(4):
        open_page(page, "Starting points")
        page.locator(".ksg[data-ready]").wait_for()
        open_page(page, "Your data")
        expect(page.locator(".ksg")).to_have_count(0)
        open_page(page, "Step by step")
        page.locator(".kms[data-ready]").wait_for()
        held.append(len(detached(browser, "*")))
    assert min(held[2:]) <= max(held[:2])


def test_what_is_held_would_be_found(page: Page) -> None:
    """The test of the tests above: an element that a variable holds is found, one that nothing holds is not."""
    page.set_content("<p>a page</p>")
    browser = page.context.new_cdp_session(page)
    page.evaluate("() => { window.held = document.createElement('div'); window.held.className = 'kms'; }")
    page.evaluate("() => { document.createElement('div').className = 'kms'; }")
    assert detached(browser) == ['<div class="kms"></div>']
