"""What many fields of a dataset have in common: names, short texts, days."""

from placement_portal.accounts.models import ADDRESS_LENGTH, NAME_LENGTH
from placement_portal.datasets.shapes import Day, Field, Number, Text

NAME = Text(NAME_LENGTH, 1)
SHORT = Text(120)
CONTACT = Text(ADDRESS_LENGTH)
ADDRESS = Text(ADDRESS_LENGTH, 3)
ZONE = Text(60)
MINUTES = Number(1, 720)
NEEDED_DAY = Field(Day(), needed=True)
DATES = {"starts": NEEDED_DAY, "ends": Field(Day(), what="the last day, included; open when left out")}
BOTH_DATES = {"starts": NEEDED_DAY, "ends": Field(Day(), needed=True, what="the last day, included")}
