"""Why a mail did not go, in the words of whoever keeps the mail server, with the remedy."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as said

# What the outbox itself notes of a sender that did not come back.
GONE_AFTER = said("The sender was gone after it had handed the mail over.")
GONE_BEFORE = said("The sender was gone before it had handed the mail over.")
AFTER_THE_TEXT = said("No answer to the text.")
CAME_BACK = said("The mail came back.")
# The first that is found in an error explains it.
_REMEDIES = (
    (
        CAME_BACK,
        gettext_lazy(
            "The mail was taken and sent back later. Ask its reader for another address, or have "
            "it sent again."
        ),
    ),
    (
        AFTER_THE_TEXT,
        gettext_lazy(
            "No answer came after the text was handed over. The mail may have arrived: look into "
            "the mail server’s log before you have it sent again."
        ),
    ),
    (
        "STARTTLS",
        gettext_lazy(
            "The mail server does not offer encryption, so nothing was said to it. Mend its "
            "STARTTLS, or the way to it; nothing is ever sent in clear."
        ),
    ),
    (
        "CERTIFICATE",
        gettext_lazy("The mail server’s certificate is not trusted. Renew it on the server."),
    ),
    (
        "SMTPAuthenticationError",
        gettext_lazy("The mail server does not accept our password. Set EMAIL_URL anew."),
    ),
    (
        "ConnectionRefusedError",
        gettext_lazy("The mail server cannot be reached. Start it, or set EMAIL_URL anew."),
    ),
    (
        "gaierror",
        gettext_lazy("The mail server’s name is not known. Set EMAIL_URL anew."),
    ),
    (GONE_BEFORE, gettext_lazy("The worker ended before anything was sent. It is tried again.")),
    ("timed out", gettext_lazy("The mail server does not answer in time. It is tried again.")),
    (
        "SMTPServerDisconnected",
        gettext_lazy("The mail server broke the connection off. It is tried again."),
    ),
    (
        "ConnectionResetError",
        gettext_lazy("The mail server broke the connection off. It is tried again."),
    ),
    ("TimeoutError", gettext_lazy("The mail server does not answer in time. It is tried again.")),
)


def remedy(error: str) -> str:
    """One sentence or two for the last error of a mail, in the reader's language; empty for none.
    The error itself is shown beside it, word for word."""
    if not error:
        return ""
    if error[:1] in "45" and error[1:3].isdigit():
        return _of_reply(int(error[:3]))
    for words, sentence in _REMEDIES:
        if words in error:
            return str(sentence)
    return _("The mail could not be sent. Tell whoever keeps the tracker: %(error)s") % {
        "error": error.partition("\n")[0][:200]
    }


def _of_reply(code: int) -> str:
    if code < 500:
        return _("The mail server says: not now. It is tried again, up to five times.")
    return _(
        "The mail server refuses this mail for good. Look whether the address is right, then have "
        "it sent again."
    )
