"""allauth's pages, each with the mark of the door: this is the list that the access matrix reads.

Nothing of allauth is reachable but what `urls.py` takes from here.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.views.decorators.http import require_http_methods, require_safe

from troth.foundation.access.door import open_to_all, signed_in
from troth.people.proof import fresh_proof
from troth.people.views.passkeys import AddPasskey

COMING_IN = open_to_all("a step of coming in")
# allauth's views answer more methods than anybody needs.
FORM = require_http_methods(["GET", "HEAD", "POST"])
PAGE = require_safe

ask_for_code = COMING_IN(FORM(account.request_login_code))
confirm_code = COMING_IN(FORM(account.confirm_login_code))
by_password = COMING_IN(FORM(account.login))
by_passkey = COMING_IN(FORM(passkeys.login_webauthn))
second_factor = COMING_IN(FORM(factors.authenticate))
sign_up = COMING_IN(FORM(account.signup))
confirm_address = COMING_IN(FORM(account.email_verification_sent))
forgotten = COMING_IN(FORM(account.password_reset))
forgotten_code = COMING_IN(FORM(account.confirm_password_reset_code))
forgotten_new = COMING_IN(FORM(account.complete_password_reset))
forgotten_done = COMING_IN(PAGE(account.password_reset_from_key_done))
switched_off = open_to_all("says that a sign-in is switched off")(PAGE(account.account_inactive))
sign_out = open_to_all("going out is open to everybody")(FORM(account.logout))

prove_by_password = signed_in(FORM(account.reauthenticate))
prove_by_factor = signed_in(FORM(factors.reauthenticate))
prove_by_passkey = signed_in(FORM(passkeys.reauthenticate_webauthn))

address = signed_in(FORM(fresh_proof(account.email)))
change_password = signed_in(FORM(account.password_change))
set_password = signed_in(FORM(fresh_proof(account.password_set)))

factor_list = signed_in(PAGE(factors.index))
add_app = signed_in(FORM(fresh_proof(totp.activate_totp)))
remove_app = signed_in(FORM(fresh_proof(totp.deactivate_totp)))
codes = signed_in(PAGE(fresh_proof(recovery.view_recovery_codes)))
new_codes = signed_in(FORM(fresh_proof(recovery.generate_recovery_codes)))
codes_file = signed_in(PAGE(fresh_proof(recovery.download_recovery_codes)))
passkey_list = signed_in(PAGE(passkeys.list_webauthn))
add_passkey = signed_in(FORM(fresh_proof(AddPasskey.as_view())))
remove_passkey = signed_in(FORM(fresh_proof(passkeys.remove_webauthn)))
rename_passkey = signed_in(FORM(fresh_proof(passkeys.edit_webauthn)))
