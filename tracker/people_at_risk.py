"""Words by which somebody could be found: a look at a text before others read it.

A pure function. It warns, never blocks; it says which sort of thing it saw, and never the thing
itself, so that a warning can stand anywhere without telling more than the text does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum


class Trace(StrEnum):
    """By what somebody could be found."""

    MAIL = "mail"
    PHONE = "phone"
    PLACE = "place"
    PERSON = "person"


_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[^\W\d_]{2,24}")

# A number to call begins with + or 00 or a bracketed or leading 0, or is called one.
_DIGIT = r"[0-9٠-٩۰-۹]"
_PHONE = re.compile(
    rf"(?<![\w.,/])(?:\+|00|\(0)\)?{_DIGIT}(?:[ .()/-]{{0,2}}{_DIGIT}){{6,13}}(?!\w)"
    rf"|(?<![\w.,/-])0{_DIGIT}{{1,4}}(?:[ .-]{_DIGIT}{{2,4}}){{2,4}}(?![\w-])"
    rf"|(?<![\w.,/-])0[1-9]{_DIGIT}{{7,9}}(?!\w)"
    r"|\b(?:tel|phone|mobile|whatsapp|signal|tél|téléphone|teléfono|móvil|тел|телефон)"
    rf"[^\w\r\n]{{0,4}}{_DIGIT}(?:[ .()/-]{{0,2}}{_DIGIT}){{5,13}}"
    rf"|(?:هاتف|جوال|电话|手机|電話)[^\w\r\n]{{0,4}}{_DIGIT}(?:[ .()/-]{{0,2}}{_DIGIT}){{5,13}}"
    r"|(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\d.,])",
    re.I,
)

# Degrees with minutes or a side of the sky; or two numbers with at least four decimals each.
_PLACE = re.compile(
    r"\d{1,3}\s?°\s?(?:\d{1,2}(?:[.,]\d+)?\s?[′'’]|[NSEWOСЮВЗ]\b|\d{0,2}\s?[NSEW]\b)"
    r"|(?<![\w.,])[-+]?\d{1,2}\.\d{4,9}\s?[,; ]\s?[-+]?\d{1,3}\.\d{4,9}(?![\w.])"
    r"|(?<![\w.,])\d{1,3}\.\d{3,9}°?\s?[NS]\b[,; ]{0,2}\d{1,3}\.\d{3,9}°?\s?[EWO]\b"
)

_NAME = r"[^\W\d_a-zа-я][\w’'-]{1,30}"
_PERSON = re.compile(
    # English, French, Spanish: a short form of address and a name in capitals.
    rf"\b(?:Ms|Mrs|Miss|Mr|Mx)\b\.?[ \u00a0]{_NAME}"
    rf"|\b(?:Mme|Mmes|Mlle|MM)\b\.?[ \u00a0]{_NAME}|\bM\.[ \u00a0]{_NAME}"
    rf"|\b(?:Madame|Monsieur|Mademoiselle)[ \u00a0]{_NAME}"
    rf"|\b(?:Sra|Sr|Srta|Sres|Dña|Doña)\b\.?[ \u00a0]{_NAME}|\bD\.ª[ \u00a0]{_NAME}"
    # Russian: г-жа, г-н, госпожа and a name.
    r"|\b[Гг](?:-жа|-н|-жи|-же|оспожа|осподин|оспожи|осподина)[ \u00a0][А-ЯЁ][а-яё-]{1,30}"
    # Arabic: lady or gentleman and a name without an article ("the lady minister" is an office).
    r"|(?:^|[\s(،])و?(?:السيدة|السيد|الآنسة)[ \u00a0](?!ال)[\u0621-\u064a]{2,20}"
    # Chinese: a surname of one or two signs, a given name or none, and the form of address.
    r"|[\u4e00-\u9fff]{1,3}(?:女士|小姐|先生)",
    re.M,
)
# Forms of address of nobody in particular.
_NOBODY = re.compile(
    r"\b(?:Madame|Monsieur|Mr|Ms|Mrs|Sra|Sr|Mme|M)\.?[ \u00a0](?:la|le|the|Chair|President|"
    r"Président|Présidente|Ministre|Minister|Ministra|Ministro|Secretary|Secrétaire|Speaker|"
    r"Ambassador|Ambassadeur|Embajadora|Embajador|Presidenta|Presidente|Secretaria|Secretario|"
    r"Rapporteur|Moderator|Chairperson|Chairwoman)\b"
    r"|(?:各位|诸位|主席|部长|大使|秘书长|所有|和|位|名|的)(?:女士|小姐|先生)|女士们|先生们"
)


def traces(text: str) -> frozenset[Trace]:
    """The sorts of traces in a text. Figures of money, days, numbers of documents and resolutions
    are none."""
    found = set()
    if "@" in text and _MAIL.search(text):
        found.add(Trace.MAIL)
    if _PHONE.search(text):
        found.add(Trace.PHONE)
    if _PLACE.search(text):
        found.add(Trace.PLACE)
    if _PERSON.search(_NOBODY.sub(" ", text)):
        found.add(Trace.PERSON)
    return frozenset(found)


def traces_in(texts: Iterable[str]) -> list[Trace]:
    """The sorts of traces in any of several texts, in their fixed order."""
    found = {trace for text in texts if text for trace in traces(text)}
    return [trace for trace in Trace if trace in found]
