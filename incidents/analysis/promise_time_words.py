"""How times are worded in English and Korean sentences: spans from now and clock times, as patterns."""

import re
from datetime import timedelta

_COUNTS = {
    1: "a an one 한",
    2: "two 두",
    3: "three 세",
    4: "four 네",
    5: "five",
    6: "six",
    8: "eight",
    10: "ten 십",
    12: "twelve",
    15: "fifteen 십오",
    20: "twenty 이십",
    24: "twenty-four",
    30: "thirty 삼십",
    40: "forty 사십",
    45: "forty-five",
    50: "fifty 오십",
    60: "sixty 육십",
    90: "ninety",
}
NUMBERS = {word: float(number) for number, words in _COUNTS.items() for word in words.split()}
WHOLE = {
    "hourly": timedelta(hours=1),
    "half-hourly": timedelta(minutes=30),
    "hour": timedelta(hours=1),
    "half hour": timedelta(minutes=30),
    "half an hour": timedelta(minutes=30),
    "other hour": timedelta(hours=2),
    "시간": timedelta(hours=1),
    "반 시간": timedelta(minutes=30),
    "반시간": timedelta(minutes=30),
    "하루": timedelta(days=1),
}
"""Spans without a number."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "월", "화", "수", "목", "금", "토", "일")
TOMORROW = {"tomorrow", "내일", "명일", "익일"}
TODAY = {"today", "tonight", "오늘", "금일", "this morning", "this afternoon", "this evening"}
FORENOON = {"오전", "새벽", "아침"}

_NUMBER = r"(?:\d{1,4}(?:[.,]\d)?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_UNIT = r"(?:minutes?|mins?|min|m|hours?|hrs?|hr|h|days?|분|시간|일)"
_PART = (
    rf"{_NUMBER}(?:\s?(?:-|–|—|~|to|or)\s?{_NUMBER})?\+?[\s-]?{_UNIT}(?![a-z])(?:\s?반(?!\s?시간)|\s+and\s+a\s+half)?"
)
_AMOUNT = (
    r"(?:half[- ]hourly|hourly|half(?:\s+an?)?[- ]hour(?!ly)|other\s+hour|반\s?시간|하루"
    rf"|(?<![\d:.,])(?<!\d시)(?<!\d시\s)(?<![a-z]){_PART}(?:\s?(?:and\s)?\d{{1,2}}\s?(?:minutes?|mins?|m|분)(?![a-z]))?"
    r"|(?<=\s)hour(?=\b)|(?<=매)\s?시간)"
)
_ABOUT = (
    r"(?:(?:about|approximately|around|roughly|approx\.?|the|next|this|another|coming|following|at\s+(?:most|least)|"
    r"less\s+than|under|max(?:imum)?|up\s+to|no\s+more\s+than|(?:no|not)\s+later\s+than)\s+|~\s?|약\s?|최대\s?|앞으로\s?|향후\s?)"
)
SPANS = re.compile(
    rf"(?:(?P<lead>\b(?:within|in|every|each|per|once\s+(?:every|per)|once(?=\s+an?\s)|(?:no|not)\s+later\s+than)\s+|매\s?)"
    rf"{_ABOUT}{{0,4}}|~\s?|약\s?)?(?P<amount>{_AMOUNT})"
    r"(?P<tail>\s?(?:from\s+now|intervals?|(?:이?내)(?:로|에)?|(?:후|뒤|이후)(?:에|쯤|경)?|안(?:에|으로)|마다|간격(?:으로)?|"
    r"단위로|(?:-\s?)?(?=\s?updates?\b)))?",
    re.IGNORECASE,
)
PARTS = re.compile(
    rf"(?P<number>{_NUMBER})(?:\s?(?:-|–|—|~|to|or)\s?(?P<to>{_NUMBER}))?\+?[\s-]?(?P<unit>{_UNIT})(?![a-z])"
    r"(?P<half>\s?반|\s+and\s+a\s+half)?"
)

ZONE = (
    r"(?:(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d\d)?|[+-]\d\d:?\d\d|(?:UTC|GMT|KST|JST|SGT|HKT|MSK|Z|WIB|[PMCE][SD]?T|A[EC][SD]T|"
    r"NZ[SD]T|[CEW]E?S?T|BST|IST)\b|(?-i:[A-Z]{1,4}T)\b|(?:US[\s/])?(?:Pacific|Mountain|Central|Eastern)"
    r"(?:\s(?:standard|daylight))?(?:\stime)?|(?:local|[A-Z][a-z]+)\stime|한국\s?(?:표준\s?)?시간?|현지\s?시간)"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s)"
_DAY = (
    r"(?:tomorrow|today|tonight|this\s+(?:morning|afternoon|evening)|내일|오늘|금일|명일|익일"
    rf"|{_WEEKDAY}?\d{{4}}-\d\d?-\d\d?|{_WEEKDAY}?{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?![\d:])(?:,?\s\d{{4}}\b(?!:))?"
    rf"|{_WEEKDAY}?\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:,?\s\d{{4}}\b(?!:))?"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|[월화수목금토일]요일"
    r"|(?:\d{4}년\s?)?\d{1,2}월\s?\d{1,2}일(?:\s?\([월화수목금토일]\))?|\d{1,2}일|\d{1,2}/\d{1,2}(?:/\d{4})?)"
)
_LEAD = (
    r"(?:(?:by|at|before|around|till?|for|on|about|approximately|roughly|@|(?:no|not)\s+later\s+than|latest|approx\.?)"
    r"(?:\s+(?:about|around|approximately|roughly|the\s+latest))?\s+)"
)
CLOCKS = re.compile(
    rf"(?P<lead>(?<![a-z])(?:{_LEAD}){{1,2}}(?:~\s?)?)?"
    rf"(?:(?P<day>(?<![\d가-힣]){_DAY}),?(?:T(?=\d)|\s?(?:-\s)?(?:(?:at|by|around|before)\s+)?))?"
    rf"(?:(?P<zone_before>{ZONE})(?:으로|\s?기준(?:으로)?)?\s)?"
    r"(?:(?P<half>오전|오후|새벽|아침|낮|점심|저녁|밤)\s?)?"
    r"(?P<clock>(?<![\d:./-])(?:\d{1,2}:\d\d(?::\d\d(?:\.\d{1,6})?)?(?!\d)(?:\s{0,3}[ap]m\b)?|\d{1,2}(?:\.\d\d)?\s{0,3}[ap]m\b"
    rf"|\d{{4}}(?=\s?(?:hrs|hours)?\s?\(?{ZONE})|\d{{1,2}}h\d\d\b|\d{{1,2}}(?=\s(?:UTC|GMT)\b|\so'clock)|noon\b|midnight\b"
    r"|정오|자정|\d{1,2}시(?!간)(?:\s?\d{1,2}분(?!\s?(?:후|뒤|이?내|마다))|\s?반)?))"
    rf"(?:\s?(?:hrs|hours|o'clock)(?![a-z]))?(?:\s?\(?(?P<zone>{ZONE})\)?(?:\s?기준)?)?(?:[\s,]*(?:on\s+)?(?P<day_after>{_DAY})(?!\s?후))?"
    r"(?P<tail>\s?(?:경|쯤|께)?(?:까지|에|(?:이?전)(?:에|까지)?))?",
    re.IGNORECASE,
)
ANY_CLOCK = re.compile(
    r"\d[:.h]\d\d|\d\s{0,3}[ap]m\b|\d{4}|\d\s(?:UTC|GMT|o'clock)|noon|midnight|정오|자정|\d시", re.IGNORECASE
)
ANY_TIME = re.compile(r"\d|hour|minute|day|noon|midnight|시간|정오|자정|하루|십\s?분", re.IGNORECASE)
"""These stand in every sentence with a clock time, with any time, and are found quickly."""
