"""Write `ontology/states.ttl`: all states of the world with demonyms and capitals, from countryinfo and pycountry.

    python tools/make_states.py [FILE]      (default ontology/states.ttl; "-" prints)

The libraries give names, official names, demonyms and capitals. What they lack or have wrong is set right in
`OVERRIDES`, each with its source. Deterministic: the same library versions give the same bytes.
A development tool: the package does not need it, and CI compares its output with the file.
"""

import re
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pycountry
from countryinfo import all_countries

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg.ids import slug

OUT = Path(__file__).resolve().parent.parent / "ontology" / "states.ttl"

# ISO 3166 entries that are dependent territories (ISO's own "independent: no"), uninhabited or disputed: no states.
TERRITORIES = """
AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF NU PF PM PN
PR RE SH SJ SX TC TF TK UM VG VI WF YT
"""

# key: ISO alpha-2; values replace the libraries' (aliases add). Sources of the facts, by key:
#   label: UNTERM short names or, where news uses another, the AP Stylebook's (Turkey, North Korea, Czech Republic).
#   capital: government's own statements: KZ renamed Nur-Sultan to Astana in 2022; BI moved it to Gitega in 2019;
#     LK, BO, NL, BJ, CI, TZ: the seat of government that news uses.
#   demonym: CIA World Factbook, field "Nationality".
#   short: what labels of its bodies begin with ("US military").
#   silent: the capital's name is no sign of the government: it is a common first name (GY, SC), the state's own name
#     or the seat of a body of states (BE: European Union and NATO).
OVERRIDES: dict[str, dict[str, str | tuple[str, ...]]] = {
    "AE": {"aliases": ("UAE", "U.A.E."), "short": "UAE"},
    "AG": {"demonym": ("Antiguan", "Barbudan")},
    "AR": {"demonym": ("Argentine", "Argentinian", "Argentinean")},
    "BE": {"silent": "yes"},
    "BF": {"demonym": ("Burkinabe",)},
    "BI": {"capital": ("Gitega",)},
    "BO": {"capital": ("La Paz",)},
    "BS": {"label": "Bahamas"},
    "BW": {"demonym": ("Botswanan", "Motswana", "Batswana")},
    "BY": {"demonym": ("Belarusian", "Belarussian")},
    "CD": {"aliases": ("DR Congo", "DRC", "Democratic Republic of Congo")},
    "CI": {"label": "Ivory Coast", "capital": ("Abidjan", "Yamoussoukro")},
    "CN": {"aliases": ("PRC", "mainland China", "Communist China")},
    "CY": {"demonym": ("Cypriot",)},
    "DJ": {"demonym": ("Djiboutian",)},
    "FM": {"label": "Micronesia"},
    "GB": {"aliases": ("UK", "U.K.", "Britain", "Great Britain"), "people": ("Britons",), "short": "UK"},
    "GE": {"aliases": ("Republic of Georgia",)},
    "GM": {"label": "Gambia"},
    "GW": {"demonym": ("Bissau-Guinean",)},
    "GY": {"silent": "yes"},
    "IL": {"capital": ("Jerusalem", "Tel Aviv")},  # Iranian, Russian and Arab press write Tel Aviv for the government
    "IS": {"demonym": ("Icelandic",), "capital": ("Reykjavik",), "people": ("Icelanders",)},
    "KG": {"demonym": ("Kyrgyz", "Kirghiz", "Kyrgyzstani")},
    "KM": {"demonym": ("Comorian", "Comoran")},
    "KN": {"demonym": ("Kittitian", "Nevisian")},
    "KP": {
        "aliases": ("DPRK", "D.P.R.K.", "N. Korea", "N Korea", "NKorea", "NK", "the North"),
        "demonym": ("North Korean", "N. Korean"),
        "people": ("North Koreans",),
    },
    "KR": {
        "aliases": ("ROK", "R.O.K.", "S. Korea", "S Korea", "SKorea", "the South"),
        "official": "Republic of Korea",
        "demonym": ("South Korean", "S. Korean"),
    },
    "KW": {"silent": "yes"},
    "KZ": {"capital": ("Astana", "Nur-Sultan"), "demonym": ("Kazakh", "Kazakhstani")},
    "LI": {"silent": "yes"},
    "LA": {"aliases": ("Lao PDR",), "demonym": ("Laotian", "Lao")},
    "LC": {"silent": "yes"},
    "LS": {"demonym": ("Basotho", "Mosotho")},
    "LU": {"demonym": ("Luxembourgish",)},
    "MD": {"capital": ("Chisinau", "Chișinău")},
    "MM": {"label": "Myanmar", "aliases": ("Burma",), "capital": ("Naypyidaw", "Naypyitaw")},
    "MK": {"label": "North Macedonia", "demonym": ("Macedonian", "North Macedonian"), "aliases": ("Macedonia",)},
    "MV": {"demonym": ("Maldivian",), "silent": "yes"},
    "NE": {"demonym": ("Nigerien",)},
    "NL": {"capital": ("The Hague", "Amsterdam"), "aliases": ("Holland",)},
    "NP": {"demonym": ("Nepali", "Nepalese")},
    "NZ": {"demonym": ("New Zealand",), "people": ("New Zealanders",)},
    "PG": {"aliases": ("PNG",)},
    "PH": {"demonym": ("Philippine", "Filipino")},
    "PL": {"people": ("Poles",)},
    "PS": {"label": "Palestine", "capital": ("Ramallah",), "demonym": ("Palestinian",)},
    "PW": {"silent": "yes"},
    "RU": {"official": "Russian Federation"},
    "SA": {"demonym": ("Saudi", "Saudi Arabian"), "aliases": ("KSA",)},
    "SC": {"silent": "yes"},
    "RS": {"people": ("Serbs",)},
    "SE": {"people": ("Swedes",)},
    "SI": {"demonym": ("Slovenian", "Slovene")},
    "SK": {"demonym": ("Slovak", "Slovakian")},
    "SM": {"silent": "yes"},
    "SR": {"demonym": ("Surinamese",)},
    "ST": {"label": "Sao Tome and Principe", "capital": ("Sao Tome",)},
    "SZ": {"label": "Eswatini", "aliases": ("Swaziland",), "capital": ("Mbabane", "Lobamba")},
    "TJ": {"demonym": ("Tajik", "Tajikistani")},
    "TL": {"label": "Timor-Leste", "aliases": ("East Timor",), "demonym": ("Timorese", "East Timorese")},
    "TM": {"demonym": ("Turkmen",)},
    "TR": {"aliases": ("Turkiye", "Türkiye"), "people": ("Turks",)},
    "TW": {"official": "", "aliases": ("Republic of China", "Chinese Taipei")},
    "UA": {"capital": ("Kyiv", "Kiev")},
    "US": {
        "aliases": ("US", "U.S.", "USA", "U.S.A.", "America"),
        "capital": ("Washington", "Washington D.C.", "Washington, D.C."),
        "demonym": ("American", "US", "U.S."),
        "short": "US",
    },
    "UZ": {"demonym": ("Uzbek", "Uzbekistani")},
    "VA": {"label": "Holy See", "aliases": ("Vatican", "Vatican City"), "capital": (), "demonym": ("Vatican",)},
    "VC": {"silent": "yes"},
    "VN": {"aliases": ("Viet Nam",)},
    "YE": {"capital": ("Sanaa", "Sana'a")},
    "ZA": {"capital": ("Pretoria",)},
    "DK": {"people": ("Danes",)},
    "ES": {"people": ("Spaniards",)},
    "FI": {"people": ("Finns",)},
    # Not in ISO 3166, hence in neither library; independent since 2008, recognised by about half of the UN's members.
    "XK": {
        "label": "Kosovo", "official": "Republic of Kosovo", "capital": ("Pristina",),
        "demonym": ("Kosovar", "Kosovan"),
    },
}  # fmt: skip

