# SPDX-License-Identifier: Apache-2.0
"""Procedural rail-side scenes, seen from the cab of a train.

A scene is built from layers, far to near. Every layer is drawn four times too large and
reduced, which anti-aliases it; light, fog, lamps, rain and sensor noise are then computed per
pixel. Coordinates are in pixels of the finished picture. `scale` says how near a thing is: 0 at
the horizon, 1 at the lower edge of the picture; it is the reciprocal of the distance.

The same numpy Generator state gives the same scene. Beside the picture a scene carries the
coverage mask of the thing ahead, so that data for detectors and segmenters can be derived.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image, ImageDraw

CLASSES = ("clear", "signal-red", "signal-yellow", "signal-green", "person", "obstacle")
CONDITIONS = ("day", "night", "fog", "rain")
SIZE = 48
SUPERSAMPLING = 4

LAMP_COLOURS = {
  "signal-red": (255, 45, 35),
  "signal-yellow": (255, 185, 35),
  "signal-green": (45, 240, 125),
}
LENSES = ("signal-green", "signal-yellow", "signal-red")  # from the top of a head to its foot

_GLASS = (50, 65, 80)


@dataclass
class Scene:
  """One finished picture and what is known about it."""

  image: np.ndarray  # uint8 [SIZE, SIZE, 3]
  label: str
  condition: str
  small: bool
  mask: np.ndarray  # float64 [SIZE, SIZE]: how much of each pixel the thing ahead covers

  @property
  def slices(self):
    return [self.condition] + (["small"] if self.small else [])

  @property
  def box(self):
    """(left, top, right, bottom) of the thing ahead in pixels, or None where the track is clear."""
    rows, columns = np.nonzero(self.mask > 0.25)
    if len(rows) == 0:
      return None
    return (int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)


@dataclass
class Lamp:
  """A thing that shines by itself."""

  x: float
  y: float
  radius: float
  colour: np.ndarray
  power: float  # 1 for a signal lamp, less for reflections and far lights
  scale: float


@dataclass
class Layer:
  """A transparent sheet that stands at one distance."""

  scale: float
  width: int = SIZE
  height: int = SIZE

  def __post_init__(self):
    extent = (self.width * SUPERSAMPLING, self.height * SUPERSAMPLING)
    self.image = Image.new("RGBA", extent, (0, 0, 0, 0))
    self._draw = ImageDraw.Draw(self.image)

  def polygon(self, points, colour):
    self._draw.polygon([(x * SUPERSAMPLING, y * SUPERSAMPLING) for x, y in points], _rgba(colour))

  def box(self, left, top, right, bottom, colour):
    self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

  def ellipse(self, x, y, radius_x, radius_y, colour):
    corners = (x - radius_x, y - radius_y, x + radius_x, y + radius_y)
    self._draw.ellipse([c * SUPERSAMPLING for c in corners], _rgba(colour))

  def line(self, start, end, width, colour):
    """A straight bar with rounded ends, drawn as a polygon so that its width may be a fraction."""
    start, end = np.asarray(start, float), np.asarray(end, float)
    along = end - start
    across = np.array([-along[1], along[0]]) / max(np.hypot(*along), 1e-6) * width / 2
    self.polygon([start + across, end + across, end - across, start - across], colour)
    for x, y in (start, end):
      self.ellipse(x, y, width / 2, width / 2, colour)

  def reduced(self):
    """Colour [height, width, 3] in 0..255 and coverage [height, width, 1] in 0..1."""
    pixels = np.asarray(self.image.reduce(SUPERSAMPLING), dtype=np.float64)
    return pixels[..., :3], pixels[..., 3:] / 255.0


@dataclass
class View:
  """Where the camera looks: maps a place beside the track to a place in the picture."""

  horizon: float
  vanishing_x: float
  foot_x: float
  bend: float
  half_gauge: float
  width: int = SIZE
  height: int = SIZE

  @property
  def unit(self):
    """How much larger things are drawn than in a picture of SIZE pixels."""
    return self.height / SIZE

  def layer(self, scale):
    return Layer(scale, self.width, self.height)

  def at(self, sideways, scale):
    """`sideways` is measured from the middle of the track in half gauges."""
    x = self.vanishing_x + (self.foot_x - self.vanishing_x) * scale
    x += self.bend * scale * (1 - scale) + sideways * self.half_gauge * scale
    return x, self.horizon + (self.height - self.horizon) * scale


def make_scene(rng, label, condition, small=False):
  """Draws one scene with the given class, condition and size of the thing ahead."""
  if small and label == "clear":
    raise ValueError("a clear track has no thing ahead that could be small")
  view = View(
    horizon=rng.uniform(16, 21),
    vanishing_x=rng.uniform(19, 29),
    foot_x=rng.uniform(21, 27),
    bend=rng.uniform(-6, 6),
    half_gauge=rng.uniform(9, 11.5))
  lamps = []
  thing = None
  side = 0
  if label in LAMP_COLOURS:
    side = rng.choice((-1, 1))
    thing = _signal(rng, view, label, small, side, lamps)
  elif label == "person":
    thing = _person(rng, view, small)
  elif label == "obstacle":
    thing = _obstacle(rng, view, small)

  layers = _clutter(rng, view, condition, lamps, thing, side)
  if thing is not None:
    layers.append(thing)
  layers.sort(key=lambda layer: layer.scale)

  light, haze, haze_colour = weather(rng, view, condition)
  picture = _ground_and_sky(rng, view, condition)
  picture = seen_through(picture * light, depth_of(view), haze, haze_colour)
  mask = np.zeros((SIZE, SIZE))
  for layer in layers:
    colour, coverage = layer.reduced()
    colour = seen_through(colour * light, layer.scale, haze, haze_colour)
    picture = picture * (1 - coverage) + colour * coverage
    mask = coverage[..., 0] if layer is thing else mask * (1 - coverage[..., 0])
  for lamp in lamps:
    picture = shine(picture, lamp, condition, haze)
  if condition == "rain":
    picture = rain(rng, picture)
  return Scene(sensor(rng, picture, condition), label, condition, small, mask)


# ---- what stands ahead -------------------------------------------------------------------------


def _signal(rng, view, label, small, side, lamps):
  scale = rng.uniform(0.24, 0.34) if small else rng.uniform(0.42, 0.68)
  layer = Layer(scale)
  x, foot = view.at(side * rng.uniform(1.5, 2.0), scale)
  x = float(np.clip(x, 4.5, SIZE - 4.5))
  signal_mast(rng, layer, layer, label, x, foot, scale, lamps)
  return layer


def signal_mast(rng, layer, head, label, x, foot, scale, lamps):
  """Draws the mast on one layer and the head on another, which may be the same."""
  top = max(foot - rng.uniform(36, 44) * scale, 1.5)
  width = rng.uniform(9.5, 12) * scale
  grey = rng.uniform(70, 150)
  layer.box(x - scale, top, x + scale, foot, (grey, grey, grey + 4))
  layer.box(x - 2.5 * scale, foot - 2 * scale, x + 2.5 * scale, foot, (grey * 0.7,) * 3)

  lenses = LENSES if rng.random() < 0.75 else (label,)
  lens = width * 0.30
  height = width * (0.5 + 0.72 * len(lenses))
  if rng.random() < 0.5:
    _rounded_head(head, x, top, width + 1.6 * scale, height + 1.6 * scale, (215, 215, 215))
  _rounded_head(head, x, top, width, height, (18, 18, 22))
  for index, name in enumerate(lenses):
    y = top + height / 2 + (index - (len(lenses) - 1) / 2) * 0.75 * width
    if name == label:
      colour = np.array(LAMP_COLOURS[name]) + rng.normal(0, 14, 3)
      lamps.append(Lamp(x, y, lens, np.clip(colour, 10, 255), rng.uniform(0.8, 1.0),
                        layer.scale))
    else:
      head.ellipse(x, y, lens, lens, np.array(LAMP_COLOURS[name]) * 0.16 + 14)


def _rounded_head(layer, x, top, width, height, colour):
  radius = min(width, height) / 2
  layer.ellipse(x, top + radius, radius, radius, colour)
  layer.ellipse(x, top + height - radius, radius, radius, colour)
  layer.box(x - radius, top + radius, x + radius, top + height - radius, colour)


def _person(rng, view, small):
  scale = rng.uniform(0.22, 0.30) if small else rng.uniform(0.38, 0.80)
  layer = Layer(scale)
  human(rng, layer, *view.at(rng.uniform(-1.0, 1.0), scale), scale)
  return layer


def human(rng, layer, x, foot, scale):
  tall = rng.uniform(28, 33) * scale
  coat = pick(rng, ((235, 110, 30), (225, 215, 40), (45, 60, 115), (150, 40, 45), (70, 75, 70)))
  trousers = pick(rng, ((35, 38, 60), (45, 42, 40), (85, 80, 70)))
  skin = pick(rng, ((225, 180, 150), (165, 115, 85), (105, 70, 50)))
  stride = rng.uniform(0.04, 0.16) * tall
  hip, shoulder = foot - 0.46 * tall, foot - 0.82 * tall
  for sign in (-1, 1):
    layer.line((x, hip), (x + sign * stride, foot - 0.02 * tall), 0.11 * tall, trousers)
    reach = rng.uniform(0.12, 0.26) * tall
    hand = (x + sign * reach, foot - rng.uniform(0.42, 0.62) * tall)
    layer.line((x + sign * 0.11 * tall, shoulder + 0.03 * tall), hand, 0.08 * tall, coat)
    layer.ellipse(*hand, 0.04 * tall, 0.04 * tall, skin)
  layer.polygon([(x - 0.15 * tall, shoulder), (x + 0.15 * tall, shoulder),
                 (x + 0.11 * tall, hip + 0.04 * tall), (x - 0.11 * tall, hip + 0.04 * tall)], coat)
  if max(coat) > 200:  # a high-visibility vest has a reflecting band
    layer.box(x - 0.13 * tall, foot - 0.66 * tall, x + 0.13 * tall, foot - 0.60 * tall,
              (235, 235, 225))
  layer.ellipse(x, foot - 0.91 * tall, 0.075 * tall, 0.095 * tall, skin)
  if rng.random() < 0.5:  # a helmet
    layer.polygon([(x - 0.09 * tall, foot - 0.92 * tall), (x - 0.06 * tall, foot - 1.0 * tall),
                   (x + 0.06 * tall, foot - 1.0 * tall), (x + 0.09 * tall, foot - 0.92 * tall)],
                  pick(rng, ((240, 240, 240), (240, 200, 40), (200, 50, 40))))


def _obstacle(rng, view, small):
  scale = rng.uniform(0.22, 0.30) if small else rng.uniform(0.36, 0.72)
  layer = Layer(scale)
  x, foot = view.at(rng.uniform(-0.6, 0.6), scale)
  pick(rng, (crate, vehicle, fallen_tree))(rng, layer, x, foot, scale)
  return layer


def crate(rng, layer, x, foot, scale):
  wide, tall = rng.uniform(13, 20) * scale, rng.uniform(11, 17) * scale
  wood = np.array(pick(rng, ((165, 120, 70), (140, 100, 65), (120, 125, 130), (60, 95, 135))))
  left, right, top = x - wide / 2, x + wide / 2, foot - tall
  lean = rng.choice((-1, 1)) * 0.25 * wide
  layer.polygon([(left, top), (right, top), (right + lean, top - 0.2 * tall),
                 (left + lean, top - 0.2 * tall)], wood * 1.2)
  edge, slope = (right, lean) if lean > 0 else (left, lean)
  layer.polygon([(edge, top), (edge + slope, top - 0.2 * tall), (edge + slope, foot - 0.2 * tall),
                 (edge, foot)], wood * 0.65)
  layer.box(left, top, right, foot, wood)
  for share in (0.0, 0.46, 0.9):
    layer.box(left, top + share * tall, right, top + (share + 0.1) * tall, wood * 0.7)
  layer.line((left, foot), (right, top), 1.5 * scale, wood * 0.7)


def vehicle(rng, layer, x, foot, scale):
  paint = np.array(pick(rng, ((190, 45, 40), (45, 85, 170), (225, 225, 225), (60, 62, 68),
                              (205, 175, 50))))
  if rng.random() < 0.5:  # across the track, seen from its side
    wide, tall = rng.uniform(32, 40) * scale, rng.uniform(13, 16) * scale
    left, right = x - wide / 2, x + wide / 2
    layer.polygon([(left, foot - 0.15 * tall), (left, foot - 0.55 * tall),
                   (left + 0.20 * wide, foot - 0.60 * tall), (left + 0.32 * wide, foot - tall),
                   (left + 0.72 * wide, foot - tall), (left + 0.86 * wide, foot - 0.60 * tall),
                   (right, foot - 0.50 * tall), (right, foot - 0.15 * tall)], paint)
    sill, roof = foot - 0.62 * tall, foot - 0.92 * tall
    for panes in ((0.26, 0.35, 0.50, 0.50), (0.54, 0.54, 0.70, 0.79)):
      columns = [left + share * wide for share in panes]
      layer.polygon(list(zip(columns, (sill, roof, roof, sill))), _GLASS)
    wheels, radius = (left + 0.2 * wide, left + 0.8 * wide), 0.20 * tall
  else:  # along the track, seen from behind
    wide, tall = rng.uniform(19, 23) * scale, rng.uniform(16, 21) * scale
    left, right = x - wide / 2, x + wide / 2
    layer.polygon([(left, foot - 0.12 * tall), (left, foot - 0.58 * tall),
                   (left + 0.14 * wide, foot - tall), (right - 0.14 * wide, foot - tall),
                   (right, foot - 0.58 * tall), (right, foot - 0.12 * tall)], paint)
    sill, roof = foot - 0.60 * tall, foot - 0.92 * tall
    layer.polygon([(left + 0.10 * wide, sill), (left + 0.19 * wide, roof),
                   (right - 0.19 * wide, roof), (right - 0.10 * wide, sill)], _GLASS)
    for inner in (left + 0.04 * wide, right - 0.16 * wide):
      layer.box(inner, foot - 0.52 * tall, inner + 0.12 * wide, foot - 0.38 * tall, (150, 25, 25))
    layer.box(x - 0.16 * wide, foot - 0.34 * tall, x + 0.16 * wide, foot - 0.22 * tall,
              (225, 225, 215))
    wheels, radius = (left + 0.14 * wide, right - 0.14 * wide), 0.14 * tall
  for wheel in wheels:
    layer.ellipse(wheel, foot - radius, radius, radius, (22, 22, 24))
    layer.ellipse(wheel, foot - radius, radius * 0.45, radius * 0.45, (120, 120, 120))


def fallen_tree(rng, layer, x, foot, scale):
  bark = np.array((96, 68, 44)) * rng.uniform(0.8, 1.2)
  leaves = np.array(pick(rng, ((50, 95, 40), (75, 100, 40), (110, 90, 40))))
  half = rng.uniform(18, 25) * scale
  tilt = rng.uniform(-0.22, 0.22)
  thick = rng.uniform(4.5, 6.5) * scale
  middle = np.array((x, foot - thick * 0.7))
  along = np.array((np.cos(tilt), np.sin(tilt))) * rng.choice((-1, 1))
  root, crown = middle - along * half, middle + along * half
  for share in rng.uniform(0.1, 0.9, 6):
    start = root + (crown - root) * share
    end = start + np.array((rng.uniform(-4, 4), -rng.uniform(4, 10))) * scale
    layer.line(start, end, 1.6 * scale, bark * 0.8)
    layer.ellipse(*end, rng.uniform(1.5, 3) * scale, rng.uniform(1.5, 2.5) * scale, leaves)
  for _ in range(7):
    spot = crown + rng.normal(0, 3.5, 2) * scale
    layer.ellipse(*spot, *(rng.uniform(2.5, 4.5, 2) * scale), leaves * rng.uniform(0.75, 1.25))
  layer.line(root, crown, thick, bark)
  layer.line(root - (0, 0.22 * thick), crown - (0, 0.22 * thick), 0.3 * thick, bark * 1.35)
  layer.ellipse(*root, thick * 0.40, thick * 0.55, (190, 155, 110))


# ---- what stands beside the track --------------------------------------------------------------


def _clutter(rng, view, condition, lamps, thing, thing_side):
  """Trees, poles, houses, cabinets and lights that are no signals."""
  layers = []

  def place(chance, nearest=0.7, sideways=(2.4, 4.5)):
    """A new layer and where it stands, or None; never nearer than the signal on its side."""
    if rng.random() >= chance:
      return None
    side = rng.choice((-1, 1))
    scale = rng.uniform(0.12, nearest)
    if thing is not None and side == thing_side:
      scale = min(scale, 0.7 * thing.scale)
    layer = Layer(scale)
    layers.append(layer)
    return layer, *view.at(side * rng.uniform(*sideways), scale), scale, side

  for _ in range(3):
    if spot := place(0.7, sideways=(2.8, 6.5)):
      tree(rng, *spot[:4])
  for _ in range(2):
    if spot := place(0.4, sideways=(1.9, 2.8)):
      catenary_pole(rng, *spot)
  if spot := place(0.22, 0.5, (1.7, 2.6)):
    board(rng, *spot[:4])
  if spot := place(0.22, 0.6, (2.2, 3.6)):
    cabinet(rng, *spot[:4])
  if spot := place(0.22, 0.6, (1.6, 2.2)):
    marker_post(rng, *spot[:4])
  if spot := place(0.25, 0.3, (4.0, 7.0)):
    house(rng, *spot[:4], condition, lamps)
  if rng.random() < 0.3:
    for _ in range(rng.integers(1, 4)):
      stray_light(rng, view, condition, lamps)
  return layers


def tree(rng, layer, x, foot, scale):
  tall = rng.uniform(26, 46) * scale
  leaves = np.array(pick(rng, ((40, 85, 45), (60, 105, 50), (30, 65, 45), (105, 100, 45))))
  layer.line((x, foot), (x, foot - 0.5 * tall), 2.4 * scale, (80, 60, 42))
  if rng.random() < 0.5:
    for share in (0.15, 0.40, 0.62):
      half = 0.26 * tall * (1.1 - share)
      layer.polygon([(x - half, foot - share * tall), (x + half, foot - share * tall),
                     (x, foot - min(share + 0.42, 1.0) * tall)], leaves * (0.8 + 0.4 * share))
  else:
    for _ in range(7):
      layer.ellipse(x + rng.normal(0, 0.12) * tall, foot - rng.uniform(0.5, 0.9) * tall,
                    rng.uniform(0.12, 0.2) * tall, rng.uniform(0.1, 0.16) * tall,
                    leaves * rng.uniform(0.75, 1.2))


def catenary_pole(rng, layer, x, foot, scale, side):
  grey = rng.uniform(65, 120)
  colour = (grey, grey, grey)
  top = foot - rng.uniform(52, 66) * scale
  layer.line((x, foot), (x, top), 1.5 * scale, colour)
  arm = top + 6 * scale
  layer.line((x, arm), (x - side * 15 * scale, arm), 0.9 * scale, colour)
  layer.line((x, arm - 5 * scale), (x - side * 13 * scale, arm), 0.7 * scale, colour)


def board(rng, layer, x, foot, scale):
  """A sign on a pole: the shape of a signal, but it does not shine."""
  top = foot - rng.uniform(20, 32) * scale
  layer.line((x, foot), (x, top), 1.4 * scale, (110, 110, 112))
  face = pick(rng, ((205, 200, 190), (170, 140, 60), (150, 75, 70), (60, 90, 130), (40, 40, 42)))
  half = rng.uniform(3.5, 5) * scale
  if rng.random() < 0.5:
    layer.ellipse(x, top, half, half, (200, 200, 200))
    layer.ellipse(x, top, half * 0.75, half * 0.75, face)
  else:
    layer.box(x - half, top - half, x + half, top + half, face)


def cabinet(rng, layer, x, foot, scale):
  grey = rng.uniform(110, 170)
  wide, tall = rng.uniform(9, 14) * scale, rng.uniform(11, 16) * scale
  layer.box(x - wide / 2, foot - tall, x + wide / 2, foot, (grey, grey, grey * 0.95))
  layer.box(x - wide / 2 - 0.7 * scale, foot - tall - 1.5 * scale,
            x + wide / 2 + 0.7 * scale, foot - tall, (grey * 0.7,) * 3)
  layer.box(x - 0.3 * scale, foot - tall, x + 0.3 * scale, foot, (grey * 0.6,) * 3)


def marker_post(rng, layer, x, foot, scale):
  tall = rng.uniform(13, 24) * scale
  white = rng.uniform(180, 225)
  layer.box(x - 1.4 * scale, foot - tall, x + 1.4 * scale, foot, (white,) * 3)
  band = pick(rng, ((40, 40, 45), (170, 60, 50), (60, 70, 120)))
  layer.box(x - 1.4 * scale, foot - 0.75 * tall, x + 1.4 * scale, foot - 0.5 * tall, band)


def house(rng, layer, x, foot, scale, condition, lamps):
  wide, tall = rng.uniform(45, 70) * scale, rng.uniform(22, 30) * scale
  wall = np.array(pick(rng, ((200, 190, 170), (165, 110, 90), (180, 180, 180))))
  layer.box(x - wide / 2, foot - tall, x + wide / 2, foot, wall)
  layer.polygon([(x - 0.56 * wide, foot - tall), (x + 0.56 * wide, foot - tall),
                 (x + 0.3 * wide, foot - 1.55 * tall), (x - 0.3 * wide, foot - 1.55 * tall)],
                (120, 65, 55))
  for share in (-0.28, 0.0, 0.28):
    pane = (x + share * wide, foot - 0.6 * tall)
    layer.box(pane[0] - 0.07 * wide, pane[1] - 0.15 * tall, pane[0] + 0.07 * wide,
              pane[1] + 0.15 * tall, (60, 70, 85))
    if condition == "night" and rng.random() < 0.5:
      lamps.append(Lamp(*pane, 0.07 * wide, np.array((255, 200, 110)), 0.45, layer.scale))


def stray_light(rng, view, condition, lamps):
  """A far lamp or a glint on wet or polished metal: the colour of a signal, but no head around."""
  colour = np.array(pick(rng, ((255, 70, 50), (255, 190, 70), (90, 230, 150), (235, 235, 220))))
  if condition == "rain" or rng.random() < 0.3:
    scale = rng.uniform(0.2, 0.9)
    x, y = view.at(rng.uniform(-2.2, 2.2), scale)
  else:
    scale = 0.12
    x, y = rng.uniform(2, view.width - 2), view.horizon - rng.uniform(0, 5) * view.unit
  radius = rng.uniform(0.35, 0.75) * view.unit
  lamps.append(Lamp(x, y, radius, colour, rng.uniform(0.25, 0.6), scale))


# ---- ground, sky and weather -------------------------------------------------------------------


def _ground_and_sky(rng, view, condition):
  sky = sky_over(rng, view, condition)
  layer = soil_under(rng, view)
  far_hills(rng, layer, view)
  rails(rng, layer, view)
  colour, coverage = layer.reduced()
  return sky * (1 - coverage) + colour * coverage


def sky_over(rng, view, condition):
  overcast = condition in ("fog", "rain") or rng.random() < 0.3
  if overcast:
    zenith, rim = np.array((150, 156, 165)), np.array((190, 193, 196))
  else:
    zenith, rim = np.array((85, 140, 215)), np.array((190, 210, 230))
  rows, columns = _pixels(view.height, view.width)
  share = np.clip(rows / view.horizon, 0, 1)[..., None]
  return zenith * (1 - share) + rim * share


def soil_under(rng, view):
  layer = view.layer(1.0)
  soil = np.array(pick(rng, ((96, 122, 62), (120, 118, 70), (140, 122, 88), (84, 104, 66))))
  layer.box(0, view.horizon, view.width, view.height, soil)
  for _ in range(14):  # patches of grass and earth
    scale = rng.uniform(0.1, 1.0)
    x, y = view.at(rng.uniform(-6, 6), scale)
    size = scale * view.unit
    layer.ellipse(x, y, rng.uniform(4, 10) * size, rng.uniform(1, 2.5) * size,
                  soil * rng.uniform(0.8, 1.15))
  return layer


def rails(rng, layer, view):
  ballast = np.array((128, 122, 115)) * rng.uniform(0.85, 1.1)
  steps = np.linspace(0.02, 1.1, 24)
  layer.polygon([view.at(-1.55, s) for s in steps] + [view.at(1.55, s) for s in steps[::-1]],
                ballast)
  sleeper = np.array(pick(rng, ((84, 66, 52), (165, 162, 155), (70, 66, 64))))
  distance = 0.95 + rng.uniform(0, 0.2)
  while distance < 9:
    near, far = 1 / distance, 1 / (distance + 0.1)
    layer.polygon([view.at(-1.32, near), view.at(1.32, near), view.at(1.32, far),
                   view.at(-1.32, far)], sleeper)
    distance += 0.24
  steel = np.array((190, 192, 198)) * rng.uniform(0.75, 1.1)
  for sign in (-1, 1):
    for offset, width, colour in ((0.05, 0.10, steel * 0.4), (0.0, 0.06, steel)):
      layer.polygon([view.at(sign * (1 + offset) - width, s) for s in steps]
                    + [view.at(sign * (1 + offset) + width, s) for s in steps[::-1]], colour)


def far_hills(rng, layer, view):
  green = np.array((86, 108, 88)) * rng.uniform(0.7, 1.15)
  knots = np.arange(-4, view.width + 9, 4)
  heights = rng.uniform(0.5, 4.5) * view.unit * rng.uniform(0.5, 1.0, len(knots))
  layer.polygon([(-4, view.horizon + 0.3)]
                + [(x, view.horizon - h) for x, h in zip(knots, heights)]
                + [(view.width + 8, view.horizon + 0.3)], green)


def weather(rng, view, condition):
  """Light as a factor per pixel and channel, the density of the haze, and its colour."""
  haze, haze_colour = 0.006, np.array((190.0, 200, 212))
  light = np.full((view.height, view.width, 3), rng.uniform(0.75, 1.12))
  if condition == "night":
    ambient = rng.uniform(0.10, 0.24) * np.array((0.75, 0.85, 1.15))
    middle, _ = view.at(0, 0.4)
    rows, columns = _pixels(view.height, view.width)
    spread = np.exp(-((columns - middle) / (rng.uniform(11, 16) * view.unit)) ** 2
                    - ((rows - view.horizon - 11 * view.unit)
                       / (rng.uniform(13, 18) * view.unit)) ** 2)
    beam = rng.uniform(0.5, 0.85) * np.array((1.0, 0.95, 0.82))
    light = ambient + spread[..., None] * beam
    haze, haze_colour = 0.004, np.array((20.0, 24, 34))
  elif condition == "fog":
    light *= 0.9
    haze, haze_colour = rng.uniform(0.16, 0.36), np.full(3, rng.uniform(165, 215))
  elif condition == "rain":
    light *= rng.uniform(0.55, 0.8) * np.array((0.95, 0.98, 1.05))
    haze, haze_colour = rng.uniform(0.03, 0.08), np.array((120.0, 126, 134))
  return light, haze, haze_colour


def depth_of(view):
  """The scale of the ground [height, width, 1] in every row; 0 in the sky."""
  rows, columns = _pixels(view.height, view.width)
  return np.clip((rows - view.horizon) / (view.height - view.horizon), 0.0, 1.0)[..., None]


def seen_through(colour, scale, haze, haze_colour):
  clear = np.exp(-haze / np.maximum(scale, 0.12))
  return colour * clear + haze_colour * (1 - clear)


def shine(picture, lamp, condition, haze):
  """Adds a lamp: a bright core and, in the dark and in haze, a glow around it."""
  strength = lamp.power * np.exp(-0.5 * haze / max(lamp.scale, 0.12))
  rows, columns = _pixels(*picture.shape[:2])
  distance = np.hypot(columns - lamp.x, rows - lamp.y)
  core = np.clip(lamp.radius + 0.5 - distance, 0, 1)[..., None]
  core *= min(1.0, (lamp.radius / 0.56) ** 2) * strength
  white = {"day": 0.05, "night": 0.30, "fog": 0.10, "rain": 0.12}[condition]
  centre = lamp.colour * (1 - white) + 255 * white
  picture = picture * (1 - core) + centre * core
  reach = lamp.radius * {"day": 1.5, "night": 2.6, "fog": 2.6, "rain": 2.2}[condition]
  glow = {"day": 0.10, "night": 0.45, "fog": 0.28, "rain": 0.28}[condition] * strength
  return picture + lamp.colour * (glow * np.exp(-(distance / reach) ** 2))[..., None]


def rain(rng, picture):
  height, width = picture.shape[:2]
  unit = height / SIZE
  layer = Layer(1.0, width, height)
  slant = rng.uniform(-0.35, 0.35)
  for _ in range(rng.integers(22, 48) * width // height):
    x, y, length = rng.uniform(0, width), rng.uniform(-4, height), rng.uniform(3, 8) * unit
    layer.line((x, y), (x + slant * length, y + length), rng.uniform(0.25, 0.55) * unit,
               (215, 220, 228))
  colour, coverage = layer.reduced()
  coverage *= rng.uniform(0.3, 0.6)
  return picture * (1 - coverage) + colour * coverage


def sensor(rng, picture, condition):
  """Exposure, white balance, a little blur and noise, as a camera gives them."""
  picture = picture * rng.uniform(0.88, 1.1) * rng.normal(1, 0.02, 3)
  if rng.random() < 0.4:
    weight = rng.uniform(0.05, 0.14)
    padded = np.pad(picture, ((1, 1), (1, 1), (0, 0)), mode="edge")
    around = padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]
    picture = picture * (1 - 4 * weight) + around * weight
  grain = rng.uniform(1.0, 2.5) * (1.5 if condition == "night" else 1.0)
  picture = picture + rng.normal(0, grain, (*picture.shape[:2], 1))
  picture = picture + rng.normal(0, 0.5 * grain, picture.shape)
  return np.clip(np.rint(picture), 0, 255).astype(np.uint8)


@cache
def _pixels(height, width):
  """Row and column of the middle of every pixel."""
  return np.mgrid[0:height, 0:width].astype(np.float64) + 0.5


def pick(rng, choices):
  return choices[rng.integers(len(choices))]


def _rgba(colour):
  return tuple(int(np.clip(round(float(c)), 0, 255)) for c in colour) + (255,)
