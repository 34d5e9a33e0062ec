"""Who says that customers will hear again, in English and Korean, as patterns; and what makes it something else."""

import re

_NOUN = (
    r"(?:updates?|(?:more|further|additional|new|latest)\s+(?:information|info|details|news|communications?)|information|news|"
    r"more(?=\s+(?:at|by|in|within|here|soon|shortly|as|when|tomorrow|information)\b)|"
    r"(?:status|progress|situation)\s+reports?|bulletins?|"
    r"(?:another|further|next)\s+(?:message|post|notice|e-?mail))\b"
    r"(?!\s+(?:channel|team|server|agent|package)s?)"
)
_ADJECTIVE = (
    r"(?:(?:an?|the|our|another|any|more|some|its|your|you|customers|everyone|users|with|all|us|next|new|further|additional|"
    r"regular|frequent|brief|short|full|fresh|follow[- ]?up|subsequent|status|progress|detailed|"
    r"final|hourly|half[- ]hourly|quick|written|public|incident|out|\d+[- ]minute|"
    r"(?:every|each)\s+\S+\s+(?:minutes|hours))\s+){0,6}"
)
_WILL = (
    r"(?:\b(?:will|shall|should|going\s+to|(?:plan|aim|expect|hope|intend|commit|try|promise)(?:ning|ting|ing|s|ted)?\s+to)"
    r"|'ll)\s+"
)
_MANNER = (
    r"(?:(?:also|then|again|next|continue\s+to|be|try\s+to|aim\s+to|keep|now|still|have|\w{3,12}ly|make\s+sure\s+to)"
    r"\s+){0,3}"
)
_GIVE = (
    r"(?:provid|post|shar|giv|send|issu|publish|hav|offer|deliver|releas|communicat|report|say|tell|add|writ|supply|bring|"
    r"follow\s+up|(?:be|come|get|report)\s+back|return|mak|get)\w{0,4}\s+(?:(?:to\s+(?:you|customers))\s+)?"
)
_TO_THEM = (
    r"(?:\s+(?:you|our\s+customers|(?:all\s+)?customers|everyone|users|(?:this|the)\s+(?:status\s+)?(?:page|post|incident|"
    r"notice|ticket|thread)|the\s+status|status|again|here|back|further|updated|posted|informed|apprised|"
    r"with\s+(?:\w+\s+){0,3}(?:information|details|news|updates?|progress)))"
)
_MORE = r"(?:another|further|additional|more|new|follow[- ]?up|subsequent|regular|next|the\s+next)"

ENGLISH = re.compile(
    rf"(?P<gives>{_WILL}{_MANNER}{_GIVE}{_ADJECTIVE}{_NOUN})"
    rf"|(?P<tells>{_WILL}{_MANNER}(?:be\s+)?(?:updat(?:e|ing)|inform(?:ing)?|notify|"
    r"let\s+(?:you|customers|everyone)\s+know(?:\s+more)?|"
    r"report\s+back|follow(?:ing)?\s+up|"
    rf"(?:check|get|circle|come|be)\s+back(?:\s+(?:to|with)\s+you)?|(?:keep|post|communicate|write|message)(?={_TO_THEM}))\b"
    rf"{_TO_THEM}{{0,3}}|\band\s+(?:then\s+)?(?:update|post|write|report)\s+(?:you\s+|here\s+)?(?:again|back)\b)"
    r"|(?P<next>\b(?:the\s+|our\s+)?(?:next|following)\s+(?:(?:status|scheduled|planned|expected|customer|public|incident|"
    r"progress|regular|external)\s+){0,2}(?:updates?|communications?|report|post|notice|bulletin|message|briefing|announcement)\b)"
    rf"|(?P<more>\b{_MORE}\s+(?:status\s+)?(?:updates?|information|info|details|news|communications?)\b)"
    r"|(?P<bare>(?:^\s*(?:(?:an|status)\s+)?|\b(?:with|an|post(?:ing)?|provid(?:e|ing)|giv(?:e|ing)|expect|"
    r"for|hourly|half[- ]hourly|\d[- ]minute)\s+)"
    r"updates?(?=\s*[:,(]?\s*(?:\b(?:(?:will|can|to|shall)\s+(?:be|follow|come)|every|each|hourly|within|in|by|due|expected|coming|are\s+to\s+be)\b)))"
    r"|(?P<back>\b(?:check|look)\s+(?:back|again|here)(?:\s+(?:here|again|later))?|\bhear\s+from\s+us(?:\s+again)?)",
    re.IGNORECASE,
)

