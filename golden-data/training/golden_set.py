# SPDX-License-Identifier: Apache-2.0
"""What the makers of golden sets from wide scenes share: network blocks, export, files on disk."""

import hashlib
import multiprocessing
import tempfile
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime import quantization
from onnxruntime.quantization.shape_inference import quant_pre_process
from PIL import Image
from torch import nn

from wide_scenes import CONDITIONS, SLICES

TRAINING, VALIDATION, GOLDEN = range(3)  # each part draws from random streams of its own
THREADS = 2
OPSET = 17

# Both numbers and every difference and product are exact in float32.
MEAN = np.float32(127.5)
SCALE = np.float32(0.015625)

SHIPPED = Path(__file__).resolve().parent.parent / "shipped"


# ---- data --------------------------------------------------------------------------------------


def random_plans(seed, part, count):
  """(part, index, condition, small) for every scene."""
  rng = np.random.default_rng([seed, part])
  return [(part, index, CONDITIONS[rng.integers(len(CONDITIONS))], bool(rng.random() < 0.4))
          for index in range(count)]


def golden_plans(seed, count):
  """Conditions in equal shares, a third of the pictures small, in mixed order."""
  kinds = [(CONDITIONS[number % 4], number // 4 % 3 == 2) for number in range(count)]
  order = np.random.default_rng([seed, GOLDEN]).permutation(count)
  return [(GOLDEN, index, *kinds[kind]) for index, kind in enumerate(order)]


def draw_all(draw, plans):
  with multiprocessing.Pool(THREADS) as pool:
    return pool.map(draw, plans, chunksize=20)


def preprocess(image):
  """uint8 [height, width, 3] to float32 [3, height, width]."""
  return np.ascontiguousarray(((image.astype(np.float32) - MEAN) * SCALE).transpose(2, 0, 1))


def image_tensor(scenes):
  return torch.from_numpy(np.stack([preprocess(scene.image) for scene in scenes]))


# ---- network -----------------------------------------------------------------------------------


def convolution(inputs, outputs, kernel=1, stride=1, groups=1, activation=None):
  layers = [
    nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
    nn.BatchNorm2d(outputs),
  ]
  return nn.Sequential(*layers, *([activation()] if activation else []))


def separable(inputs, outputs, stride=1, activation=nn.SiLU):
  return nn.Sequential(
    convolution(inputs, inputs, 3, stride, inputs, activation),
    convolution(inputs, outputs, activation=activation))


class SeparableResidual(nn.Module):
  """Widen, filter every channel by itself, narrow, and add what came in."""

  def __init__(self, channels, widening=2, activation=nn.SiLU):
    super().__init__()
    wide = channels * widening
    self.body = nn.Sequential(
      convolution(channels, wide, activation=activation),
      convolution(wide, wide, 3, groups=wide, activation=activation),
      convolution(wide, channels))

  def forward(self, x):
    return x + self.body(x)


def train(model, samples, epochs, batch, rate, loss_of, check):
  """`loss_of(chosen, mirrored)` gives a batch's loss; `check()` says how good the model is."""
  steps = samples // batch
  optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=1e-2)
  schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=epochs * steps)
  for epoch in range(epochs):
    start, total = time.monotonic(), 0.0
    model.train()
    for chosen in torch.randperm(samples)[: steps * batch].split(batch):
      loss = loss_of(chosen, bool(torch.rand(()) < 0.5))
      optimizer.zero_grad()
      loss.backward()
      nn.utils.clip_grad_norm_(model.parameters(), 10.0)
      optimizer.step()
      schedule.step()
      total += loss.item()
    model.eval()
    with torch.no_grad():
      said = check() if epoch % 5 == 4 or epoch == epochs - 1 else ""
    print(f"epoch {epoch + 1:2d}  loss {total / steps:.4f}  "
          f"{time.monotonic() - start:.1f} s  {said}", flush=True)
  return model


def export(model, path, output, width, height):
  """Writes ONNX with the weights inside.

  The exporter folds every batch norm into the convolution before it.
  """
  path.parent.mkdir(parents=True, exist_ok=True)
  torch.onnx.export(
    model.eval(), (torch.zeros(1, 3, height, width),), str(path), input_names=["image"],
    output_names=[output], opset_version=OPSET, do_constant_folding=True, dynamo=False)
  written = onnx.load(str(path))
  onnx.checker.check_model(written, full_check=True)
  kinds = sorted({node.op_type for node in written.graph.node})
  print(f"model: {path.stat().st_size} bytes, opset {written.opset_import[0].version}, "
        f"{len(written.graph.node)} nodes: {', '.join(kinds)}")


# ---- golden set --------------------------------------------------------------------------------


def write_pngs(pictures, folder):
  folder.mkdir(parents=True, exist_ok=True)
  for stale in folder.glob("*.png"):
    stale.unlink()
  paths = [folder / f"{index:04d}.png" for index in range(len(pictures))]
  for picture, path in zip(pictures, paths):
    Image.fromarray(picture).save(path, optimize=True)
  return paths


