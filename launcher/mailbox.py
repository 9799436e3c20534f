"""The mails the product writes to files while it runs on one machine."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path


def printable(text: str) -> str:
    """A mail's words made safe for a terminal: no control or direction characters."""
    return "".join(character if character.isprintable() else " " for character in text).strip()


class Mailbox:
    """The directory of .eml files, and which of them were announced."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._known = set(self._files())

    def _files(self) -> list[Path]:
        return sorted(self.directory.glob("*.eml"))

    def news(self) -> list[str]:
        """A line for every mail that came since the last call: to whom, about what, which file."""
        new = [path for path in self._files() if path not in self._known]
        self._known.update(new)
        return [self._line(path) for path in new]

    def _line(self, path: Path) -> str:
        mail = message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=policy.default)
        to, subject = (printable(str(mail.get(name, ""))) for name in ("To", "Subject"))
        return f"Mail to {to}: {subject} ({path})"
