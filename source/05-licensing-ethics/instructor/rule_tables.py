"""The rule tables of unit 05 as Python rows: what each rule says, where it stands, and the date of the version read.

Not legal advice. A source is (name, address, date of the version read, how it was read). It was read as its own text
("text"), as the page of a body that makes or applies the rule ("page"), or only in reports of others ("report"): a row
that rests on reports answers "ask". ``make_data.py`` writes the tables to ``data/``; tests hold all of this, and that
data/README.md says of every source where it was read.
"""

from typing import Literal

Read = Literal["text", "page", "report"]
Source = tuple[str, str, str, Read]

READ = "2026-11-21"
COPYRIGHT_ACT: Source = (
    "Copyright Act of Korea (저작권법), Act No. 20841",
    "https://www.law.go.kr/법령/저작권법",
    "2025-09-26",
    "text",
)
LONGER_TERM: Source = (
    "Copyright Act of Korea (저작권법), addenda of Act No. 10807 of 30 June 2011",
    "https://www.law.go.kr/법령/저작권법",
    "2013-07-01",
    "text",
)
AI_ACT: Source = (
    "AI Basic Act of Korea (인공지능 발전과 신뢰 기반 조성 등에 관한 기본법), Act No. 21311",
    "https://www.law.go.kr/법령/인공지능발전과신뢰기반조성등에관한기본법",
    "2026-01-22",
    "text",
)
AI_DECREE: Source = (
    "Enforcement Decree of the AI Basic Act, Presidential Decree No. 36053",
    "https://www.law.go.kr/법령/인공지능발전과신뢰기반조성등에관한기본법시행령",
    "2026-01-22",
    "text",
)
ELECTION_ACT: Source = (
    "Public Official Election Act of Korea (공직선거법), Act No. 22052",
    "https://www.law.go.kr/법령/공직선거법",
    "2026-10-02",
    "text",
)
PRIVACY_ACT: Source = (
    "Personal Information Protection Act of Korea (개인정보 보호법), Act No. 21910",
    "https://www.law.go.kr/법령/개인정보보호법",
    "2026-09-08",
    "text",
)
TITLES: Source = (
    "Supreme Court of Korea, 96다273, on the titles of books",
    "https://www.law.go.kr/LSW/precInfoP.do?precSeq=197404",
    "1996-08-23",
    "text",
)
LINKS: Source = (
    "Supreme Court of Korea, 2009다80637, on links",
    "https://www.law.go.kr/LSW/precInfoP.do?precSeq=144534",
    "2010-03-11",
    "text",
)
CRAWLING: Source = (
    "Supreme Court of Korea, 2021도1533, on crawling a rival's server",
    "https://www.law.go.kr/LSW/precInfoP.do?precSeq=221765",
    "2022-05-12",
    "text",
)
KOGL: Source = (
    "Korea Open Government Licence, terms of types 1 to 4 (공공누리)",
    "https://www.kogl.or.kr/info/license.do",
    READ,
    "page",
)
KOGL_MARKS: Source = (
    "City of Anyang, copyright policy, which quotes the standard for marking public works with all its types",
    "https://anyang.go.kr/main/contents.do?key=872",
    READ,
    "page",
)
KOGL_2026: Source = (
    "Reports of the culture ministry's announcement on public works for AI training",
    "https://www.khan.co.kr/article/202601281036001",
    "2026-01-28",
    "report",
)
CC_FAQ: Source = ("Creative Commons, frequently asked questions", "https://creativecommons.org/faq/", READ, "page")
CC_TRAINING: Source = (
    "Creative Commons, Using CC-licensed works for AI training (May 2025)",
    "https://creativecommons.org/using-cc-licensed-works-for-ai-training-2/",
    "2025-05-15",
    "page",
)


def cc(elements: str, version: str = "4.0") -> Source:
    """The legal code of one Creative Commons licence as a source."""
    return (
        f"CC {elements} {version}, legal code",
        f"https://creativecommons.org/licenses/{elements.lower()}/{version}/legalcode",
        READ,
        "text",
    )


CC0: Source = (
    "CC0 1.0 Universal, legal code",
    "https://creativecommons.org/publicdomain/zero/1.0/legalcode",
    READ,
    "text",
)