def run_model(model_path, output, image_paths):
  """Runs an ONNX model, one sample at a time, on the pictures as they lie on disk."""
  options = onnxruntime.SessionOptions()
  options.intra_op_num_threads = 1
  options.inter_op_num_threads = 1
  session = onnxruntime.InferenceSession(
    str(model_path), options, providers=["CPUExecutionProvider"])
  _, _, height, width = session.get_inputs()[0].shape
  rows = []
  for image_path in image_paths:
    with Image.open(image_path) as image:
      assert image.mode == "RGB" and image.size == (width, height)
      rows.append(session.run([output], {"image": preprocess(np.array(image))[None]})[0][0])
  return np.ascontiguousarray(np.stack(rows), dtype="<f4")


def write_reference(values, path):
  path.parent.mkdir(parents=True, exist_ok=True)
  np.save(path, values)


def write_yaml(path, name, task, classes, size, output, shape, decoding, seed, samples, files):
  """`size` is (width, height), `samples` has the part of a sample's line that follows its image."""
  width, height = size
  mean, scale = (", ".join([repr(float(number))] * 3) for number in (MEAN, SCALE))
  runtime = f"onnxruntime {onnxruntime.__version__} CPUExecutionProvider, 1 thread"
  maker = f"training/make_{name.replace('-', '_')}.py"
  lines = [
    "schema: gantry.golden/1",
    f"name: {name}",
    "version: 1",
    f"task: {task}",
    f"classes: [{', '.join(classes)}]",
    "inputs:",
    f"  image: {{ type: float32, shape: [1, 3, {height}, {width}], from: image, preprocessing: "
    f"{{ colour: rgb, layout: nchw, mean: [{mean}], scale: [{scale}] }} }}",
    "outputs:",
    f"  {output}: {{ type: float32, shape: [{', '.join(map(str, (1, *shape)))}], "
    f"reference: reference/{output}.npy }}",
    f"decoding: {{ {decoding} }}",
    f'provenance: {{ model: "sha256:{sha256(path.parent.parent / "model.onnx")}", '
    f'runtime: "{runtime}", made-by: {maker}, seed: {seed}, licence: Apache-2.0 }}',
    "samples:",
  ]
  for index, sample in enumerate(samples):
    lines.append(f'  - {{ name: "{index:04d}", image: images/{index:04d}.png, {sample} }}')
  lines.append("files:")
  for file in sorted(files):
    lines.append(f"  {file.relative_to(path.parent).as_posix()}: sha256:{sha256(file)}")
  path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def write_file_list(folder):
  """Names every file of a shipped folder but the list itself, for readers of a jar."""
  names = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*")
                 if file.is_file() and file.name != "files.txt")
  (folder / "files.txt").write_text("\n".join(names) + "\n", encoding="utf-8", newline="\n")
  total = sum((folder / name).stat().st_size for name in names)
  print(f"folder: {len(names)} files, {total} bytes")


def sha256(path):
  return hashlib.sha256(path.read_bytes()).hexdigest()


# ---- what a naive conversion to int8 costs -------------------------------------------------------


class _Calibration(quantization.CalibrationDataReader):
  def __init__(self, images):
    self._feeds = iter([{"image": image[None]} for image in images])

  def get_next(self):
    return next(self._feeds, None)


def run_naive_int8(model_path, output, calibration, image_paths):
  """Every operator in int8: one scale per tensor from its extremes, per channel for weights."""
  with tempfile.TemporaryDirectory() as folder:
    prepared, quantized = Path(folder) / "prepared.onnx", Path(folder) / "int8.onnx"
    quant_pre_process(str(model_path), str(prepared))
    quantization.quantize_static(
      str(prepared), str(quantized), _Calibration(calibration),
      quant_format=quantization.QuantFormat.QDQ, per_channel=True,
      calibrate_method=quantization.CalibrationMethod.MinMax,
      activation_type=quantization.QuantType.QInt8, weight_type=quantization.QuantType.QInt8)
    return run_model(quantized, output, image_paths)


def print_table(scenes, name, metric_of, exact, naive):
  """`metric_of(chosen, values)` gives the metric and its value per class."""
  print(f"\n| part | samples | {name} fp32 | {name} naive int8 | loss |\n|---|---:|---:|---:|---:|")
  everything = np.arange(len(scenes))
  parts = [("all", everything)]
  for part in SLICES:
    parts.append((f"slice `{part}`",
                  np.array([i for i in everything if part in scenes[i].slices])))
  for part, chosen in parts:
    before, after = metric_of(chosen, exact)[0], metric_of(chosen, naive)[0]
    print(f"| {part} | {len(chosen)} | {before:.4f} | {after:.4f} | {before - after:.4f} |")
  before, after = metric_of(everything, exact)[1], metric_of(everything, naive)[1]
  for label in before:
    print(f"| class `{label}` | | {before[label]:.4f} | {after[label]:.4f} "
          f"| {before[label] - after[label]:.4f} |")
