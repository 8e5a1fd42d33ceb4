"""The fixtures are those of the tests of the shipped libraries."""
from host_fixtures import *  # noqa: F403
