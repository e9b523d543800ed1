"""The errors a caller may meet; each carries one clear line."""


class AuditorError(Exception):
    """Base of all: ``str(error)`` is a line fit to print."""


class ReadError(AuditorError):
    """An input could not be read.  ``code`` is the contract's reason."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class RulePackError(AuditorError):
    """One or more faults in rule packs; ``faults`` are their lines, in order."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class UsageError(AuditorError):
    """The call or its configuration is wrong."""