NOT_OURS = re.compile(
    r"\b(?:no|not|n't|never|without|cannot|unable\s+to|they|it|that|which|provider|vendor|supplier|carrier|partner|upstream|"
    r"aws|amazon|azure|google|microsoft|cloudflare|(?:posted|provided|shared|gave|sent|issued|published|received|got|had|have|"
    r"has|found|gathered|after|since|see|saw|the|read|was|were|as|if|until|when)(?:\s+(?:an?|you|us|some|any))?)\s*$",
    re.IGNORECASE,
)
"""Before the words: nothing will come, somebody else will tell, or it was in the past."""

NEGATED = re.compile(
    r"(?:\b(?:no|not|never|cannot|without|unable\s+to)|n't)(?:\s+(?!and\b|but\b)\w+){0,2}\s*$", re.IGNORECASE
)
CONDITION = re.compile(r"^\W*(?:once|after|when|as\s+soon\s+as|upon|following|if)\b", re.IGNORECASE)
OTHER_CLAUSE = re.compile(
    r"\b(?:once|when|after|if|unless|until|which|that|who|because|since|while|but|as\s+soon\s+as|was|were|has|had|between|from|"
    r"(?:seen|observed|reported|experienced|caused|affecting|impacting|during|start\w*|beg[aiu]n\w*|occurr\w*|detected|resolved|"
    r"restored|fixed|completed|deployed|recovered|scheduled\s+maintenance|rolled)|app|version|release|firmware|software|"
    r"and\s+(?:we|our|the|it|services?|expect|should|will|are|is|hope|anticipate|plan|to|a\s+fix)|"
    r"to\s+(?!you|our\s+(?:customers|users)|all|customers|users|everyone|the\s+(?:status|community|public)|this|affected|impacted|"
    r"be|follow|come|subscribers|provide|share|post|report))\b|[.]\s",
    re.IGNORECASE,
)
OR_AT = re.compile(r"\bor(?:\s+at\s+(?:the\s+)?latest)?,?\s*$", re.IGNORECASE)
LIGHT = re.compile(
    r"[\s,:()\-–—~]*(?:(?:again|further|here|back|you|accordingly|next|once\s+more|then|or\s+sooner|at\s+the\s+latest|as\s+necessary|"
    r"(?:on|about|regarding|with)\s+(?:(?!at\b|by\b|in\b|within\b|every\b|and\b|after\b|once\b)[\w']+\s+){1,7}?|at\s+least|no\s+later\s+than|"
    r"for\s+(?:an?\s+|the\s+next\s+|another\s+)?(?:\w+\s+)?updates?|for\s+more(?:\s+\w+)?|via\s+\w+|if\s+needed)[\s,]*){0,4}",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"[\s:,()\-–—=~|]*(?:(?:is|will\s+be|to\s+be|due|eta|time|expected|estimated|scheduled|planned|provided|posted|coming|approx\.?|"
    r"approximately|around|about|targeted|target|set|for|at)\b[\s:()\-–—~]*){0,4}",
    re.IGNORECASE,
)
AHEAD = re.compile(
    r"^[\s,:\-–—)]*(?:(?:at\s+the\s+latest|or\s+(?:sooner|earlier|before)|if\s+not\s+(?:sooner|earlier|before)|latest|then|so|please|"
    r"our|the|team|support|engineers?|we|you|i|can|there|expect|look\s+for|a|an|and|with)\b[\s,]*){0,6}$",
    re.IGNORECASE,
)
"""What may stand between a time at the head of a sentence and the words that promise."""
HEAD = re.compile(
    r"^(?:[\s\-–>#\"']|(?:again|then|so|and|also|therefore|either\s+way|thank\s+you|thanks|(?:sorry|apologies)[^,]{0,40},)[\s,]*){0,6}$|,\s*and\s+$|\band\s+$",
    re.IGNORECASE,
)
OF_SOMETHING = re.compile(
    r"\s*(?:of|after|following|from(?!\s+now))\s+(?!now\b)(?:the|our|a|an|this|its|when|\w+ing)\b", re.IGNORECASE
)
"""After a span: it counts from something else than now."""