# id, kind of case, answer, what the rule says, source, place in the source
PROTECTED = [
    (
        "statute",
        "a statute, treaty, ordinance or rule",
        "no",
        "Laws, treaties, ordinances and rules are not protected.",
        COPYRIGHT_ACT,
        "Art. 7(1)",
    ),
    (
        "notice",
        "a public notice, announcement or directive of the state or a local government",
        "no",
        "Notices, announcements and directives are not protected.",
        COPYRIGHT_ACT,
        "Art. 7(2)",
    ),
    (
        "judgment",
        "a judgment, decision or ruling",
        "no",
        "Judgments, decisions, orders and administrative rulings are not protected.",
        COPYRIGHT_ACT,
        "Art. 7(3)",
    ),
    (
        "official-compilation",
        "a compilation or translation of laws, notices or judgments, made by the state",
        "no",
        "The state's own compilations and translations of those are not protected. A publisher's are not named there.",
        COPYRIGHT_ACT,
        "Art. 7(4)",
    ),
    (
        "news-facts",
        "a news item that merely conveys facts",
        "no",
        "News that merely conveys facts is not protected. An article with its writer's own expression is.",
        COPYRIGHT_ACT,
        "Art. 7(5)",
    ),
    (
        "idea",
        "an idea or a fact",
        "no",
        "A work is a creation that expresses thoughts or feelings; the idea or the fact behind it is not the expression.",
        COPYRIGHT_ACT,
        "Art. 2(1)",
    ),
    (
        "not-the-program",
        "a programming language, a protocol or an algorithm",
        "no",
        "The Act does not apply to programming languages, protocols and solutions used to write a program.",
        COPYRIGHT_ACT,
        "Art. 101-2",
    ),
    (
        "title",
        "the bare title of a book, a comic or another work",
        "no",
        "A bare title is no creative expression of thoughts or feelings.",
        TITLES,
        "first ground; likewise 77다90 (12 July 1977) on the title of a comic",
    ),
    (
        "machine-made",
        "an output that a machine made without a human's creative part",
        "no",
        "A work expresses human thoughts or feelings, and its author is whoever creates it.",
        COPYRIGHT_ACT,
        "Art. 2(1)-(2); what follows for machines is our reading",
    ),
    (
        "ai-assisted",
        "an output made by a person and a machine together",
        "ask",
        "Only what a human being created can be a work. How much of it that is, the Act does not say: look at each case.",
        COPYRIGHT_ACT,
        "Art. 2(1)-(2)",
    ),
    (
        "database",
        "an uncreative database in which somebody invested substantially",
        "yes",
        "The maker of a database has rights in the whole or a substantial part of it, although no single item is protected.",
        COPYRIGHT_ACT,
        "Art. 2(19)-(20), 93",
    ),
    (
        "no-creativity",
        "uncreative material in which nobody invested substantially",
        "no",
        "Without creativity there is no work, and without investment no database right.",
        COPYRIGHT_ACT,
        "Art. 2(1), 2(18), 2(20)",
    ),
    (
        "expired",
        "a work whose author died so long ago that 70 years have run out",
        "no",
        "The rights last for the author's life and 70 years, counted from the year after the death.",
        COPYRIGHT_ACT,
        "Art. 39(1), 44",
    ),
    (
        "lapsed",
        "a work whose author died before 1963, although 70 years have not run out",
        "no",
        "The term grew from 50 to 70 years on 1 July 2013, and the longer term does not revive what had lapsed.",
        LONGER_TERM,
        "Art. 1 and 2 of the addenda",
    ),
    (
        "state-work",
        "any other creative work of the state",
        "yes",
        "Art. 7 does not name other government works: they are protected. Art. 24-2 allows their use, with exceptions.",
        COPYRIGHT_ACT,
        "Art. 7, 24-2(1)",
    ),
    (
        "work",
        "any other creative work",
        "yes",
        "A creative expression is protected from its creation, with no formality.",
        COPYRIGHT_ACT,
        "Art. 2(1), 4(1), 10(2)",
    ),
]

NEW_WORK = [
    (
        "synced",
        "music set to a moving image",
        "adaptation",
        "A musical work synched in timed relation with a moving image is always adapted material.",
        cc("BY"),
        "s. 1(a)",
    ),
    ("translated", "a translation", "adaptation", "A translation is a derivative work.", COPYRIGHT_ACT, "Art. 5(1)"),
    (
        "rewritten",
        "an arrangement, a dramatisation or another creative change",
        "adaptation",
        "Arranging, transforming, dramatising or filming makes a derivative work.",
        COPYRIGHT_ACT,
        "Art. 5(1)",
    ),
    (
        "minor",
        "a small edit, such as a corrected spelling",
        "ask",
        "A derivative work is itself a creation. Whether a small edit adds any creativity is for a court.",
        COPYRIGHT_ACT,
        "Art. 5(1)",
    ),
    (
        "trained",
        "training of a model on it",
        "ask",
        "Whether a model adapts what it was trained on is open.",
        CC_TRAINING,
        "ShareAlike",
    ),
    (
        "format",
        "a change of format only",
        "copy",
        "Technical modifications needed to use another format never make adapted material.",
        cc("BY"),
        "s. 2(a)(4)",
    ),
    (
        "collection",
        "several unchanged items, creatively selected or arranged",
        "collection",
        "A compilation whose selection, arrangement or composition is creative is a compiled work.",
        COPYRIGHT_ACT,
        "Art. 2(18), 6(1)",
    ),
    (
        "copy",
        "unchanged items without a creative selection",
        "copy",
        "Without creativity in selection or arrangement there is no compiled work, only copies.",
        COPYRIGHT_ACT,
        "Art. 2(17)-(18), 2(22)",
    ),
]

