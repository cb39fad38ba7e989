#!/usr/bin/env python3
"""Reads tensors that Gantry wrote with the libraries that everybody else reads them with.

usage: read_back.py FOLDER

FOLDER holds pairs NAME.pb and NAME.npy of the same tensor; 'mvn verify' leaves such a folder in
golden-data/target/read-back. Each pair is read with onnx.numpy_helper and numpy.load and compared
bit by bit (bfloat16, which NumPy does not know, with its float32). Each file is also compared with
what onnx and numpy themselves write of the tensor. Ends with 1 if any pair differs.

Needs: numpy, onnx, ml_dtypes (which comes with onnx).
"""
import io
import pathlib
import sys

import numpy
import onnx
from onnx import numpy_helper


def differences(pb, npy):
    proto = onnx.TensorProto()
    proto.ParseFromString(pb.read_bytes())
    tensor = numpy_helper.to_array(proto)
    array = numpy.load(npy, allow_pickle=False)
    same_type = tensor.astype(numpy.float32) if tensor.dtype.name == "bfloat16" else tensor
    if same_type.dtype != array.dtype:
        yield f"is {tensor.dtype} in .pb, {array.dtype} in .npy"
    if tensor.shape != array.shape:
        yield f"is {tensor.shape} in .pb, {array.shape} in .npy"
    if same_type.tobytes() != array.tobytes():
        yield "has other numbers in .pb than in .npy"
    if numpy_helper.from_array(tensor, proto.name).SerializeToString() != pb.read_bytes():
        yield "is written in other bytes by onnx"
    saved = io.BytesIO()
    numpy.save(saved, array)
    if saved.getvalue() != npy.read_bytes():
        yield "is written in other bytes by numpy"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    pairs = sorted(pathlib.Path(sys.argv[1]).glob("*.pb"))
    if not pairs:
        sys.exit(f"{sys.argv[1]}: holds no .pb files; run 'mvn verify' first")
    bad = 0
    for pb in pairs:
        for difference in differences(pb, pb.with_suffix(".npy")):
            print(f"{pb.stem}: {difference}")
            bad += 1
    print(f"{len(pairs)} pairs read with numpy {numpy.__version__} and onnx {onnx.__version__}: "
          f"{bad} differences")
    sys.exit(1 if bad else 0)


main()
