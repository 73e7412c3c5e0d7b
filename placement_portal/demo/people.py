"""Everybody in the demo world, all invented: what they are called, whose address they have, what they do where."""

from typing import Final, NamedTuple

PASSWORD: Final = "quiet corridor piano"  # noqa: S105 - for the demo, and printed there
DOMAINS: Final = {
    "eastmarsh": "eastmarsh.example",
    "aldermere": "aldermere.example",
    "fenland": "fenland-music.example",
    "saltmarsh": "saltmarsh-arts.example",
}


class Someone(NamedTuple):
    """A person: a ref, a name, the part before the @ of the address, whose address it is."""

    ref: str
    name: str
    local: str
    home: str

    @property
    def address(self) -> str:
        """The address they sign in with."""
        return f"{self.local}@{DOMAINS[self.home]}"


STUDENTS: Final = (
    Someone("sian", "Siân Ŵyn-O'Neill", "sian.wyn-oneill", "eastmarsh"),
    Someone("seun", "Oluwaseun Adebayo-Thornton", "seun.adebayo-thornton", "eastmarsh"),
    Someone("fang", "王芳", "fang.wang", "eastmarsh"),
    Someone("thora", "Þóra Jónsdóttir", "thora.jonsdottir", "eastmarsh"),
    Someone("meenakshi", "Meenakshi", "meenakshi", "eastmarsh"),
    Someone("callum", "Callum McAllister", "callum.mcallister", "eastmarsh"),
    Someone("fatima", "Fatima Zahra El-Amrani", "fatima.el-amrani", "eastmarsh"),
    Someone("ffion", "Ffion Llewellyn-Bevan", "ffion.llewellyn-bevan", "eastmarsh"),
    Someone("marcus", "Marcus Greenidge", "marcus.greenidge", "eastmarsh"),
    Someone("aisling", "Aisling Ní Dhomhnaill", "aisling.nidhomhnaill", "eastmarsh"),
    Someone("tomasz", "Tomasz Wiśniewski", "tomasz.wisniewski", "eastmarsh"),
    Someone("zainab", "Zainab Hussain", "zainab.hussain", "eastmarsh"),
    Someone("rhys", "Rhys ap Gruffydd", "rhys.apgruffydd", "eastmarsh"),
    Someone("weiming", "陈伟明", "weiming.chen", "eastmarsh"),
    Someone(
        "josephine", "Josephine Abena Kyerewaa Owusu-Ansah Featherstonehaugh", "josephine.featherstone", "eastmarsh"
    ),
    Someone("daniel", "Daniel Abramovitch", "daniel.abramovitch", "eastmarsh"),
    Someone("lakshmi", "Lakshmi Venkataraman", "lakshmi.venkataraman", "eastmarsh"),
    Someone("nia", "Nia Bowen", "nia.bowen", "aldermere"),
    Someone("jakub", "Jakub Novák", "jakub.novak", "aldermere"),
    Someone("esi", "Esi Mensah", "esi.mensah", "aldermere"),
    Someone("harriet", "Harriet Cholmondeley-Marjoribanks", "harriet.marjoribanks", "aldermere"),
    Someone("kwame", "Kwame Boateng-Lloyd", "kwame.boateng-lloyd", "aldermere"),
    Someone("gwenllian", "Gwenllian Prys-Davies", "gwenllian.prys-davies", "aldermere"),
    Someone("amir", "Amir Tehrani", "amir.tehrani", "aldermere"),
    Someone("bronagh", "Bronagh O'Hare", "bronagh.ohare", "aldermere"),
    Someone("meiling", "林美玲", "meiling.lin", "aldermere"),
)
ENDED_YEAR: Final = (
    Someone("oonagh", "Oonagh Delaney", "oonagh.delaney", "eastmarsh"),
    Someone("dilan", "Dilan Aydın", "dilan.aydin", "eastmarsh"),
    Someone("beatrix", "Beatrix Van der Linden", "beatrix.vanderlinden", "eastmarsh"),
    Someone("youssef", "Youssef Haddou", "youssef.haddou", "eastmarsh"),
    Someone("saoirse", "Saoirse Kinsella", "saoirse.kinsella", "eastmarsh"),
    Someone("arthur", "Arthur Pemberton", "arthur.pemberton", "eastmarsh"),
    Someone("noor", "Noor Rahimi", "noor.rahimi", "eastmarsh"),
)
"""Students whose first year ended two weeks ago."""

