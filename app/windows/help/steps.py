"""The page "The mathematics, step by step": the words around the numbers of a worked example."""

from __future__ import annotations

from collections.abc import Iterator

from app import numbers
from app.model.axes import PLAIN, Axes
from app.training.worked_example import LayerSteps, Update, WorkedExample
from app.views.coordinates import Coordinates
from app.views.diagram import words as diagram_words
from app.views.diagram.parts import Weight
from app.windows.help.figures import beside, factor, formula, indexed, num, sentence, summed
from app.windows.help.loss_words import loss_lines
from app.windows.help.own_words import own_numbers
from app.windows.help.tables import table, text
from app.windows.help.update_words import rule_lines, written
from nncore import features

TITLE = "The mathematics, step by step"
MANY, FEW = 8, 3  # neurons of a layer that are written out, in a network of few layers and in a deep one
DEEP = 4  # hidden layers


def page(example: WorkedExample, axes: Axes = PLAIN) -> str:
    """All of it, as HTML. `axes` are what own data stand for."""
    parts = (_forward, _error, _backward, _gradient, _update, _closing)
    return _opening(example) + _what_goes_in(example, axes) + "".join(part(example) for part in parts)


def _opening(example: WorkedExample) -> str:
    moment = example.moment
    count = "one update" if moment.updates == 1 else f"{numbers.grouped(moment.updates)} updates"
    when = f"after {count}, in epoch {numbers.grouped(moment.epoch)}" if moment.updates else "before the first update"
    return (
        f"<h1>{TITLE}</h1><p>A network does nothing but multiply, add, and bend what comes out. Here it is done by "
        f"hand, with the numbers of the network in the window as they are {when}: one observation goes forward, its "
        f"error goes back, and the weights move.</p><p>Numbers are shown to four figures, and to more where it "
        f"matters. The program counts with sixteen.</p>"
    )


def _what_goes_in(example: WorkedExample, axes: Axes) -> str:
    x, y = example.point
    what = f"class {example.target:.0f}" if example.experiment.classes else num(example.target)
    place = f"Observation {numbers.grouped(example.turn + 1)} of {numbers.grouped(example.turns)}"
    which = f"{place}, counted from the next one on," if example.turn else f"{place}, the next one,"
    lies = sentence(f"{which} lies at x = {num(x)}, y = {num(y)}. Its target is {what}.")
    return f"<h2>1. What goes in</h2>{lies}{own_numbers(example, axes)}{_inputs(example)}{_taught(example)}"


def _inputs(example: WorkedExample) -> str:
    """How the coordinates become the network's inputs."""
    spec = example.experiment.network
    coordinates = Coordinates(example.domain, spec.center_inputs and example.domain != (-1.0, 1.0))
    rules = [rule for rule, _value in coordinates.rows(("x", "y"), None)]
    centred = [f"{rule} = {num(value)}" for rule, value in zip(rules, example.coordinates, strict=False)]
    names = [coordinates.named(features.title(name)) for name in spec.inputs]
    given = [f"{text(name)} = {num(value)}" for name, value in zip(names, example.layers[0].inputs, strict=True)]
    moved = sentence("The inputs are centred: the coordinates are moved and scaled to run from −1 to 1.")
    told = sentence("This is what the network is told:")
    if not centred:
        return told + formula(*given)
    if spec.inputs == ("x", "y"):  # then the two say the same
        return moved + formula(*centred)
    return moved + formula(*centred) + told + formula(*given)


def _taught(example: WorkedExample) -> str:
    """How the target is coded, where that is not plain."""
    taught = [num(t) for t in example.targets]
    if len(taught) > 1:
        return sentence(
            f"Each class has an output of its own. They are taught {', '.join(taught)}: {taught[int(example.target)]} "
            f"for the class of the observation."
        )
    if example.experiment.classes and example.targets[0] != example.target:
        return sentence(f"The output is taught {taught[0]} for this class.")
    return ""


def _forward(example: WorkedExample) -> str:
    return (
        "<h2>2. Forward</h2>"
        + sentence(
            "Every neuron multiplies what it is given by its weights, adds that up with its bias, and bends the sum "
            "with its activation f."
        )
        + formula("<i>z</i> = <i>b</i> + Σ <i>w</i> · <i>a</i>", "<i>a</i> = <i>f</i>(<i>z</i>)")
        + "".join(_layer(example, i) for i in range(len(example.layers)))
    )


