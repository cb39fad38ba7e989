# SPDX-License-Identifier: Apache-2.0
"""Trains the segmenter free-space and writes its golden set.

Usage: python make_free_space.py [--out FOLDER] [--epochs N] [--contact-sheet PNG]
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import nn

import golden_set
from golden_set import SeparableResidual, convolution, separable
from wide_scenes import BACKGROUND, FIRST_THING, WAY, make_wide_scene

NAME = "free-space"
SEED = 20261122
TRAINING_SAMPLES = 4000
VALIDATION_SAMPLES = 500
GOLDEN_SAMPLES = 300
CALIBRATION_SAMPLES = 100
SIDE = 96
STRIDE = 4
MAP_SIDE = SIDE // STRIDE
CLASSES = ("background", "way", "person", "obstacle")
KINDS = ("person", "vehicle", "obstacle")  # what is drawn; a vehicle is an obstacle here
CLASS_WEIGHTS = (1.0, 1.0, 2.0, 1.5)


# ---- data --------------------------------------------------------------------------------------


def draw(plan):
  part, index, condition, small = plan
  rng = np.random.default_rng([SEED, part, index])
  count = max(rng.choice(4, p=(0.10, 0.35, 0.35, 0.20)), int(small))
  kinds = [KINDS[kind] for kind in rng.choice(3, p=(0.5, 0.2, 0.3), size=count)]
  return make_wide_scene(rng, SIDE, SIDE, condition, kinds, small)


def class_map(scene):
  """uint8 [MAP_SIDE, MAP_SIDE]: the class most pixels of a cell have, of equals the lowest."""
  meaning = {BACKGROUND: "background", WAY: "way"}
  for index, (kind, _) in enumerate(scene.things):
    meaning[FIRST_THING + index] = "person" if kind == "person" else "obstacle"
  counts = np.zeros((len(CLASSES), MAP_SIDE, MAP_SIDE))
  for owner, name in meaning.items():
    cells = (scene.owners == owner).reshape(MAP_SIDE, STRIDE, MAP_SIDE, STRIDE)
    counts[CLASSES.index(name)] += cells.sum(axis=(1, 3))
  return counts.argmax(0).astype(np.uint8)


# ---- model -------------------------------------------------------------------------------------


class FreeSpace(nn.Module):
  """Down to a sixteenth of the picture and back up to a quarter, joined at every step."""

  def __init__(self):
    super().__init__()
    self.at_2 = convolution(3, 16, 3, stride=2, activation=nn.ReLU6)
    self.at_4 = nn.Sequential(
      separable(16, 32, stride=2, activation=nn.ReLU6), SeparableResidual(32))
    self.at_8 = nn.Sequential(separable(32, 64, stride=2), SeparableResidual(64))
    self.at_16 = nn.Sequential(
      separable(64, 96, stride=2), SeparableResidual(96), SeparableResidual(96))
    self.up = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False)
    self.join_8 = nn.Sequential(separable(96 + 64, 64), SeparableResidual(64))
    self.join_4 = nn.Sequential(separable(64 + 32, 48), SeparableResidual(48))
    self.head = nn.Conv2d(48, len(CLASSES), 1)

  def forward(self, image):
    at_4 = self.at_4(self.at_2(image))
    at_8 = self.at_8(at_4)
    at_16 = self.at_16(at_8)
    joined = self.join_8(torch.cat([self.up(at_16), at_8], dim=1))
    return self.head(self.join_4(torch.cat([self.up(joined), at_4], dim=1)))


def train(scenes, check_scenes, epochs):
  torch.manual_seed(SEED)
  model = FreeSpace()
  images = golden_set.image_tensor(scenes)
  maps = torch.from_numpy(np.stack([class_map(scene) for scene in scenes])).long()
  check_images = golden_set.image_tensor(check_scenes)
  check_maps = np.stack([class_map(scene) for scene in check_scenes])
  weights = torch.tensor(CLASS_WEIGHTS)

  def batch_loss(chosen, mirrored):
    picked, wanted = images[chosen], maps[chosen]
    if mirrored:
      picked, wanted = picked.flip(3), wanted.flip(2)
    # As one row of cells: the backward pass of this form is deterministic.
    said = model(picked).flatten(2).transpose(1, 2).reshape(-1, len(CLASSES))
    return nn.functional.cross_entropy(said, wanted.reshape(-1), weights)

  def check():
    said = torch.cat([model(part) for part in check_images.split(100)]).numpy()
    return f"validation mIoU {miou(check_maps, said)[0]:.4f}"

  return golden_set.train(model, len(scenes), epochs, 32, 4e-3, batch_loss, check)


# ---- metric ------------------------------------------------------------------------------------


def miou(maps, logits):
  """The mean over the classes, and each one's IoU, over all cells of all samples together."""
  said = logits.argmax(1)
  ious = {}
  for index, name in enumerate(CLASSES):
    either = ((said == index) | (maps == index)).sum()
    if either:
      ious[name] = float(((said == index) & (maps == index)).sum() / either)
  return float(np.mean(list(ious.values()))), ious