ALLOWED = [
    (
        "cc0",
        "any use of a CC0 work",
        "yes",
        "The maker waived the rights as far as the law lets them.",
        CC0,
        "s. 2 and 3",
    ),
    (
        "by",
        "sharing without credit",
        "no",
        "Sharing needs identification of the creator, a notice and a link to the licence.",
        cc("BY"),
        "s. 3(a)(1)",
    ),
    (
        "nc",
        "commercial use of an NC work",
        "no",
        "The licence is granted for NonCommercial purposes only. Sharing itself is allowed.",
        cc("BY-NC"),
        "s. 1(i) and 2(a)(1)",
    ),
    (
        "nc-unclear",
        "a use of an NC work that may be commercial",
        "ask",
        "NonCommercial means not primarily intended for commercial advantage or payment; the purpose decides.",
        cc("BY-NC"),
        "s. 1(i)",
    ),
    (
        "nd",
        "sharing a changed ND work",
        "no",
        "Adapted material may be made but not shared.",
        cc("BY-ND"),
        "s. 2(a)(1)(B)",
    ),
    (
        "nd-private",
        "changing an ND 4.0 work and keeping it",
        "yes",
        "Version 4.0 lets you produce and reproduce adapted material as long as you do not share it.",
        cc("BY-ND"),
        "s. 2(a)(1)(B)",
    ),
    (
        "nd-old",
        "changing an ND work of a version before 4.0",
        "no",
        "Versions before 4.0 prohibit the creation of adaptations.",
        CC_FAQ,
        "BY-ND and BY-NC-ND material",
    ),
    (
        "sa",
        "sharing a changed SA work under another licence",
        "no",
        "The adapter's licence must have the same elements.",
        cc("BY-SA"),
        "s. 3(b)(1)",
    ),
    (
        "train",
        "training a model on a licensed work",
        "ask",
        "It depends on the country's copyright exceptions whether the licence is needed at all.",
        CC_TRAINING,
        "introduction",
    ),
    (
        "granted",
        "any other use within the licence",
        "yes",
        "What the licence grants and no condition forbids is allowed.",
        cc("BY"),
        "s. 2(a)(1)",
    ),
]

REMIX = [
    ("nd", "a source with ND", "no", "Adaptations of ND works may not be shared.", cc("BY-ND"), "s. 2(a)(1)(B)"),
    (
        "sa-same",
        "a new licence with other elements than an SA source",
        "no",
        "The new licence must have the same elements as the SA source, or be on the list of compatible licences. So BY-SA and BY-NC-SA never meet.",
        cc("BY-SA"),
        "s. 3(b)(1); CC BY-NC-SA 4.0 s. 3(b)(1)",
    ),
    (
        "sa-earlier",
        "an earlier version than that of an SA source",
        "no",
        "The same or a later version, never an earlier one.",
        cc("BY-SA"),
        "s. 3(b)(1)",
    ),
    (
        "sa-first",
        "a later version for an SA 1.0 source",
        "no",
        "Version 1.0 did not yet allow later versions.",
        CC_FAQ,
        "BY-SA and BY-NC-SA material",
    ),
    (
        "sa-with-nc",
        "BY-SA remixed with an NC source",
        "no",
        "BY-SA wants the remix under BY-SA and forbids additional terms on it; the NC source allows NonCommercial purposes only.",
        cc("BY-SA"),
        "s. 3(b)(1) and 3(b)(3); CC BY-NC 4.0 s. 2(a)(1)",
    ),
    (
        "nc-dropped",
        "a new licence without the NC of a source",
        "not recommended",
        "Technically permitted for your own part, but recipients must still keep the NC of the source.",
        CC_FAQ,
        "BY and BY-NC material; CC BY-NC 4.0 s. 3(a)(4)",
    ),
    (
        "by-dropped",
        "CC0 for a remix of licensed works",
        "not recommended",
        "Technically permitted for your own part, but recipients must still credit the source.",
        CC_FAQ,
        "adapter's licence chart; CC BY 4.0 s. 3(a)(4)",
    ),
    (
        "sa-later",
        "a later version of the same SA licence",
        "ok",
        "A later version with the same elements is allowed after version 1.0.",
        cc("BY-SA"),
        "s. 3(b)(1)",
    ),
    (
        "kept",
        "a new licence that keeps the elements of its sources",
        "ok",
        "Recipients can satisfy every licence at once.",
        CC_FAQ,
        "BY and BY-NC material",
    ),
    ("free", "sources that are all CC0", "ok", "Nothing to keep.", CC0, "s. 2"),
]

