"""One root for every error that a user can cause; each says what is wrong, where, and what to do."""


class KgError(Exception):
    """Base of all expected errors.

    `message` says what is wrong and where (file, line, place), `remedy` what to do about it.
    The command line prints both and exits with `exit_code` (2: wrong use or unusable input; 1: a finding).
    """

    exit_code = 2

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} ({self.remedy})" if self.remedy else self.message


class InputError(KgError):
    """The input as a whole cannot be used (one bad file among good ones is a Problem, not an error)."""


class OntologyError(KgError):
    """A Turtle file of the ontology, or one laid over it, cannot be read or contradicts itself."""


class QueryError(KgError):
    """A saved query, its parameters or a free SPARQL text cannot be run."""


class StoreError(KgError):
    """The store is missing, locked, of another version, or does not answer."""


class GateError(KgError):
    """The built graph failed validation; the store was left as it was."""

    exit_code = 1
