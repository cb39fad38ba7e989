package dev.gantry.golden;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.manifest.GoldenManifest.BoxEntry;
import dev.gantry.golden.picture.PictureInput;
import dev.gantry.golden.picture.PicturePlacement;
import dev.gantry.golden.picture.format.PictureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One picture a sample. */
record PictureSource(PictureInput input, List<Path> files) implements TensorSource {
  // Labelling tools round, and some count pixels from 1.
  private static final double SLACK = 1;

  PictureSource {
    files = List.copyOf(files);
  }

  @Override
  public TensorSpec spec() {
    return input.spec();
  }

  @Override
  public Tensor at(int sample) throws IOException {
    try {
      return input.tensor(packed(sample));
    } catch (IOException e) {
      throw DamagedFileException.of(files.get(sample), e);
    }
  }

  @Override
  public void prove(int sample) throws IOException {
    try {
      input.prove(packed(sample));
    } catch (IOException e) {
      throw DamagedFileException.of(files.get(sample), e);
    }
  }

  /** Where the points of a sample's picture lie in what the network is fed. */
  PicturePlacement placement(int sample) throws IOException {
    PictureFile file = packed(sample);
    return input.placement(file.width(), file.height());
  }

  /** Fails where a box reaches out of a sample's picture: then it is of another, or scaled. */
  void requireInside(int sample, List<BoxEntry> boxes) throws IOException {
    PictureFile file = packed(sample);
    for (BoxEntry box : boxes) {
      boolean inside =
          box.box().get(0) >= -SLACK
              && box.box().get(1) >= -SLACK
              && box.box().get(2) <= file.width() + SLACK
              && box.box().get(3) <= file.height() + SLACK;
      // Nothing that anybody labels is within the first pixel: these are shares of the sides.
      boolean shares = box.box().get(2) <= 1 && box.box().get(3) <= 1;
      if (!inside || shares) {
        throw new DamagedFileException(
            files.get(sample),
            "is " + file.width() + " x " + file.height() + ", and a box in it is " + box.box(),
            "label in pixels of this very picture: left, top, right, bottom");
      }
    }
  }

  private PictureFile packed(int sample) throws IOException {
    return packed(files.get(sample));
  }

  /** A picture that is built as it should be; its pixels are not looked at yet. */
  static PictureFile packed(Path file) throws IOException {
    try {
      if (Files.size(file) > PictureFile.MOST_BYTES) {
        throw new IOException("is larger than any picture that is read");
      }
      return PictureFile.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw DamagedFileException.of(file, e);
    }
  }
}