KOGL_RULES = [
    (
        "unmarked",
        "a public work with no mark",
        "ask",
        "No licence is shown. Art. 24-2 lets you use works of the state and local governments with exceptions; a public institution's work needs its permission.",
        COPYRIGHT_ACT,
        "Art. 24-2(1)-(2)",
    ),
    (
        "type-0",
        "anything under type 0",
        "yes",
        "It may be used freely, without conditions.",
        KOGL_MARKS,
        "type 0",
    ),
    (
        "credit",
        "use within types 1 to 4",
        "yes",
        "Use is free within the type's limits, and the source must be named.",
        KOGL,
        "types 1 to 4, naming the source",
    ),
    ("no-commercial", "commercial use under type 2 or 4", "no", "Commercial use is forbidden.", KOGL, "types 2 and 4"),
    (
        "no-change",
        "changes under type 3 or 4",
        "no",
        "Changes and derivative works are forbidden.",
        KOGL,
        "types 3 and 4",
    ),
    (
        "ai-train",
        "training under the AI mark",
        "yes",
        "The AI mark says that training is possible.",
        KOGL_MARKS,
        "AI type",
    ),
    (
        "ai-resell",
        "selling training data made from works with the AI mark",
        "ask",
        "Reports say that the training data itself may not be sold on. The standard's own text could not be read.",
        KOGL_2026,
        "conditions of the AI type",
    ),
    (
        "ai-alone",
        "another use of a work that carries the AI mark alone",
        "ask",
        "The AI mark speaks of training only; it does not say which type stands beside it.",
        KOGL_MARKS,
        "AI type",
    ),
    (
        "train-unmarked",
        "training, or selling training data, under types 1 to 4 without the AI mark",
        "ask",
        "Their terms do not name training.",
        KOGL,
        "types 1 to 4",
    ),
    (
        "credit-line",
        "the line that names the source",
        "yes",
        "Institution, year, type, title, author if given, and address.",
        KOGL,
        "example of naming the source",
    ),
]

APACHE_GPL: Source = (
    "Apache Software Foundation, Apache License and GPL compatibility",
    "https://www.apache.org/licenses/GPL-compatibility.html",
    READ,
    "page",
)


def text(name: str) -> Source:
    """A licence's own text as a source."""
    return (f"{name}, licence text", f"https://spdx.org/licenses/{name}.html", READ, "text")


DEPENDENCIES = [
    "MIT",
    "BSD-3-Clause",
    "Apache-2.0",
    "MPL-2.0",
    "LGPL-2.1-or-later",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-or-later",
    "AGPL-3.0-only",
]
PROJECTS = ["MIT", "Apache-2.0", "GPL-2.0-only", "GPL-3.0-or-later", "AGPL-3.0-only", "LicenseRef-Proprietary"]

