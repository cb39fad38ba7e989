# SPDX-License-Identifier: Apache-2.0
"""Procedural scenes with several things ahead: on a track, on a road and on a pavement.

The shapes, the light and the weather are those of `scenes`; a thing is drawn as many times larger
as the picture is higher than `scenes.SIZE`. A scene knows the box of every thing, and which pixel
belongs to what.

The same numpy Generator state gives the same scene.
"""

from dataclasses import dataclass

import numpy as np

import scenes
from scenes import CONDITIONS, LAMP_COLOURS, SUPERSAMPLING, View, pick

SLICES = (*CONDITIONS, "small")
PLACES = ("track", "road", "pavement")
KINDS = ("person", "vehicle", "signal", "obstacle")
SMALL_SIDE = 10.0  # pixels: a box whose shorter side is below it makes its picture `small`

BACKGROUND, WAY, FIRST_THING = range(3)  # what a pixel belongs to; things count from FIRST_THING

# How near a thing stands: once so that its box is large enough, and once so that it is small.
_SCALES = {
  "person": ((0.52, 0.95), (0.27, 0.42)),
  "vehicle": ((0.42, 0.80), (0.24, 0.33)),
  "signal": ((0.54, 0.76), (0.30, 0.46)),
  "obstacle": ((0.46, 0.85), (0.25, 0.34)),
}
_ATTEMPTS = 12


@dataclass
class Thing:
  kind: str
  layer: scenes.Layer  # without the mast of a signal
  box: tuple  # (left, top, right, bottom) in pixels, cut at the edges of the picture

  @property
  def shorter_side(self):
    return min(self.box[2] - self.box[0], self.box[3] - self.box[1])


@dataclass
class WideScene:
  image: np.ndarray  # uint8 [height, width, 3]
  condition: str
  place: str
  things: list  # of (kind, box)
  owners: np.ndarray  # uint8 [height, width]: BACKGROUND, WAY, or FIRST_THING + index of a thing

  @property
  def small(self):
    return any(min(box[2] - box[0], box[3] - box[1]) < SMALL_SIDE for _, box in self.things)

  @property
  def slices(self):
    return [self.condition] + (["small"] if self.small else [])


def make_wide_scene(rng, width, height, condition, kinds, small):
  """Draws things of the given kinds; where `small`, at least one of them is drawn far away.

  Where there is no room, fewer things appear. A picture in which a thing is mostly hidden, or
  which is not as small as was asked for, is thrown away and another one drawn.
  """
  if small and not kinds:
    raise ValueError("an empty scene has no thing that could be small")
  while True:
    scene = _draw(rng, width, height, condition, kinds, small)
    if scene is not None and scene.small == small:
      return scene


def _draw(rng, width, height, condition, kinds, small):
  place = pick(rng, PLACES)
  lane_side = rng.choice((-1, 1))  # where the other lane or the road lies
  unit = height / scenes.SIZE
  middle, half = width / 2, width / 48
  view = View(
    horizon=rng.uniform(16, 21) * unit,
    vanishing_x=middle + rng.uniform(-5, 5) * half,
    foot_x=middle + rng.uniform(-3, 3) * half,
    bend=rng.uniform(-6, 6) * unit,
    half_gauge=rng.uniform(*{"track": (9, 11.5), "road": (13, 17), "pavement": (11, 16)}[place])
    * unit,
    width=width,
    height=height)
  lamps, masts, things = [], [], []
  far = {int(rng.integers(len(kinds)))} if small else set()
  for index, kind in enumerate(kinds):
    is_far = index in far or (small and rng.random() < 0.4)
    _place_thing(rng, view, place, lane_side, kind, is_far, things, masts, lamps)

  # A mast comes before its head, and sorting keeps that order.
  layers = masts + [thing.layer for thing in things]
  layers += _clutter(rng, view, place, condition, things, lamps)
  layers.sort(key=lambda layer: layer.scale)
  ground, way = _ground(rng, view, place, lane_side)
  windows = [_window(layer) for layer in layers]
  owners = np.where(way, WAY, BACKGROUND).astype(np.uint8)
  for layer, (rows, columns, _, coverage) in zip(layers, windows):
    index = next((i for i, thing in enumerate(things) if thing.layer is layer), None)
    covered = coverage[..., 0] > 0.5
    owners[rows, columns][covered] = BACKGROUND if index is None else FIRST_THING + index
  for index, thing in enumerate(things):
    drawn = (_window(thing.layer)[3] > 0.5).sum()
    if (owners == FIRST_THING + index).sum() < 0.6 * max(drawn, 1):
      return None

  light, haze, haze_colour = scenes.weather(rng, view, condition)
  picture = scenes.sky_over(rng, view, condition)
  colour, coverage = ground.reduced()
  picture = picture * (1 - coverage) + colour * coverage
  picture = scenes.seen_through(picture * light, scenes.depth_of(view), haze, haze_colour)
  for layer, (rows, columns, colour, coverage) in zip(layers, windows):
    lit = scenes.seen_through(colour * light[rows, columns], layer.scale, haze, haze_colour)
    picture[rows, columns] = picture[rows, columns] * (1 - coverage) + lit * coverage
  for lamp in lamps:
    picture = scenes.shine(picture, lamp, condition, haze)
  if condition == "rain":
    picture = scenes.rain(rng, picture)
  image = scenes.sensor(rng, picture, condition)
  return WideScene(image, condition, place, [(t.kind, t.box) for t in things], owners)


