"""What a password must be, in words that the framework does not have in Dutch."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("Dit wachtwoord is te kort. Neem minstens %(number)d tekens.") % {"number": self.min_length}