# Wikidata identifiers: (item, whether seen in a source).
WIKIDATA = {
    "CN": ("Q148", True), "JP": ("Q17", True), "KP": ("Q423", True), "KR": ("Q884", True), "RU": ("Q159", True),
    "UA": ("Q212", False), "US": ("Q30", False),
}  # fmt: skip

# Demonyms that the rule for plurals would get wrong.
NO_PLURAL = frozenset({"I-Kiribati", "Philippine", "Dutch", "French", "Vatican", "Motswana", "Turkmen"})

HEAD = """\
# All states of the world: the 193 members of the United Nations, its two observer states, Taiwan and Kosovo.
# Made by tools/make_states.py from countryinfo {countryinfo} and pycountry {pycountry}; do not edit, edit the tool.
@prefix kg:    <https://w3id.org/whosaid/ontology#> .
@prefix actor: <https://w3id.org/whosaid/actor/> .
@prefix rdfs:  <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos:  <http://www.w3.org/2004/02/skos/core#> .
@prefix wd:    <http://www.wikidata.org/entity/> .
"""


def library_rows() -> dict[str, dict[str, str]]:
    """What countryinfo says of each ISO alpha-2 code; of two entries for one code the one that names a demonym."""
    rows: dict[str, dict[str, str]] = {}
    for entry in all_countries():
        info = entry.info()
        code, capital = (info.get("ISO") or {}).get("alpha2"), info.get("capital") or ""
        found = {
            "name": info.get("name") or "",
            "capital": capital[0] if isinstance(capital, list) else capital,
            "demonym": info.get("demonym") or "",
        }
        if code and (code not in rows or not rows[code]["demonym"]) and found["capital"]:
            rows[code] = found
    return rows


