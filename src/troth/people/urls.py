"""Addresses of coming in and of a person's own pages. allauth's names stay, so that its steps find each other."""

from django.urls import path

from troth.people.views import borrowed, entrance, example, letting_in, proof, start, you

urlpatterns = [
    path("come-in/", entrance.come_in, name="account_request_login_code"),
    path("come-in/", entrance.come_in, name="account_login"),
    path("come-in/again/", entrance.send_again, name="come-in.again"),
    path("come-in/code/", borrowed.confirm_code, name="account_confirm_login_code"),
    path("come-in/password/", borrowed.by_password, name="come-in.password"),
    path("come-in/passkey/", borrowed.by_passkey, name="mfa_login_webauthn"),
    path("come-in/second-factor/", borrowed.second_factor, name="mfa_authenticate"),
    path("come-in/sign-up/", borrowed.sign_up, name="account_signup"),
    path("come-in/address/", borrowed.confirm_address, name="account_email_verification_sent"),
    path("come-in/forgotten/", borrowed.forgotten, name="account_reset_password"),
    path(
        "come-in/forgotten/code/",
        borrowed.forgotten_code,
        name="account_confirm_password_reset_code",
    ),
    path("come-in/forgotten/new/", borrowed.forgotten_new, name="account_complete_password_reset"),
    path(
        "come-in/forgotten/done/", borrowed.forgotten_done, name="account_password_reset_completed"
    ),
    path("come-in/switched-off/", borrowed.switched_off, name="account_inactive"),
    path("come-in/beside/", entrance.beside, name="come-in.beside"),
    path("come-in/language/", entrance.choose_language, name="come-in.language"),
    path("sign-out/", borrowed.sign_out, name="account_logout"),
    path("start/<str:token>/", start.start, name="start"),
    path("let-in/<str:token>/", letting_in.let_in, name="let-in"),
    path("example/sit/<str:person_id>/", example.sit, name="example.sit"),
    path("example/enter/<str:token>/", example.enter, name="example.enter"),
    path("prove/code/", proof.prove_by_code, name="prove.code"),
    path("prove/password/", borrowed.prove_by_password, name="account_reauthenticate"),
    path("prove/second-factor/", borrowed.prove_by_factor, name="mfa_reauthenticate"),
    path("prove/passkey/", borrowed.prove_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("you/", you.you, name="you"),
    path("you/address/", borrowed.address, name="account_email"),
    path("you/password/", borrowed.change_password, name="account_change_password"),
    path("you/password/first/", borrowed.set_password, name="account_set_password"),
    path("you/second-factor/", borrowed.factor_list, name="mfa_index"),
    path("you/second-factor/app/", borrowed.add_app, name="mfa_activate_totp"),
    path("you/second-factor/app/off/", borrowed.remove_app, name="mfa_deactivate_totp"),
    path("you/second-factor/codes/", borrowed.codes, name="mfa_view_recovery_codes"),
    path("you/second-factor/codes/new/", borrowed.new_codes, name="mfa_generate_recovery_codes"),
    path("you/second-factor/codes/file/", borrowed.codes_file, name="mfa_download_recovery_codes"),
    path("you/passkeys/", borrowed.passkey_list, name="mfa_list_webauthn"),
    path("you/passkeys/new/", borrowed.add_passkey, name="mfa_add_webauthn"),
    path("you/passkeys/<int:pk>/off/", borrowed.remove_passkey, name="mfa_remove_webauthn"),
    path("you/passkeys/<int:pk>/name/", borrowed.rename_passkey, name="mfa_edit_webauthn"),
    path("you/sessions/", you.sessions, name="you.sessions"),
    path("you/sessions/end-others/", you.end_others, name="you.sessions.end-others"),
    path("you/sessions/<str:session_id>/end/", you.end_one, name="you.sessions.end"),
]
