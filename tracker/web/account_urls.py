"""Signing in, and a person's own account. Only the pages we stand behind: nobody signs up or
manages addresses by themselves."""

from allauth.account import views as allauth
from django.urls import path, re_path

from .views import account, address, mail_links, mail_settings, people, second_factor

# Under allauth's own names, by which its flows find them.
sign_in = [
    path("login/", allauth.login, name="account_login"),
    path("login/code/", second_factor.enter, name="mfa_authenticate"),
    path("logout/", account.sign_out, name="account_logout"),
    path("login/inactive/", allauth.account_inactive, name="account_inactive"),
    path("signup/", allauth.signup, name="account_signup"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/sent/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/", account.index, name="mfa_index"),
    path("account/confirm/", account.again, name="account_reauthenticate"),
    path("account/confirm/code/", second_factor.again, name="mfa_reauthenticate"),
    path("account/password/", account.password, name="account_change_password"),
    path("account/second-factor/", second_factor.turn_on, name="mfa_activate_totp"),
    path("account/second-factor/off/", second_factor.turn_off, name="mfa_deactivate_totp"),
    path("account/codes/", second_factor.codes, name="mfa_view_recovery_codes"),
    path("account/codes/new/", second_factor.new_codes, name="mfa_generate_recovery_codes"),
]

account = [
    path("login/code/lost/", second_factor.lost, name="lost-codes"),
    path("account/", account.index, name="account"),
    path("account/email/", address.ask, name="email-change"),
    path("account/email/<str:key>/", address.confirm, name="email-confirm"),
    path("account/codes/kept/", second_factor.kept, name="codes-kept"),
    path("account/sessions/end/", account.end_sessions, name="sessions-end"),
    path("account/sessions/<int:pk>/end/", account.end_session, name="session-end"),
    path("settings/email/", mail_settings.index, name="mail-settings"),
    path("mail/stop/<str:key>/", mail_links.stop, name="mail-stop"),
    path("mail/pause/<str:key>/", mail_links.pause, name="mail-pause"),
    path("manage/second-factor/", people.resets, name="second-factor-resets"),
    path(
        "manage/second-factor/<uuid:public_id>/<slug:move>/", people.move, name="second-factor-move"
    ),
]
