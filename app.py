"""Home page: step through k-means, one half-step at a time."""

from __future__ import annotations

from functools import partial

from ui import by_hand, downloads, drawn, layout, optimum, page, pages
from ui.player import show_player
from ui.setup import new_start, setup_panel

page.configure(pages.HOME)
stage = layout.stage()
setup = setup_panel(stage, draws=True)

with stage.figure:
    payload = paper = None
    if setup is None:
        page.ask_for_a_file(stage)
    else:
        layout.title_for_readers("k-means, step by step")
        paper = setup.paper()
        payload = paper or page.guarded_payload(setup)
        if payload is not None:
            show_player(
                payload,
                by_hand=partial(by_hand.take, setup),
                drawing=drawn.as_sent(setup.base),
                on_again=new_start if setup.has_other_starts else None,
            )
with stage.below:
    if setup is not None and payload is not None and paper is None:
        optimum.show_best(setup)
        downloads.panel(setup, payload)
    page.explanation()
    pages.what_they_answer()
    pages.where_next(pages.HOME)
