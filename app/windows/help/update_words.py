"""The rule of each optimizer with the numbers of one weight filled in."""

from __future__ import annotations

from app.training.worked_example import Update, WorkedExample
from app.windows.help.figures import beside, bracketed, factor, num
from nncore import SGD, Adagrad, Adam, AdamW, RMSProp


def rule_lines(example: WorkedExample, update: Update) -> list[str]:
    """The steps of the rule, each as a formula, the same with numbers, and what comes out."""
    optimizer, rate = example.experiment.training.optimizer, num(example.rate)
    before, after, g = written(update.before, update), written(update.after, update), factor(update.slope)
    old, new = dict(update.remembered), dict(update.found)
    match optimizer:
        case SGD(momentum=0.0):
            return [f"w ← w − rate · g = {before} − {rate} · {g} = <b>{after}</b>"]
        case SGD(momentum=mu):
            first = f"b ← μ · b + g = {num(mu)} · {factor(old['b'])} + {g} = {num(new['b'])}"
            if optimizer.nesterov:
                ahead = f"({num(update.slope)} + {num(mu)} · {factor(new['b'])})"
                return [first, f"w ← w − rate · (g + μ · b) = {before} − {rate} · {ahead} = <b>{after}</b>"]
            return [first, f"w ← w − rate · b = {before} − {rate} · {factor(new['b'])} = <b>{after}</b>"]
        case RMSProp(alpha=alpha):
            v = _average("v", "α", "g²", alpha, old["v"], update.slope, new["v"], square=True)
            return [v, _divided(before, rate, g, "v", new["v"], optimizer.epsilon, after)]
        case Adagrad():
            total = f"G ← G + g² = {num(old['G'])} + {g}² = {num(new['G'])}"
            return [total, _divided(before, rate, g, "G", new["G"], optimizer.epsilon, after)]
        case Adam() | AdamW():
            return _adam(example, optimizer, update, old, new)


def written(value: float, update: Update) -> str:
    """A value of the weight in as many figures as show what the update changes."""
    return beside(value, value + (update.after - update.before), 5)


def _adam(
    example: WorkedExample, optimizer: Adam | AdamW, update: Update, old: dict[str, float], new: dict[str, float]
) -> list[str]:
    t, rate, before = example.step, num(example.rate), written(update.before, update)
    fades = [f"(1 − {num(beta)}<sup>{t}</sup>)" for beta in (optimizer.beta1, optimizer.beta2)]
    lines = [
        _average("m", "β₁", "g", optimizer.beta1, old["m"], update.slope, new["m"], square=False),
        _average("v", "β₂", "g²", optimizer.beta2, old["v"], update.slope, new["v"], square=True),
        f"m̂ = m / (1 − β₁<sup>t</sup>) = {num(new['m'])} / {fades[0]} = {num(new['m̂'])}",
        f"v̂ = v / (1 − β₂<sup>t</sup>) = {num(new['v'])} / {fades[1]} = {num(new['v̂'])}",
    ]
    if isinstance(optimizer, AdamW):
        shrunk = update.before * (1 - example.rate * optimizer.decay)
        shrinking = f"w ← (1 − rate · decay) · w = (1 − {rate} · {num(optimizer.decay)}) · {bracketed(before)}"
        lines.append(f"{shrinking} = {written(shrunk, update)}")
        before = written(shrunk, update)
    step = f"{before} − {rate} · {factor(new['m̂'])} / (√{num(new['v̂'])} + {num(optimizer.epsilon)})"
    return [*lines, f"w ← w − rate · m̂ / (√v̂ + ε) = {step} = <b>{written(update.after, update)}</b>"]


def _average(name: str, share: str, what: str, kept: float, old: float, g: float, new: float, *, square: bool) -> str:
    rule = f"{name} ← {share} · {name} + (1 − {share}) · {what}"
    filled = f"{num(kept)} · {factor(old)} + {num(1 - kept)} · {factor(g)}{'²' if square else ''}"
    return f"{rule} = {filled} = {num(new)}"


def _divided(before: str, rate: str, g: str, name: str, square: float, epsilon: float, after: str) -> str:
    filled = f"{before} − {rate} · {g} / (√{num(square)} + {num(epsilon)})"
    return f"w ← w − rate · g / (√{name} + ε) = {filled} = <b>{after}</b>"