def states() -> list["State"]:
    """All states, sorted by slug."""
    rows, codes = library_rows(), [c.alpha_2 for c in pycountry.countries if c.alpha_2 not in TERRITORIES.split()]
    return sorted((state(code, rows.get(code, {})) for code in [*codes, "XK"]), key=lambda s: s.slug)


@dataclass(frozen=True)
class State:
    """Names, demonyms and capitals of one state, as they go into the file."""

    code: str
    label: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    short: str
    silent: bool

    @property
    def slug(self) -> str:
        return slug(self.label)


def state(code: str, row: dict[str, str]) -> State:
    """One state from the libraries' data, set right by `OVERRIDES`."""
    mine, iso = OVERRIDES.get(code, {}), pycountry.countries.get(alpha_2=code)
    label = str(mine.get("label") or row["name"])
    official = str(mine.get("official", getattr(iso, "official_name", "") or "")).removeprefix("the ")
    common = [getattr(iso, name, "") for name in ("common_name", "name")]
    names = [official, *(n for n in common if "," not in n and "(" not in n), *mine.get("aliases", ())]
    demonyms = tuple(mine.get("demonym") or (d for d in re.split(r"[,/]", row["demonym"]) if d))
    capitals = tuple(mine["capital"] if "capital" in mine else (row["capital"],))
    return State(
        code=code,
        label=label,
        aliases=tuple(dict.fromkeys(n for n in names if n and n != label)),
        demonyms=demonyms,
        people=tuple(dict.fromkeys([*(p for d in demonyms if (p := plural(d))), *mine.get("people", ())])),
        capitals=tuple(c for c in capitals if c and c != label),
        short=str(mine.get("short", "")),
        silent="silent" in mine,
    )


def plural(demonym: str) -> str:
    """The people, where English makes the word by adding an s: Russians, Iraqis, Czechs; not Chinese or French.

    >>> plural("Russian"), plural("Chinese"), plural("Iraqi")
    ('Russians', '', 'Iraqis')
    """
    countable = demonym[0].isalpha() and re.search(r"(an|i|ne|ch|k|ot|ar|ino|ard)$", demonym)
    return demonym + "s" if countable and demonym not in NO_PLURAL else ""


def literal(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("’", "'") + '"'


def block(s: State) -> str:
    """One state as Turtle."""
    rows = [
        ("rdfs:label", (s.label,)),
        ("skos:altLabel", s.aliases),
        ("kg:demonym", s.demonyms),
        ("kg:people", s.people),
        ("kg:capitalCity" if s.silent else "kg:capital", s.capitals),
        ("kg:shortLabel", (s.short,) if s.short else ()),
    ]
    lines = [f"  {name} {', '.join(map(literal, values))} ;" for name, values in rows if values]
    if s.code in WIKIDATA:
        item, seen = WIKIDATA[s.code]
        lines.append(f"  kg:wikidata wd:{item} ; kg:wikidataStatus {literal('verified' if seen else 'from memory')} ;")
    return "\n".join([f"actor:{s.slug} a kg:State ;", *lines, f"  kg:isoCode {literal(s.code)} ."])


def turtle() -> str:
    """The whole file."""
    head = HEAD.format(countryinfo=version("countryinfo"), pycountry=version("pycountry"))
    return head + "\n" + "\n\n".join(block(s) for s in states()) + "\n"


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["-"]:
        sys.stdout.write(turtle())
    else:
        Path(arguments[0] if arguments else OUT).write_text(turtle(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
