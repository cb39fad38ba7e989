package dev.gantry.harness.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gantry.converter.calibrate.RangeFile;
import dev.gantry.dossier.Engine;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.harness.command.option.KeptPage;
import dev.gantry.harness.rack.BoardQuarantine;
import dev.gantry.json.JsonInput;
import dev.gantry.targets.inspector.LayerReport;
import dev.gantry.targets.trtexec.PrintedOutputs;
import dev.gantry.targets.trtexec.TimesExport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs whatever reads JSON from outside against the same hostile texts. */
class HostileJsonTest {
  @TempDir private Path folder;

  static Stream<Arguments> hostile() {
    String open = "{\"schema\": \"gantry.engine/2\", \"a\": ";
    return Stream.of(
        Arguments.of("cut", open, "ends in the middle"),
        Arguments.of("deep", open + "[".repeat(10_000), "nested more than 64 deep"),
        Arguments.of("a key twice", open + "1, \"a\": 1}", "has a key twice"),
        Arguments.of("a number without end", open + "1e999999999}", "the number 1e999999999"),
        Arguments.of("a long text", open + "\"" + "x".repeat(5 << 20) + "\"}", "a text of more"),
        Arguments.of("more behind it", open + "1} x", "goes on after its end"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void is_refused_by_every_reader_in_the_same_words(String name, String text, String fault)
      throws IOException {
    Path file = Files.writeString(folder.resolve("page.json"), text);
    Path kept = Files.createDirectories(folder.resolve("quarantine")).resolve("rack.json");
    Files.writeString(kept, text);
    String list =
        switch (name) {
          case "more behind it" -> "[{\"a\": 1}] x";
          case "cut" -> "[" + text;
          default -> "[" + text + "]";
        };
    List<TensorSpec> wanted = List.of(new TensorSpec("y", ElementType.FLOAT32, List.of(1L)));

    List<ThrowingCallable> readers = new ArrayList<>();
    readers.add(() -> new RangeFile().read(file));
    readers.add(() -> KeptPage.in(file));
    readers.add(() -> BoardQuarantine.of(folder, "rack").entries());
    readers.add(() -> new DossierJson().read("gantry.engine/2", Engine.class, text));
    if (!name.equals("a key twice")) { // TensorRT's layers may repeat one.
      readers.add(() -> LayerReport.read(JsonInput.file(file)));
    }
    readers.add(
        () -> TimesExport.read(JsonInput.of("times", list.getBytes(StandardCharsets.UTF_8))));
    readers.add(() -> new PrintedOutputs(list).tensors(wanted));

    for (ThrowingCallable reader : readers) {
      Throwable thrown = catchThrowable(reader);
      assertThat(thrown)
          .isInstanceOfAny(
              IOException.class, RefusedException.class, DossierJson.MalformedException.class)
          .message()
          .hasLineCount(1)
          .hasSizeLessThan(400);
      // Before its end they may see that it is no list of theirs; a text is skipped, never held.
      if (!thrown.getMessage().matches(".*( of query 1: .*|output 'y' was not printed)")) {
        assertThat(thrown).hasMessageContaining(fault);
      }
    }
  }
}
