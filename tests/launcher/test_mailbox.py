from pathlib import Path

from launcher.mailbox import Mailbox

MAIL = "To: Amina <amina@kenya.example>\r\nSubject: {subject}\r\n\r\nbody\r\n"


def test_only_mails_that_came_since_are_announced_and_once(tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_text(MAIL.format(subject="Old"))
    mailbox = Mailbox(tmp_path)
    (tmp_path / "2.eml").write_text(MAIL.format(subject="=?utf-8?q?Rappel_d=C3=BB?="))
    (tmp_path / ".3.eml.part").write_text("half a mail")

    assert mailbox.news() == [f"Mail to Amina <amina@kenya.example>: Rappel dû ({tmp_path}/2.eml)"]
    assert mailbox.news() == []


def test_subject_cannot_steer_the_terminal(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path)
    (tmp_path / "1.eml").write_text(MAIL.format(subject="=?utf-8?q?=1B[2Jgone=E2=80=AE?="))

    [line] = mailbox.news()

    assert line.isprintable()
    assert "gone" in line


def test_directory_that_does_not_exist_yet_is_an_empty_mailbox(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path / "mail")
    assert mailbox.news() == []
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "1.eml").write_text(MAIL.format(subject="First"))
    assert len(mailbox.news()) == 1