REASONS = {
    "keep-notice": ("Keep the copyright notice and the licence text.", None, "the conditions of the text"),
    "keep-apache": ("Keep the notices, the licence and NOTICE; mark changed files.", text("Apache-2.0"), "s. 4"),
    "apache-gpl2": (
        "Its patent clauses are restrictions that GPL version 2 does not have.",
        APACHE_GPL,
        "on version 2; GPL-2.0 s. 2(b) and 6; Apache-2.0 s. 3",
    ),
    "apache-gpl3": (
        "Apache code may go into GPL version 3 works, not the other way round.",
        APACHE_GPL,
        "on version 3",
    ),
    "mpl-files": (
        "The covered files stay under the MPL; the larger work may have other terms.",
        text("MPL-2.0"),
        "s. 3.1 to 3.3",
    ),
    "mpl-secondary": (
        "The GNU licences are its secondary licences, unless the file says otherwise.",
        text("MPL-2.0"),
        "s. 1.12 and 3.3",
    ),
    "lgpl-library": ("The library stays under the LGPL and can be replaced.", text("LGPL-2.1-or-later"), "s. 6"),
    "lgpl-terms": (
        "Own terms are possible if they permit changes for own use and reverse engineering for debugging.",
        text("LGPL-2.1-or-later"),
        "s. 6",
    ),
    "lgpl-as-gpl": ("A copy may be converted to GPL version 2 or later.", text("LGPL-2.1-or-later"), "s. 3"),
    "gpl2-whole": ("The whole work must be licensed under GPL version 2.", text("GPL-2.0-only"), "s. 2(b)"),
    "gpl2-same": ("The whole work is under the same licence.", text("GPL-2.0-only"), "s. 2(b)"),
    "gpl2-gpl3": (
        "Each wants the whole work under itself: GPL version 2 here, a version 3 licence there.",
        text("GPL-2.0-only"),
        "s. 2(b); s. 5(c) of GPL-3.0 and AGPL-3.0",
    ),
    "gpl2-later": ("You may choose any later version.", text("GPL-2.0-or-later"), "s. 9"),
    "gpl3-whole": ("The whole work must be licensed under GPL version 3.", text("GPL-3.0-or-later"), "s. 5(c)"),
    "gpl3-same": ("The whole work is under the same licence.", text("GPL-3.0-or-later"), "s. 5(c)"),
    "gpl3-gpl2": (
        "Each wants the whole work under itself: GPL version 3 here, version 2 alone there.",
        text("GPL-3.0-or-later"),
        "s. 5(c); GPL-2.0 s. 2(b)",
    ),
    "gpl3-agpl": ("Version 3 of both may be combined into a single work.", text("GPL-3.0-or-later"), "s. 13"),
    "agpl-whole": ("The whole work must be licensed under the AGPL.", text("AGPL-3.0-only"), "s. 5(c)"),
    "agpl-same": ("The whole work is under the same licence.", text("AGPL-3.0-only"), "s. 5(c)"),
}


def _cell(dependency: str, project: str) -> tuple[str, str]:
    gpl = {"GPL-2.0-only", "GPL-3.0-or-later", "AGPL-3.0-only"}
    if dependency in ("MIT", "BSD-3-Clause"):
        return "yes", "keep-notice"
    if dependency == "Apache-2.0":
        if project == "GPL-2.0-only":
            return "no", "apache-gpl2"
        return "yes", "apache-gpl3" if project in gpl else "keep-apache"
    if dependency == "MPL-2.0":
        return "yes", "mpl-secondary" if project in gpl else "mpl-files"
    if dependency == "LGPL-2.1-or-later":
        if project == "LicenseRef-Proprietary":
            return "ask", "lgpl-terms"
        return "yes", "lgpl-as-gpl" if project in gpl else "lgpl-library"
    if dependency == "GPL-2.0-only":
        if project == "GPL-2.0-only":
            return "yes", "gpl2-same"
        return "no", "gpl2-gpl3" if project in gpl else "gpl2-whole"
    if dependency == "GPL-2.0-or-later":
        if project == "GPL-2.0-only":
            return "yes", "gpl2-same"
        return ("yes", "gpl2-later") if project in gpl else ("no", "gpl2-whole")
    if dependency == "GPL-3.0-or-later":
        if project == "GPL-2.0-only":
            return "no", "gpl3-gpl2"
        if project == "GPL-3.0-or-later":
            return "yes", "gpl3-same"
        return ("yes", "gpl3-agpl") if project == "AGPL-3.0-only" else ("no", "gpl3-whole")
    if project == "AGPL-3.0-only":
        return "yes", "agpl-same"
    return ("yes", "gpl3-agpl") if project == "GPL-3.0-or-later" else ("no", "agpl-whole")


def software() -> list[tuple]:
    """The grid for distribution: one row a dependency and project."""
    rows = []
    for dependency in DEPENDENCIES:
        for project in PROJECTS:
            answer, reason = _cell(dependency, project)
            says, source, place = REASONS[reason]
            rows.append(
                (f"{dependency}>{project}", dependency, project, answer, says, source or text(dependency), place)
            )
    return rows


