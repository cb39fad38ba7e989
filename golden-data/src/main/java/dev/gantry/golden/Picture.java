package dev.gantry.golden;

import dev.gantry.dossier.Tensor;
import dev.gantry.dossier.TensorSpec;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A picture and the declared way in which it becomes a tensor. */
record Picture(TensorSpec spec, List<Double> mean, List<Double> scale) {
  private static final int CHANNELS = 3;

  Picture {
    mean = List.copyOf(mean);
    scale = List.copyOf(scale);
    if (spec.shape().size() != 4 || spec.shape().get(0) != 1 || spec.shape().get(1) != CHANNELS) {
      throw new IllegalArgumentException(
          "an input from pictures has the shape [1, 3, height, width], not " + spec.shape());
    }
    if (mean.size() != CHANNELS || scale.size() != CHANNELS) {
      throw new IllegalArgumentException("preprocessing needs three numbers of mean and of scale");
    }
  }

  /** Refuses a picture of another size: resizing is a choice that the set has to make. */
  Tensor read(Path file) throws IOException {
    int height = Math.toIntExact(spec.shape().get(2));
    int width = Math.toIntExact(spec.shape().get(3));
    BufferedImage image = decode(file, width, height);
    boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    float[] values = new float[CHANNELS * height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        // Java takes grey levels for linear light and getRGB would brighten them.
        int pixel = grey ? 0x010101 * image.getRaster().getSample(x, y, 0) : image.getRGB(x, y);
        for (int channel = 0; channel < CHANNELS; channel++) {
          int level = (pixel >> (16 - 8 * channel)) & 0xff;
          values[(channel * height + y) * width + x] =
              (level - mean.get(channel).floatValue()) * scale.get(channel).floatValue();
        }
      }
    }
    return Tensor.ofFloats(spec.name(), spec.shape(), values);
  }

  /** Looks at the size before anything is decoded: a small file may claim to be a huge picture. */
  private static BufferedImage decode(Path file, int width, int height) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new IOException(file + " is not a picture that can be decoded");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream);
        String size = reader.getWidth(0) + " x " + reader.getHeight(0);
        if (!size.equals(width + " x " + height)) {
          throw new IOException(file + " is " + size + ", wanted " + width + " x " + height);
        }
        BufferedImage image = reader.read(0);
        int bits = image.getColorModel().getComponentSize(0);
        if (bits > 8) {
          throw new IOException(file + " has " + bits + " bits a channel, 8 are read here");
        }
        return image;
      } catch (IIOException | RuntimeException e) {
        // Decoders answer damaged bytes with whatever exception they stumble over.
        throw new IOException(file + " cannot be decoded: " + e.getMessage(), e);
      } finally {
        reader.dispose();
      }
    }
  }
}