def _window(layer):
  """The part of a layer that has been drawn on: rows, columns, colour and coverage."""
  drawn = layer.image.getbbox() or (0, 0, SUPERSAMPLING, SUPERSAMPLING)
  left, top = drawn[0] // SUPERSAMPLING, drawn[1] // SUPERSAMPLING
  right, bottom = -(-drawn[2] // SUPERSAMPLING), -(-drawn[3] // SUPERSAMPLING)
  cut = layer.image.crop([edge * SUPERSAMPLING for edge in (left, top, right, bottom)])
  pixels = np.asarray(cut.reduce(SUPERSAMPLING), dtype=np.float64)
  return slice(top, bottom), slice(left, right), pixels[..., :3], pixels[..., 3:] / 255.0


# ---- what stands ahead -------------------------------------------------------------------------


def _place_thing(rng, view, place, lane_side, kind, far, things, masts, lamps):
  """Adds a thing where it hides no other and is seen nearly whole; gives up after some attempts."""
  for _ in range(_ATTEMPTS):
    scale = rng.uniform(*_SCALES[kind][1 if far else 0])
    x, foot = view.at(_sideways(rng, place, lane_side, kind), scale)
    size = scale * view.unit
    layer, own_lamps = view.layer(scale), []
    mast = None
    if kind == "person":
      scenes.human(rng, layer, x, foot, size)
    elif kind == "vehicle":
      scenes.vehicle(rng, layer, x, foot, size)
    elif kind == "obstacle":
      pick(rng, (scenes.crate, scenes.crate, scenes.fallen_tree))(rng, layer, x, foot, size)
    else:
      mast = view.layer(scale)
      label = pick(rng, tuple(LAMP_COLOURS))
      scenes.signal_mast(rng, mast, layer, label, x, foot, size, own_lamps)
    drawn = layer.image.getbbox()
    if drawn is None:
      continue
    thing = Thing(kind, layer, tuple(round(edge / SUPERSAMPLING, 1) for edge in drawn))
    cut = (drawn[0] == 0 or drawn[1] == 0 or drawn[2] == layer.image.width)
    large_enough = far or thing.shorter_side >= SMALL_SIDE + 0.5
    if cut or not large_enough or any(_share_hidden(thing.box, t.box) > 0.3 for t in things):
      continue
    things.append(thing)
    lamps += own_lamps
    if mast is not None:
      masts.append(mast)
    return


def _sideways(rng, place, lane_side, kind):
  """In half gauges from the middle of the way."""
  if kind == "signal":
    return rng.choice((-1, 1)) * rng.uniform(1.3, 2.2)
  if kind == "vehicle":
    lane = 0.0 if place == "track" else rng.choice((0.0, 2.0))
    return lane_side * lane + rng.uniform(-0.3, 0.3)
  if kind == "person":
    return rng.uniform(-1.8, 1.8)
  return rng.uniform(-0.9, 0.9)


def _share_hidden(one, other):
  """How much of the smaller box lies in the other."""
  wide = min(one[2], other[2]) - max(one[0], other[0])
  tall = min(one[3], other[3]) - max(one[1], other[1])
  if wide <= 0 or tall <= 0:
    return 0.0
  return wide * tall / min((b[2] - b[0]) * (b[3] - b[1]) for b in (one, other))


# ---- what stands beside the way ----------------------------------------------------------------


def _clutter(rng, view, place, condition, things, lamps):
  """Trees, poles, houses, cabinets and lights: nothing that counts as a thing ahead."""
  layers = []
  nearest = min([0.7] + [0.9 * thing.layer.scale for thing in things if thing.kind == "signal"])

  def stand(chance, limit, sideways):
    """A layer to draw on, where on it, and how large; or None."""
    if rng.random() >= chance:
      return None
    side = rng.choice((-1, 1))
    scale = rng.uniform(0.12, max(min(limit, nearest), 0.15))
    layer = view.layer(scale)
    layers.append(layer)
    return layer, *view.at(side * rng.uniform(*sideways), scale), scale * view.unit, side

  for _ in range(4):
    if spot := stand(0.6, 0.6, (2.6, 6.5)):
      scenes.tree(rng, *spot[:4])
  for _ in range(2):
    if spot := stand(0.4 if place == "track" else 0.15, 0.7, (1.9, 2.8)):
      scenes.catenary_pole(rng, *spot)
  if spot := stand(0.3, 0.5, (1.7, 2.6)):
    scenes.board(rng, *spot[:4])
  if spot := stand(0.25, 0.5, (2.4, 3.6)):
    scenes.cabinet(rng, *spot[:4])
  if spot := stand(0.25, 0.6, (1.6, 2.2)):
    scenes.marker_post(rng, *spot[:4])
  for _ in range(2):
    if spot := stand(0.4, 0.3, (4.0, 9.0)):
      scenes.house(rng, *spot[:4], condition, lamps)
  if rng.random() < 0.3:
    for _ in range(rng.integers(1, 4)):
      scenes.stray_light(rng, view, condition, lamps)
  return layers


# ---- ground ------------------------------------------------------------------------------------


def _ground(rng, view, place, side):
  """The ground on one layer, and which pixels of it are the way."""
  layer = scenes.soil_under(rng, view)
  scenes.far_hills(rng, layer, view)
  if place == "track":
    scenes.rails(rng, layer, view)
    reach = 1.55
  elif place == "road":
    _road(rng, layer, view, side)
    reach = 1.0
  else:
    _pavement(rng, layer, view, side)
    reach = 1.0
  way = view.layer(1.0)
  _strip(way, view, -reach, reach, (255, 255, 255))
  return layer, way.reduced()[1][..., 0] > 0.5


def _strip(layer, view, left, right, colour, near=1.1, far=0.02):
  steps = np.linspace(far, near, 24)
  layer.polygon([view.at(left, s) for s in steps] + [view.at(right, s) for s in steps[::-1]],
                colour)


def _road(rng, layer, view, side):
  """Two lanes; the way is the one between -1 and 1, the other one lies at the given side."""
  asphalt = np.array((92, 93, 97)) * rng.uniform(0.75, 1.35)
  edge = rng.uniform(0.1, 0.4)
  _strip(layer, view, *sorted((-side * (1 + edge), side * (3 + edge))), asphalt)
  paint = np.array((225, 224, 215)) * rng.uniform(0.75, 1.05)
  for place in (-side, side * 3):
    _strip(layer, view, place - 0.05, place + 0.05, paint)
  distance = 0.9 + rng.uniform(0, 0.6)
  while distance < 9:
    _strip(layer, view, side - 0.05, side + 0.05, paint, 1 / distance, 1 / (distance + 0.35))
    distance += 0.8


def _pavement(rng, layer, view, side):
  """Slabs between -1 and 1, a kerb, and a road at the given side."""
  asphalt = np.array((92, 93, 97)) * rng.uniform(0.75, 1.2)
  _strip(layer, view, *sorted((side * 1.1, side * 4.5)), asphalt)
  slab = np.array(pick(rng, ((176, 170, 160), (160, 160, 164), (172, 138, 118), (150, 146, 132))))
  slab = slab * rng.uniform(0.85, 1.1)
  _strip(layer, view, -1, 1, slab)
  _strip(layer, view, *sorted((side * 1.0, side * 1.12)), np.array((205, 203, 198)))
  joint = slab * 0.75
  distance = 0.9 + rng.uniform(0, 0.3)
  while distance < 8:
    _strip(layer, view, -1, 1, joint, 1 / distance, 1 / (distance + 0.03))
    distance += 0.3
  for place in (-0.34, 0.33):
    _strip(layer, view, place - 0.015, place + 0.015, joint)
