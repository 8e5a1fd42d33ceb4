"""A real browser: headless Chromium, driven by Debian's selenium."""
import os
import tempfile
from contextlib import contextmanager

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from .people import IDP_PASSWORD

FLAGS = ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
         "--no-proxy-server", "--no-pings", "--disable-features=OptimizationHints,MediaRouter,Translate",
         "--password-store=basic", "--window-size=1000,800")
SECONDS = 30


@contextmanager
def chromium():
    """One browser with a fresh profile."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    with tempfile.TemporaryDirectory() as profile:
        for flag in FLAGS + (f"--user-data-dir={profile}",):
            options.add_argument(flag)
        driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        try:
            yield driver
        finally:
            driver.quit()


def sign_in(driver, link, person, pictures=None):
    """The whole way from the link of the terminal to the code, which is returned. With `pictures`, a folder, it
    leaves a picture of the sign-in page and of the page with the code there."""
    def picture(name):
        if pictures:
            driver.save_screenshot(os.path.join(pictures, name))

    def shown(selector):
        def first(_):
            found = driver.find_elements(By.CSS_SELECTOR, selector)
            return next((item for item in found if item.is_displayed()), None)
        return WebDriverWait(driver, SECONDS).until(first)

    driver.get(link)
    button = shown("form button, form input[type=submit]")
    picture("sign-in-page.png")
    button.click()
    password = shown("input[type=password]")
    driver.find_element(By.NAME, "username").send_keys(person.email)
    password.send_keys(IDP_PASSWORD)
    password.submit()
    code = shown("#code").text
    picture("code-page.png")
    return code
