"""Which picture is looked at: one of ours, or a file of the visitor's own, which stays with the visit."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import streamlit as st

from study import links
from study.made_pictures import MADE
from study.memory import SERVER_IS_FULL, Shelf
from study.text import literal
from tables import apart
from tables.errors import PictureError
from tables.limits import MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS, MEGABYTE, in_megabytes
from tables.picture import Picture
from ui.one_of import one_of
from ui.table import intake
from ui.visit import restarts, shelves
from ui.visit.house import NOT_TAKEN

_BROUGHT, _TAKEN, _TROUBLE = "picture brought", "picture taken", "picture trouble"
_UPLOADER = "picture_file"
LIMIT = (
    f"PNG, JPEG or WebP, up to {in_megabytes(MAX_PICTURE_BYTES)} and {MAX_PICTURE_PIXELS / MEGABYTE:,.0f} million pixels. It is read "
    "on this server, kept for your visit alone, and then forgotten. It does not travel in links."
)
_LET_GO = "Your picture had to make room for other things of your visit. Drop it again to go on with it."
_NO_ROOM = "There is no room for this picture on the server right now. Try again in a few minutes, or make it smaller."


@dataclass(frozen=True, eq=False)
class ChosenPicture:
    """A picture to look at. name : plain text, the same for the same picture; own : it came from the visitor"""

    picture: Picture
    name: str
    own: bool

    @property
    def shelf(self) -> Shelf:
        return shelves.of_visit() if self.own else shelves.COMMON


def choose_picture() -> ChosenPicture | None:
    """The picture that is chosen; None where there is none yet, and then what to do is said."""
    which = one_of("Which picture", links.PICTURE)
    if which == links.OWN_PICTURE:
        return _own()
    st.caption(MADE[which].about)
    return ChosenPicture(shelves.COMMON.made(("picture", which), MADE[which].picture), str(which), own=False)


def _own() -> ChosenPicture | None:
    apart.warm()
    file = st.file_uploader(
        "Drop a picture here",
        key=restarts.uploader_key(_UPLOADER),
        max_upload_size=MAX_PICTURE_BYTES // MEGABYTE,
    )
    state = st.session_state
    if file is not None and file.file_id != state.get(_TAKEN):
        state[_TAKEN], state[_TROUBLE] = file.file_id, None
        if file.type == NOT_TAKEN:
            state[_TROUBLE] = SERVER_IS_FULL
        else:
            _read(file.getvalue())
    name = str(state.get(_BROUGHT, ""))
    picture: Picture | None = shelves.of_visit().get(("picture", name)) if name else None
    trouble = state.get(_TROUBLE)
    if trouble:
        still = " Your earlier picture is still here." if picture is not None else ""
        st.error(literal(f"{trouble}{still}", 400), icon=":material/error:")
    if picture is not None:
        # Behind a file that is refused, "it" would be that file
        st.caption(LIMIT if trouble or not picture.notes else " ".join(picture.notes))
        return ChosenPicture(picture, name, own=True)
    lost = restarts.about_file(_UPLOADER)
    if lost:
        st.warning(lost, icon=":material/history:")
    elif name and not trouble:
        st.warning(_LET_GO, icon=":material/history:")
    st.caption(LIMIT)
    return None


def _read(data: bytes) -> None:
    """Read it in another process, and keep its colours for the visit; the picture before stays where this fails."""
    state = st.session_state
    try:
        picture = intake.with_progress(lambda show: apart.read_picture(data, show))
    except PictureError as error:
        state[_TROUBLE] = str(error)
        return
    name = f"Your picture {hashlib.blake2b(data, digest_size=6).hexdigest()}"
    shelf = shelves.of_visit()
    shelf.keep(("picture", name), picture)
    if shelf.get(("picture", name)) is None:
        state[_TROUBLE] = _NO_ROOM
        return
    state[_BROUGHT] = name
