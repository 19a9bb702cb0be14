"""What nginx lets through, and what it says, in front of two processes of the app."""

import base64
import hashlib
import http.client
import re
import socket
import ssl
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import streamlit

import start
from tables import limits
from tests.deploy.site import DEPLOY, Nginx, Site, configuration
from tests.e2e.browser import ROOT

CLASS = 40
ANOTHER_ADDRESS = "127.0.0.2"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with Site(tmp_path_factory.mktemp("site")) as site:
        yield site


def ask(
    site: Site,
    path: str,
    cookie: str | None = None,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    body: bytes | None = None,
    sender: str = "127.0.0.1",
) -> http.client.HTTPResponse:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60, source_address=(sender, 0))
    sent = {"Connection": "close", **({"Cookie": cookie} if cookie else {}), **(headers or {})}
    connection.request(method, path, headers=sent, body=body)
    answer = connection.getresponse()
    if answer.status != 101:
        answer.read()
    return answer


def shake_hands(site: Site, cookie: str | None = None, origin: str | None = None) -> http.client.HTTPResponse:
    """Open a web socket; it closes when the answer is collected."""
    headers = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    headers |= {
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Origin": origin or f"http://127.0.0.1:{site.port}",
    }
    return ask(site, "/_stcore/stream", cookie, headers=headers)


def process_cookie(answer: http.client.HTTPResponse) -> str | None:
    """The cookie that names a process, as the answer sets it."""
    cookies = answer.headers.get_all("Set-Cookie") or []
    return next((cookie for cookie in cookies if cookie.startswith("kmeans_process=")), None)


class TestWhatIsClosed:
    @pytest.mark.parametrize(
        "path",
        [
            "/_stcore/metrics",
            "/_stcore/metrics/",
            "/_stcore/metrics?families=cache_memory_bytes",
            "/_stcore/%6detrics",
            "//_stcore//metrics",
            "/x/../_stcore/./metrics",
            "/_stcore/script-health-check",
            "/_stcore/agent/openapi.json",
            "/_stcore/whatever-comes-next",
        ],
    )
    def test_addresses_that_no_browser_needs(self, site: Site, path: str) -> None:
        assert ask(site, path).status == 404

    def test_below_a_page_there_is_nothing_but_the_page(self, site: Site) -> None:
        assert ask(site, "/Your_data/_stcore/metrics").headers["Content-Type"].startswith("text/html")

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
    def test_pages_are_only_read(self, site: Site, method: str) -> None:
        assert ask(site, "/", method=method, body=b"x").status == 403
        assert ask(site, "/_stcore/health", method=method).status == 403

    def test_another_site_opens_no_web_socket(self, site: Site) -> None:
        assert shake_hands(site).status == 101
        for origin in (
            "https://elsewhere.example",
            "http://127.0.0.1",
            f"http://127.0.0.1:{site.port}.example",
            "null",
        ):
            assert shake_hands(site, origin=origin).status == 403

    def test_an_upload_without_the_tokens_of_its_page_is_refused(self, site: Site) -> None:
        answer = ask(site, "/_stcore/upload_file/somebody/file", method="PUT", body=b"x")
        assert answer.status == 403


class TestHeaders:
    @pytest.mark.parametrize(
        ("path", "status"),
        [("/", 200), ("/_stcore/health", 200), ("/_stcore/metrics", 404), ("/favicon.png", 200)],
    )
    def test_every_answer_has_them(self, site: Site, path: str, status: int) -> None:
        answer = ask(site, path)
        assert answer.status == status
        assert answer.headers.get_all("X-Content-Type-Options") == ["nosniff"]
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Server"] == "nginx"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert policy.endswith("frame-ancestors 'self'")
        assert "Strict-Transport-Security" not in answer.headers  # this is not encrypted

    def test_the_one_script_in_the_page_is_allowed_by_its_hash(self) -> None:
        page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
        scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
        hashes = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
        assert set(re.findall(r"'sha256-([^']+)'", (DEPLOY / "nginx.conf").read_text())) == hashes


