"""What the log may hold: facts, no keys. The framework writes down the address of what went wrong, secret links too."""

import logging

from wijkwerk.foundation.kit import text


class WithoutSecrets(logging.Filter):
    """Hides the secret part of every address in a message."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        hidden = text.without_secrets(message)
        if hidden != message:
            record.msg, record.args = hidden, ()
        return True
