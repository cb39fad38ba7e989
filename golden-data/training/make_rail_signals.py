# SPDX-License-Identifier: Apache-2.0
"""Trains the classifier rail-signals and writes its golden set.

Usage: python make_rail_signals.py [--out FOLDER] [--epochs N] [--keep-model] [--contact-sheet PNG]
"""

import argparse
import multiprocessing
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from PIL import Image
from torch import nn

from golden_set import sha256, write_file_list
from scenes import CLASSES, CONDITIONS, SIZE, make_scene

SEED = 20261120
TRAINING, VALIDATION, GOLDEN = range(3)  # each part draws from random streams of its own
TRAINING_SAMPLES = 8000
VALIDATION_SAMPLES = 1000
GOLDEN_SAMPLES = 300
THREADS = 2
OPSET = 17

# Both numbers and every difference and product are exact in float32.
MEAN = np.float32(127.5)
SCALE = np.float32(0.015625)

DEFAULT_OUT = Path(__file__).resolve().parent.parent / "shipped/rail-signals"


# ---- data --------------------------------------------------------------------------------------


def draw(plan):
  part, index, label, condition, small = plan
  return make_scene(np.random.default_rng([SEED, part, index]), label, condition, small)


def random_plans(part, count):
  rng = np.random.default_rng([SEED, part])
  plans = []
  for index in range(count):
    label = CLASSES[rng.integers(len(CLASSES))]
    condition = CONDITIONS[rng.integers(len(CONDITIONS))]
    small = bool(rng.random() < 0.4) and label != "clear"
    plans.append((part, index, label, condition, small))
  return plans


def golden_plans():
  """Classes and conditions in equal shares, a third of the things ahead small, in mixed order."""
  kinds = []
  for number in range(GOLDEN_SAMPLES):
    which, turn = number % len(CLASSES), number // len(CLASSES)
    small = turn % 3 == 2 and CLASSES[which] != "clear"
    kinds.append((CLASSES[which], CONDITIONS[(turn + which) % len(CONDITIONS)], small))
  order = np.random.default_rng([SEED, GOLDEN]).permutation(GOLDEN_SAMPLES)
  return [(GOLDEN, index, *kinds[kind]) for index, kind in enumerate(order)]


def preprocess(image):
  """uint8 [height, width, 3] to float32 [3, height, width]."""
  return np.ascontiguousarray(((image.astype(np.float32) - MEAN) * SCALE).transpose(2, 0, 1))


def tensors(scenes):
  images = torch.from_numpy(np.stack([preprocess(scene.image) for scene in scenes]))
  return images, torch.tensor([CLASSES.index(scene.label) for scene in scenes])


# ---- model -------------------------------------------------------------------------------------


def convolution(inputs, outputs, kernel=1, stride=1, groups=1, activation=None):
  layers = [
    nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
    nn.BatchNorm2d(outputs),
  ]
  return nn.Sequential(*layers, *([activation()] if activation else []))


def separable(inputs, outputs, stride=1, activation=nn.ReLU6):
  return nn.Sequential(
    convolution(inputs, inputs, 3, stride, inputs, activation),
    convolution(inputs, outputs, activation=activation))


class SeparableResidual(nn.Module):
  """Widen, filter every channel by itself, narrow, and add what came in."""

  def __init__(self, channels, widening, activation):
    super().__init__()
    wide = channels * widening
    self.body = nn.Sequential(
      convolution(channels, wide, activation=activation),
      convolution(wide, wide, 3, groups=wide, activation=activation),
      convolution(wide, channels))

  def forward(self, x):
    return x + self.body(x)