def write_contact_sheet(scenes, maps, logits, path, columns=15):
  """The picture with its labels, and below it with what the model says."""
  colours = np.array(((0, 0, 0), (0, 170, 0), (255, 0, 0), (255, 255, 0)), np.uint8)
  wide, tall = SIDE + 4, 2 * SIDE + 6
  sheet = Image.new("RGB", (columns * wide, -(-len(scenes) // columns) * tall))
  for index, scene in enumerate(scenes):
    picture = Image.fromarray(scene.image)
    for row, classes in enumerate((maps[index], logits[index].argmax(0))):
      tint = Image.fromarray(colours[classes]).resize((SIDE, SIDE), 0)
      sheet.paste(Image.blend(picture, tint, 0.4),
                  (index % columns * wide + 2, index // columns * tall + 2 + row * SIDE))
  sheet.save(path)


def main():
  parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
  parser.add_argument("--out", type=Path, default=golden_set.SHIPPED / NAME)
  parser.add_argument("--epochs", type=int, default=10)
  parser.add_argument("--contact-sheet", type=Path)
  arguments = parser.parse_args()
  torch.set_num_threads(golden_set.THREADS)
  torch.use_deterministic_algorithms(True)

  plans = golden_set.random_plans(SEED, golden_set.TRAINING, TRAINING_SAMPLES)
  training = golden_set.draw_all(draw, plans)
  plans = golden_set.random_plans(SEED, golden_set.VALIDATION, VALIDATION_SAMPLES)
  validation = golden_set.draw_all(draw, plans)
  golden = golden_set.draw_all(draw, golden_set.golden_plans(SEED, GOLDEN_SAMPLES))
  model = train(training, validation, arguments.epochs)

  model_path = arguments.out / "model.onnx"
  set_path = arguments.out / "set"
  golden_set.export(model, model_path, "logits", SIDE, SIDE)
  images = golden_set.write_pngs([scene.image for scene in golden], set_path / "images")
  maps = np.stack([class_map(scene) for scene in golden])
  masks = golden_set.write_pngs(maps, set_path / "masks")
  exact = golden_set.run_model(model_path, "logits", images)
  reference = set_path / "reference/logits.npy"
  golden_set.write_reference(exact, reference)
  samples = [f"mask: masks/{index:04d}.png, slices: [{', '.join(scene.slices)}]"
             for index, scene in enumerate(golden)]
  golden_set.write_yaml(
    set_path / "golden.yaml", NAME, "segmentation", CLASSES, (SIDE, SIDE), "logits",
    (len(CLASSES), MAP_SIDE, MAP_SIDE), "kind: class-map, output: logits",
    SEED, samples, [*images, *masks, reference])
  golden_set.write_file_list(arguments.out)

  calibration = [golden_set.preprocess(s.image) for s in validation[:CALIBRATION_SAMPLES]]
  naive = golden_set.run_naive_int8(model_path, "logits", calibration, images)
  golden_set.print_table(
    golden, "mIoU", lambda chosen, said: miou(maps[chosen], said[chosen]), exact, naive)
  if arguments.contact_sheet:
    write_contact_sheet(golden, maps, exact, arguments.contact_sheet)


if __name__ == "__main__":
  main()