_NEWS = r"(?:업데이트|공지|안내|공유|보고|전달|게시|알림|소식|상황|경과|현황|내용|정보|말씀|브리핑|결과)"
_FUTURE = (
    r"(?:하겠|드리겠|드릴게|드릴\s?(?:예정|계획|것)|할\s?(?:예정|계획|것)|될\s?(?:예정|것)|"
    r"되겠|하도록\s?하겠|드리도록|올리겠|올릴\s?예정|남기겠|예정)"
)
_PRESENT = r"(?:합니다|드립니다|됩니다|해요|드려요)"
KOREAN = re.compile(
    r"(?P<next>(?:다음|차기|후속|추가|재)\s?(?:번\s?)?(?:상황\s?|진행\s?상황\s?)?(?:업데이트|공지|안내|소식|알림|공유|보고|브리핑)|\bnext\s+update)"
    rf"|(?P<gives>{_NEWS}(?:을|를|은|는|도)?\s?(?:(?:다시|추가로|계속|지속적으로|한\s?번\s?더|재|새로)\s?)?"
    rf"(?:(?:해|하여|전해|알려|제공해|공유해|안내해|업데이트해)\s?)?(?:제공|공유|안내|공지|업데이트|게시|보고|전달)?(?:을|를)?\s?(?:{_FUTURE}|(?P<present>{_PRESENT})))"
    rf"|(?P<tells>(?:알려|전해|말씀)\s?(?:{_FUTURE}|(?P<present_too>{_PRESENT})))"
    r"|(?P<bare>(?<=마다\s)업데이트|(?<=간격으로\s)업데이트)",
    re.IGNORECASE,
)
KOREAN_OTHER = re.compile(
    r"(?:복구|정상화|해결|완료|조치|점검|배포|작업|종료|재개|수정|재시작|전환)"
    r"(?!\s?(?:상황|진행|현황|경과|여부|내용|관련|일정|결과|과정|상태|에\s?대|작업|및|완료\s?여부))|발생|부터|시작|확인된|인지|기준|현재|"
    r"(?:이용|사용|접속|서비스)\S{0,4}\s?(?:가능|재개|정상)"
)
KOREAN_CONDITION = re.compile(
    r"(?:완료|복구|해결|정상화|확인|파악|배포|종료|점검)\S{0,4}\s?(?:후|뒤|되면|되는\s?대로|한\s?뒤)?\s?$"
)
KOREAN_SOFTWARE = re.compile(r"(?:앱|버전|시스템|서버|펌웨어|소프트웨어|보안|프로그램|게임|클라이언트|정책|약관)\s?$")
KOREAN_NOT_OURS = re.compile(
    r"(?:통신사|협력사|제공사|공급사|벤더|업체|클라우드사|은행|카드사)(?:에서|가|이|측에서|는|은)\s?[^,]{0,20}$"
)

FIX = re.compile(
    r"\b(?:restor\w*|resol(?:v\w*|ution)|fix(?:e[sd]|ing)?|recover\w*|complet\w*|repair\w*|mitigat\w*|operational|functional|"
    r"eta|etr|back\s+(?:up|online|to\s+normal|in\s+service)|return\w*\s+to\s+normal|roll\w*\s?(?:out|back)|deploy\w*|catch\w*\s+up|live|available|"
    r"normali[sz]\w*|clear(?:s|ed)?|finish\w*|done|over)\b|복구|정상화|해결|완료|조치|재개|이용\s?가능|사용\s?가능|정상\s?(?:이용|운영|서비스)",
    re.IGNORECASE,
)
ESTIMATE = re.compile(
    r"\b(?:will|should|expect\w*|estimat\w*|eta|etr|anticipat\w*|hope\w*|aim\w*|plan\w*|project\w*|target\w*|going\s+to|likely|may\s+take|"
    r"takes?|by)\b|'ll\b|예정|예상|전망|계획|목표|하겠|될\s?것|할\s?것|것으로\s?보|소요",
    re.IGNORECASE,
)
LOOSELY = re.compile(
    r"\b(?:within|in|over|for|during)\s+(?:the\s+)?(?:next|coming|following)?\s*(?:a\s+)?(?:few|couple(?:\s+of)?|several)?\s*"
    r"(?:minutes|hours|days|weeks?)\b|\b(?:later\s+today|tomorrow|tonight|(?:by\s+)?(?:the\s+)?end\s+of\s+(?:the\s+)?(?:day|today|week)|eod|"
    r"(?:by|on|until)\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|(?:오늘|금일|내일|명일|이번\s?주)\s?(?:중|안|내|까지|오전|오후|새벽|저녁|밤)",
    re.IGNORECASE,
)
"""A time for the fix that is no moment: an estimate all the same."""
VAGUELY = re.compile(
    r"[^.]{0,60}?\b(?:as\s+soon|asap|shortly|soon|when|whenever|once|as\s+(?:the|they|it|more|we|information|possible|available|needed|"
    r"necessary|appropriate)|in\s+due\s+course|later|momentarily|regularly|frequently|periodically|today|tomorrow|accordingly)\b",
    re.IGNORECASE,
)
KOREAN_LIMIT = re.compile(r"내|후|뒤|마다|간격|까지|단위")
RHYTHM = re.compile(r"\b(?:every|each|per|once|hourly)\b|매|.*(?:마다|간격|단위)", re.IGNORECASE)
