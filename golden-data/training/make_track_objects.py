# SPDX-License-Identifier: Apache-2.0
"""Trains the detector track-objects and writes its golden set.

Usage: python make_track_objects.py [--out FOLDER] [--epochs N] [--contact-sheet PNG]
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw
from torch import nn
from torch.nn import functional

import golden_set
from golden_set import SeparableResidual, convolution, separable
from wide_scenes import KINDS, make_wide_scene

NAME = "track-objects"
SEED = 20261121
TRAINING_SAMPLES = 7000
VALIDATION_SAMPLES = 500
GOLDEN_SAMPLES = 300
CALIBRATION_SAMPLES = 100
WIDTH, HEIGHT = 128, 96
MOST_THINGS = 5
STRIDES = (8, 16)
FIELDS = 5 + len(KINDS)  # dx, dy, log w, log h, objectness, classes

SCORE_THRESHOLD = 0.05
NMS_IOU = 0.5
MATCH_IOU = 0.5


# ---- data --------------------------------------------------------------------------------------


def draw(plan):
  part, index, condition, small = plan
  rng = np.random.default_rng([SEED, part, index])
  count = rng.choice(MOST_THINGS + 1, p=(0.07, 0.20, 0.25, 0.22, 0.15, 0.11))
  kinds = [KINDS[rng.integers(len(KINDS))] for _ in range(max(count, int(small)))]
  return make_wide_scene(rng, WIDTH, HEIGHT, condition, kinds, small)


def truth(scenes):
  """Boxes [samples, MOST_THINGS, 4] and classes, -1 where there is no thing."""
  boxes = torch.zeros(len(scenes), MOST_THINGS, 4)
  classes = torch.full((len(scenes), MOST_THINGS), -1)
  for sample, scene in enumerate(scenes):
    for index, (kind, box) in enumerate(scene.things):
      boxes[sample, index] = torch.tensor(box)
      classes[sample, index] = KINDS.index(kind)
  return boxes, classes


# ---- model -------------------------------------------------------------------------------------


class TrackObjects(nn.Module):
  """Two grids of cells; every cell says whether a thing's middle is there, which, and its box."""

  def __init__(self):
    super().__init__()
    self.stem = nn.Sequential(
      convolution(3, 16, 3, stride=2, activation=nn.SiLU),
      separable(16, 32, stride=2),
      SeparableResidual(32))
    self.at_8 = nn.Sequential(
      separable(32, 64, stride=2), SeparableResidual(64), SeparableResidual(64))
    self.at_16 = nn.Sequential(separable(64, 128, stride=2), SeparableResidual(128))
    self.lateral = convolution(128, 64, activation=nn.SiLU)
    self.up = nn.Upsample(scale_factor=2, mode="nearest")
    self.merge = nn.Sequential(separable(128, 64), SeparableResidual(64))
    self.heads = nn.ModuleList(
      nn.Sequential(separable(64, 64), nn.Conv2d(64, FIELDS, 1)) for _ in STRIDES)
    for head in self.heads:
      nn.init.constant_(head[-1].bias[4:], -4.0)

  def forward(self, image):
    fine = self.at_8(self.stem(image))
    coarse = self.lateral(self.at_16(fine))
    fine = self.merge(torch.cat([fine, self.up(coarse)], dim=1))
    rows = [head(x).reshape(-1, FIELDS, (HEIGHT // stride) * (WIDTH // stride))
            for head, x, stride in zip(self.heads, (fine, coarse), STRIDES)]
    return torch.cat(rows, dim=2).transpose(1, 2)


def grid():
  """Column and row index [cells, 2] and stride [cells, 1] of every cell."""
  places, strides = [], []
  for stride in STRIDES:
    rows, columns = np.mgrid[0:HEIGHT // stride, 0:WIDTH // stride]
    places.append(np.stack([columns.ravel(), rows.ravel()], axis=1))
    strides.append(np.full((rows.size, 1), stride))
  return (np.concatenate(places).astype(np.float32), np.concatenate(strides).astype(np.float32))


PLACES, CELL_STRIDES = grid()
CELLS = len(PLACES)


def assign(boxes, classes):
  """Which thing [batch, cells] every cell has to find, -1 for none.

  Cells near a thing's middle find it: on the fine grid unless it is large, on the coarse one
  unless it is small. Where two things compete, the smaller one wins.
  """
  strides = torch.from_numpy(CELL_STRIDES)
  centres = (torch.from_numpy(PLACES) + 0.5) * strides
  middles = (boxes[..., :2] + boxes[..., 2:]) / 2
  sides = boxes[..., 2:] - boxes[..., :2]
  away = (centres[None, :, None] - middles[:, None]).abs().amax(3) / strides[None]
  longest = sides.amax(2)[:, None]
  level = torch.where(strides[None] == STRIDES[0], longest < 40, longest >= 28)
  near = (away <= 0.5) | ((away <= 0.9) & (
    (centres[None, :, None] - middles[:, None]).abs() * 2 < sides[:, None]).all(3))
  candidate = level & near & (classes >= 0)[:, None]
  area = sides.prod(2)[:, None].expand_as(candidate).masked_fill(~candidate, float("inf"))
  smallest, which = area.min(2)
  return which.masked_fill(smallest.isinf(), -1)


def loss_of(said, boxes, classes):
  which = assign(boxes, classes)
  found = which >= 0
  sample = torch.arange(len(boxes))[:, None].expand_as(which)[found]
  wanted, kind = boxes[sample, which[found]], classes[sample, which[found]]
  places = torch.from_numpy(PLACES).expand(len(boxes), -1, -1)[found]
  strides = torch.from_numpy(CELL_STRIDES).expand(len(boxes), -1, -1)[found]
  middles, sides = (wanted[:, :2] + wanted[:, 2:]) / 2, wanted[:, 2:] - wanted[:, :2]
  raw = torch.cat([middles / strides - places, (sides / strides).log()], dim=1)
  box = said[found][:, :4]
  middle, side = (box[:, :2] + places) * strides, box[:, 2:].clamp(max=4).exp() * strides
  corners = torch.cat([middle - side / 2, middle + side / 2], dim=1)

  low, high = torch.max(corners[:, :2], wanted[:, :2]), torch.min(corners[:, 2:], wanted[:, 2:])
  shared = (high - low).clamp(min=0).prod(1)
  union = side.prod(1) + sides.prod(1) - shared
  iou = shared / union.clamp(min=1e-6)
  hull = (torch.max(corners[:, 2:], wanted[:, 2:])
          - torch.min(corners[:, :2], wanted[:, :2])).prod(1)
  giou = iou - (hull - union) / hull.clamp(min=1e-6)

  one_hot = functional.one_hot(kind, len(KINDS)) * iou.detach().clamp(min=0)[:, None]
  cross = functional.binary_cross_entropy_with_logits
  total = (5 * (1 - giou).sum()
           + functional.smooth_l1_loss(box, raw, reduction="sum", beta=0.1)
           + 1.5 * cross(said[..., 4], found.float(), reduction="sum")
           + cross(said[found][:, 5:], one_hot, reduction="sum"))
  return total / max(int(found.sum()), 1)


def train(scenes, check_scenes, epochs):
  torch.manual_seed(SEED)
  model = TrackObjects()
  images = golden_set.image_tensor(scenes)
  boxes, classes = truth(scenes)
  mirrored_boxes = torch.stack(
    [WIDTH - boxes[..., 2], boxes[..., 1], WIDTH - boxes[..., 0], boxes[..., 3]], dim=2)
  check_images = golden_set.image_tensor(check_scenes)

  def batch_loss(chosen, mirrored):
    picked = images[chosen].flip(3) if mirrored else images[chosen]
    return loss_of(model(picked), (mirrored_boxes if mirrored else boxes)[chosen], classes[chosen])

  def check():
    said = torch.cat([model(part) for part in check_images.split(100)]).numpy()
    return f"validation mAP50 {map50(check_scenes, range(len(check_scenes)), said)[0]:.4f}"

  return golden_set.train(model, len(scenes), epochs, 32, 4e-3, batch_loss, check)


# ---- decoding and metric -----------------------------------------------------------------------


def decode(rows):
  """Boxes [n, 4], scores and classes of what one sample's raw rows [cells, FIELDS] say."""
  rows = rows.astype(np.float64)
  middles = (rows[:, :2] + PLACES) * CELL_STRIDES
  sides = np.exp(rows[:, 2:4]) * CELL_STRIDES
  boxes = np.concatenate([middles - sides / 2, middles + sides / 2], axis=1)
  scores = _sigmoid(rows[:, 4:5]) * _sigmoid(rows[:, 5:])
  kept_boxes, kept_scores, kept_classes = [], [], []
  for kind in range(len(KINDS)):
    order = np.argsort(-scores[:, kind], kind="stable")
    order = order[scores[order, kind] >= SCORE_THRESHOLD]
    while len(order):
      best, order = order[0], order[1:]
      kept_boxes.append(boxes[best])
      kept_scores.append(scores[best, kind])
      kept_classes.append(kind)
      order = order[iou_of(boxes[best], boxes[order]) <= NMS_IOU]
  return np.array(kept_boxes).reshape(-1, 4), np.array(kept_scores), np.array(kept_classes)


def _sigmoid(x):
  return 1 / (1 + np.exp(-x))


def iou_of(box, boxes):
  low, high = np.maximum(box[:2], boxes[:, :2]), np.minimum(box[2:], boxes[:, 2:])
  shared = np.clip(high - low, 0, None).prod(1)
  return shared / ((box[2:] - box[:2]).prod() + (boxes[:, 2:] - boxes[:, :2]).prod(1) - shared)


def map50(scenes, chosen, said):
  """The mean over the classes, and the average precision of each, by all-point interpolation.

  In falling order of score every detection takes, of the boxes of its class that no other has
  taken, the one it overlaps most, if their IoU is at least MATCH_IOU; otherwise it is wrong.
  """
  decoded = {sample: decode(said[sample]) for sample in chosen}
  precisions = {}
  for kind, label in enumerate(KINDS):
    wanted = {sample: np.array([box for name, box in scenes[sample].things if name == label])
              .reshape(-1, 4) for sample in chosen}
    there = sum(len(boxes) for boxes in wanted.values())
    if there == 0:
      continue
    found = sorted(
      ((score, sample, index) for sample, (_, scores, classes) in decoded.items()
       for index, (score, which) in enumerate(zip(scores, classes)) if which == kind),
      key=lambda one: (-one[0], one[1], one[2]))
    taken = {sample: np.zeros(len(boxes), bool) for sample, boxes in wanted.items()}
    right = np.zeros(len(found))
    for rank, (_, sample, index) in enumerate(found):
      if len(wanted[sample]):
        overlap = iou_of(decoded[sample][0][index], wanted[sample])
        overlap[taken[sample]] = -1
        best = overlap.argmax()
        if overlap[best] >= MATCH_IOU:
          taken[sample][best] = True
          right[rank] = 1
    recall = np.concatenate([[0], right.cumsum() / there])
    precision = np.concatenate([[0], right.cumsum() / np.arange(1, len(found) + 1)])
    precision = np.maximum.accumulate(precision[::-1])[::-1]
    precisions[label] = float((np.diff(recall) * precision[1:]).sum())
  return float(np.mean(list(precisions.values()))), precisions


def write_contact_sheet(scenes, said, path, columns=15, zoom=2):
  """Labels in colour, detections above 0.4 as thin white boxes."""
  colours = dict(zip(KINDS, ("red", "deepskyblue", "lime", "yellow")))
  wide, tall = WIDTH * zoom + 4, HEIGHT * zoom + 4
  sheet = Image.new("RGB", (columns * wide, -(-len(scenes) // columns) * tall))
  for index, scene in enumerate(scenes):
    tile = Image.fromarray(scene.image).resize((WIDTH * zoom, HEIGHT * zoom), 0)
    pen = ImageDraw.Draw(tile)
    for kind, box in scene.things:
      pen.rectangle([edge * zoom for edge in box], outline=colours[kind])
    boxes, scores, _ = decode(said[index])
    for box in boxes[scores > 0.4] if len(boxes) else ():
      pen.rectangle([edge * zoom for edge in box], outline="white")
    sheet.paste(tile, (index % columns * wide + 2, index // columns * tall + 2))
  sheet.save(path)


def main():
  parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
  parser.add_argument("--out", type=Path, default=golden_set.SHIPPED / NAME)
  parser.add_argument("--epochs", type=int, default=14)
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
  golden_set.export(model, model_path, "detections", WIDTH, HEIGHT)
  images = golden_set.write_pngs([scene.image for scene in golden], set_path / "images")
  exact = golden_set.run_model(model_path, "detections", images)
  reference = set_path / "reference/detections.npy"
  golden_set.write_reference(exact, reference)
  decoding = (f"kind: boxes, output: detections, box: centre-log, "
              f"strides: [{', '.join(map(str, STRIDES))}], "
              "score: objectness-times-class, activation: sigmoid, "
              f"score-threshold: {SCORE_THRESHOLD}, nms-iou: {NMS_IOU}")
  samples = []
  for scene in golden:
    boxes = ", ".join(f"{{ class: {kind}, box: [{', '.join(f'{edge:.1f}' for edge in box)}] }}"
                      for kind, box in scene.things)
    samples.append(f"boxes: [{boxes}], slices: [{', '.join(scene.slices)}]")
  golden_set.write_yaml(
    set_path / "golden.yaml", NAME, "detection", KINDS, (WIDTH, HEIGHT), "detections",
    (CELLS, FIELDS), decoding, SEED, samples, [*images, reference])
  golden_set.write_file_list(arguments.out)

  calibration = [golden_set.preprocess(s.image) for s in validation[:CALIBRATION_SAMPLES]]
  naive = golden_set.run_naive_int8(model_path, "detections", calibration, images)
  golden_set.print_table(
    golden, "mAP50", lambda chosen, said: map50(golden, chosen, said), exact, naive)
  if arguments.contact_sheet:
    write_contact_sheet(golden, exact, arguments.contact_sheet)


if __name__ == "__main__":
  main()
