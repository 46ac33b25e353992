"""Walking through the platform as a person does: by the words on the controls.

Every page that a walker comes to is looked at: it fits the screen, it speaks the walker's
language, axe finds nothing against WCAG 2.2 AA, the console is silent, no other host is asked.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.utils import translation
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request

from tests.journeys.house import House
from tests.journeys.people import PASSWORD, Person, Variant

AXE = Path(__file__).parents[1].joinpath("vendor", "axe.min.js").read_text()
RUN_AXE = """() => axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    rules: {"target-size": {enabled: true}}, resultTypes: ["violations"],
}).then((found) => found.violations.map(
    (rule) => `axe ${rule.id}: ` + rule.nodes.map((node) => node.target.join(" ")).join(", ")))"""
# What reaches over the edge of the screen and stands in no box that scrolls by itself.
FIND_OVERFLOW = """() => {
    const boxed = (element) => {
        const box = element.parentElement;
        if (!box || box === document.body) return false;
        return getComputedStyle(box).overflowX !== "visible" || boxed(box);
    };
    const over = [...document.body.querySelectorAll("*")].filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 1 && (right > innerWidth + 1 || left < -1)
            && element.checkVisibility() && !boxed(element) && !element.closest("svg, .skip");
    });
    return over.slice(0, 3).map((element) => `over the edge: ${element.outerHTML.slice(0, 120)}`);
}"""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Walker:
    """One person at one screen, in one language."""

    def __init__(
        self, house: House, context: BrowserContext, variant: Variant, *, runs_scripts: bool = True
    ) -> None:
        self.house, self.context, self.language = house, context, variant.language
        self.runs_scripts = runs_scripts
        self.faults: list[str] = []
        self.page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        context.on("request", self._watch)

    # --- Going somewhere ---------------------------------------------------------------------

    def open(self, path: str, status: int = 200) -> None:
        """Go to an address and look at the page."""
        answer = self.page.goto(self.house.url + path)
        assert answer is not None, path
        assert answer.status == status, (path, answer.status)
        self.look()

    def follow(self, words: str, within: Locator | None = None) -> None:
        """Follow the link of that name and look at the page it leads to."""
        self.go(self.link(words, within))

    def press(self, words: str, within: Locator | None = None) -> None:
        """Press the button of that name and look at the page it leads to."""
        self.go(self.button(words, within))

    def go(self, control: Locator) -> None:
        with self.page.expect_navigation():
            control.click()
        self.look()

    # --- Finding things by their words -------------------------------------------------------

    def say(self, words: str, context: str = "") -> str:
        """Return the words of the interface in the walker's language."""
        with translation.override(self.language):
            return translation.pgettext(context, words) if context else translation.gettext(words)

    def link(self, words: str, within: Locator | None = None) -> Locator:
        place = within or self.page
        return place.get_by_role("link", name=self.say(words), exact=True).first

    def button(self, words: str, within: Locator | None = None) -> Locator:
        place = within or self.page
        return place.get_by_role("button", name=self.say(words), exact=True).first

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    def fill(self, label: str, words: str) -> None:
        label_begins = re.compile(f"^{re.escape(self.say(label))}")
        self.page.get_by_label(label_begins).fill(words)

    def reads(self, words: str) -> None:
        """Insist that the page says this (in the walker's language) where it can be seen."""
        self.main_or_message(self.say(words)).wait_for()

    def main_or_message(self, words: str) -> Locator:
        return self.page.locator("body").get_by_text(words).filter(visible=True).first

    # --- Who one is --------------------------------------------------------------------------

    def log_in(self, person: Person) -> None:
        """Log in, by the cookies of an earlier time if there are any, in one's own language."""
        known = self.house.cookies.get(person.account)
        if known:
            self.context.add_cookies(known)
        else:
            self.post("/accounts/login/", login=person.email, password=PASSWORD)
            self.house.cookies[person.account] = self.context.cookies()
        self.post("/accounts/language/", language=self.language, next="/healthz")

    def post(self, path: str, **fields: str) -> None:
        """Send a form without opening its page (for what is not the point of the story)."""
        url = self.house.url + path
        token = TOKEN.search(self.context.request.get(url).text())
        assert token, path
        form = {**fields, "csrfmiddlewaretoken": token.group(1)}
        answer = self.context.request.post(url, form=form, headers={"Referer": url})
        assert answer.ok, (path, answer.status)

    # --- Looking -----------------------------------------------------------------------------

    def look(self) -> None:
        """Check the page that is shown; Wagtail's own admin is looked at by Wagtail."""
        if not urlsplit(self.page.url).path.startswith("/cms/"):
            if self.runs_scripts:  # axe waits for timers, which need them
                self.page.evaluate(AXE)
                self.faults += self.page.evaluate(RUN_AXE)
            self.faults += self.page.evaluate(FIND_OVERFLOW)
            self._check_language()
        self.settle()

    def settle(self) -> None:
        """Insist that nothing was found wrong so far."""
        assert not self.faults, "\n".join([self.page.url, *self.faults])

    def _check_language(self) -> None:
        html = self.page.locator("html")
        said = (html.get_attribute("lang"), html.get_attribute("dir"))
        wanted = (self.language, "rtl" if self.language == "ar" else "ltr")
        if said != wanted:
            self.faults.append(f"the page speaks {said}, not {wanted}")

    @contextmanager
    def in_language(self, code: str):
        """Expect another language for a while (after a switch)."""
        before, self.language = self.language, code
        yield
        self.language = before

    def _hear(self, message: ConsoleMessage) -> None:
        # A page that answers 404 or 422 on purpose is named by the console as well.
        is_page = message.location.get("url") == self.page.url
        if message.type in {"error", "warning"} and not (
            is_page and message.text.startswith("Failed to load resource")
        ):
            self.faults.append(f"console: {message.text}")

    def _watch(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.netloc != urlsplit(self.house.url).netloc:
            self.faults.append(f"asks another host: {request.url}")


def open_menu(page: Page, words: str) -> Locator:
    """Open the menu whose summary holds the words, and return it."""
    menu = page.locator("details.menu").filter(has_text=words).first
    menu.locator("summary").click()
    return menu