SOFTWARE_USE = [
    (
        "in-house",
        "running it without giving it to anyone",
        "yes",
        "You may make, run and propagate covered works that you do not convey, without conditions.",
        text("GPL-3.0-or-later"),
        "s. 2; GPL-2.0 s. 0",
    ),
    (
        "serve",
        "offering it over a network only",
        "yes",
        "Interaction over a network with no transfer of a copy is not conveying.",
        text("GPL-3.0-or-later"),
        "s. 0",
    ),
    (
        "serve-agpl",
        "offering an AGPL part over a network inside another project",
        "ask",
        "Who modifies an AGPL program must offer its source to network users. Whether linking to it modifies it is argued. A project under the AGPL or GPL version 3 may combine with it, and offers the source.",
        text("AGPL-3.0-only"),
        "s. 13; GPL-3.0 s. 13",
    ),
    (
        "no-licence",
        "a dependency with no licence",
        "no",
        "Rights arise with the creation and without formality; using the work needs the holder's permission.",
        COPYRIGHT_ACT,
        "Art. 10(2), 16, 46",
    ),
    (
        "unknown",
        "a licence that the table does not have",
        "ask",
        "Read the text before you decide.",
        ("SPDX licence list", "https://spdx.org/licenses/", READ, "page"),
        "the list",
    ),
    (
        "exception",
        "a licence WITH an exception",
        "ask",
        "An exception can only add permissions: a yes stays a yes, a no becomes a question.",
        (
            "SPDX specification 3.0.1, licence expressions",
            "https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions",
            READ,
            "text",
        ),
        "WITH; GPL-3.0 s. 7",
    ),
    (
        "or",
        "a choice of licences",
        "yes",
        "OR: you choose one of the licences, so the best answer counts.",
        (
            "SPDX specification 3.0.1, licence expressions",
            "https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions",
            READ,
            "text",
        ),
        "disjunctive OR",
    ),
    (
        "and",
        "several licences at once",
        "no",
        "AND: every licence applies, so the worst answer counts.",
        (
            "SPDX specification 3.0.1, licence expressions",
            "https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions",
            READ,
            "text",
        ),
        "conjunctive AND",
    ),
]

# licence, commercial, adapt, share, duties when sharing, further duties when sharing a changed copy, source, place
CATALOGUE = [
    ("CC0-1.0", "yes", "yes", "yes", "", "", CC0, "s. 2 and 3"),
    (
        "LicenseRef-Public-Domain",
        "yes",
        "yes",
        "yes",
        "",
        "",
        (
            "bokeh_sampledata 2026.1, licenses/datasets.json",
            "https://pypi.org/project/bokeh-sampledata/",
            "2026-10-18",
            "page",
        ),
        "recorded_license",
    ),
    ("CC-BY-2.0", "yes", "yes", "yes", "credit;licence", "changes", cc("BY", "2.0"), "s. 3 and 4(a)-(b)"),
    ("CC-BY-3.0", "yes", "yes", "yes", "credit;licence", "changes", cc("BY", "3.0"), "s. 3(b) and 4(a)-(b)"),
    (
        "CC-BY-3.0-IGO",
        "yes",
        "yes",
        "yes",
        "credit;licence",
        "changes",
        ("CC BY 3.0 IGO, legal code", "https://creativecommons.org/licenses/by/3.0/igo/legalcode", READ, "text"),
        "s. 3(b) and 4(a)-(b)",
    ),
    ("CC-BY-4.0", "yes", "yes", "yes", "credit;licence", "changes", cc("BY"), "s. 3(a)(1)"),
    (
        "CC-BY-SA-3.0",
        "yes",
        "yes",
        "yes",
        "credit;licence",
        "changes;same-licence",
        cc("BY-SA", "3.0"),
        "s. 3(b) and 4(a)-(c)",
    ),
    ("CC-BY-NC-4.0", "no", "yes", "yes", "credit;licence", "changes", cc("BY-NC"), "s. 1(i), 2(a)(1) and 3(a)(1)"),
    ("CC-BY-ND-4.0", "yes", "no", "yes", "credit;licence", "", cc("BY-ND"), "s. 2(a)(1) and 3(a)(1)"),
    (
        "CC-BY-NC-SA-4.0",
        "no",
        "yes",
        "yes",
        "credit;licence",
        "changes;same-licence",
        cc("BY-NC-SA"),
        "s. 1, 2(a)(1) and 3",
    ),
    ("MIT", "yes", "yes", "yes", "notice", "", text("MIT"), "second paragraph"),
    ("BSD-3-Clause", "yes", "yes", "yes", "notice", "", text("BSD-3-Clause"), "clauses 1 to 3"),
    (
        "OGL-UK-2.0",
        "yes",
        "yes",
        "yes",
        "credit;licence",
        "",
        (
            "Open Government Licence 2.0, text",
            "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/2/",
            READ,
            "text",
        ),
        "You are free to; You must",
    ),
    (
        "LicenseRef-Intel-OpenCV",
        "yes",
        "yes",
        "yes",
        "notice",
        "",
        (
            "Intel licence for the open source computer vision library, in bokeh_sampledata 2026.1",
            "https://pypi.org/project/bokeh-sampledata/",
            READ,
            "text",
        ),
        "both bullets",
    ),
    (
        "LicenseRef-Stanford-GraphBase",
        "yes",
        "yes",
        "yes",
        "",
        "rename",
        (
            "Stanford GraphBase notice, in bokeh_sampledata 2026.1",
            "https://pypi.org/project/bokeh-sampledata/",
            READ,
            "text",
        ),
        "second paragraph",
    ),
    (
        "LicenseRef-NERACOOS",
        "ask",
        "ask",
        "yes",
        "",
        "",
        (
            "NERACOOS notice, in bokeh_sampledata 2026.1",
            "https://data.neracoos.org/erddap/info/B01_ocean_agg/index.html",
            READ,
            "text",
        ),
        "first sentence: use and redistribution are free; changes and trade are not named",
    ),
]

