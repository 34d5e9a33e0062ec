"""Words by which tables and notes name the times of an incident, in English and Korean."""

from incidents.analysis.records import PhaseKind

EVENTS: dict[str, str] = {
    **dict.fromkeys(("start", "started", "begin", "trouble began", "시작", "인시던트 시작", "장애 시작"), "started_at"),
    **dict.fromkeys(("first alert", "alert", "detection", "detected", "최초 알림", "알림", "감지"), "first_alert_at"),
    **dict.fromkeys(("resolution", "end", "인시던트 종료", "장애 종료"), "resolved_at"),
    **dict.fromkeys(("investigation", "조사 단계", "조사"), PhaseKind.INVESTIGATION),
    **dict.fromkeys(("escalation", "decision", "change", "에스컬레이션", "의사 결정", "변경"), PhaseKind.ESCALATION),
    **dict.fromkeys(("incident", "인시던트"), "incident"),
    **dict.fromkeys(("maintenance", "점검"), "maintenance"),
    **dict.fromkeys(("communication", "message", "커뮤니케이션", "메시지"), ""),
}
"""What the column of events says; every other row is a communication."""