class TestHowMuch:
    def test_the_limit_is_ours(self) -> None:
        mebibytes = int(re.findall(r"client_max_body_size (\d+)m;", (DEPLOY / "nginx.conf").read_text())[0])
        config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
        assert mebibytes == config["server"]["maxUploadSize"] + 1
        assert limits.MAX_BYTES + 2**20 <= mebibytes * 2**20 < 1.1 * limits.MAX_BYTES

    def test_a_larger_body_is_refused_before_it_comes(self, site: Site) -> None:
        for size, status in ((201 * 2**20 + 1, 413), (10**12, 413)):
            with socket.create_connection(("127.0.0.1", site.port), timeout=60) as connection:
                head = f"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n"
                connection.sendall(head.encode())
                assert connection.recv(100).startswith(f"HTTP/1.1 {status} ".encode())

    def test_a_class_behind_one_address_opens_the_app_at_once(self, site: Site) -> None:
        """Each browser asks for a page, looks for its server in two places, and opens a web socket."""

        def visit(_: int) -> list[int]:
            paths = ("/Your_data", "/Your_data/_stcore/health", "/Your_data/_stcore/host-config")
            return [*(ask(site, path).status for path in paths), shake_hands(site).status]

        with ThreadPoolExecutor(CLASS) as browsers:
            assert list(browsers.map(visit, range(CLASS))) == [[200, 404, 404, 101]] * CLASS

    def test_a_class_behind_one_address_uploads_at_once(self, site: Site) -> None:
        def upload(number: int) -> int:
            path = f"/_stcore/upload_file/visit{number}/file"
            return ask(site, path, method="PUT", body=bytes(100_000)).status

        with ThreadPoolExecutor(
            CLASS
        ) as browsers:  # 403: it came as far as the app, which knows no such visit
            assert list(browsers.map(upload, range(CLASS))) == [403] * CLASS

    def test_a_program_that_asks_without_end_is_slowed_down(self, site: Site) -> None:
        answers: set[int] = set()
        with ThreadPoolExecutor(8) as pool:
            for _ in range(20):  # a busy machine may need several rounds to ask faster than is allowed
                asked = [pool.submit(ask, site, "/favicon.png", sender=ANOTHER_ADDRESS) for _ in range(400)]
                answers |= {each.result().status for each in asked}
                if 429 in answers:
                    break
        assert answers == {200, 429}
        assert ask(site, "/favicon.png").status == 200  # from elsewhere, nobody feels it

    def test_large_uploads_come_in_four_at_a_time(self, site: Site) -> None:
        head = b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: x\r\nContent-Length: 90000000\r\n\r\n"
        with ExitStack() as stack:
            for _ in range(4):
                connection = stack.enter_context(
                    socket.create_connection(("127.0.0.1", site.port), timeout=60)
                )
                connection.sendall(head + bytes(1000))
            fifth = stack.enter_context(socket.create_connection(("127.0.0.1", site.port), timeout=60))
            fifth.sendall(head)
            assert fifth.recv(100).startswith(b"HTTP/1.1 429 ")
            # a small one is not kept waiting by the large ones
            assert ask(site, "/_stcore/upload_file/a/b", method="PUT", body=b"x").status == 403