KEEP = [
    (
        "title",
        "a news headline, without the article",
        "ask",
        "The rulings that could be read leave the bare titles of a book and of a comic free. None of them is on headlines, which can say more than a name.",
        TITLES,
        "first ground; 77다90",
    ),
    (
        "link",
        "the address of an article",
        "yes",
        "A link names the place of a work. It neither copies nor transmits the work.",
        LINKS,
        "1(a)",
    ),
    (
        "facts",
        "facts taken from an article, in your own words",
        "yes",
        "Facts, and news that merely conveys them, are not protected.",
        COPYRIGHT_ACT,
        "Art. 2(1), 7(5)",
    ),
    (
        "body",
        "the text of articles, without a licence",
        "no",
        "The article is a work; copying it needs permission.",
        COPYRIGHT_ACT,
        "Art. 16, 46",
    ),
    (
        "body-licensed",
        "the text of articles, bought for this purpose",
        "yes",
        "Use within the methods and terms of the permission.",
        COPYRIGHT_ACT,
        "Art. 46(2)",
    ),
    (
        "beyond-contract",
        "material bought for another purpose",
        "no",
        "A permission covers its own methods and terms only, and cannot be passed on without consent.",
        COPYRIGHT_ACT,
        "Art. 46(2)-(3)",
    ),
    (
        "research-mining",
        "the text of articles, copied to train a research model",
        "ask",
        "Only the general clause on fair use could cover it, and it weighs four factors case by case.",
        COPYRIGHT_ACT,
        "Art. 35-5",
    ),
    (
        "db-items",
        "single items of a database, once",
        "yes",
        "A single item is not a substantial part.",
        COPYRIGHT_ACT,
        "Art. 93(2)",
    ),
    (
        "db-systematic",
        "single items of a database, taken systematically until they come to a substantial part",
        "no",
        "Repeated or systematic copying of small parts counts as a substantial part where it comes to the same result.",
        CRAWLING,
        "2(a); Copyright Act Art. 93(2)",
    ),
    (
        "db-substantial",
        "all or a substantial part of a database",
        "no",
        "Copying all or a substantial part belongs to the maker.",
        COPYRIGHT_ACT,
        "Art. 93(1)",
    ),
    (
        "db-research",
        "a substantial part of a database for non-commercial research",
        "ask",
        "Allowed for research unless it conflicts with the database's normal use; that must be looked at.",
        COPYRIGHT_ACT,
        "Art. 94(2)",
    ),
]

RFC: Source = ("RFC 9309, Robots Exclusion Protocol", "https://www.rfc-editor.org/rfc/rfc9309", "2022-09-01", "text")
ROBOTS = [
    (
        "group",
        "the groups that name the crawler, in any letter case, taken together",
        "-",
        "Groups for the same agent are merged; names are compared without case.",
        RFC,
        "s. 2.2.1",
    ),
    (
        "star",
        "the group of * when no group names the crawler",
        "-",
        "Without a group of its own the crawler follows *.",
        RFC,
        "s. 2.2.1",
    ),
    (
        "longest",
        "the rule with the most octets",
        "-",
        "The most specific match must be used; octets outside ASCII are percent-encoded before the comparison.",
        RFC,
        "s. 2.2.2",
    ),
    (
        "tie",
        "an allow and a disallow of equal length",
        "allow",
        "If both are equivalent, allow is used.",
        RFC,
        "s. 2.2.2",
    ),
    ("no-match", "no rule that matches", "allow", "What no rule matches is allowed.", RFC, "s. 2.2.2"),
    (
        "wildcard",
        "* within a path and $ at its end",
        "-",
        "* stands for any characters, $ for the end of the path.",
        RFC,
        "s. 2.2.3",
    ),
    (
        "unavailable",
        "robots.txt answered with 400 to 499",
        "allow",
        "Unavailable: any resource may be accessed.",
        RFC,
        "s. 2.3.1.3",
    ),
    (
        "unreachable",
        "robots.txt answered with 500 to 599",
        "disallow",
        "Unreachable: assume complete disallow.",
        RFC,
        "s. 2.3.1.4",
    ),
    (
        "terms",
        "terms of use that forbid crawling",
        "ask",
        "A criminal court found no ground to hold visitors who never joined to such terms. Whether they bind otherwise is argued: ask.",
        CRAWLING,
        "1(b); RFC 9309 s. 1 and 3",
    ),
]

