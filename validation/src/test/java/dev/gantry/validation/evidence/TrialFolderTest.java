package dev.gantry.validation.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.quality.ClassConfusion.Taken;
import dev.gantry.golden.quality.MapScores;
import dev.gantry.golden.task.TruthTensors;
import dev.gantry.runner.tensor.TensorFileWriter;
import dev.gantry.validation.accuracy.TaskOutcome;
import dev.gantry.validation.judgement.BoardEvidence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialFolderTest {
  private static final TensorSpec MAP =
      new TensorSpec("map", ElementType.FLOAT32, List.of(1L, 2L, 1L, 1L));
  private static final GoldenSet GOLDEN =
      new GoldenSet(
          "set",
          "1",
          Digest.of(new byte[1]),
          List.of("clear", "blocked"),
          Optional.of(new Decoding.ClassMap("map", OptionalInt.empty())),
          List.of(),
          List.of(MAP),
          List.of(new GoldenSet.Sample("s0", Optional.empty(), List.of())));

  @TempDir Path folder;

  @Test
  void the_truth_lies_behind_the_references_and_is_no_output() throws IOException {
    BoardEvidence.Evidence evidence = evidence(map(0, 1), truth(1));
    assertThat(evidence.scores()).hasSize(1);
    assertThat(evidence.scores().get(0).outputs()).hasSize(1);
    assertThat(evidence.scores().get(0).task())
        .contains(
            new TaskOutcome(
                MapScores.of(List.of(new Taken(1, 1, 1)), 2, 0),
                MapScores.of(List.of(new Taken(1, 0, 1)), 2, 0)));
  }

  @Test
  void labels_that_are_none_are_damaged_evidence() {
    assertThatThrownBy(() -> evidence(map(0, 1), truth(7)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("level 7");
    assertThatThrownBy(this::evidence)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has 0 of 1 outputs");
  }

  private BoardEvidence.Evidence evidence(Tensor... expected) throws IOException {
    Path references = folder.resolve("references.tensors");
    write(references, List.of(expected));
    write(folder.resolve("outputs.tensors"), List.of(map(1, 0)));
    Trial.Measured trial =
        new Trial.Measured(
            new Cell("model", Precision.FP32, "cpu"),
            "bench-1",
            true,
            Instant.EPOCH,
            Instant.EPOCH,
            Digest.of(new byte[1]),
            new Trial.EvidenceFile("outputs.tensors", Digest.of(new byte[1]), ByteCount.ZERO),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            Trial.Pushed.NOTHING,
            List.of());
    return new TrialFolder(folder, trial).evidence(GOLDEN, references, Expectation.NOTHING);
  }

  private static void write(Path file, List<Tensor> tensors) throws IOException {
    try (TensorFileWriter writer = new TensorFileWriter(file, 1)) {
      writer.write(tensors);
    }
  }

  private static Tensor map(float clear, float blocked) {
    return Tensor.ofFloats("map", MAP.shape(), clear, blocked);
  }

  private static Tensor truth(int level) {
    return new Tensor(
        new TensorSpec(TruthTensors.MAP, ElementType.UINT8, List.of(1L, 1L)),
        ByteBuffer.wrap(new byte[] {(byte) level}));
  }
}
