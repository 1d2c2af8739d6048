"""The words and shapes that mark page furniture and captions: a table to read, to extend and to argue with.

Furniture is not parsed, so its cues are strict: the line as a whole must be of that kind. Captions are parsed like
body text, so theirs may be generous. A line is matched with its runs of blanks made one space. In a pattern of
several lines each line is one alternative; a line that begins with "+ " continues the one before.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from kg.documents.stamps import date_line, label, labelled

Test = Callable[[str], object]


class Cue(NamedTuple):
    """`kind` says what such a line is, `most` how many words it has at most."""

    kind: str
    most: int
    test: Test


def _any(alternatives: str) -> str:
    lines = re.sub(r"\n\s*\+ ", "", alternatives).strip().splitlines()
    return "(?:" + "|".join(line.strip() for line in lines) + ")"


def _line(pattern: str, flags: int = re.IGNORECASE) -> Test:
    return re.compile(_any(pattern), flags).fullmatch


def _within(pattern: str, flags: int = re.IGNORECASE) -> Test:
    return re.compile(_any(pattern), flags).search


_CAP = r"[A-Z][\w.&'’-]*"
_CAPS = rf"{_CAP}(?: {_CAP}){{0,4}}"
_NAME = rf"{_CAP}(?: (?:{_CAP}|de|von|van|al|bin)){{1,3}}"
_NAMES = rf"{_NAME}(?:(?:,? and|,? AND|,| &) {_NAME}){{0,4}}"
_STAFF = r"(?:(?i:(?:senior |chief )?(?:staff|contributing) (?:writers?|reporters?|correspondents?)))"
_SITE = (
    r"(?:twitter|x|facebook|instagram|telegram|youtube|linkedin|tiktok|whatsapp|threads|bluesky|mastodon|rss"
    r"|flipboard|google news)"
)
_SHOT = (
    r"(?:photo(?:graph)?s?|images?|pictures?|pics?|videos?|screen ?(?:shot|grab)s?|graphics?|maps?|illustrations?"
    r"|infographics?|handouts?)"
)
_STILL = rf"(?:{_SHOT}|frame|grab|still|combo|combination)"
_MADE = r"(?:undated|handout|file|official|satellite|combination|screen|video|still|television|tv|aerial|recent)"
_GIVEN = r"(?:taken|provided|released|distributed|shows?|made|obtained|supplied|issued|published|captured)"
_ACT = rf"(?:share|tweet|print|e-?mail|save|bookmark|comments?|copy|pin|reply|flag|more|{_SITE})"
_JOIN = r"(?:subscribe|sign ?up|register|log ?in|sign ?in)"
_STORY = r"(?:story|article|content|post)"

_RELATED = _any(
    rf"""
    read (?:more|also|next|on|(?:the )?full {_STORY})
    (?:also|must|further) read(?:ing)?|(?:see|read) also|also see
    related(?: (?:articles?|stor(?:y|ies)|news|topics?|content|links?|coverage|posts?|reading|videos?))?
    recommended(?: (?:for you|stories|reading|articles))?
    most (?:read|popular|viewed|shared|watched)
    more (?:stories|news|headlines|coverage)
    more (?:from|on) [\w ]{{1,40}}
    trending(?: now| stories| topics)?|top (?:stories|news|headlines)
    (?:the )?latest (?:news|stories|headlines|updates|videos?)
    editor['’]?s['’]? (?:picks?|choice)
    you (?:may|might) (?:also )?(?:like|be interested in)
    (?:up|what to read) next|(?:next|previous) (?:{_STORY})|don['’]t miss
    tags|topics|keywords|filed under|categories
    (?:from|around) the web|(?:sponsored|promoted) (?:links|stories)
    """
)

_PATH_BREAK = re.compile(r" ?[>›»→] ?| [/|•·] ")


def menu_path(line: str) -> bool:
    """A path or row of menu entries, such as "News / Koreas" or "Home > World > Asia"."""
    *path, last = [len(part.split()) for part in _PATH_BREAK.split(line)]
    return bool(path) and "<" not in line and all(n <= 4 for n in path) and last <= 14


# fmt: off
FURNITURE: tuple[Cue, ...] = (
    Cue("a rule, a number, a bullet", 40, _line(r"[\W\d_]+")),
    Cue("address", 4, _line(r"""
        (?:https?://|www\.)\S+(?: \([^()]*\))?
        [\w.+-]+@[\w-]+\.[\w.]+
        [\w.-]+\.(?:com|net|org|tv|info|co\.\w\w)(?:/\S*)?
        """)),
    Cue("handles and hashtags", 20, _line(r"[@#]\w+(?:[\s,|]+[@#]\w+)*")),
    Cue("menu path", 24, lambda line: any(c in line for c in ">›»→") and menu_path(line)),
    Cue("date line", 16, date_line),
    Cue("date label", 4, label),
    Cue("date line", 12, labelled),
    Cue("counts and ages", 8, _line(r"""
        \d[\d,.]*k? ?(?:comments?|shares?|views?|likes?|reactions?|replies)
        \d+[ -]?min(?:ute)?s?[ -]?(?:read|listen|watch)?
        (?:updated |published |posted )?\d+ (?:sec(?:ond)?|min(?:ute)?|h(?:ou)?r|day|week|month)s? ago
        """)),
    Cue("page control", 12, _line(rf"""
        (?:click (?:here )?to )?{_ACT}(?:[ ,|/•·]+(?:this|the|on|via|to|by|with|page|{_STORY}|link
        + |url|it|now|a|{_ACT}))*[:!]?
        skip (?:to|past) .{{1,40}}|back to (?:top|home.*)|(?:font|text) size.*|loading\W*
        (?:(?:open|close|toggle|show|hide|main) ){{0,2}}(?:menu|search|navigation|sidebar|caption)
        (?:leave|post|write|add) a (?:comment|reply)
        (?:view|show|read|load|see) (?:all )?(?:\d+ )?(?:comments|gallery|transcript)
        (?:play|watch|pause) video|video player is loading\W*|listen to (?:this )?{_STORY}.*
        (?:image )?\d+ (?:of|/) \d+|open image in gallery|enlarge this image|click to (?:enlarge|expand|play).*
        add \w+ (?:as a preferred source )?on google.*
        home|close|ok(?:ay)?|got it!?|accept(?: all)?|reject(?: all)?|decline|no,? thanks
        keep reading|list of \d+ items|live|breaking(?: news)?|exclusive|premium
        save articles to read later.*|(?:save|give) this {_STORY}
        """)),
    Cue("subscription", 14, _line(rf"""
        (?:{_JOIN}|my account|donate|become a member|support us|join us|contact us)
        + (?:[ |/,!]+(?:now|here|today|for|free|us|in|or|and|to (?:read|continue|comment)
        + |to our \w+|more|{_JOIN}))*[.!:]*
        """)),
    Cue("subscription", 40, _within(rf"""
        ^\W*(?:please |want .{{0,60}}\? ?)?{_JOIN}\b.{{0,60}}\b(?:newsletters?|alerts|e-?mails?|channel|podcast)\b
        \b(?:our|free|daily|weekly) newsletters?\b.{{0,60}}\b(?:sign ?up|subscribe|inbox)
        \b(?:to|in) your inbox\b|^thanks for reading\b
        ^(?:already a subscriber|to continue reading|you have \d+ free|support (?:our|independent) journalism)
        ^this {_STORY} is (?:only )?(?:for|available to) .{{0,20}}subscribers
        """)),
    Cue("social media", 30, _within(rf"""
        ^(?:you can )?(?:follow|find us|like us|join us|connect with us|get our) .{{0,70}}?
        + \b(?:on|via|at) (?:our )?(?:{_SITE}\b|@)
        ^(?:download|get) (?:our|the) .{{0,30}}\bapp\b
        ^follow us\b
        """)),
    Cue("related links", 40, _line(
        rf"\W*(?:{_RELATED}|read|see|more|tag|topic|in (?:this|other) (?:{_STORY}|news)) ?[:|»›→].{{0,200}}"
    )),
    Cue("related links", 8, _line(rf"\W*{_RELATED}\W*")),
    Cue("related links", 14, _line(
        rf"(?:read|watch|see|listen to|click|view)(?: (?:the|it|all|more|rest|full|whole|original|entire|video"
        rf"|interview|{_STORY}|report|segment|clip|speech|of|our|about|transcript))* (?:here|below|above)[.!]?"
    )),
    Cue("advertising", 12, _line(rf"""
        \W*(?:advertis(?:e)?ments?|ads?|sponsored(?: (?:by .{{1,30}}|content|post))?|promoted(?: content)?)\W*
        \W*(?:paid (?:content|post|partnership)|advertise with us)\W*
        \W*(?:ad feedback|this (?:ad|advertisement) .{{1,60}})\W*
        \W*{_STORY} continues (?:below|after)(?: (?:this )?advertisement)?\W*|continue reading(?: .{{1,40}})?
        (?:keep |please )?scroll(?:ing)?(?: down)? (?:to|for) .{{1,40}}
        (?:report|close|hide|skip|remove)(?: this)? (?:ads?|advertisements?)
        """)),
    Cue("consent", 100, _within(r"""
        ^(?:we|this (?:web)?site|our (?:web)?site|we and our (?:\d+ )?partners)\b.{0,60}\bcookies\b
        \baccept(?:ing)? (?:all |our )?cookies\b
        \bcookies? (?:policy|settings|preferences|notice|consent)\b
        ^we value your privacy|\bprotected by recaptcha
        \bby (?:continuing|clicking|signing up|subscribing|registering|using this)\b.{0,60}
        + \byou (?:agree|consent|accept)
        """)),
    Cue("script notice", 30, _within(r"""
        \b(?:enable|turn on|requires?|need) (?:your )?(?:javascript|js)\b
        \bjavascript (?:is|must be)\b
        """)),
    Cue("legal links", 20, _line(
        r"(?:privacy(?: policy| notice| statement)?|terms(?:(?: of| and| &)+ (?:use|service|conditions|sale))?"
        r"|contact(?: us)?|about(?: us)?|help|faqs?|careers|jobs|site ?map|accessibility|legal|disclaimer|feedback"
        r"|imprint|masthead|editorial (?:policy|standards)|corrections?|archives?|advertise|rss(?: feeds?)?|app"
        r"|press|media kit|cookies?|send us (?:a tip|feedback)|report (?:an error|a typo)|[ |/•·,&])+"
    )),
    Cue("copyright", 60, _within(r"""
        ^\W*(?:©|\(c\)|copyright\b|all rights reserved)
        ^[^.!?]{0,60}\ball rights reserved\W*$
        """)),
    Cue("byline", 18, _line(
        r"(?:(?:(?:Opinion|Analysis|Comment|Exclusive) )?[Bb]y|BY|(?:Written|Story|Words) by|AUTHOR:?|Author:) "
        rf"{_NAMES}"
        r"(?:(?: in| at| for|,| \||,? -|,? –|,? —) [^.!?]{1,60})?",
        0,
    )),
    Cue("byline", 12, _line(rf"{_STAFF}|{_NAMES}, (?:{_CAPS} )?{_STAFF}", 0)),
    Cue("byline", 10, _line(
        r"by (?:our |an? |the )?(?:[\w’']+ ){0,4}"
        r"(?:staff|reporters?|correspondents?|editors?|agencies|news ?desk|newsroom|bureau)(?: \w+){0,3}"
    )),
    Cue("desk note", 60, _line(r"""
        [(\[—–-]*\s*(?:additional |with |text |more )?
        + (?:reporting|writing|editing|compiling|translat(?:ion|ed)|edited|written|compiled|production|assistance
        + |contributions?) (?:by|from)\b[^.]*(?:\.[^.]+){0,6}\.?[)\]]*
        [^.]{2,160}\bcontributed(?: reporting| research)? to this (?:report|story|article|post)\.?
        \((?:attn|eds|editors?['’]? note)\b[^()]*\)
        \W*(?:end|ends|enditem|more to come|(?:provisional|unofficial) translation)\W*
        """)),
    Cue("mirror addresses", 30, _within(
        r"\b(?:can|may|could)(?: also)? be (?:accessed|reached|found|viewed) (?:at|on|via|through) .{0,60}"
        r"\b(?:address(?:es)?|urls?|links?|mirrors?|domains?)\b ?:?$"
    )),
    Cue("house rules", 40, _line(rf"""
        (?:our|the) .{{0,40}}(?:trust principles|editorial (?:standards|code|guidelines))\W*
        a version of this {_STORY} (?:appears|appeared) in .{{1,200}}
        (?:the )?views expressed (?:in|are|here).{{0,200}}
        this {_STORY} (?:was|is|has been)(?: originally| first)? (?:published|posted|syndicated
        + |republished) .{{0,120}}
        """)),
    Cue("code left in the page", 60, _within(r"""
        [{}];?$
        ^(?:[.#@][\w-]+[ ,.:#>\w-]*\{|var \w+ ?=|function ?\(|window\.|document\.|if \(typeof|/\*|<!--)
        ^(?:<[^<>]*>[\s.,;]*)+$
        """)),
)

# Other articles' headlines may stand under these.
OPENERS = frozenset({"related links", "advertising"})

CAPTION: tuple[Cue, ...] = (
    Cue("credit in brackets", 70, _within(
        r"[(\[] ?(?:(?:file|representational|representative|stock|illustrative|screen) )?"
        rf"(?:{_SHOT}|credit|source|courtesy)\b"
        r"[^()\[\]]*(?:[(\[][^()\[\]]*[)\]][^()\[\]]*)*[)\]]?\W*$"
    )),
    Cue("credit first", 70, _within(
        rf"^[(\[]?(?:(?:file|cover|lead|top|main|stock|featured) )?(?:{_SHOT}|credits?|captions?)"
        r"(?: (?:credit|source|caption|courtesy))?(?: ?[:|,]| [—–-] | (?:by|courtesy of|via) )"
    )),
    Cue("numbered", 70, _within(r"^(?:figure|fig\.?|map|chart|table|image|photo) \d+[.:] ")),
    Cue("file picture", 70, _within(r"""
        ^file(?: photo| picture| image| video)?(?: ?[:—–]| - )
        \[file\b[^\]]*\]|\(file\)
        \b(?:file|stock|handout) (?:photo|image|picture|pic|footage)\W*$
        """)),
    Cue("in this photo", 70, _within(rf"""
        \bin (?:this (?:{_MADE} ?)*|(?:an? )?(?:undated|handout|file|satellite) ){_STILL}\b
        ^(?:(?:this|these) (?:{_MADE} ?)+|(?:an? )?(?:(?:undated|handout|file|combination) )+)
        + {_STILL}? ?(?:of .{{1,80}} )?{_GIVEN}\b
        ^(?:this|these) {_SHOT},? (?:of .{{1,80}} )?{_GIVEN}\b
        """)),
    Cue("who stands where", 70, _within(r"""
        \((?:L|left)\).*\((?:R|right)\)|\((?:R|right)\).*\((?:L|left)\)
        \((?:pictured|[23](?:nd|rd) (?:[LR]|from (?:left|right)))\)
        ^(?:from left|clockwise from|pictured|above|below|left|right|top|bottom)\b.{0,30}:
        """)),
    Cue("agency and photographer", 70, _within(rf"""
        (?:^|[.!?)\]”"] ?)(?:© ?)?{_CAPS} ?/ ?{_CAPS}(?: ?/ ?{_CAPS}| via {_CAPS}){{0,2}}$
        \[[^\[\]]{{2,60}}(?:/| via )[^\[\]]{{2,60}}\]$
        \({_CAPS}/(?:via )?{_CAPS}(?:[/,-] ?{_CAPS})?\)$
        """, 0)),
    Cue("agency after a bar", 60, _within(rf"\s[/|©] ?{_CAPS}$|© ?{_CAPS}$", 0)),
    Cue("agency in brackets", 60, _within(rf"\w[.!?”\"] ?\({_CAPS}\)$", 0)),
    Cue("agency after the sentence", 60, _within(
        rf"[.!?] {_CAP}(?: {_CAP}){{0,2}} (?:Photo|Images?|Pictures?|File)$", 0
    )),
    Cue("photographer", 70, _within(rf"""
        \b(?i:photo(?:graph)?|picture|image|video|illustration)s? (?:by|via|courtesy(?: of)?|credit|©) {_CAPS}\W*$
        \b(?i:photograph|credit)(?:: |…|\.{{3}}){_CAP}
        (?i:\bgetty images\W*$)
        """, 0)),
)

# Read last: a caption may carry the same words in its credit.
NOTICES: tuple[Cue, ...] = (
    Cue("copyright", 60, _within(r"""
        \ball rights reserved\W*$
        \b(?:may|must) not be (?:published|reproduced|broadcast|copied|stored|redistributed|distributed)(?:,| or)
        \bunauthori[sz]ed (?:reproduction|distribution)\b
        """)),
)
# fmt: on


def cue(line: str, cues: tuple[Cue, ...]) -> str | None:
    """The kind of the first cue that a line answers to.

    >>> cue("SHARE THIS ARTICLE", FURNITURE), cue("Kim at the site. (Photo: Agency)", CAPTION)
    ('page control', 'credit in brackets')
    >>> cue("Share prices fell in Seoul after the launch.", FURNITURE)
    """
    words = line.count(" ") + 1
    return next((c.kind for c in cues if words <= c.most and c.test(line)), None)
