"""The Korean catalogue: complete, compiled, true to its placeholders, and in the words of the house."""

import re

from babel.messages.catalog import Message
from django.utils import translation

from playbook import messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%%|</?\w+[^>]*>")
GLUED = re.compile(r"%\(\w+\)s(?:을|를|이|가|은|는|와|과|로|으로|이나|나)(?=[\s.,:?!]|$)")
EITHER_OR = re.compile(r"\((?:을|를|이|가|은|는|와|과|으)\)")

WORDS = {
    "incident": "인시던트",
    "incidents": "인시던트",
    "session": "세션",
    "sessions": "세션",
    "facilitator": "진행자",
    "participant": "참가자",
    "set the stage": "회의 준비",
    "first alert": "최초 알림",
    "what customers saw": "고객이 본 것",
    "screenshot": "스크린샷",
    "screenshots": "스크린샷",
    "communication": "커뮤니케이션",
    "channel": "채널",
    "who": "보낸 사람",
    "update": "업데이트",
    "updates": "업데이트",
    "resolution update": "해결 업데이트",
    "mind the gap": "격차에 주의",
    "a gap": "격차",
    "largest gap": "가장 큰 격차",
    "assess the communication": "커뮤니케이션 평가",
    "problem": "문제",
    "confusion": "혼란",
    "root cause": "근본 원인",
    "root causes": "근본 원인",
    "make a plan": "계획 세우기",
    "the plan": "작업 계획",
    "action": "작업 항목",
    "actions": "작업 항목",
    "owner": "소유자",
    "due date": "기한",
    "follow-up": "후속 조치",
    "follow-ups": "후속 조치",
    "status page": "상태 페이지",
    "service desk": "서비스 데스크",
    "social media": "소셜 미디어",
    "e-mail": "이메일",
    "severity": "심각도",
    "investigating": "조사 중",
    "identified": "원인 파악됨",
    "monitoring": "모니터링 중",
    "resolved": "해결",
    "maintenance": "점검",
    "still open": "진행 중",
}
"""What a text that is only this word (in any case) is called in Korean, or contains."""

WORDS_IN_SENTENCES = {
    "facilitator": "진행자",
    "incident": "인시던트",
    "timeline": "타임라인",
    "channel": "채널",
    "session": "세션",
    "screenshot": "스크린샷",
    "root cause": "근본 원인",
    "prompt": "프롬프트",
    "chain of command": "명령 체계",
    "safe space": "안전한 공간",
    "first alert": "최초 알림",
    "due date": "기한",
}
"""Words that keep their Korean wherever a sentence has them."""

FOUND = messages.extracted()
STORED = messages.stored()
TRANSLATED = [message for message in STORED if message.id]


def english(message: Message) -> str:
    return " / ".join(messages.strings(message.id))


def korean(message: Message) -> str:
    return " / ".join(messages.strings(message.string))


def keys(catalog: messages.Catalog) -> set[tuple[str | None, str]]:
    return {(message.context, english(message)) for message in catalog if message.id}


def test_the_catalogue_holds_the_texts_of_the_sources_and_no_others():
    assert keys(STORED) == keys(FOUND), "Run: make messages"
    assert not STORED.obsolete


def test_every_text_is_translated_and_none_is_doubtful():
    assert messages.untranslated(STORED) == []


def test_the_compiled_file_holds_what_the_readable_one_says():
    assert messages.MO.read_bytes() == messages.mo_bytes(messages.merged(STORED)), "Run: make messages"


def test_bringing_the_files_up_to_date_twice_changes_nothing():
    once = messages.merged(STORED)
    assert messages.po_text(messages.merged(once)) == messages.po_text(once)


def test_the_files_tell_no_dates_people_or_line_numbers():
    text = messages.PO.read_text()
    assert "-Date:" not in text
    assert "Translator:" not in text
    assert not re.search(r"^#: .*:\d", text, re.MULTILINE)


def test_korean_has_one_form_for_every_number():
    assert STORED.num_plurals == 1
    assert all(len(messages.strings(message.string)) == 1 for message in TRANSLATED)


def test_placeholders_and_markup_are_the_same_in_korean():
    wrong = [
        (english(each), korean(each))
        for each in TRANSLATED
        if sorted(PLACEHOLDER.findall(messages.strings(each.id)[-1])) != sorted(PLACEHOLDER.findall(korean(each)))
    ]
    assert wrong == []


def test_no_particle_hangs_on_a_word_that_is_not_known_yet():
    wrong = [korean(each) for each in TRANSLATED if GLUED.search(korean(each)) or EITHER_OR.search(korean(each))]
    assert wrong == []


def test_texts_end_as_their_originals_do():
    """A question stays a question, and a label gets no full stop."""
    ends = {"?": "?", ":": ":", "…": "…"}
    wrong = [
        (english(each), korean(each))
        for each in TRANSLATED
        for end in (messages.strings(each.id)[0][-1],)
        if (end in ends and not korean(each).endswith(ends[end]))
        or (end not in ".?:…,;!" and korean(each).endswith("."))
    ]
    assert wrong == []


def test_single_words_are_those_of_the_glossary():
    wrong = [
        (english(each), korean(each))
        for each in TRANSLATED
        if WORDS.get(messages.strings(each.id)[0].casefold(), "") not in korean(each)
    ]
    assert wrong == []


def test_words_of_the_glossary_keep_their_korean_in_sentences():
    wrong = [
        (english(each), korean(each))
        for each in TRANSLATED
        for word, meaning in WORDS_IN_SENTENCES.items()
        if re.search(rf"(?<![\w(]){word}s?(?![\w)])", PLACEHOLDER.sub("", english(each)), re.IGNORECASE)
        and meaning not in korean(each)
    ]
    assert wrong == []


def asked_of_django(message: Message) -> str:
    singular, *plural = messages.strings(message.id)
    if plural and message.context:
        return translation.npgettext(message.context, singular, plural[0], 2)
    if plural:
        return translation.ngettext(singular, plural[0], 2)
    return translation.pgettext(message.context, singular) if message.context else translation.gettext(singular)


def test_django_finds_every_text():
    with translation.override("ko"):
        wrong = [english(each) for each in TRANSLATED if asked_of_django(each) != korean(each)]
    assert wrong == []
