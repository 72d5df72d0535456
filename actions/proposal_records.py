"""What the shelves hand out of proposals: rows as they are read, without behaviour of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from village.clarify import Ask
from village.detail import Field
from village.proposal import Proposal, Status
from village.steps import Why


@dataclass(frozen=True, slots=True)
class Taken:
    """One step of a proposal. `by_id` 0: it came by itself. `into_id`: the proposal it was merged into."""

    seq: int
    status: Status
    why: Why | None
    note: str
    by_id: int
    office: str
    second_id: int
    second_office: str
    into_id: int | None
    at: int


@dataclass(frozen=True, slots=True)
class Banding:
    """The council is asked to look at a no again. `seq`: the step it is against. `note`: the council's reason."""

    id: int
    village_id: int
    proposal_id: int
    seq: int
    resident_id: int
    words: str
    at: int
    due_at: int
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class Verification:
    """A filled-in list: name of the item → `village.checklist.Tick`. `result`: a status."""

    by_id: int
    answers: Mapping[str, str]
    note: str
    result: str
    at: int


@dataclass(frozen=True, slots=True)
class Merging:
    """Two authors are asked whether `proposal_id` may go on with `into_id`."""

    id: int
    village_id: int
    proposal_id: int
    into_id: int
    first_id: int
    due_at: int
    state: str
    from_agrees: int
    into_agrees: int


@dataclass(frozen=True, slots=True)
class Pending:
    """A step that waits for its second person."""

    id: int
    village_id: int
    proposal_id: int
    status: Status
    why: Why | None
    note: str
    into_id: int | None
    first_id: int
    at: int


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question to a proposer. `words`: the officer's own, where none of the ready ones was taken."""

    id: int
    village_id: int
    proposal_id: int
    question: Ask
    words: str
    asked_by: int
    asked_at: int
    state: str
    reminded_at: int | None


@dataclass(frozen=True, slots=True)
class Detail:
    """Something an officer has added to a proposal; the shape of `value` by field: village/detail.py."""

    field: Field
    value: Mapping[str, Any]
    by_id: int
    office: str
    at: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal, and since when it stands where it stands."""

    proposal: Proposal
    since: int
