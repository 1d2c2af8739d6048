"""The words and shapes that mark page furniture and captions: a table to read, to extend and to argue with.

Furniture is not parsed, so its cues are strict: the line as a whole must be of that kind. Captions are parsed like
body text, so theirs may be generous. A line is matched with its runs of blanks made one space.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

Test = Callable[[str], object]


class Cue(NamedTuple):
    """`kind` says what such a line is, `most` how many words it has at most."""

    kind: str
    most: int
    test: Test


def _line(pattern: str, flags: int = re.IGNORECASE) -> Test:
    return re.compile(pattern, flags).fullmatch


def _within(pattern: str, flags: int = re.IGNORECASE) -> Test:
    return re.compile(pattern, flags).search


_CAP = r"[A-Z][\w.&'’-]*"
_CAPS = rf"{_CAP}(?: {_CAP}){{0,4}}"
_NAME = rf"{_CAP}(?: (?:{_CAP}|de|von|van|al|bin)){{1,3}}"
_SITE = (
    r"(?:twitter|x|facebook|instagram|telegram|youtube|linkedin|tiktok|whatsapp|threads|bluesky|mastodon|rss"
    r"|flipboard|google news)"
)
_SHOT = (
    r"(?:photo(?:graph)?s?|images?|pictures?|pics?|videos?|screen ?(?:shot|grab)s?|graphics?|maps?|illustrations?"
    r"|infographics?|handouts?)"
)
_KIND = r"(?:undated|handout|file|official|satellite|combination|screen|video|still|television|tv|aerial|recent)"
_ACT = rf"(?:share|tweet|print|e-?mail|save|bookmark|comments?|copy|pin|reply|flag|more|{_SITE})"

_DATE_TOKEN = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
    r"|\d{1,2}[:.]\d\d(?::\d\d)?(?:[ap]\.?m\.?)?|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}(?:t\d\d:\d\d\S{0,12})?",
    re.IGNORECASE,
)
_DATE_FILLER = re.compile(
    r"\d{1,4}(?:st|nd|rd|th)?|[ap]\.?m\.?|at|on|of|the|in|local|time|first|last|updated?|published|posted|modified"
    r"|issued|created|date|gmt|utc|z|[ecmp][sd]?t|bst|ce?st|kst|jst|ist|hkt|sgt|ae[sd]t|msk|[–—/+-]|[+-]\d\d:?\d\d",
    re.IGNORECASE,
)
_PATH_BREAK = re.compile(r" ?[>›»→] ?| [/|•·] ")


def _date_line(line: str) -> bool:
    """A line that holds a date and nothing else, such as "Updated 12:03 GMT, May 30, 2024"."""
    tokens = [t.strip(".:") for t in re.findall(r"[^\s,|•·()]+", line)]
    dated = [bool(_DATE_TOKEN.fullmatch(t)) for t in tokens]
    known = all(d or not t or _DATE_FILLER.fullmatch(t) for d, t in zip(dated, tokens, strict=True))
    return any(dated) and known and any(c.isdigit() for c in line)


def menu_path(line: str) -> bool:
    """A path or row of menu entries, such as "News / Koreas" or "Home > World > Asia"."""
    parts = _PATH_BREAK.split(line)
    return len(parts) > 1 and all(len(p.split()) <= 4 for p in parts[:-1]) and len(parts[-1].split()) <= 14


FURNITURE: tuple[Cue, ...] = (
    Cue("no letters: a rule, a number, a bullet", 40, _line(r"[\W\d_]+")),
    Cue("address", 2, _line(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+|[\w.-]+\.(?:com|net|org|tv|info|co\.\w\w)(?:/\S*)?")),
    Cue("handles and hashtags", 20, _line(r"[@#]\w+(?:[\s,|]+[@#]\w+)*")),
    Cue("menu path", 24, lambda line: any(c in line for c in ">›»→") and menu_path(line)),
    Cue("date line", 16, _date_line),
    Cue("date line", 12, _line(r"(?:first |last )?(?:published|updated|posted|modified)(?: on| at)?:? (?=.*\d)[^.!?]{4,60}")),
    Cue("counts and ages", 8, _line(
        r"\d[\d,.]*k? ?(?:comments?|shares?|views?|likes?|reactions?|replies)|\d+[ -]?min(?:ute)?s?[ -]?(?:read|listen|watch)?"
        r"|(?:updated |published |posted )?\d+ (?:sec(?:ond)?|min(?:ute)?|h(?:ou)?r|day|week|month)s? ago")),
    Cue("page control", 12, _line(
        rf"(?:click (?:here )?to )?{_ACT}(?:[ ,|/•·]+(?:this|the|on|via|to|by|with|page|article|story|post|link|url|it|now"
        rf"|options|friend|a|{_ACT}))*[:!]?")),
    Cue("page control", 12, _line(
        r"skip (?:to|past) .{1,40}|(?:(?:open|close|toggle|show|hide|main) ){0,2}(?:menu|search|navigation|sidebar|caption)"
        r"|(?:leave|post|write|add) a (?:comment|reply)|(?:view|show|read|load|see) (?:all )?(?:\d+ )?(?:comments|gallery|transcript)"
        r"|back to (?:top|home.*)|(?:font|text) size.*|loading\W*|(?:play|watch|pause) video|video player is loading\W*"
        r"|listen to (?:this )?(?:article|story).*|(?:image )?\d+ (?:of|/) \d+|open image in gallery|enlarge this image|toggle caption"
        r"|click to (?:enlarge|expand|play).*|add \w+ (?:as a preferred source )?on google.*"
        r"|home|close|ok(?:ay)?|got it!?|accept(?: all)?|reject(?: all)?|decline|no,? thanks|live|breaking(?: news)?|exclusive|premium")),
    Cue("subscription", 14, _line(
        r"(?:subscribe|sign ?up|register|log ?in|sign ?in|my account|donate|become a member|support us|join us|contact us)"
        r"(?:[ |/,!]+(?:now|here|today|free|for free|us|in|or|and|to (?:read|continue|comment)(?: more| the full story)?|to our \w+"
        r"|subscribe|sign ?up|register|log ?in))*[.!:]*")),
    Cue("subscription", 40, _within(
        r"^\W*(?:please |want .{0,60}\? ?)?(?:sign ?up|subscribe|register)\b.{0,60}\b(?:newsletters?|alerts|e-?mails?|channel|podcast)\b"
        r"|\b(?:our|free|daily|weekly) newsletters?\b.{0,60}\b(?:sign ?up|subscribe|inbox)|\b(?:to|in) your inbox\b"
        r"|^(?:already a subscriber|to continue reading|this (?:article|content|story) is (?:only )?(?:for|available to) .{0,20}subscribers"
        r"|you have \d+ free|support (?:our|independent) journalism|(?:make|give) a donation)")),
    Cue("social media", 30, _within(
        rf"^(?:you can )?(?:follow|find us|like us|join us|connect with us|get our) .{{0,70}}?\b(?:on|via|at) (?:our )?(?:{_SITE}\b|@)"
        r"|^(?:download|get) (?:our|the) .{0,30}\bapp\b|^follow us\b")),
    Cue("related links", 40, _line(
        r"\W*(?:read(?: (?:more|also|next|on|(?:the )?full (?:story|article)))?|also read|(?:see|must|more) (?:also|read)|also see|more|see"
        r"|further reading|related(?: (?:articles?|stor(?:y|ies)|news|topics?|content|links?|coverage|posts?|reading|videos?))?"
        r"|recommended(?: (?:for you|stories|reading|articles))?|most (?:read|popular|viewed|shared|watched)"
        r"|more (?:stories|news|headlines|coverage|from|on this)(?: .{1,40})?|trending(?: now| stories| topics)?|top (?:stories|news|headlines)"
        r"|latest (?:news|stories|headlines|updates|videos?)|editor['’]?s['’]? (?:picks?|choice)|you (?:may|might) (?:also )?(?:like|be interested in)"
        r"|(?:up|what to read) next|(?:next|previous) (?:article|story|post)|don['’]t miss|in (?:this|other) (?:story|article|news)|tags?|topics?"
        r"|keywords|filed under|categor(?:y|ies)|(?:from|around) the web|(?:sponsored|promoted) (?:links|stories))(?: ?[:|»›→].{0,200})")),
    Cue("related links", 8, _line(
        r"\W*(?:read (?:more|also|next|on|(?:the )?full (?:story|article))|also read|see also|also see|must read|further reading"
        r"|related(?: (?:articles?|stor(?:y|ies)|news|topics?|content|links?|coverage|posts?|reading|videos?))?"
        r"|recommended(?: (?:for you|stories|reading|articles))?|most (?:read|popular|viewed|shared|watched)|more (?:stories|news|headlines|coverage)"
        r"|more (?:from|on) [\w ]{1,40}|trending(?: now| stories| topics)?|top (?:stories|news|headlines)"
        r"|(?:the )?latest (?:news|stories|headlines|updates|videos?)|editor['’]?s['’]? (?:picks?|choice)|you (?:may|might) (?:also )?(?:like|be interested in)"
        r"|(?:up|what to read) next|(?:next|previous) (?:article|story|post)|don['’]t miss|tags|topics|keywords|filed under|categories"
        r"|(?:from|around) the web|(?:sponsored|promoted) (?:links|stories))\W*")),
    Cue("related links", 14, _line(
        r"(?:read|watch|see|listen to|click|view)(?: (?:the|it|all|more|rest|full|whole|original|entire|complete|video|interview|story|article"
        r"|report|post|segment|clip|speech|of|our|about|transcript))* (?:here|below|above)[.!]?")),
    Cue("advertising", 12, _line(
        r"\W*(?:advertis(?:e)?ments?|ads?|sponsored(?: (?:by .{1,30}|content|post))?|paid (?:content|post|partnership)|promoted(?: content)?"
        r"|(?:story|article|content|post) continues (?:below|after)(?: (?:this )?advertisement)?|continue reading(?: .{1,40})?"
        r"|(?:keep |please )?scroll(?:ing)?(?: down)? (?:to|for) .{1,40}|(?:report|close|hide|skip|remove)(?: this)? ads?"
        r"|this (?:ad|advertisement) .{1,60}|advertise with us|ad feedback)\W*")),
    Cue("consent", 120, _within(
        r"^(?:we|this (?:web)?site|our (?:web)?site|we and our (?:\d+ )?partners)\b.{0,60}\bcookies\b|\baccept(?:ing)? (?:all |our )?cookies\b"
        r"|\bcookies? (?:policy|settings|preferences|notice|consent)\b|^we value your privacy"
        r"|\bby (?:continuing|clicking|signing up|subscribing|registering|submitting|using this)\b.{0,60}\byou (?:agree|consent|accept|acknowledge)"
        r"|\bprotected by recaptcha")),
    Cue("legal links", 20, _line(
        r"(?:privacy(?: policy| notice| statement)?|terms(?:(?: of| and| &)+ (?:use|service|conditions|sale))?|contact(?: us)?|about(?: us)?|help"
        r"|faqs?|careers|jobs|site ?map|accessibility|legal|disclaimer|feedback|imprint|masthead|editorial (?:policy|standards)|corrections?"
        r"|archives?|advertise|rss(?: feeds?)?|mobile apps?|press|media kit|cookies?|send us (?:a tip|feedback)|report (?:an error|a typo)"
        r"|[ |/•·,&])+")),
    Cue("copyright", 60, _within(r"^\W*(?:©|\(c\) |copyright\b|all rights reserved)|^[^.!?]{0,60}\ball rights reserved\W*$")),
    Cue("byline", 18, _line(
        rf"(?:[Bb]y|BY|Written by|Reported by|Story by|Words by|AUTHOR:?|Author:) {_NAME}(?:(?:,? and|,| &) {_NAME}){{0,4}}"
        r"(?:(?: in| at| for|,| \||,? -|,? –|,? —) [^.!?]{1,60})?", 0)),
    Cue("byline", 10, _line(
        r"by (?:our |an? |the )?(?:[\w’']+ ){0,4}(?:staff|reporters?|correspondents?|editors?|agencies|news ?desk|newsroom|bureau)(?: \w+){0,3}")),
    Cue("desk note", 60, _line(
        r"[(\[—–-]*\s*(?:additional |with |text |more )?(?:reporting|writing|editing|compiling|translat(?:ion|ed)|edited|written|compiled"
        r"|production|assistance|contributions?) (?:by|from)\b[^.]*(?:\.[^.]+){0,6}\.?[)\]]*")),
    Cue("desk note", 40, _within(r"^[^.]{2,160}\bcontributed(?: reporting| research)? to this (?:report|story|article|post)\.?$")),
    Cue("mirror addresses", 30, _within(
        r"\b(?:can|may|could)(?: also)? be (?:accessed|reached|found|viewed) (?:at|on|via|through) .{0,60}"
        r"\b(?:address(?:es)?|urls?|links?|mirrors?|domains?)\b ?:?$")),
    Cue("house rules", 40, _line(
        r"(?:our|the) .{0,40}(?:trust principles|editorial (?:standards|code|guidelines))\W*|(?:the )?views expressed (?:in|are|here).{0,200}"
        r"|this (?:article|story|post) (?:was|is|has been)(?: originally| first)? (?:published|posted|syndicated|republished) .{0,120}")),
    Cue("code left in the page", 60, _within(
        r"[{}];?$|^(?:[.#@][\w-]+[ ,.:#>\w-]*\{|var \w+ ?=|function ?\(|window\.|document\.|if \(typeof|/\*|<!--|</?[a-z]+[ >])")),
)  # fmt: skip

# Other articles' headlines may stand under these.
OPENERS = frozenset({"related links", "advertising"})

CAPTION: tuple[Cue, ...] = (
    Cue("credit in brackets", 70, _within(
        rf"[(\[] ?(?:(?:file|representational|representative|stock|illustrative|screen) )?(?:{_SHOT}|credit|source|courtesy)\b"
        r"[^()\[\]]*(?:[(\[][^()\[\]]*[)\]][^()\[\]]*)*[)\]]?\W*$")),
    Cue("credit first", 70, _within(
        rf"^[(\[]?(?:(?:file|cover|lead|top|main|stock|featured) )?(?:{_SHOT}|credits?|captions?)(?: (?:credit|source|caption|courtesy))?"
        r"(?: ?[:|,]| [—–-] | (?:by|courtesy of|via) )")),
    Cue("file picture", 70, _within(
        r"^file(?: photo| picture| image| video)?(?: ?[:—–]| - )|\[file\b[^\]]*\]|\(file\)|\b(?:file|stock|handout) (?:photo|image|picture|pic|footage)\W*$")),
    Cue("in this photo", 70, _within(
        rf"\bin (?:this|an?) (?:{_KIND} ?)*(?:{_SHOT}|frame|grab|still|combo|combination)\b"
        rf"|^(?:this|these|an|a)? ?(?:{_KIND} ?)+(?:{_SHOT}|frame|grab|still|combo)? ?(?:of .{{1,80}} )?(?:taken|provided|released|distributed|shows?"
        r"|made|obtained|supplied|issued|published|captured)\b"
        rf"|^(?:this|these) {_SHOT} (?:of .{{1,80}} )?(?:taken|provided|released|distributed|shows?|made|obtained|supplied|issued)\b")),
    Cue("who stands where", 70, _within(
        r"\((?:pictured|[LRC]|left|right|cent(?:re|er)|[23]nd [LR]|[23]rd [LR]|[23]rd from (?:left|right))\)"
        r"|^(?:from left|clockwise from|pictured|above|below|left|right|top|bottom)\b.{0,30}:")),
    Cue("agency and photographer", 70, _within(
        rf"(?:^|[.!?)\]”\"] ?)(?:© ?)?{_CAPS} ?/ ?{_CAPS}(?: ?/ ?{_CAPS}| via {_CAPS}){{0,2}}$|\[[^\[\]]{{2,60}}(?:/| via )[^\[\]]{{2,60}}\]$"
        rf"|\({_CAPS}/(?:via )?{_CAPS}(?:[/,-] ?{_CAPS})?\)$", 0)),
    Cue("agency after a bar", 60, _within(rf"(?:\S+ ){{4,}}[/|©] ?{_CAPS}$|© ?{_CAPS}$", 0)),
    Cue("agency after the sentence", 60, _within(
        rf"[.!?”\"] ?\({_CAPS}\)$|[.!?] {_CAP}(?: {_CAP}){{0,2}} (?:Photo|Images?|Pictures?|File)$", 0)),
    Cue("photographer", 70, _within(
        rf"\b(?i:photo(?:graph)?|picture|image|video|illustration)s? (?:by|via|courtesy(?: of)?|credit|©) {_CAPS}\W*$|\b(?i:photograph|credit): {_CAP}"
        r"|(?i:\bgetty images\W*$)", 0)),
)  # fmt: skip

# Read last: a caption may carry the same words in its credit.
NOTICES: tuple[Cue, ...] = (
    Cue("copyright", 60, _within(
        r"\ball rights reserved\W*$|\b(?:may|must) not be \w+(?:, \w+)*,? or \w+|\bunauthori[sz]ed (?:reproduction|distribution)\b")),
)  # fmt: skip


def cue(line: str, cues: tuple[Cue, ...]) -> str | None:
    """The kind of the first cue that a line answers to.

    >>> cue("SHARE THIS ARTICLE", FURNITURE), cue("Kim at the site. (Photo: Agency)", CAPTION)
    ('page control', 'credit in brackets')
    >>> cue("Share prices fell in Seoul after the launch.", FURNITURE)
    """
    words = line.count(" ") + 1
    return next((c.kind for c in cues if words <= c.most and c.test(line)), None)
