package dev.gantry.harness.folder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.JudgedRelease.Account;
import dev.gantry.dossier.ReleasePlan.PlannedBoard;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.targets.probe.BoardFact;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells of a board what its trials brought home: what ran there, and in how many processes. */
record VerdictBoard(PlannedBoard board, List<Account> accounts) {
  /** What a runner says of the library that it loaded; a board says what is installed. */
  private static final String TENSORRT_LOADED = "tensorrt.version";

  private static final String ONNXRUNTIME_LOADED = "onnxruntime.version";

  VerdictBoard {
    accounts = List.copyOf(accounts);
  }

  static VerdictBoard of(PlannedBoard board, JudgedRelease release) {
    return new VerdictBoard(
        board,
        release.accounts().stream()
            .filter(account -> account.board().equals(board.name()))
            .toList());
  }

  void addTo(ObjectNode node) {
    node.put("board", board.name()).put("kind", board.kind()).put("simulated", board.simulated());
    node.put("jetpack", said(BoardFact.JETPACK.key()).orElse(null));
    node.put(
        "tensorrt", said(TENSORRT_LOADED).or(() -> said(BoardFact.TENSORRT.key())).orElse(null));
    node.put("onnxruntime", said(ONNXRUNTIME_LOADED).orElse(null));
    node.put("processes", processes(accounts.stream()).orElse(null));
  }

  /** How many processes were measured there for one cell; nothing where no trial came home. */
  Optional<Integer> processes(PlannedCell cell) {
    return processes(accounts.stream().filter(account -> account.cell().equals(cell.cell())));
  }

  private static Optional<Integer> processes(Stream<Account> accounts) {
    return accounts
        .map(account -> account.facts().get(BoardFact.PROCESSES.key()))
        .filter(Objects::nonNull)
        .map(Integer::valueOf)
        .reduce(Integer::sum);
  }

  /** Trials that disagree are all told, as on the decision page. */
  private Optional<String> said(String fact) {
    return Optional.of(
            accounts.stream()
                .map(account -> account.facts().get(fact))
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" / ")))
        .filter(versions -> !versions.isEmpty());
  }
}
