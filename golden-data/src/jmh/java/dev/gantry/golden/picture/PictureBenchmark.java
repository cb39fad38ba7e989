package dev.gantry.golden.picture;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.picture.format.PictureFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the bytes of a picture to the tensor; the peer is Java's own ImageIO, pixel by pixel. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PictureBenchmark {
  private static final String SHIPPED =
      "/dev/gantry/golden/shipped/rail-signals/set/images/0010.png";
  private static final List<Double> MEAN = List.of(123.7, 116.3, 103.5);
  private static final List<Double> SCALE = List.of(0.0171, 0.0175, 0.0174);

  @Param({"shipped.png", "1280x720.jpg"})
  public String picture = "";

  private byte[] bytes = {};
  private TensorSpec spec = new TensorSpec("image", ElementType.FLOAT32, List.of());
  private PictureInput input;

  @Setup
  public void prepare() throws IOException {
    bytes = picture.endsWith(".png") ? shipped() : photograph();
    PictureFile file = PictureFile.of(bytes);
    List<Long> shape = List.of(1L, 3L, (long) file.height(), (long) file.width());
    spec = new TensorSpec("image", ElementType.FLOAT32, shape);
    input = new PictureInput(spec, Preprocessing.exact(ColourOrder.RGB, MEAN, SCALE));
  }

  @Benchmark
  public Tensor gantry() throws IOException {
    return input.tensor(PictureFile.of(bytes));
  }

  /** Without the check that all pixels are there. */
  @Benchmark
  public PictureFile gantryLooksOnly() throws IOException {
    return PictureFile.of(bytes);
  }

  @Benchmark
  public PictureFile gantryChecksPixels() throws IOException {
    PictureFile file = PictureFile.of(bytes);
    file.requireWholePixels();
    return file;
  }

  @Benchmark
  public Tensor imageIo() throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
    int width = image.getWidth();
    int height = image.getHeight();
    float[] values = new float[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int pixel = image.getRGB(x, y);
        for (int channel = 0; channel < 3; channel++) {
          int level = (pixel >> (16 - 8 * channel)) & 0xff;
          values[(channel * height + y) * width + x] =
              (level - MEAN.get(channel).floatValue()) * SCALE.get(channel).floatValue();
        }
      }
    }
    return Tensor.ofFloats(spec.name(), spec.shape(), values);
  }

  private static byte[] shipped() throws IOException {
    try (InputStream stream = PictureBenchmark.class.getResourceAsStream(SHIPPED)) {
      if (stream == null) {
        throw new IOException(SHIPPED + " is missing");
      }
      return stream.readAllBytes();
    }
  }

  private static byte[] photograph() throws IOException {
    Random random = new Random(7);
    BufferedImage image = new BufferedImage(1280, 720, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 720; y++) {
      for (int x = 0; x < 1280; x++) {
        int wave = (int) (110 + 90 * Math.sin(x / 31.0) * Math.cos(y / 23.0)) + random.nextInt(16);
        image.setRGB(x, y, (wave << 16) | ((wave / 2 + x % 99) << 8) | (255 - wave));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", out);
    return out.toByteArray();
  }
}
