package dev.gantry.golden.scale;

import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.Verification;
import dev.gantry.golden.VerificationOptions;
import dev.gantry.golden.VerificationResult;
import dev.gantry.golden.make.SetImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A set of 1000 tensors of 48 KiB; the peer is Java's own SHA-256 over the same files. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class VerifyBenchmark {
  private static final TensorSpec SPEC =
      new TensorSpec("image", ElementType.FLOAT32, List.of(1L, 3L, 64L, 64L));
  private static final int SAMPLES = 1_000;

  private Path folder = Path.of("");
  private Path set = Path.of("");
  private List<Path> files = List.of();

  @Setup
  public void prepare() throws IOException, RefusedException {
    folder = Files.createTempDirectory("verify");
    set = folder.resolve("set");
    DraftSet draft = DraftSet.tensors(folder.resolve("draft"), SAMPLES, SPEC);
    new SetImport(GoldenFolder.draft(draft.folder()), () -> false, step -> {}).into(set);
    try (Stream<Path> walk = Files.walk(set)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
  }

  @TearDown
  public void remove() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Benchmark
  public VerificationResult gantry() throws IOException, RefusedException {
    return new Verification(GoldenFolder.look(set), () -> false).verify();
  }

  @Benchmark
  public VerificationResult gantryBytesOnly() throws IOException, RefusedException {
    VerificationOptions bytes =
        new VerificationOptions(VerificationOptions.Depth.BYTES, Optional.empty(), false);
    return new Verification(GoldenFolder.look(set), bytes, () -> false, step -> {}).verify();
  }

  @Benchmark
  public long messageDigest() {
    return files.parallelStream().mapToLong(file -> digest(file)[0]).sum();
  }

  private static byte[] digest(Path file) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
