"""What the scanner sees and what it leaves alone, in six languages."""

from __future__ import annotations

import pytest

from tracker.people_at_risk import Trace, traces, traces_in

SEEN = {
    Trace.MAIL: [
        "write to zainab@shelter.example",
        "Contact: a.b+c@women-network.example.org.",
        "بريد: zainab@مثال.example",
    ],
    Trace.PHONE: [
        "call +254 712 345 678",
        "Tel. 0712-345-678",
        "(0)20 7946 0958 or +44 (0)20 7946 0958",
        "téléphone : 06 12 34 56 78",
        "00 41 22 917 12 34",
        "тел. 8 495 123 45 67",
        "هاتف: ٠٧١٢٣٤٥٦٧٨",
        "手机：138 1234 5678",
        "WhatsApp 712345678",
        "0712345678",
    ],
    Trace.PLACE: [
        "the house at -1.28638, 36.81722",
        "34°31′N 69°11′E",
        "2.0469° N, 45.3182° E",
        "at 33° 20' N",
    ],
    Trace.PERSON: [
        "Ms Zainab told the committee",
        "by Mrs. O’Neill",
        "Mr. Šarić",
        "reçue par Mme Diallo",
        "M. Dupont a dit",
        "Madame Koné",
        "la Sra. García",
        "Doña María",
        "встреча с г-жой была, г-жа Иванова",
        "Госпожа Петрова",
        "قالت السيدة زينب",
        "والسيد أحمد",
        "李女士说",
        "欧阳先生",
    ],
}
LEFT_ALONE = [
    "Resolution 1325 (2000), 1820 (2008) and 2242 (2015)",
    "S/2010/498 and A/72/782-S/2018/178",
    "KES 29,850,000 allocated, 1 200 000 spent",
    "12 400 000.50 EUR; 0.75 per cent; 1.234.567,89",
    "27 March 2026, 2026-03-27, 03/04/2026, 27.03.2026",
    "fiscal year 2025/26, 2025-2026",
    "Act No. 12 of 2019, articles 5-12, pages 41-44",
    "Decision 2024/00123/GEN-7",
    "CEDAW/C/GC/30 and GR 30",
    "in 47 counties, 1,200 officers, 33.5 %",
    "see https://law.example/act-12/2024/0712345",
    "-5 to +12 points, +254 women trained",
    "temperature of 30°C; a 180° change",
    "the ratio rose from 0.1234 to 0.2345",
    "Ms. Chair, Madam President, Monsieur le Ministre, Madame la Présidente",
    "Sra. Ministra, Sr. Presidente",
    "msgs and Mrsa",
    "MM of rain; the M.A. programme",
    "السيدة الوزيرة والسيد الرئيس",
    "女士们、先生们；主席女士",
    "Gross budget 2023: 138,123,456; ISBN 978-92-1-101234-5",
    "IBAN none; grant no. 00012",
    "@unwomen on the wall; 5@home",
    "",
]


@pytest.mark.parametrize(("trace", "text"), [(t, s) for t, said in SEEN.items() for s in said])
def test_trace_is_seen(trace, text):
    assert trace in traces(text)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_no_trace_is_left_alone(text):
    assert traces(text) == frozenset()


def test_long_text_is_looked_at_once_and_in_a_fixed_order():
    texts = ["", "call +254 712 345 678", "Ms Zainab", "zainab@shelter.example", "+254 712 345 679"]
    assert traces_in(texts) == [Trace.MAIL, Trace.PHONE, Trace.PERSON]


@pytest.mark.parametrize("sign", ["0", "0 ", "+1", "a@", "1.2345,", "Ms ", "(0", "السيدة ", "女"])
def test_no_text_makes_it_slow(sign):
    """Not by the clock: a pattern that runs away would never end here."""
    traces(sign * 20_000)
