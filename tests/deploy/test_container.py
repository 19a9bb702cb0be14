"""The container's parts, where no container can be built: its files by their words, its steps and its start for real."""

import fnmatch
import os
import re
import shlex
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

import start
from tests.deploy.site import DEPLOY
from tests.e2e.browser import ROOT
from tools.pythons import clean_environ


def instructions() -> list[tuple[str, str]]:
    """The lines of the Dockerfile as (FROM, python:...), continued lines joined."""
    text = (ROOT / "Dockerfile").read_text("ascii").replace("\\\n", "")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines]


def of_kind(kind: str) -> list[str]:
    return [rest for name, rest in instructions() if name == kind]


def environment() -> dict[str, str]:
    return dict(part.split("=", 1) for line in of_kind("ENV") for part in shlex.split(line))


class TestDockerfile:
    def test_the_version_of_what_it_stands_on_is_said(self) -> None:
        assert all(re.fullmatch(r"python:3\.\d+-slim", image) for image in of_kind("FROM"))

    def test_the_app_runs_as_a_user_without_rights(self) -> None:
        names = [name for name, _ in instructions()]
        assert of_kind("USER") == ["app"]
        assert not {"RUN", "COPY", "ADD"} & set(names[names.index("USER") :])

    def test_every_source_is_there_and_not_ignored(self) -> None:
        ignored = (ROOT / ".dockerignore").read_text("ascii").split("\n")
        wanted = {line[1:] for line in ignored if line.startswith("!")}
        sources = {source for line in of_kind("COPY") for source in line.split()[:-1]}
        assert sources == wanted
        assert all((ROOT / source).exists() for source in sources)
        assert not any(fnmatch.fnmatch(source, "*secrets*") for source in sources)

    def test_every_part_of_the_app_is_copied(self) -> None:
        parts = {file.parent.name for file in ROOT.glob("*/__init__.py")} | {"pages", "app.py", ".streamlit"}
        assert parts - {"tests", "tools", "benchmarks"} <= {
            source for line in of_kind("COPY") for source in line.split()
        }

    def test_the_pinned_versions_are_installed(self) -> None:
        assert any("-r requirements.txt -c constraints.txt" in step for step in of_kind("RUN"))


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """The folder of the app as the Dockerfile makes it: what is copied, and what its own steps add."""
    folder = tmp_path / "app"
    folder.mkdir()
    for line in of_kind("COPY"):
        *sources, target = line.split()
        for source in sources:
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, folder / target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / source, folder / target)
    for step in of_kind("RUN"):
        if step.startswith("python"):
            subprocess.run(step, shell=True, check=True, cwd=folder, env=container_environment())
    return folder


def container_environment(**more: str) -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return clean_environ() | environment() | {"PATH": path} | more


def tree(folder: Path) -> dict[str, int]:
    return {str(file.relative_to(folder)): file.stat().st_mtime_ns for file in folder.rglob("*")}


@pytest.mark.parametrize("base_path", ["", "/courses/kmeans"])
def test_it_starts_is_healthy_shows_a_page_and_writes_nothing(
    image: Path, tmp_path: Path, base_path: str
) -> None:
    made = tree(image)
    port = start.any_port()
    home = tmp_path / "home"
    home.mkdir()
    environ = container_environment(
        STREAMLIT_SERVER_PORT=str(port), STREAMLIT_SERVER_BASE_URL_PATH=base_path, HOME=str(home)
    )
    check = re.sub(r"^.*?CMD ", "", of_kind("HEALTHCHECK")[0])

    def healthy() -> bool:
        return subprocess.run(check, shell=True, env=environ, stderr=subprocess.DEVNULL).returncode == 0

    assert not healthy()
    command = [sys.executable if word == "python" else word for word in yaml.safe_load(of_kind("CMD")[0])]
    app = subprocess.Popen(command, cwd=image, env=environ)
    try:
        assert start.wait_until_healthy(app, port, base_path)
        assert healthy()
        with connect(f"ws://127.0.0.1:{port}{base_path}/_stcore/stream", max_size=None) as page:
            ask = BackMsg()
            ask.rerun_script.query_string = ""
            page.send(ask.SerializeToString())
            said = [*messages(page)]
        assert not any(message.delta.new_element.HasField("exception") for message in said)
        library = next((image / "static").glob("plotly-*.min.js"))
        with urllib.request.urlopen(
            f"http://127.0.0.1:{port}{base_path}/app/static/{library.name}"
        ) as answer:
            assert len(answer.read()) == library.stat().st_size
        assert tree(image) == made
    finally:
        app.kill()
        app.wait()


