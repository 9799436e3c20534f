"""The words of the demonstration. All of it is invented and general: nothing here says what any
state or organization did. It is data, not interface, so it is written in the languages in which
members would write it and never goes through the translations."""

from __future__ import annotations

import random

from recommendations.enums import EvidenceKind
from tracker.enums import Concurrence, Status

SHARE_IN_OWN_LANGUAGE = 0.7

TOPICS = {
    "2022-01": "inclusive peace leadership",
    "2022-02": "targets for women in negotiation teams",
    "2022-03": "the consultation of local actors during negotiations",
    "2022-04": "the local effects of small arms on women and men",
    "2022-05": "gender indicators in the small-arms plan",
    "2022-06": "the revision of the firearms rules",
    "2022-07": "the links between our action plan and other national plans",
    "2022-08": "monitoring and reporting on the action plan",
    "2022-09": "the part of civil society and young people in the action plan",
    "2023-01": "the guidance on the role of focal points",
    "2023-02": "staff, money and training for the focal point",
    "2023-03": "the mandate of the focal point and coordination across government",
    "2023-04": "the work with parliament on the action plan",
    "2023-05": "local action plans and the partnership with civil society",
    "2023-06": "a flexible plan that can follow a crisis",
    "2023-07": "prevention and the causes of conflict",
    "2023-08": "a budget for the agenda and finance for women’s organizations",
    "2023-09": "access to knowledge and expertise in the region",
}

