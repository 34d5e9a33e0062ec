"""A messenger after a fire in its data centre (2022-10-15), in Korean."""

from sessions.demo.stories import Kind, Status, Story, Told

NOTICE = "앱 공지"
TWITTER = "트위터, 회사 계정"
PORTAL = "포털 공지"
COMPANY = "회사 홍보 담당"

MESSENGER = Story(
    title="데이터 센터 화재로 메신저 중단",
    zone="Asia/Seoul",
    severity="critical",
    summary=(
        "데이터 센터에 불이 나 전원이 차단되면서 메신저와 포털, 결제와 지도까지 한꺼번에 멈췄습니다. "
        "문자 메시지 전송은 다음 날 01:31에 돌아왔고, 모든 서비스가 복구된 것은 닷새 뒤입니다. "
        "그날 저녁 8~9시쯤 복구된다는 예상이 한 번 나왔지만 지켜지지 않았고, 그 글이 올라온 시각은 알 수 없습니다."
    ),
    customers_saw=(
        "보낸 메시지 옆에 전송 중 표시가 돌다가 실패로 바뀌었습니다. PC 버전은 로그아웃되었고, 인증 메시지를 받지 못해 "
        "다른 서비스에도 로그인할 수 없었습니다."
    ),
    started="2022-10-15 15:30",
    resolved="2022-10-16 01:31",
    approximate=("started_at",),
    channels={NOTICE: Kind.IN_APP, TWITTER: Kind.SOCIAL, PORTAL: Kind.BLOG},
    told=(
        Told(
            "2022-10-15 15:50",
            NOTICE,
            "서비스 운영팀",
            "지금 서비스 이용이 원활하지 않습니다. 원인을 확인하고 있습니다. 불편을 드려 죄송합니다.",
            Status.INVESTIGATING,
            about=True,
        ),
        Told(
            "2022-10-15 16:10",
            NOTICE,
            "서비스 운영팀",
            "데이터 센터 화재 때문에 서비스를 이용하기 어렵습니다. 불편을 드려 죄송합니다.",
            Status.IDENTIFIED,
            about=True,
        ),
        Told(
            "2022-10-15 20:31",
            TWITTER,
            COMPANY,
            "전원이 차단되어 복구가 예상보다 오래 걸리고 있습니다. 밤새 작업이 이어질 수도 있습니다.",
        ),
        Told(
            "2022-10-15 20:55",
            TWITTER,
            COMPANY,
            "오랫동안 불편을 드려 죄송합니다. 급한 문의는 이 번호로 전화해 주십시오.",
        ),
        Told(
            "2022-10-15 21:40",
            PORTAL,
            "공동 대표",
            "두 대표가 사과드립니다. 화재의 경위를 알려 드리며, 복구와 재발 방지에 힘을 다하겠습니다.",
            about=True,
        ),
        Told(
            "2022-10-15 23:35",
            TWITTER,
            COMPANY,
            "포털의 뉴스 일부가 다시 열립니다. 나머지 서비스도 차례로 복구하고 있습니다.",
            Status.MONITORING,
            about=True,
        ),
        Told(
            "2022-10-16 07:24",
            TWITTER,
            COMPANY,
            "텍스트 메시지는 다시 보낼 수 있습니다. 사진과 동영상은 아직 보낼 수 없습니다. 죄송합니다.",
            Status.MONITORING,
        ),
    ),
)
