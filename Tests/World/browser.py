"""A browser without a window: follows redirects and forms, keeps cookies, fills in the provider's login form."""
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import requests

from .people import IDP_PASSWORD

STEPS = 12


class SignInFailed(Exception):
    """The way from the link to the identity provider's response ended early; the text says where."""


@dataclass
class Form:
    """One form of a page: where it goes, and what it would send."""

    action: str
    method: str
    fields: dict = field(default_factory=dict)
    login_field: str = ""
    password_field: str = ""


class PageReader(HTMLParser):
    """Finds the forms of a page, its text, and the text of the element whose id is `code`."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.forms, self.code, self.words, self.inside = [], "", [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append(Form(values.get("action", ""), values.get("method", "get").lower()))
        elif tag in ("input", "button") and self.forms and values.get("name"):
            form, kind = self.forms[-1], values.get("type", "text" if tag == "input" else "submit")
            form.fields[values["name"]] = values.get("value", "")
            if kind == "password":
                form.password_field = values["name"]
            elif kind in ("text", "email") and not form.login_field:
                form.login_field = values["name"]
        if tag not in ("input", "meta", "link", "br", "img", "hr"):
            self.inside.append((tag, values.get("id")))

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = [tag for tag, _ in self.inside]
        if "style" not in tags and "script" not in tags:
            self.words.append(data)
        if any(identifier == "code" for _, identifier in self.inside):
            self.code += data


@dataclass(frozen=True)
class Page:
    """What the browser shows at last."""

    status: int
    url: str
    text: str
    code: str

    @staticmethod
    def of(answer):
        reader = PageReader(answer.text)
        return Page(answer.status_code, answer.url, " ".join(" ".join(reader.words).split()), reader.code.strip())


class Browser:
    """One person's browser. Each sign-in of a person may use a new one, or the same with its sessions."""

    def __init__(self, person, password=IDP_PASSWORD):
        self.person, self.password = person, password
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers.update({"Accept": "text/html", "Accept-Language": "en"})

    def open(self, url):
        """Shows one page."""
        return Page.of(self.session.get(url, timeout=30))

    def response_for(self, link):
        """Signs in at the identity provider, and holds its response back: the form for the postback URL."""
        answer, password_sent = self.session.get(link, timeout=30), False
        for _ in range(STEPS):
            form = self._form_of(answer)
            if "SAMLResponse" in form.fields:
                form.action = urljoin(answer.url, form.action)
                return form
            if form.password_field:
                if password_sent:
                    raise SignInFailed(f"the identity provider asked again at {answer.url}")
                password_sent = True
                form.fields[form.login_field] = self.person.email
                form.fields[form.password_field] = self.password
            elif form.login_field == "email":
                form.fields["email"] = self.person.email
            answer = self._send(form, answer.url)
        raise SignInFailed(f"too many steps, the last at {answer.url}")

    def post(self, form):
        """Sends a form and follows where it leads."""
        return Page.of(self._send(form, form.action))

    def sign_in(self, link):
        """The whole way from the link of the terminal to the page with the code, or with the refusal."""
        return self.post(self.response_for(link))

    def _form_of(self, answer):
        forms = PageReader(answer.text).forms
        if not answer.ok or not forms:
            raise SignInFailed(f"no form at {answer.url}, HTTP {answer.status_code}: {Page.of(answer).text[:400]}")
        return next((form for form in forms if "SAMLResponse" in form.fields or form.password_field), forms[0])

    def _send(self, form, page_url):
        url = urljoin(page_url, form.action) if form.action else page_url
        if form.method == "post":
            return self.session.post(url, data=form.fields, headers={"Referer": page_url}, timeout=30)
        return self.session.get(url, params=form.fields, timeout=30)