STATUS = [
    (
        "named",
        "names or numbers kept",
        "personal",
        "Information that identifies a living person.",
        PRIVACY_ACT,
        "Art. 2(1)(a)",
    ),
    (
        "bare-hash",
        "names replaced by a hash without a key",
        "personal",
        "Anybody can hash a list of names or numbers and compare, so no additional information is needed to find the person.",
        PRIVACY_ACT,
        "Art. 2(1)(b)-(c), 2(1-2); what follows for a hash is our reading",
    ),
    (
        "keyed",
        "names replaced with a secret key or table that is kept apart",
        "pseudonymous",
        "Without the additional information nobody is identified; it remains personal information.",
        PRIVACY_ACT,
        "Art. 2(1)(c), 28-4(1)",
    ),
    (
        "keyed-together",
        "names replaced with a key that is stored beside the data",
        "personal",
        "The additional information must be kept apart; here it is at hand.",
        PRIVACY_ACT,
        "Art. 2(1)(c), 28-4(1)",
    ),
    (
        "rows-left",
        "names removed, single rows with quasi-identifiers left",
        "ask",
        "Whether somebody can be found with other information depends on time, cost and technology.",
        PRIVACY_ACT,
        "Art. 2(1)(b), 58-2",
    ),
    (
        "counts",
        "counts of large groups only",
        "anonymous",
        "Nobody can be found any more by reasonable means.",
        PRIVACY_ACT,
        "Art. 58-2",
    ),
]

NOTICES = [
    (
        "not-an-operator",
        "a person who only uses the service",
        "",
        "The duties of Art. 31 bind AI business operators. Other laws may bind a user.",
        AI_ACT,
        "Art. 2(7)-(8), 31",
    ),
    (
        "beforehand",
        "a product or service based on high-impact or generative AI",
        "tell-beforehand",
        "Users are told in advance that it is based on such AI.",
        AI_ACT,
        "Art. 31(1)",
    ),
    (
        "label",
        "output of generative AI",
        "label",
        "The output is labelled as made by generative AI.",
        AI_ACT,
        "Art. 31(2)",
    ),
    (
        "clear",
        "sound, image or video hard to tell from reality",
        "label-clearly",
        "Told or labelled so that users clearly recognise it.",
        AI_ACT,
        "Art. 31(3)",
    ),
    (
        "art",
        "the same as part of an artistic or creative work",
        "label-without-spoiling",
        "It may be told in a way that does not hinder the enjoyment.",
        AI_ACT,
        "Art. 31(3), second sentence",
    ),
    (
        "machine",
        "a label that only a machine can read",
        "say-once",
        "A machine-readable label is enough if the fact is also said at least once in words or speech.",
        AI_DECREE,
        "Art. 23(2)",
    ),
    (
        "obvious",
        "a service or output that is obviously AI",
        "",
        "All or some of the duties need not be applied where it is obvious from name, screen, text or label.",
        AI_DECREE,
        "Art. 23(4)(1)",
    ),
    (
        "internal",
        "use inside the operator only",
        "",
        "All or some of the duties need not be applied where it serves internal work only. (A third exception: what the minister lists in a public notice.)",
        AI_DECREE,
        "Art. 23(4)(2)-(3)",
    ),
    (
        "election-90",
        "a deepfake for an election campaign within 90 days of the election",
        "forbidden",
        "Making, editing, spreading, showing or posting it is forbidden for everybody.",
        ELECTION_ACT,
        "Art. 82-8(1)",
    ),
    (
        "election",
        "a deepfake for an election campaign earlier than that",
        "election-label",
        "It must be clearly marked as made with AI, by everybody.",
        ELECTION_ACT,
        "Art. 82-8(2)",
    ),
]

EMBER: Source = (
    "Ember, yearly electricity data, through Our World in Data (CC BY 4.0)",
    "https://ourworldindata.org/grapher/carbon-intensity-electricity",
    "2023-12-31",
    "page",
)
GRID = [
    ("IND", "India", 713.441),
    ("POL", "Poland", 661.926),
    ("CHN", "China", 582.317),
    ("JPN", "Japan", 485.392),
    ("KOR", "South Korea", 430.567),
    ("DEU", "Germany", 380.95),
    ("USA", "United States", 369.473),
    ("GBR", "United Kingdom", 237.589),
    ("FRA", "France", 56.039),
    ("SWE", "Sweden", 40.695),
    ("NOR", "Norway", 30.08),
]