_NARRATIVES: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        Status.NOT_STARTED: (
            "Work on {topic} has not begun. The steering committee put it on its list for the "
            "next half-year.",
            "Nothing was done yet about {topic}. A first meeting of the units concerned is "
            "planned.",
            "We have named a unit in charge of {topic}. Its work begins with the next budget.",
        ),
        Status.IN_PROGRESS: (
            "A working group on {topic} was set up and met {n} times. Its proposals are with the "
            "ministries concerned.",
            "A draft on {topic} was written and sent to {n} institutions for comments. Half of "
            "them have answered.",
            "The steering committee met {n} times and agreed on the steps for {topic}. The first "
            "step has begun.",
            "A survey prepared the ground for {topic}. The results are being read with partners.",
        ),
        Status.PARTIAL: (
            "The first measures on {topic} are in place and were presented to the steering "
            "committee, which met {n} times. The others follow next year.",
            "A pilot on {topic} ran in {n} districts. What was learned went into a circular that "
            "now applies to all offices.",
            "Two of the measures on {topic} are done. For the rest, training took place for {n} "
            "groups of staff.",
            "The coordination body adopted a yearly plan on {topic}. Part of it is carried out; "
            "civil-society partners comment on it every quarter.",
        ),
        Status.FULL: (
            "The measures on {topic} are in place. They were reviewed during the year and stay as "
            "they are.",
            "Everything planned on {topic} is done. A short review with {n} partners found no gap.",
            "The rules on {topic} are in force, people are trained, and the yearly report "
            "describes the results.",
        ),
        Status.SUSPENDED: (
            "Work on {topic} is on hold. What was reached so far stays in force.",
            "The programme on {topic} was halted in the second quarter. The unit in charge keeps "
            "its files ready.",
        ),
        Status.NOT_APPLICABLE: ("",),
    },
    "fr": {
        Status.NOT_STARTED: (
            "Les travaux n’ont pas commencé. Le comité de pilotage les a inscrits à son programme "
            "du prochain semestre.",
            "Un service responsable a été désigné. Ses travaux débuteront avec le prochain budget.",
        ),
        Status.IN_PROGRESS: (
            "Un groupe de travail a été créé et s’est réuni {n} fois. Ses propositions sont à "
            "l’examen dans les ministères concernés.",
            "Un projet de texte a été transmis à {n} institutions pour avis. La moitié a répondu.",
        ),
        Status.PARTIAL: (
            "Les premières mesures sont en place et ont été présentées au comité de pilotage, qui "
            "s’est réuni {n} fois. Les autres suivront l’année prochaine.",
            "Un projet pilote a été mené dans {n} districts. Ses enseignements figurent dans une "
            "circulaire applicable à tous les services.",
        ),
        Status.FULL: (
            "Les mesures prévues sont en place. Elles ont été réexaminées au cours de l’année et "
            "restent en vigueur.",
            "Tout ce qui était prévu est réalisé. Un bref examen avec {n} partenaires n’a relevé "
            "aucune lacune.",
        ),
        Status.SUSPENDED: (
            "Les travaux sont suspendus. Ce qui a été obtenu jusqu’ici reste en vigueur.",
        ),
        Status.NOT_APPLICABLE: ("",),
    },
    "es": {
        Status.NOT_STARTED: (
            "Los trabajos no han comenzado. El comité directivo los incluyó en su programa del "
            "próximo semestre.",
            "Se designó una unidad responsable. Su labor empezará con el próximo presupuesto.",
        ),
        Status.IN_PROGRESS: (
            "Se creó un grupo de trabajo que se reunió {n} veces. Sus propuestas están en los "
            "ministerios competentes.",
            "Se envió un borrador a {n} instituciones para recibir comentarios. La mitad "
            "respondió.",
        ),
        Status.PARTIAL: (
            "Las primeras medidas están en marcha y se presentaron al comité directivo, que se "
            "reunió {n} veces. Las demás seguirán el próximo año.",
            "Se realizó una experiencia piloto en {n} distritos. Lo aprendido consta en una "
            "circular que se aplica a todas las oficinas.",
        ),
        Status.FULL: (
            "Las medidas previstas están en vigor. Se revisaron durante el año y se mantienen.",
            "Todo lo previsto está hecho. Una breve revisión con {n} socios no halló carencias.",
        ),
        Status.SUSPENDED: (
            "Los trabajos están en pausa. Lo alcanzado hasta ahora sigue en vigor.",
        ),
        Status.NOT_APPLICABLE: ("",),
    },
    "ar": {
        Status.NOT_STARTED: (
            "لم يبدأ العمل بعد. أدرجته اللجنة التوجيهية في برنامجها للنصف القادم من السنة.",
            "عُيّنت وحدة مسؤولة، ويبدأ عملها مع الميزانية القادمة.",
        ),
        Status.IN_PROGRESS: (
            "أُنشئ فريق عمل واجتمع {n} مرات. واقتراحاته معروضة على الوزارات المعنية.",
            "أُرسلت مسودة إلى {n} مؤسسات لإبداء الرأي، وأجاب نصفها.",
        ),
        Status.PARTIAL: (
            "بدأ تنفيذ التدابير الأولى وعُرضت على اللجنة التوجيهية التي اجتمعت {n} مرات. وتليها "
            "التدابير الأخرى في السنة القادمة.",
            "نُفّذ مشروع تجريبي في {n} مناطق، وأُدرجت دروسه في تعميم على جميع المكاتب.",
        ),
        Status.FULL: (
            "التدابير المقررة قائمة. وقد جرت مراجعتها خلال السنة وبقيت كما هي.",
            "أُنجز كل ما كان مقرراً. ولم تجد مراجعة قصيرة مع {n} شركاء أي نقص.",
        ),
        Status.SUSPENDED: ("العمل متوقف مؤقتاً. ويبقى ما تحقق حتى الآن سارياً.",),
        Status.NOT_APPLICABLE: ("",),
    },
}

_OBSTACLES = {
    "en": (
        "Staff changed twice during the year and had to be trained anew.",
        "The data come from several offices and do not fit together yet.",
        "Travel to the districts was possible in some months only.",
        "The budget was adopted late, so that work began in the third quarter.",
    ),
    "fr": (
        "Le personnel a changé deux fois pendant l’année et il a fallu le former de nouveau.",
        "Le budget a été adopté tard ; les travaux n’ont débuté qu’au troisième trimestre.",
    ),
    "es": (
        "El personal cambió dos veces durante el año y hubo que formarlo de nuevo.",
        "El presupuesto se aprobó tarde y el trabajo empezó en el tercer trimestre.",
    ),
    "ar": (
        "تغيّر الموظفون مرتين خلال السنة ولزم تدريبهم من جديد.",
        "اعتُمدت الميزانية متأخرة، فبدأ العمل في الربع الثالث.",
    ),
}