SUPERVISORS: Final = (
    Someone("maya", "Maya Okafor-Lindqvist", "maya.okafor", "fenland"),
    Someone("tom", "Tom Baptiste", "tom.baptiste", "fenland"),
    Someone("ingrid", "Ingrid Solheim", "ingrid.solheim", "fenland"),
    Someone("colin", "Colin Marchbanks", "colin.marchbanks", "fenland"),
    Someone("ruth", "Dr Ruth Adeyemi", "ruth.adeyemi", "fenland"),
    Someone("grace", "Grace Nakamura", "grace.nakamura", "fenland"),
    Someone("owain", "Owain Pritchard", "owain.pritchard", "saltmarsh"),
    Someone("leila", "Leila Haddad", "leila.haddad", "saltmarsh"),
)
STAFF: Final = (
    Someone("ines", "Dr Ines Calder", "ines.calder", "eastmarsh"),
    Someone("jo", "Jo Penhallow", "jo.penhallow", "eastmarsh"),
    Someone("samuel", "Dr Samuel Achterberg", "samuel.achterberg", "aldermere"),
    Someone("helen", "Professor Helen Voss", "helen.voss", "eastmarsh"),
    Someone("rafiq", "Dr Rafiq Choudhury", "rafiq.choudhury", "aldermere"),
    Someone("bashir", "Bashir Rahman", "bashir.rahman", "eastmarsh"),
    Someone("carys", "Carys Maddox", "carys.maddox", "aldermere"),
    Someone("petra", "Petra Lindgren", "petra.lindgren", "fenland"),
    Someone("peter", "Peter Amadi", "peter.amadi", "saltmarsh"),
    Someone("denise", "Denise Fairweather", "denise.fairweather", "fenland"),
    Someone("gareth", "Gareth Isaac", "gareth.isaac", "saltmarsh"),
    Someone("olive", "Olive Thackeray", "olive.thackeray", "fenland"),
    Someone("martin", "Martin Szabo", "martin.szabo", "eastmarsh"),
    Someone("kiran", "Dr Kiran Mehta", "kiran.mehta", "eastmarsh"),
    Someone("anneke", "Professor Anneke de Vries", "anneke.devries", "aldermere"),
    Someone("alex", "Alex Thorne", "alex.thorne", "eastmarsh"),
    Someone("shona", "Shona Kerr", "shona.kerr", "aldermere"),
    Someone("yusuf", "Yusuf Demir", "yusuf.demir", "fenland"),
)
EVERYBODY: Final = {each.ref: each for each in (*STUDENTS, *ENDED_YEAR, *SUPERVISORS, *STAFF)}

MEMBERSHIPS: Final = (
    *((each.ref, each.home, "supervisor") for each in SUPERVISORS),
    *((ref, "eastmarsh", "staff") for ref in ("ines", "jo", "helen", "bashir")),
    *((ref, "aldermere", "staff") for ref in ("samuel", "ruth", "rafiq", "carys")),
    ("petra", "fenland", "provider_coordinator"),
    ("peter", "saltmarsh", "provider_coordinator"),
    ("peter", "saltmarsh", "administrator"),
    ("denise", "fenland", "safeguarding_lead"),
    ("gareth", "saltmarsh", "safeguarding_lead"),
    ("olive", "fenland", "clearance_officer"),
    ("martin", "eastmarsh", "clearance_officer"),
    ("carys", "aldermere", "clearance_officer"),
    ("alex", "eastmarsh", "administrator"),
    ("shona", "aldermere", "administrator"),
    ("yusuf", "fenland", "administrator"),
)
PROGRAMME_ROLES: Final = (
    ("helen", "eastmarsh-ma", "lead"),
    ("rafiq", "aldermere-ma", "lead"),
    ("bashir", "eastmarsh-ma", "university_coordinator"),
    ("carys", "aldermere-ma", "university_coordinator"),
    ("ines", "eastmarsh-ma", "tutor"),
    ("jo", "eastmarsh-ma", "tutor"),
    ("samuel", "aldermere-ma", "tutor"),
    ("ruth", "aldermere-ma", "tutor"),
    ("kiran", "eastmarsh-ma", "external_examiner"),
    ("anneke", "aldermere-ma", "external_examiner"),
)
