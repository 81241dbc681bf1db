"""Signing in with a passkey, from setting it up to using it, in a real browser with a virtual authenticator."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

PASSWORD = "correct-horse-battery"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WORDS = {
    "en-US": {"sign in": "Sign in", "add": "Set up a passkey", "with": "Sign in with a passkey", "out": "Sign out"},
    "es-MX": {
        "sign in": "Entrar",
        "add": "Activar una llave de acceso",
        "with": "Entrar con una llave de acceso",
        "out": "Cerrar sesión",
    },
}


@pytest.fixture
def base(site):
    """Browsers lend passkeys to a name, not to a bare number."""
    return site.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def editor(site, request):
    """An account of its own for each test."""
    name = f"passkey-{request.node.name.split('[')[-1].rstrip(']').lower()}"
    site.manage("create_editor", name, "--password-stdin", "--administrator", stdin=PASSWORD)
    return name


@pytest.fixture
def device(open_page):
    """Opens a window on a device that keeps passkeys: ``device(locale="es-MX")``; what it keeps is ``window.keys``."""

    def open_device(**options):
        window = open_page(**options)
        session = window.context.new_cdp_session(window.page)
        session.send("WebAuthn.enable")
        number = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
        window.keys = lambda: session.send("WebAuthn.getCredentials", {"authenticatorId": number})["credentials"]
        window.refuse = lambda: session.send(
            "WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False}
        )
        return window

    return open_device


def sign_in(page, base, name, password=PASSWORD):
    page.goto(f"{base}/accounts/login/?next=/admin/")
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill(password)
    page.locator("main form button").first.click()


def set_up_passkey(page, base):
    page.goto(f"{base}/accounts/2fa/webauthn/add/")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").click()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/")


def sign_out(page, base):
    page.goto(f"{base}/accounts/logout/")
    page.locator("main form button").click()
    page.wait_for_url(f"{base}/**")


@pytest.mark.parametrize("locale", WORDS)
def test_passkey_is_set_up_and_opens_the_admin_by_itself(device, base, editor, locale):
    window = device(locale=locale)
    page, words = window.page, WORDS[locale]
    sign_in(page, base, editor)
    expect(page).to_have_url(f"{base}/admin/")

    set_up_passkey(page, base)
    kept = window.keys()
    sign_out(page, base)
    page.goto(f"{base}/admin/")
    expect(page.get_by_role("heading", level=1)).to_have_text(words["sign in"])
    page.get_by_role("button", name=words["with"]).click()

    expect(page).to_have_url(f"{base}/admin/")
    assert [(key["isResidentCredential"], key["rpId"]) for key in kept] == [(True, "localhost")]
    cookie = next(cookie for cookie in window.context.cookies() if cookie["name"] == "sessionid")
    assert cookie["expires"] == -1
    page.goto(f"{base}/admin/catalogue/auditentry/?account={editor}")
    newest = page.locator("#result_list tbody tr").first
    expect(newest).to_contain_text("llave de acceso" if locale == "es-MX" else "passkey")


def test_passkey_opens_while_strangers_keep_the_password_shut(device, open_page, base, editor):
    window = device()
    page = window.page
    sign_in(page, base, editor)
    set_up_passkey(page, base)
    sign_out(page, base)
    stranger = open_page().page
    for _try in range(5):
        sign_in(stranger, base, editor, "wrong")

    sign_in(page, base, editor)
    expect(page.locator(".errorlist")).to_contain_text("A passkey works right away")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page).to_have_url(f"{base}/admin/")


def test_page_says_so_when_the_device_refuses(device, base, editor):
    window = device()
    page = window.page
    sign_in(page, base, editor)
    set_up_passkey(page, base)
    sign_out(page, base)
    window.refuse()

    page.goto(f"{base}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.locator("[data-passkey-trouble]")).to_be_visible()
    assert window.complaints == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_of_an_account_are_open_to_everybody(device, base, site, width, dark):
    name = f"axe-{width}-{dark}".lower()
    site.manage("create_editor", name, "--password-stdin", "--administrator", stdin=PASSWORD)
    window = device(width=width, dark=dark, locale="es-MX" if dark else "en-US")
    page = window.page
    found = {}

    def look(path):
        page.goto(base + path)
        broken = {violation["id"] for violation in Axe().run(page).response["violations"]}
        wide = page.evaluate("document.documentElement.scrollWidth") > width
        found[path] = broken | ({"too wide"} if wide else set())

    look("/accounts/login/")
    look("/accounts/password/reset/")
    look("/accounts/inactive/")
    sign_in(page, base, name)
    look("/accounts/reauthenticate/?next=/admin/")
    set_up_passkey(page, base)
    for path in ("", "totp/activate/", "webauthn/", "webauthn/add/", "recovery-codes/", "recovery-codes/generate/"):
        look(f"/accounts/2fa/{path}")
    look("/accounts/2fa/reauthenticate/?next=/admin/")
    look("/accounts/2fa/webauthn/reauthenticate/?next=/admin/")
    look("/accounts/password/change/")
    look("/accounts/logout/")

    assert {path: broken for path, broken in found.items() if broken} == {}


def test_accounts_in_the_admin_are_open_to_everybody(device, base, site):
    site.manage("create_editor", "axe-boss", "--password-stdin", "--administrator", stdin=PASSWORD)
    site.manage("create_editor", "axe-other", "--password-stdin", stdin=PASSWORD)
    page = device(width=390).page
    sign_in(page, base, "axe-boss")
    page.goto(f"{base}/admin/auth/user/")
    page.get_by_role("link", name="axe-other").click()
    account = page.url.removesuffix("change/")
    addresses = [f"{base}/admin/auth/user/", f"{base}/admin/auth/user/add/", f"{base}/admin/catalogue/auditentry/"]

    found = {}
    for address in [
        *addresses,
        *(f"{account}{end}/" for end in ("change", "password", "sign-out", "second-step", "delete")),
    ]:
        page.goto(address)
        found[address] = {violation["id"] for violation in Axe().run(page).response["violations"]}

    assert {address: broken for address, broken in found.items() if broken} == {}