_NEXT_STEPS = {
    "en": (
        "A review with civil-society partners is planned for the autumn.",
        "The remaining elements are taken up with the next yearly plan.",
        "A second round of training follows in the next quarter.",
        "The steering committee decides on the next steps at its coming meeting.",
    ),
    "fr": (
        "Un examen avec les partenaires de la société civile est prévu à l’automne.",
        "Une deuxième série de formations suivra au prochain trimestre.",
    ),
    "es": (
        "Está prevista una revisión con la sociedad civil en otoño.",
        "En el próximo trimestre habrá una segunda ronda de formación.",
    ),
    "ar": (
        "من المقرر إجراء مراجعة مع شركاء المجتمع المدني في الخريف.",
        "تليها جولة ثانية من التدريب في الربع القادم.",
    ),
}

REASONS: dict[str, dict[str, str]] = {
    Status.SUSPENDED: {
        "en": "The money for it ended and the new budget is not adopted yet.",
        "fr": "Le financement a pris fin et le nouveau budget n’est pas encore adopté.",
        "es": "Se agotó la financiación y el nuevo presupuesto aún no está aprobado.",
        "ar": "انتهى التمويل ولم تُعتمد الميزانية الجديدة بعد.",
    },
    Status.NOT_APPLICABLE: {
        "en": "The recommendation concerns a situation that we do not have.",
        "fr": "La recommandation vise une situation qui n’existe pas chez nous.",
        "es": "La recomendación se refiere a una situación que no tenemos.",
        "ar": "تتعلق التوصية بحالة غير قائمة لدينا.",
    },
    "fall": {
        "en": "A measure that was in place ran out and was not renewed in time.",
        "fr": "Une mesure en place est arrivée à échéance et n’a pas été renouvelée à temps.",
        "es": "Una medida vigente venció y no se renovó a tiempo.",
        "ar": "انتهى أحد التدابير القائمة ولم يُجدَّد في الوقت المناسب.",
    },
}

NO_EXPORTS = {
    "en": "We export no arms.",
    "fr": "Nous n’exportons pas d’armes.",
    "es": "No exportamos armas.",
    "ar": "لا نصدّر أسلحة.",
}

_TITLES: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        EvidenceKind.LAW_REGULATION: ("Sample regulation no. {n}", "Sample act, consolidated text"),
        EvidenceKind.POLICY_PLAN: ("Sample strategy, first part", "Sample yearly plan"),
        EvidenceKind.APPOINTMENT_MANDATE: ("Sample terms of reference", "Sample decree no. {n}"),
        EvidenceKind.BUDGET_DOCUMENT: ("Sample budget law, annex {n}", "Sample budget circular"),
        EvidenceKind.EXPENDITURE_REPORT: ("Sample execution report, quarter {n}",),
        EvidenceKind.PROGRESS_REPORT: ("Sample yearly report", "Sample mid-term report"),
        EvidenceKind.PARLIAMENTARY_RECORD: ("Sample record of sitting no. {n}",),
        EvidenceKind.MEETING_RECORD: ("Sample minutes, meeting {n}",),
        EvidenceKind.TRAINING_RECORD: ("Sample course programme", "Sample training record"),
        EvidenceKind.STATISTICS_DATASET: ("Sample table of statistics no. {n}",),
        EvidenceKind.EVALUATION_AUDIT: ("Sample evaluation by an outside team",),
        EvidenceKind.CSO_REPORT: ("Sample report by a civil-society coalition",),
        EvidenceKind.AGREEMENT_MOU: ("Sample memorandum of understanding",),
        EvidenceKind.PUBLICATION_GUIDANCE: ("Sample handbook", "Sample guidance note no. {n}"),
    },
    "fr": {"": ("Document d’exemple n° {n}", "Rapport d’exemple", "Circulaire d’exemple")},
    "es": {"": ("Documento de ejemplo n.º {n}", "Informe de ejemplo", "Circular de ejemplo")},
    "ar": {"": ("وثيقة نموذجية رقم {n}", "تقرير نموذجي", "تعميم نموذجي")},
}
ISSUERS = {
    "en": ("Sample ministry", "Sample statistics office", "Sample coordination body"),
    "fr": ("Ministère d’exemple", "Organe de coordination d’exemple"),
    "es": ("Ministerio de ejemplo", "Órgano de coordinación de ejemplo"),
    "ar": ("وزارة نموذجية", "هيئة تنسيق نموذجية"),
}
RELEVANCE = {
    "en": "It shows that the elements named are done.",
    "fr": "Il montre que les éléments cités sont réalisés.",
    "es": "Muestra que los elementos citados están hechos.",
    "ar": "تبيّن أن العناصر المذكورة أُنجزت.",
}

