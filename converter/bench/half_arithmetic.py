#!/usr/bin/env python3
"""Computes a float16 graph in float16, operator by operator, and holds an emulation of it against that.

usage: half_arithmetic.py EVAL_FOLDER TYPED.onnx EMULATED.onnx SAMPLES

TYPED.onnx holds float16 types; it is computed as float16 hardware does: every tensor between two
operators is an IEEE half, sums of products are kept in float32 (as tensor cores keep them) and rounded once.
Additions, products and functions are NumPy's, so are convolutions (patches times matrix); what only moves or
compares numbers, pools or resizes is left to ONNX Runtime, one operator at a time. EMULATED.onnx runs as a whole
in ONNX Runtime. Prints JSON: SQNR in dB of the worst output over all samples, of the emulation beside float16
("emulation"), of float16 beside itself with products summed up exactly or in blocks, the worse of both ("twice"),
of float16 beside the model's own outputs ("half") and of the emulation beside them ("told").

Needs: numpy, onnx, onnxruntime.
"""
import functools
import json
import pathlib
import sys

import numpy
import onnx
import onnxruntime
from numpy.lib.stride_tricks import sliding_window_view
from onnx import TensorProto, helper, numpy_helper

HALF, FULL = numpy.float16, numpy.float32


def load(file):
    return numpy_helper.to_array(TensorProto.FromString(file.read_bytes()))


def attributes(node):
    return {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}