def messages(page: Any) -> Iterator[ForwardMsg]:
    """What the server sends until its script has come to its end."""
    while True:
        message = ForwardMsg.FromString(page.recv(timeout=60))
        yield message
        if message.WhichOneof("type") == "script_finished":
            assert message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            return


class TestCompose:
    @pytest.fixture
    def services(self) -> dict[str, dict[str, Any]]:
        services: dict[str, dict[str, Any]] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("ascii"))[
            "services"
        ]
        return services

    def test_every_container_is_held_within_limits(self, services: dict[str, dict[str, Any]]) -> None:
        for service in services.values():
            assert service["read_only"] is True
            assert service["mem_limit"]
            assert service["pids_limit"]
            assert service["restart"] == "unless-stopped"
            assert service["cap_drop"] == ["ALL"]
            assert service["security_opt"] == ["no-new-privileges:true"]
            assert all("size=" in place for place in service["tmpfs"])
            assert not service.get("image", "").endswith(":latest")
        assert services["nginx"]["healthcheck"]
        assert of_kind("HEALTHCHECK")

    def test_only_nginx_is_reached_from_outside(self, services: dict[str, dict[str, Any]]) -> None:
        assert [name for name, service in services.items() if "ports" in service] == ["nginx"]
        networks = yaml.safe_load((DEPLOY / "compose.yaml").read_text("ascii"))["networks"]
        assert networks["inside"]["internal"] is True
        assert all(
            list(service["networks"]) == ["inside"] for name, service in services.items() if name != "nginx"
        )

    def test_nginx_knows_every_process(self, services: dict[str, dict[str, Any]]) -> None:
        processes = {
            f"{name}:{service['environment']['STREAMLIT_SERVER_PORT']}"
            for name, service in services.items()
            if name != "nginx"
        }
        nginx = (DEPLOY / "nginx.conf").read_text("ascii")
        upstreams = dict(re.findall(r"upstream (\w+) \{(.*?)\}", nginx, re.DOTALL))
        assert len(upstreams) == len(processes) + 1
        for name, servers in upstreams.items():
            first, *others = re.findall(r"server (\S+)([^;]*);", servers)
            assert {first[0], *(other[0] for other in others)} == processes
            if name != "anyone":
                number = name.removeprefix("process_")
                assert first[0].startswith(f"app{number}:")
                assert all("backup" in other[1] for other in others)
                assert re.search(rf"^\s+{number}\s+{name};", nginx, re.MULTILINE)
                assert re.search(rf"^\s+~:{first[0].split(':')[1]}\$ {number};", nginx, re.MULTILINE)

    def test_every_setting_is_explained(self) -> None:
        settings = set(re.findall(r"\$\{(\w+):-", (DEPLOY / "compose.yaml").read_text("ascii")))
        explained = (ROOT / "docs" / "DEPLOY.md").read_text("utf-8")
        assert {name for name in settings if f"`{name}`" not in explained} == set()

    def test_the_values_that_nginx_is_given_are_those_it_asks_for(
        self, services: dict[str, dict[str, Any]]
    ) -> None:
        asked = set(re.findall(r"\$\{(\w+)\}", (DEPLOY / "nginx.conf").read_text("ascii")))
        given = services["nginx"]["environment"]
        assert asked == {name for name in given if not name.startswith("NGINX_")}
        assert all(re.fullmatch(given["NGINX_ENVSUBST_FILTER"].replace("$$", "$"), name) for name in asked)


class TestDocuments:
    def test_every_setting_of_the_app_that_they_name_is_one(self) -> None:
        texts = [(ROOT / name).read_text("utf-8") for name in ("docs/DEPLOY.md", "deploy/app.env")]
        named = set(re.findall(r"KMEANS_(\w+)", "".join(texts)))
        code = "".join(
            file.read_text("utf-8")
            for part in ("tables", "study", "ui")
            for file in (ROOT / part).rglob("*.py")
        )
        assert named == set(re.findall(r'limit\("(\w+)"', code)) & named != set()

    def test_every_file_that_they_name_is_there(self) -> None:
        for name in ("SECURITY.md", "docs/DEPLOY.md"):
            files = re.findall(r"`((?:tests|tables|ui|deploy)/\w[\w./]*)`", (ROOT / name).read_text("utf-8"))
            assert files
            assert [file for file in files if not (ROOT / file).exists()] == []
