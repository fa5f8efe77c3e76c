"""How the numbers of optimizers, of schedules and of growing batches are called, explained and stepped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.panels.notation import (
    EPOCHS,
    NUMBER,
    PERCENT,
    Notation,
    Step,
    divided,
    doubling,
    multiples_of,
    one_three_ten,
    penalty,
    toward_one,
    within,
)
from app.panels.number_field import NumberField
from app.panels.switch import Switch
from nncore.optimizers import MAX_RATE
from nncore.schedules import MAX_BATCH, MAX_EPOCHS

_share = within(toward_one, 0, 0.9999)
_epochs = within(multiples_of(1), 1, MAX_EPOCHS)
_waits = within(multiples_of(1), 0, MAX_EPOCHS)
_divisor = within(one_three_ten, 1, 1e12)


@dataclass(frozen=True, slots=True)
class Setting:
    """One number. `label` stands at its field, `name` says all where nothing else says what it belongs to.

    Without `step` it is no number but a yes or no.
    """

    label: str
    name: str
    about: str
    step: Step | None
    notation: Notation = NUMBER

    def editor(self) -> NumberField | Switch:
        """A new field for it."""
        return Switch() if self.step is None else NumberField(self.step, self.notation)


OPTIMIZER_SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        "momentum": Setting(
            "Momentum", "Momentum", "How much of the last update μ goes on into the next. 0 is none, 0.9 is usual.",
            within(multiples_of(0.05), 0, 0.95),
        ),
        "nesterov": Setting(
            "Nesterov", "Nesterov momentum",
            "Look at the gradient where the momentum is about to lead: it brakes earlier. Without momentum it does "
            "nothing.",
            None,
        ),
        "alpha": Setting(
            "Memory α", "Memory α",
            "How long the average v of the squared gradient remembers: 0.99 is about the last 100 updates.", _share,
        ),
        "beta1": Setting(
            "Memory β₁", "Memory β₁",
            "How long the average m of the gradient remembers: 0.9 is about the last 10 updates.", _share,
        ),
        "beta2": Setting(
            "Memory β₂", "Memory β₂",
            "How long the average v of the squared gradient remembers: 0.999 is about the last 1 000 updates.", _share,
        ),
        "epsilon": Setting(
            "Guard ε", "Guard ε",
            "Keeps from dividing by 0. A larger one makes steps smaller where gradients are tiny.",
            within(one_three_ten, 1e-12, 1),
        ),
        "decay": Setting(
            "Decay", "Decay", "Which share of each parameter, times the rate, is taken away at each update.",
            within(penalty, 0, 10),
        ),
    }
)  # fmt: skip

SCHEDULE_SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        "every": Setting("Every", "Epochs between two steps", "After how many epochs the rate falls.", _epochs, EPOCHS),
        "epochs": Setting(
            "Length", "Length of the schedule", "Over how many epochs the rate changes.",
            within(multiples_of(5), 1, MAX_EPOCHS), EPOCHS,
        ),
        "start": Setting(
            "Starts at", "Start of the warm-up", "Which share of the rate the first epoch has.",
            within(multiples_of(0.1), 0.01, 1), PERCENT,
        ),
        "rising": Setting(
            "Rises for", "Rising share", "For which share of its length the rate rises; then it falls.",
            within(multiples_of(0.1), 0, 1), PERCENT,
        ),
        "start_divisor": Setting(
            "Starts at", "Divisor at the start", "How many times smaller than the rate the first one is.",
            _divisor, divided("rate"),
        ),
        "end_divisor": Setting(
            "Ends at", "Divisor at the end", "How many times smaller than the first rate the last one is.",
            _divisor, divided("start"),
        ),
        "factor": Setting(
            "Factor", "Factor of the rate", "What the rate is multiplied by whenever it falls.",
            within(multiples_of(0.05), 0.05, 1),
        ),
        "patience": Setting(
            "Patience", "Patience of the schedule", "For how many epochs in a row the loss may fail to fall.",
            _waits, EPOCHS,
        ),
        "threshold": Setting(
            "Threshold", "Threshold of the schedule",
            "By which share of itself the loss has to fall below its best to count as falling.",
            within(penalty, 0, 0.3),
        ),
        "cooldown": Setting(
            "Cooldown", "Cooldown of the schedule", "For how many epochs after a fall of the rate none is counted.",
            _waits, EPOCHS,
        ),
        "lowest": Setting(
            "Lowest", "Lowest rate", "The rate does not fall below this.", within(penalty, 0, MAX_RATE),
        ),
    }
)  # fmt: skip

GROWTH_SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        "every": Setting(
            "Every", "Epochs between two batch sizes", "After how many epochs batches grow.", _epochs, EPOCHS
        ),
        "factor": Setting(
            "Factor", "Factor of the batch size", "What the batch size is multiplied by whenever it grows.",
            within(multiples_of(0.5), 1, 1000),
        ),
        "most": Setting("At most", "Largest batch", "Batches do not grow beyond this.", within(doubling, 1, MAX_BATCH)),
    }
)  # fmt: skip