class TwoBranches(nn.Module):
  """The strongest and the filtered neighbours side by side, at half the resolution."""

  def __init__(self, inputs, outputs):
    super().__init__()
    self.pooled = nn.Sequential(
      nn.MaxPool2d(2), convolution(inputs, outputs // 2, activation=nn.ReLU6))
    self.filtered = separable(inputs, outputs - outputs // 2, stride=2)

  def forward(self, x):
    return torch.cat([self.pooled(x), self.filtered(x)], dim=1)


class RailSignals(nn.Module):
  def __init__(self):
    super().__init__()
    self.features = nn.Sequential(
      convolution(3, 24, 3, stride=2, activation=nn.ReLU6),
      SeparableResidual(24, 2, nn.ReLU6),
      TwoBranches(24, 48),
      SeparableResidual(48, 2, nn.SiLU),
      separable(48, 80, stride=2),
      SeparableResidual(80, 2, nn.ReLU6),
      nn.AdaptiveAvgPool2d(1),
      nn.Flatten())
    self.head = nn.Linear(80, len(CLASSES))

  def forward(self, image):
    return self.head(self.features(image))


def train(images, labels, check_images, check_labels, epochs):
  torch.manual_seed(SEED)
  model = RailSignals()
  batch = 64
  steps = len(images) // batch
  optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3, weight_decay=1e-2)
  schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=epochs * steps)
  loss_of = nn.CrossEntropyLoss(label_smoothing=0.03)
  for epoch in range(epochs):
    start, total = time.monotonic(), 0.0
    model.train()
    for chosen in torch.randperm(len(images))[: steps * batch].split(batch):
      picked = images[chosen]
      if torch.rand(()) < 0.5:
        picked = picked.flip(3)
      loss = loss_of(model(picked), labels[chosen])
      optimizer.zero_grad()
      loss.backward()
      optimizer.step()
      schedule.step()
      total += loss.item()
    model.eval()
    with torch.no_grad():
      right = (model(check_images).argmax(1) == check_labels).float().mean().item()
    print(f"epoch {epoch + 1:2d}  loss {total / steps:.4f}  validation accuracy {right:.4f}  "
          f"{time.monotonic() - start:.1f} s", flush=True)
  return model


def export(model, path):
  """Writes ONNX with the weights inside.

  The exporter folds every batch norm into the convolution before it.
  """
  torch.onnx.export(
    model.eval(), (torch.zeros(1, 3, SIZE, SIZE),), str(path), input_names=["image"],
    output_names=["logits"], opset_version=OPSET, do_constant_folding=True, dynamo=False)
  written = onnx.load(str(path))
  onnx.checker.check_model(written, full_check=True)
  kinds = sorted({node.op_type for node in written.graph.node})
  print(f"model: {path.stat().st_size} bytes, opset {written.opset_import[0].version}, "
        f"{len(written.graph.node)} nodes: {', '.join(kinds)}")


# ---- golden set --------------------------------------------------------------------------------


def write_images(scenes, folder):
  folder.mkdir(parents=True, exist_ok=True)
  for stale in folder.glob("*.png"):
    stale.unlink()
  for index, scene in enumerate(scenes):
    Image.fromarray(scene.image).save(folder / f"{index:04d}.png", optimize=True)


def write_reference(model_path, images, path):
  """Runs the exported model, one sample at a time, on the pictures as they lie on disk."""
  options = onnxruntime.SessionOptions()
  options.intra_op_num_threads = 1
  options.inter_op_num_threads = 1
  session = onnxruntime.InferenceSession(
    str(model_path), options, providers=["CPUExecutionProvider"])
  rows = []
  for image_path in images:
    with Image.open(image_path) as image:
      assert image.mode == "RGB" and image.size == (SIZE, SIZE)
      rows.append(session.run(["logits"], {"image": preprocess(np.array(image))[None]})[0][0])
  logits = np.ascontiguousarray(np.stack(rows), dtype="<f4")
  path.parent.mkdir(parents=True, exist_ok=True)
  np.save(path, logits)
  return logits


def write_yaml(path, scenes, model_path, files):
  mean, scale = (", ".join([repr(float(number))] * 3) for number in (MEAN, SCALE))
  runtime = f"onnxruntime {onnxruntime.__version__} CPUExecutionProvider, 1 thread"
  lines = [
    "schema: gantry.golden/1",
    "name: rail-signals",
    "version: 2",
    "task: classification",
    f"classes: [{', '.join(CLASSES)}]",
    "inputs:",
    f"  image: {{ type: float32, shape: [1, 3, {SIZE}, {SIZE}], from: image, preprocessing: "
    f"{{ colour: rgb, layout: nchw, mean: [{mean}], scale: [{scale}] }} }}",
    "outputs:",
    f"  logits: {{ type: float32, shape: [1, {len(CLASSES)}], reference: reference/logits.npy }}",
    "decoding: { kind: classes, output: logits }",
    f'provenance: {{ model: "sha256:{sha256(model_path)}", runtime: "{runtime}", '
    f"made-by: training/make_rail_signals.py, seed: {SEED}, licence: Apache-2.0 }}",
    "samples:",
  ]
  for index, scene in enumerate(scenes):
    lines.append(f'  - {{ name: "{index:04d}", image: images/{index:04d}.png, '
                 f"label: {scene.label}, slices: [{', '.join(scene.slices)}] }}")
  lines.append("files:")
  for file in files:
    lines.append(f"  {file.relative_to(path.parent).as_posix()}: sha256:{sha256(file)}")
  path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def print_accuracy(scenes, logits):
  right = np.array([CLASSES[best] == scene.label for best, scene in zip(logits.argmax(1), scenes)])
  print("\n| part | samples | right | accuracy |\n|---|---:|---:|---:|")

  def row(name, chosen):
    chosen = np.array(chosen)
    print(f"| {name} | {chosen.sum()} | {right[chosen].sum()} | {right[chosen].mean():.4f} |")

  row("all", [True] * len(scenes))
  for name in (*CONDITIONS, "small"):
    row(f"slice `{name}`", [name in scene.slices for scene in scenes])
  for name in CLASSES:
    row(f"class `{name}`", [scene.label == name for scene in scenes])
  print()
  for index in np.flatnonzero(~right):
    scene = scenes[index]
    print(f"wrong: {index:04d} {scene.label} {scene.slices} taken for "
          f"{CLASSES[logits[index].argmax()]}")


def write_contact_sheet(scenes, path, columns=20, zoom=4):
  side = SIZE * zoom + 4
  sheet = Image.new("RGB", (columns * side, -(-len(scenes) // columns) * side))
  for index, scene in enumerate(scenes):
    tile = Image.fromarray(scene.image).resize((SIZE * zoom,) * 2, Image.Resampling.NEAREST)
    sheet.paste(tile, (index % columns * side + 2, index // columns * side + 2))
  sheet.save(path)


def main():
  parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
  parser.add_argument("--out", type=Path, default=DEFAULT_OUT)
  parser.add_argument("--epochs", type=int, default=20)
  parser.add_argument("--keep-model", action="store_true",
                      help="draw only the golden set again, for the model that is there")
  parser.add_argument("--contact-sheet", type=Path)
  arguments = parser.parse_args()
  torch.set_num_threads(THREADS)
  torch.use_deterministic_algorithms(True)

  model_path = arguments.out / "model.onnx"
  set_path = arguments.out / "set"
  arguments.out.mkdir(parents=True, exist_ok=True)
  with multiprocessing.Pool(THREADS) as pool:
    golden = pool.map(draw, golden_plans(), chunksize=20)
    if not arguments.keep_model:
      training = pool.map(draw, random_plans(TRAINING, TRAINING_SAMPLES), chunksize=100)
      validation = pool.map(draw, random_plans(VALIDATION, VALIDATION_SAMPLES), chunksize=100)
  if not arguments.keep_model:
    export(train(*tensors(training), *tensors(validation), arguments.epochs), model_path)
  write_images(golden, set_path / "images")
  images = sorted((set_path / "images").glob("*.png"))
  reference = set_path / "reference/logits.npy"
  logits = write_reference(model_path, images, reference)
  write_yaml(set_path / "golden.yaml", golden, model_path, [*images, reference])
  write_file_list(arguments.out)
  if arguments.contact_sheet:
    write_contact_sheet(golden, arguments.contact_sheet)
  print(f"set: {sum(f.stat().st_size for f in set_path.rglob('*') if f.is_file())} bytes")
  print_accuracy(golden, logits)


if __name__ == "__main__":
  main()
