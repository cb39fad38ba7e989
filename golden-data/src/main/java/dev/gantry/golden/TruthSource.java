package dev.gantry.golden;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.manifest.GoldenManifest;
import dev.gantry.golden.manifest.GoldenManifest.BoxEntry;
import dev.gantry.golden.manifest.GoldenManifest.SampleEntry;
import dev.gantry.golden.picture.PictureDecoder;
import dev.gantry.golden.picture.PicturePlacement;
import dev.gantry.golden.picture.Pixels;
import dev.gantry.golden.picture.format.PictureFile;
import dev.gantry.golden.picture.format.PngFile;
import dev.gantry.golden.task.TruthTensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Boxes and masks of the samples as tensors, in the coordinates of what the network is fed, so that
 * they travel with the references to where answers are judged.
 */
record TruthSource(
    Path folder, GoldenSet set, List<SampleEntry> entries, Optional<PictureSource> pictures) {
  private static final int BOX_FIELDS = 5;

  /** Empty where the answers are not of that sort, or nothing is labelled. */
  static Optional<TruthSource> of(
      Path folder, GoldenSet set, List<SampleEntry> entries, List<TensorSource> inputs) {
    boolean labelled =
        entries.stream().anyMatch(entry -> entry.boxes().isPresent() || entry.mask().isPresent());
    if (!labelled || set.decoding().isEmpty()) {
      return Optional.empty();
    }
    Optional<PictureSource> pictures =
        inputs.stream()
            .filter(PictureSource.class::isInstance)
            .map(PictureSource.class::cast)
            .findFirst();
    return Optional.of(new TruthSource(folder, set, entries, pictures));
  }

  List<Tensor> at(int sample) throws IOException {
    SampleEntry entry = entries.get(sample);
    if (entry.boxes().isPresent()) {
      return List.of(boxes(sample, entry.boxes().get()));
    }
    if (entry.mask().isPresent()) {
      return List.of(map(folder.resolve(entry.mask().get())));
    }
    return List.of();
  }

  private Tensor boxes(int sample, List<BoxEntry> boxes) throws IOException {
    PicturePlacement placement =
        pictures.isPresent() ? pictures.get().placement(sample) : new PicturePlacement(1, 1, 0, 0);
    if (pictures.isPresent()) {
      pictures.get().requireInside(sample, boxes);
    }
    float[] rows = new float[boxes.size() * BOX_FIELDS];
    for (int index = 0; index < boxes.size(); index++) {
      BoxEntry box = boxes.get(index);
      int at = index * BOX_FIELDS;
      rows[at] = set.classes().indexOf(box.kind());
      rows[at + 1] = (float) placement.toNetworkX(box.box().get(0));
      rows[at + 2] = (float) placement.toNetworkY(box.box().get(1));
      rows[at + 3] = (float) placement.toNetworkX(box.box().get(2));
      rows[at + 4] = (float) placement.toNetworkY(box.box().get(3));
      if (!(rows[at + 1] < rows[at + 3] && rows[at + 2] < rows[at + 4])) {
        throw new DamagedFileException(
            folder.resolve(GoldenManifest.FILE),
            "has a box in sample '" + entry(sample) + "' that is nothing in float32: " + box.box(),
            "correct the box");
      }
    }
    return Tensor.ofFloats(
        TruthTensors.BOXES, List.of((long) boxes.size(), (long) BOX_FIELDS), rows);
  }

  private String entry(int sample) {
    return entries.get(sample).name();
  }

  private Tensor map(Path mask) throws IOException {
    try {
      PictureFile file = PictureSource.packed(mask);
      // Fewer bits would be spread over all levels when they are decoded, and JPEG invents levels.
      if (!(file instanceof PngFile png) || !png.isGreyOfEightBits()) {
        throw new IOException(
            "is no mask: these are grey PNG pictures of 8 bits, whose levels are the classes");
      }
      Pixels pixels = PictureDecoder.decode(file);
      List<Long> shape = List.of((long) pixels.height(), (long) pixels.width());
      requireGrid(shape);
      TensorSpec spec = new TensorSpec(TruthTensors.MAP, ElementType.UINT8, shape);
      return new Tensor(spec, ByteBuffer.wrap(classes(pixels)));
    } catch (IOException e) {
      throw DamagedFileException.of(mask, e);
    }
  }

  private byte[] classes(Pixels pixels) throws IOException {
    OptionalInt ignore =
        set.decoding().orElseThrow() instanceof Decoding.ClassMap map
            ? map.ignore()
            : OptionalInt.empty();
    byte[] classes = new byte[pixels.width() * pixels.height()];
    for (int at = 0; at < classes.length; at++) {
      int x = at % pixels.width();
      int y = at / pixels.width();
      int level = pixels.level(x, y, 0);
      if (level >= set.classes().size() && !ignore.equals(OptionalInt.of(level))) {
        throw new IOException(
            String.format(
                "has the level %d at %d, %d, and the set has %d classes, from 0 on; a level for"
                    + " what nobody knows is named by ignore in the decoding",
                level, x, y, set.classes().size()));
      }
      classes[at] = (byte) level;
    }
    return classes;
  }

  /** Labels are given cell by cell: resizing them would be a choice that the set has to make. */
  private void requireGrid(List<Long> shape) throws IOException {
    Optional<TensorSpec> output =
        set.outputs().stream()
            .filter(spec -> set.decoding().filter(d -> d.output().equals(spec.name())).isPresent())
            .findFirst();
    int rank = output.map(spec -> spec.shape().size()).orElse(0);
    if (rank >= 2 && !output.get().shape().subList(rank - 2, rank).equals(shape)) {
      throw new IOException(
          "is "
              + shape.get(1)
              + " x "
              + shape.get(0)
              + " cells, where output "
              + output.get()
              + " has its last two extents");
    }
  }
}