LINES = {
    "2022-08": "Secretariat of the action plan",
    "2023-02": "Office of the focal point",
    "2023-04": "Hearings on the action plan",
    "2023-06": "Reserve for crises",
    "2023-07": "Prevention programmes",
    "2023-08": "Grants to women-led organizations",
}
SECRET_LINE = "Supplementary budget, not tabled yet"
RATES = "Invented for the demonstration"
BODIES = ("Ministry in charge of gender equality", "Foreign ministry", "Coordination body")

# What a reviewer asks in a returned report: the part of the answer, and the words.
QUESTIONS = (
    ("evidence", "Which page of the document shows this? Please pin it."),
    ("narrative", "Please say in a sentence what changed since the last cycle."),
    ("money", "Is the amount for the whole year or for the first half?"),
)
ANSWERED = "It is for the whole year. We have written so in the answer."
ADDED = "The figures are for the whole year."
RETURN_MESSAGE = "Thank you. Three short questions before we can accept the report."
VOICES = {
    Concurrence.CONCURS: "Our partners saw the same, in all the places they work in.",
    Concurrence.IN_PART: "The plan was shared in the capital. Local groups had no time to read it.",
    Concurrence.DIFFERS: "Our partners were not asked, and two of the local plans have no budget.",
}
WITHDRAW_REASON = "The member asked for time to check one of the answers."


def written_in(language: str, rng: random.Random) -> str:
    """The language of an answer: a member's own one mostly, else English."""
    is_own = language in _NARRATIVES and rng.random() < SHARE_IN_OWN_LANGUAGE
    return language if is_own else "en"


def narrative(status: str, code: str, language: str, rng: random.Random) -> str:
    text = rng.choice(_NARRATIVES[language][status])
    return text.format(topic=TOPICS[code], n=rng.randint(3, 9))


def obstacle(language: str, rng: random.Random) -> str:
    return rng.choice(_OBSTACLES[language])


def next_step(language: str, rng: random.Random) -> str:
    return rng.choice(_NEXT_STEPS[language])


def title(kind: str, language: str, rng: random.Random) -> str:
    titles = _TITLES[language].get(kind) or _TITLES[language][""]
    return rng.choice(titles).format(n=rng.randint(2, 40))


FREEZE_REASON = "Asked for by the member itself, until its seats are named anew."
HAND_OVER_NOTE = (
    "The statistics office answers within a week if you write before the tenth of the month. The "
    "figures for 2022-08 come from the budget department, second floor. We promised the women’s "
    "council to show them the draft before it is submitted."
)

PLAN_TITLES = {
    "en": "Sample national action plan on women and peace and security, {ordinal} plan",
    "fr": "Plan d’action national d’exemple pour les femmes et la paix et la sécurité, {ordinal}",
    "es": "Plan de acción nacional de ejemplo sobre las mujeres y la paz y la seguridad, {ordinal}",
    "ar": "خطة عمل وطنية نموذجية بشأن المرأة والسلام والأمن، {ordinal}",
}
PLAN_ORDINALS = {
    "en": ("first", "second"),
    "fr": ("premier plan", "deuxième plan"),
    "es": ("primer plan", "segundo plan"),
    "ar": ("الخطة الأولى", "الخطة الثانية"),
}
# What an action says, and the recommendations that it serves.
PLAN_ACTIONS = (
    ("Train mediators and observers in every province.", ("2022-01", "2022-02")),
    ("Name a contact for the agenda in each ministry.", ("2022-08", "2023-02")),
    ("Report on the plan to parliament once a year.", ("2022-08", "2023-04")),
    ("Hold training for local mediators.", ("2022-01",)),
    ("Print a leaflet about the plan.", ("2023-05",)),
    ("Open grants for women-led organizations for three years at a time.", ("2023-08",)),
    ("Write local plans with women’s groups in five districts.", ("2022-04", "2023-05")),
    ("Bring early warning and the plan together.", ("2022-07", "2023-06")),
)
PLAN_MERGED = "Both trained the same people."
PLAN_DROPPED = "Done in the first year."