def _layer(example: WorkedExample, i: int) -> str:
    layer, shown = example.layers[i], _shown(example, i)
    rows = []
    for j in range(shown):
        z = indexed("z", _index(example, layer, j))
        total = summed(layer.biases[j], layer.weights[:, j].tolist(), layer.inputs.tolist())
        rows.append(
            (
                f"{z} = {total} = {num(layer.sums[j])}",
                f"{indexed('a', _index(example, layer, j))} = {_answer(layer, j)}",
            )
        )
    rest = _rest(layer, shown, "are computed in the same way")
    return f"<h3>{text(_name(example, i))}</h3>{formula(text(layer.activation.formula))}{table(('', ''), rows)}{rest}"


def _answer(layer: LayerSteps, j: int) -> str:
    if layer.activation.output_only:  # of all sums together
        return f"<b>{num(layer.answers[j])}</b>"
    return f"f({num(layer.sums[j])}) = <b>{num(layer.answers[j])}</b>"


def _error(example: WorkedExample) -> str:
    entry, outputs = example.loss_entry, len(example.targets)
    several = ", the mean over the outputs" if outputs > 1 and not entry.per_observation else ""
    said = f"The loss says how wrong the answer o is, given the target t{several}. Here it is “{entry.title}”."
    penalty = ""
    if example.experiment.training.l1 or example.experiment.training.l2:
        penalty = sentence("The penalty on the weights comes on top; it is part of the update below.")
    return f"<h2>3. Error</h2>{sentence(said)}{formula(text(entry.formula))}{formula(*loss_lines(example))}{penalty}"


def _backward(example: WorkedExample) -> str:
    said = (
        "Would the loss grow if a sum z were a little larger, and how fast? That is δ = dL/dz, one number for each "
        "neuron. It is found from the output backwards, which is why this is called backpropagation."
    )
    last = len(example.layers) - 1
    hidden = "".join(_hidden_deltas(example, i) for i in range(last - 1, -1, -1))
    return f"<h2>4. Backward</h2>{sentence(said)}{_output_deltas(example)}{hidden}"


def _output_deltas(example: WorkedExample) -> str:
    layer, entry = example.layers[-1], example.loss_entry
    share = f" / {len(layer.sums)}" if example.share < 1 else ""
    lines = []
    for j in range(len(layer.sums)):
        delta, t = indexed("δ", _index(example, layer, j)), example.targets[j]
        if example.loss_slopes is None:
            error = f"{beside(layer.answers[j], t)} − {factor(t)}"
            lines.append(f"{delta} = {f'({error}){share}' if share else error} = <b>{num(layer.deltas[j])}</b>")
        elif layer.activation.output_only:
            terms = summed(None, example.loss_slopes.tolist(), layer.slopes[:, j].tolist())
            lines.append(f"{delta} = {terms} = <b>{num(layer.deltas[j])}</b>")
        else:
            product = f"{factor(example.loss_slopes[j])} · {factor(layer.slopes[j])}"
            lines.append(f"{delta} = dL/do · f′(z) = {product} = <b>{num(layer.deltas[j])}</b>")
    rules = [entry.derivative_formula]
    if example.loss_slopes is not None:
        rules.append(layer.activation.derivative_formula)
    mean = sentence(f"As the loss is the mean over {len(layer.sums)} outputs, each counts for {num(example.share)}.")
    heading = text(_name(example, len(example.layers) - 1))
    return f"<h3>{heading}</h3>{formula(*map(text, rules))}{mean if share else ''}{formula(*lines)}"


def _hidden_deltas(example: WorkedExample, i: int) -> str:
    layer, after, shown = example.layers[i], example.layers[i + 1], _shown(example, i)
    lines = []
    for j in range(shown):
        back = summed(None, after.weights[j].tolist(), after.deltas.tolist())
        product = f"{factor(layer.slopes[j])} · ({back})"
        lines.append(f"{indexed('δ', _index(example, layer, j))} = {product} = <b>{num(layer.deltas[j])}</b>")
    rule = "δ = f′(z) · Σ w · δ, over the weights that leave the neuron and the δ they lead to"
    rest = _rest(layer, shown, "get theirs in the same way")
    return (
        f"<h3>{text(_name(example, i))}</h3>{formula(rule, text(layer.activation.derivative_formula))}"
        f"{formula(*lines)}{rest}"
    )


