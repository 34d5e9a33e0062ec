"""The words by which status pages and people say how an incident stands, in English and Korean."""

import unicodedata

from incidents.analysis.records import Status

WORDS: dict[Status, tuple[str, ...]] = {
    Status.INVESTIGATING: (
        "investigating", "reported", "triggered", "detected", "degraded", "downtime", "open",
        "조사 중", "조사중", "확인 중", "확인중", "점검 중", "장애 발생", "발생",
    ),
    Status.IDENTIFIED: ("identified", "fixing", "원인 파악됨", "원인 파악", "원인 확인", "확인됨"),
    Status.MONITORING: (
        "monitoring", "watching", "verifying", "recovering", "모니터링 중", "모니터링", "모니터링중", "관찰 중",
    ),
    Status.UPDATE: (
        "update", "updated", "scheduled", "planned", "in progress", "in_progress", "not started", "notstartedyet",
        "inprogress", "업데이트", "진행 중", "진행중", "예정", "조치 중", "조치중", "복구 중", "복구중",
    ),
    Status.RESOLVED: (
        "resolved", "completed", "complete", "fixed", "closed", "operational", "recovered",
        "해결됨", "해결", "복구 완료", "복구완료", "완료", "정상화", "복구", "종료", "정상",
    ),
    Status.POSTMORTEM: ("postmortem", "post-mortem", "사후 분석", "사후 검토", "포스트모템"),
}  # fmt: skip

_STATUS_OF = {word: status for status, words in WORDS.items() for word in words}


def find_status(word: object) -> Status | None:
    """The state that ``word`` names; ``None`` when it names none that is known."""
    if not isinstance(word, str):
        return None
    return _STATUS_OF.get(" ".join(unicodedata.normalize("NFKC", word).casefold().split()))
