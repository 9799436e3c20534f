from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _


class TrackerConfig(AppConfig):
    """The work: reports, evidence, money, review, reminders."""

    name = "tracker"
    verbose_name = _("Country progress")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tracker.checks import DEPLOYMENT_CHECKS, check_steps

        for check in DEPLOYMENT_CHECKS:
            register(check, "tracker", deploy=True)
        register(check_steps, Tags.database)