def pads(said, spatial, kernel, strides, dilations):
    auto = said.get("auto_pad", b"NOTSET").decode()
    if auto not in ("SAME_UPPER", "SAME_LOWER"):
        given = said.get("pads", [0] * 2 * len(spatial)) if auto == "NOTSET" else [0] * 2 * len(spatial)
        return list(zip(given[:len(spatial)], given[len(spatial):]))
    found = []
    for size, side, stride, dilation in zip(spatial, kernel, strides, dilations):
        total = max((-(-size // stride) - 1) * stride + (side - 1) * dilation + 1 - size, 0)
        small, large = total // 2, total - total // 2
        found.append((small, large) if auto == "SAME_UPPER" else (large, small))
    return found


def convolution(sums, said, x, weight, bias=None):
    """Patches times matrix."""
    count = x.ndim - 2
    kernel = weight.shape[2:]
    strides, dilations = said.get("strides", [1] * count), said.get("dilations", [1] * count)
    edges = pads(said, x.shape[2:], kernel, strides, dilations)
    x = numpy.pad(x, [(0, 0), (0, 0), *edges])
    extent = [(side - 1) * dilation + 1 for side, dilation in zip(kernel, dilations)]
    windows = sliding_window_view(x, extent, axis=tuple(range(2, 2 + count)))
    windows = windows[(slice(None), slice(None), *(slice(None, None, s) for s in strides),
                       *(slice(None, None, d) for d in dilations))]
    groups, outputs = said.get("group", 1), windows.shape[2:2 + count]
    channels = weight.shape[1]
    patches = windows.reshape(x.shape[0], groups, channels, *outputs, *kernel)
    patches = numpy.moveaxis(patches, 2, 2 + count).reshape(x.shape[0], groups, int(numpy.prod(outputs)), -1)
    matrix = weight.reshape(groups, weight.shape[0] // groups, -1)
    made = sums(patches, matrix.transpose(0, 2, 1)[None])
    made = made.transpose(0, 1, 3, 2).reshape(x.shape[0], weight.shape[0], *outputs)
    return made if bias is None else made + bias.astype(FULL).reshape(1, -1, *[1] * count)


def product(sums, said, a, b):
    return sums(a, b)


def gemm(sums, said, a, b, c=None):
    made = FULL(said.get("alpha", 1)) * sums(a.T if said.get("transA") else a, b.T if said.get("transB") else b)
    return made if c is None else made + FULL(said.get("beta", 1)) * c.astype(FULL)


def exactly(a, b):
    return numpy.matmul(a.astype(numpy.float64), b.astype(numpy.float64)).astype(FULL)


def at_once(a, b):
    return numpy.matmul(a.astype(FULL), b.astype(FULL))


def in_blocks(a, b, size=16):
    """As kernels do that keep a block of channels at hand."""
    a, b = a.astype(FULL), b.astype(FULL)
    made = FULL(0)
    for first in range(0, b.shape[-2], size):
        made = made + numpy.matmul(a[..., first:first + size], b[..., first:first + size, :])
    return made


def softmax(said, x):
    x = x.astype(FULL)
    axis = said.get("axis", -1)
    grown = numpy.exp(x - x.max(axis=axis, keepdims=True))
    return grown / grown.sum(axis=axis, keepdims=True)


def function(of):
    """A kernel computes it in float32 and rounds what comes of it."""
    return lambda said, x: of(x.astype(FULL))


def sigmoid(x):
    return FULL(1) / (FULL(1) + numpy.exp(-x))


def leaky(said, x):
    return numpy.where(x < 0, x.astype(FULL) * FULL(said.get("alpha", 0.01)), x.astype(FULL))


def hard_sigmoid(said, x):
    return numpy.clip(x.astype(FULL) * FULL(said.get("alpha", 0.2)) + FULL(said.get("beta", 0.5)), 0, 1)


def operators(sums):
    """Those that are computed here; products are summed up in this way."""
    return {**PLAIN, "Conv": functools.partial(convolution, sums), "MatMul": functools.partial(product, sums),
            "Gemm": functools.partial(gemm, sums)}


PLAIN = {
    "Add": lambda said, a, b: a + b,
    "Sub": lambda said, a, b: a - b,
    "Mul": lambda said, a, b: a * b,
    "Div": lambda said, a, b: a / b,
    "Pow": lambda said, a, b: a.astype(FULL) ** b.astype(FULL),
    "Softmax": softmax,
    "Sigmoid": function(sigmoid),
    "Tanh": function(numpy.tanh),
    "Exp": function(numpy.exp),
    "Log": function(numpy.log),
    "Sqrt": function(numpy.sqrt),
    "HardSwish": function(lambda x: x * numpy.clip(x / FULL(6) + FULL(0.5), 0, 1)),
    "HardSigmoid": hard_sigmoid,
    "LeakyRelu": leaky,
    "PRelu": lambda said, x, slope: numpy.where(x < 0, x * slope, x),
}


class Steps:
    """The operators that are left to ONNX Runtime: in float32, and rounded."""

    def __init__(self, model):
        self.opsets = model.opset_import
        self.version = model.ir_version
        self.sessions = {}

    def run(self, node, values):
        fed = {name: value for name, value in zip(node.input, values) if name}
        key = (tuple(node.output), tuple((value.dtype, value.ndim) for value in fed.values()))
        if key not in self.sessions:
            self.sessions[key] = self.session(node, fed)
        return self.sessions[key].run(None, {name: wide(value) for name, value in fed.items()})

    def session(self, node, fed):
        inputs = [helper.make_tensor_value_info(name, helper.np_dtype_to_tensor_dtype(wide(value).dtype), [None] * value.ndim)
                  for name, value in fed.items()]
        outputs = [onnx.ValueInfoProto(name=name) for name in node.output if name]
        model = helper.make_model(helper.make_graph([node], "step", inputs, outputs), opset_imports=self.opsets)
        model.ir_version = self.version
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def wide(value):
    return value.astype(FULL) if value.dtype == HALF else value


def computed(model, fed, steps, own):
    """The outputs of a graph, each operator by itself; results are halves wherever inputs were."""
    values = {weight.name: numpy_helper.to_array(weight) for weight in model.graph.initializer}
    values.update(fed)
    for node in model.graph.node:
        inputs = [values[name] if name else None for name in node.input]
        half = any(value is not None and value.dtype == HALF for value in inputs)
        said = attributes(node)
        if node.op_type == "Cast":
            made = [inputs[0].astype(helper.tensor_dtype_to_np_dtype(said["to"]))]
        elif half and node.op_type in own:
            made = [own[node.op_type](said, *[value for value in inputs if value is not None])]
        else:
            made = steps.run(node, inputs)
        if half and node.op_type != "Cast":
            made = [value.astype(HALF) if value.dtype in (FULL, numpy.float64) else value for value in made]
        values.update(zip([name for name in node.output if name], made))
    return [values[output.name] for output in model.graph.output]


class Tally:
    def __init__(self):
        self.noise, self.signal = {}, {}

    def see(self, expected, got):
        for index, (want, have) in enumerate(zip(expected, got)):
            want, have = want.astype(numpy.float64), have.astype(numpy.float64)
            self.noise[index] = self.noise.get(index, 0) + numpy.sum((want - have) ** 2)
            self.signal[index] = self.signal.get(index, 0) + numpy.sum(want ** 2)

    def worst(self):
        with numpy.errstate(divide="ignore"):
            found = [10 * numpy.log10(self.signal[at] / self.noise[at]) for at in self.noise]
        return round(float(min(found)), 2) if numpy.isfinite(min(found)) else "inf" if min(found) > 0 else "nan"


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    numpy.seterr(all="ignore")
    folder, typed, emulated, count = pathlib.Path(sys.argv[1]), onnx.load(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.log_severity_level = 1, 4
    session = onnxruntime.InferenceSession(emulated, options, providers=["CPUExecutionProvider"])
    steps, emulation, half, told = Steps(typed), Tally(), Tally(), Tally()
    twice = {exactly: Tally(), in_blocks: Tally()}
    for sample in range(count):
        data = folder / f"test_data_set_{sample}"
        fed = {session.get_inputs()[0].name: load(data / "input_0.pb")}
        expected = [load(data / f"output_{index}.pb") for index in range(len(session.get_outputs()))]
        real = computed(typed, fed, steps, operators(at_once))
        for way, tally in twice.items():
            tally.see(real, computed(typed, fed, steps, operators(way)))
        shown = session.run(None, fed)
        emulation.see(real, shown), half.see(expected, real), told.see(expected, shown)
    others = sorted({node.op_type for node in typed.graph.node} - set(operators(at_once)) - {"Cast"})
    print(json.dumps({"emulation": emulation.worst(), "half": half.worst(), "told": told.worst(), "twice": min((tally.worst() for tally in twice.values()), key=float),
                      "runtime": others}))


main()