def _gradient(example: WorkedExample) -> str:
    said = (
        "A weight w carries the answer a of the neuron where it starts to the sum z where it ends. So the loss grows "
        "with it by a · δ; with a bias, which always counts once, by δ alone. Of each layer the first:"
    )
    rows = []
    for update in example.updates:
        layer = example.layers[update.layer]
        delta = num(layer.deltas[update.target])
        if update.source is None:
            rows.append((_parameter(example, update), f"δ = <b>{delta}</b>"))
        else:
            product = f"{factor(layer.inputs[update.source])} · {factor(layer.deltas[update.target])}"
            slope = num(layer.weight_gradient[update.source, update.target])
            rows.append((_parameter(example, update), f"a · δ = {product} = <b>{slope}</b>"))
    return f"<h2>5. The gradient</h2>{sentence(said)}{table(('', ''), rows)}"


def _update(example: WorkedExample) -> str:
    first = example.updates[0]
    optimizer = example.experiment.training.optimizer
    lines = [*_slope_lines(example, first)]
    name = _parameter(example, first)
    by_rule = (
        sentence(f"The {name} is frozen, so it stays.")
        if first.frozen
        else f"<p>The rule of “{text(optimizer.title)}”, for the {name}:</p>{formula(*rule_lines(example, first))}"
    )
    rows = [
        (
            _parameter(example, u),
            num(u.slope),
            written(u.before, u),
            "frozen" if u.frozen else f"<b>{written(u.after, u)}</b>",
        )
        for u in example.updates
    ]
    head = ("", "g", "before", "after")
    return f"<h2>6. The update</h2>{_batch(example)}{formula(*lines)}{by_rule}{table(head, rows)}{_dropout(example)}"


def _batch(example: WorkedExample) -> str:
    if example.batch == 1:
        return sentence("The batch size is 1: this observation alone makes the update, and its gradient is g.")
    return sentence(
        f"One update is made from {example.batch} observations, of which this is one: g is the mean of their "
        f"gradients. The other {example.batch - 1} are worked through in the same way."
    )


def _slope_lines(example: WorkedExample, update: Update) -> Iterator[str]:
    """How the gradient of one weight becomes the g of the rule."""
    training, kind = example.experiment.training, "mean gradient" if example.batch > 1 else "gradient"
    yield f"g = {num(update.gradient)} <i>(the {kind} of the {_parameter(example, update)})</i>"
    if training.l1 or training.l2:
        total = update.gradient + update.penalty
        yield f"g ← g + l1 · sign(w) + l2 · w = {num(update.gradient)} + {factor(update.penalty)} = {num(total)}"
    if example.shortened < 1:
        yield f"g ← g · {num(example.shortened)} = {num(update.slope)} <i>(clip norm: the gradient was too long)</i>"


def _dropout(example: WorkedExample) -> str:
    if not any(layer.dropout for layer in example.experiment.network.hidden_layers):
        return ""
    return sentence(
        "In training, dropout makes some neurons answer 0, drawn by chance for every observation. These numbers are "
        "without it, so the real update differs a little."
    )


def _closing(example: WorkedExample) -> str:
    if not example.in_next_update:
        return (
            "<p>This observation comes in a later update: until then the weights will have moved, and its numbers "
            "too. Here they are as they would be now.</p>"
        )
    return (
        "<p>Check it: step on by one batch ({{key step_batch}}), take the present numbers, and compare. A click on a "
        '<a href="diagram">line of the diagram</a> shows its weight too, and <a href="running#slow">slow motion</a> '
        "shows the same four moments in the diagram.</p>"
    )


def _shown(example: WorkedExample, i: int) -> int:
    """How many neurons of a layer are written out."""
    most = MANY if len(example.layers) <= DEEP or i == len(example.layers) - 1 else FEW
    return min(len(example.layers[i].sums), most)


def _rest(layer: LayerSteps, shown: int, how: str) -> str:
    left = len(layer.sums) - shown
    who = "The other neuron" if left == 1 else f"The other {left} neurons"
    return sentence(f"{who} {how}.") if left else ""


def _index(example: WorkedExample, layer: LayerSteps, j: int) -> int | None:
    """The number of a neuron, from 1 on, where there are several; of an output that of its class, from 0 on."""
    if len(layer.sums) == 1:
        return None
    return j if layer is example.layers[-1] else j + 1


def _name(example: WorkedExample, i: int) -> str:
    column = diagram_words.column_name(example.experiment.network, i + 1)
    name = f"{column[0].upper()}{column[1:]}"
    return f"{name.removeprefix('The ').capitalize()}: {example.layers[i].activation.title}"


def _parameter(example: WorkedExample, update: Update) -> str:
    weight = Weight(update.layer, update.source, update.target)
    return text(diagram_words.weight_name(example.experiment.network, weight))