class TestStickyVisits:
    def test_new_visits_are_spread_and_each_stays_where_it_is(self, site: Site) -> None:
        before = len((site.folder / "visits.log").read_text().splitlines())
        visits = [process_cookie(ask(site, "/")) for _ in range(10)]
        assert {cookie.split(";")[0] for cookie in visits if cookie} == {
            "kmeans_process=1",
            "kmeans_process=2",
        }
        answered: dict[str, set[str]] = {"kmeans_process=1": set(), "kmeans_process=2": set()}
        for cookie in answered:
            for path in ("/", "/_stcore/health", "/favicon.png", "/Your_data", "/media/none.csv"):
                answer = ask(site, path, cookie)
                assert process_cookie(answer) is None
            assert process_cookie(shake_hands(site, cookie)) is None
            lines = (site.folder / "visits.log").read_text().splitlines()[before:]
            answered[cookie] |= {line.split()[-1] for line in lines[-5:]}
        ports = [{f"127.0.0.1:{process.port}"} for process in site.processes]
        assert list(answered.values()) == ports

    def test_what_the_cookie_is(self, site: Site) -> None:
        cookie = process_cookie(ask(site, "/"))
        assert cookie is not None
        assert re.fullmatch(r"kmeans_process=[12]; Path=/; HttpOnly; SameSite=Lax", cookie)

    @pytest.mark.parametrize(
        "cookie", ["kmeans_process=", "kmeans_process=9", "kmeans_process=evil.example:80"]
    )
    def test_a_cookie_that_names_none_of_ours_is_renewed(self, site: Site, cookie: str) -> None:
        assert process_cookie(ask(site, "/", cookie))
        assert process_cookie(shake_hands(site, cookie))

    def test_another_process_takes_over_and_keeps_the_visit(self, tmp_path: Path) -> None:
        with Site(tmp_path) as site:
            site.processes[0].kill()
            first = "kmeans_process=1"
            assert ask(site, "/", first).status == 200
            assert ask(site, "/media/x.csv", first).status == 404
            taken_over = shake_hands(site, first)
            assert taken_over.status == 101
            assert (process_cookie(taken_over) or "").startswith("kmeans_process=2;")
            site.processes[1].kill()
            away = ask(site, "/", first)
            assert away.status == 503
            assert away.headers["Content-Type"] == "text/plain"


class Page(BaseHTTPRequestHandler):
    """A process of the app as far as cookies go."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Set-Cookie", "_streamlit_xsrf=2|a|b|1; Path=/; SameSite=Lax")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def process() -> Iterator[int]:
    """The port of a stand-in for the app."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


class TestEncrypted:
    @pytest.mark.parametrize(
        ("ancestors", "same_site"),
        [("'self'", "Lax"), ("'none'", "Lax"), ("https://moodle.example.edu", "None")],
    )
    def test_cookies_and_headers(self, tmp_path: Path, process: int, ancestors: str, same_site: str) -> None:
        plain, encrypted = start.any_port(), start.any_port()
        file = configuration(tmp_path, plain, [process, process], "/kmeans", ancestors, encrypted)
        with Nginx(file, plain):
            context = ssl.create_default_context(cafile=str(tmp_path / "fullchain.pem"))
            connection = http.client.HTTPSConnection("localhost", encrypted, context=context, timeout=60)
            connection.request("GET", "/kmeans/")
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
            assert answer.headers["Content-Security-Policy"].endswith(f"frame-ancestors {ancestors}")
            partitioned = "; Partitioned" if same_site == "None" else ""
            xsrf, ours = sorted(answer.headers.get_all("Set-Cookie") or [])
            assert re.fullmatch(
                f"kmeans_process=[12]; Path=/kmeans/; HttpOnly; SameSite={same_site}; Secure{partitioned}",
                ours,
            )
            assert "secure" in xsrf.lower()
            assert ("Partitioned" in xsrf) == (same_site == "None")
            assert f"samesite={same_site}".lower() in xsrf.lower()
            connection.request("GET", "/elsewhere")
            assert connection.getresponse().status == 404
            connection.close()

    def test_plain_leads_to_encrypted(self, tmp_path: Path, process: int) -> None:
        plain, encrypted = start.any_port(), start.any_port()
        with Nginx(configuration(tmp_path, plain, [process, process], "", "'self'", encrypted), plain):
            connection = http.client.HTTPConnection("localhost", plain, timeout=60)
            connection.request("GET", "/Your_data?k=4", headers={"Host": "kmeans.example.edu"})
            answer = connection.getresponse()
            assert answer.status == 308
            assert answer.headers["Location"] == "https://kmeans.example.edu/Your_data?k=4"
            connection.close()
