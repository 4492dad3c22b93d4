"""What an attacker tries before being anybody: spoofed addresses, odd headers, huge forms, one link often."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from selaras.actions.office import invitations
from selaras.core.errors import CoreError
from selaras.outside.clock import SystemClock
from selaras.records import models as rows
from tests.web.office import offices
from tests.web.office.sign_in import ways_in
from tests.web.office.sign_in.ways_in import invited, sign_in

pytestmark = pytest.mark.sqlite


@pytest.fixture
def agency(db: None) -> rows.Agency:
    return offices.agency_row("bengkulu")


def test_an_address_that_somebody_writes_himself_ends_no_rest(agency: rows.Agency) -> None:
    """Without a proxy of the office nobody is believed who says where he comes from."""
    ways_in.with_password(agency, "ani.wijaya")
    here = Client(REMOTE_ADDR="10.0.0.7")
    for n in range(5):
        told = f"203.0.113.{n}"
        spoofed = {"x-forwarded-for": told, "x-real-ip": told, "forwarded": f"for={told}", "client-ip": told}
        sign_in(here, "ani.wijaya", "salah sama sekali", headers=spoofed)

    held = sign_in(here, "ani.wijaya", headers={"x-forwarded-for": "198.51.100.1"})

    assert held.status_code == 429


ODD = (
    {"accept-language": "x" * 8000},
    {"accept-language": "id;q=\x7f,;;;q=nan"},
    {"cookie": "bahasa=../../etc; selaras_sesi=%00; =; ;;"},
    {"cookie": "bahasa=" + "x" * 4000},
    {"x-http-method-override": "DELETE", "x-method-override": "PUT"},
    {"x-forwarded-host": "jahat.example", "x-original-url": "/audit/", "x-rewrite-url": "/audit/"},
    {"range": "bytes=0-18446744073709551615"},
    {"if-none-match": "W/" * 500, "if-modified-since": "kemarin"},
    {"hx-request": "true", "hx-current-url": "javascript:alert(1)", "hx-target": "<x>"},
    {"referer": "\u00ff\u00fe//jahat.example"},
    {"content-encoding": "gzip"},
    {"x-timezone": "../../etc/localtime", "tz": "Asia/Tidak-Ada"},
)


@pytest.mark.parametrize("odd", ODD, ids=lambda one: ",".join(one))
def test_odd_headers_are_answered_as_any_other(odd: dict[str, str], agency: rows.Agency) -> None:
    browser = Client(raise_request_exception=False)

    for path in (
        "/",
        "/akun/masuk/",
        "/undangan/",
        "/bantuan/",
        "/api/v1/events",
        "/api/tablet/v1/x/y/receipts",
    ):
        for answer in (browser.get(path, headers=odd), browser.post(path, {"a": "b"}, headers=odd)):
            assert answer.status_code < 500 or answer.status_code == 503, path
            assert "jahat" not in answer.get("Location", "")


FILE = b'--x\r\nContent-Disposition: form-data; name="berkas"; filename="../../a"\r\n\r\nx\r\n--x--\r\n'


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"&".join(b"f%d=1" % n for n in range(5000)), "application/x-www-form-urlencoded"),
        (b"a=" + b"%FF" * 2000, "application/x-www-form-urlencoded"),
        (b"a=b", "application/x-www-form-urlencoded; charset=tidak-ada"),
        (b"a=b", "multipart/form-data"),
        (b"--x\r\n" * 2000, "multipart/form-data; boundary=x"),
        (
            b'--x\r\nContent-Disposition: form-data; name="f"; filename="../../a"\r\n\r\nx\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
        (b"[" * 20000, "application/json"),
        (b"\x1f\x8b\x08\x00" + bytes(200), "application/x-www-form-urlencoded"),
    ],
)
def test_a_body_of_any_shape_breaks_nothing(body: bytes, kind: str, agency: rows.Agency) -> None:
    strangers = Client(raise_request_exception=False)
    member = offices.account(agency, "sekretaris")
    inside = offices.signed_in(member)
    inside.raise_request_exception = False

    for browser in (strangers, inside):
        for path in ("/akun/masuk/", "/undangan/", "/bahasa/", "/impor/", "/orang/undang/"):
            answer = browser.generic("POST", path, body, content_type=kind)
            assert answer.status_code < 500, (path, kind)


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "PUT", "PATCH", "DELETE", "X" * 300])
def test_other_methods_do_nothing(method: str, agency: rows.Agency) -> None:
    browser = Client(raise_request_exception=False)

    for path in ("/", "/akun/masuk/", "/undangan/", "/bahasa/", "/akun/keluar/", "/api/v1/events"):
        answer = browser.generic(method, path, b"x=y", headers={"x-mark": "zq9x"})
        # The library's own form of sign-in is shown again to whoever puts something.
        assert answer.status_code in (200, 302, 400, 401, 403, 405), (method, path, answer.status_code)
        assert answer.status_code != 200 or (method, path) == ("PUT", "/akun/masuk/")
        assert b"zq9x" not in answer.content


@pytest.mark.parametrize("host", ["jahat.example", "localhost@jahat.example", "a b", ""])
def test_another_host_is_nobodys(host: str, agency: rows.Agency) -> None:
    answer = Client(raise_request_exception=False).get("/akun/masuk/", headers={"host": host})

    assert answer.status_code == 400 or (answer.status_code == 200 and not host)
    assert b"jahat" not in answer.content


def test_a_path_writes_no_line_of_its_own_into_a_log(
    agency: rows.Agency, caplog: pytest.LogCaptureFixture
) -> None:
    Client(raise_request_exception=False).get("/tidak%0AERROR%20ada%0D/%1b[31m")

    assert caplog.records
    for one in caplog.records:
        assert not {"\n", "\r", "\x1b"} & set(one.getMessage())


def test_one_link_taken_by_many_at_once_makes_one_account(committed_db: None) -> None:
    agency = offices.agency_row("bengkulu")
    code = invited(agency).code
    before = rows.Account.objects.count()

    def take(n: int) -> str:
        new = invitations.NewAccount(sign_in_name=f"orang{n}", password=ways_in.PASSWORD)
        try:
            invitations.accept(code, new, clock=SystemClock())
        except CoreError as wrong:
            return wrong.code
        finally:
            connections.close_all()
        return "taken"

    with ThreadPoolExecutor(max_workers=6) as pool:
        came = sorted(pool.map(take, range(6)))

    assert came == ["link_used"] * 5 + ["taken"]
    assert rows.Account.objects.count() == before + 1
