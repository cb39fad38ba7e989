#!/usr/bin/env python3
"""Holds variants of a model against the outputs in its own test data.

usage: test_data.py MODEL_FOLDER VARIANT.onnx [VARIANT.onnx ...]

MODEL_FOLDER holds test_data_set_N/{input_K,output_K}.pb, in the order of the model's inputs and outputs.
Prints JSON: of the model ("model") and of each variant the SQNR in dB of its worst output over all sets ("inf" where
all are equal), null where the test data holds no outputs. Ends with 1 if one of them does not run.

Needs: numpy, onnx, onnxruntime.
"""
import json
import pathlib
import sys

import numpy
import onnx
import onnxruntime
from onnx import numpy_helper


def read(file):
    """The name and the values of a tensor; of a sequence or optional, which is no plain tensor, nothing."""
    proto = onnx.TensorProto()
    proto.ParseFromString(file.read_bytes())
    return proto.name, numpy_helper.to_array(proto)


def decibel(expected, got):
    if expected.shape != got.shape:
        return float("-inf")
    if expected.dtype.kind not in "fc":
        return float("inf") if numpy.array_equal(expected, got) else float("-inf")
    expected, got = expected.astype(numpy.float64), got.astype(numpy.float64)
    known = numpy.isfinite(expected)
    if not numpy.array_equal(expected[~known], got[~known], equal_nan=True):
        return float("-inf")
    noise = numpy.sum((expected[known] - got[known]) ** 2)
    signal = numpy.sum(expected[known] ** 2)
    if noise == 0:
        return float("inf")
    return float(10 * numpy.log10(max(signal, 1e-30) / noise))


def worst(folder, variant):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(str(variant), options, providers=["CPUExecutionProvider"])
    found = []
    for data in sorted(folder.glob("test_data_set_*")):
        names = [given.name for given in session.get_inputs()]
        feed = {}
        for index, file in enumerate(sorted(data.glob("input_*.pb"), key=number)):
            name, values = read(file)
            feed[name if name in names else names[index]] = values
        outputs = session.run(None, feed)
        for file in sorted(data.glob("output_*.pb"), key=number):
            _, expected = read(file)
            found.append(decibel(expected, outputs[number(file)]))
    return min(found) if found else None


def number(file):
    return int(file.stem.split("_")[-1])


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    found = {variant: worst(folder, variant) for variant in sys.argv[2:]}
    found["model"] = worst(folder, folder / "model.onnx")
    print(json.dumps({key: None if value is None else str(value) for key, value in found.items()}))


main()
