package dev.gantry.reports.allure;

import dev.gantry.dossier.Blame;
import dev.gantry.reports.ledger.LedgerEntry;

/** Whom a result should wake; written in front of its message, where Allure looks for it. */
enum AllureCategory {
  MODEL("Model missed a bar", "model", "failed"),
  RACK("Rack", "rack", "broken"),
  TOOLCHAIN("Toolchain", "toolchain", "broken"),
  DATA("Data", "data", "broken"),
  CONFIGURATION("Configuration", "configuration", "broken"),
  EVIDENCE("Not enough evidence", "evidence", "broken"),
  WAIVED("Waived", "waived", "passed"),
  MET("", "", "");

  private final String title;
  private final String word;
  private final String status;

  AllureCategory(String title, String word, String status) {
    this.title = title;
    this.word = word;
    this.status = status;
  }

  static AllureCategory of(LedgerEntry entry) {
    return switch (entry.standing()) {
      case MET -> MET;
      case WAIVED -> WAIVED;
      case BROKEN -> MODEL;
      case NO_EVIDENCE -> EVIDENCE;
      case NOT_MEASURED -> entry.blame().map(AllureCategory::of).orElse(EVIDENCE);
    };
  }

  // Blamed on the model, yet proven in neither direction: more queries would settle it.
  private static AllureCategory of(Blame blame) {
    return switch (blame) {
      case MODEL -> EVIDENCE;
      case RACK -> RACK;
      case TOOLCHAIN -> TOOLCHAIN;
      case DATA -> DATA;
      case CONFIGURATION -> CONFIGURATION;
    };
  }

  String title() {
    return title;
  }

  String status() {
    return status;
  }

  /** Empty for what needs nobody. */
  String prefix() {
    return this == MET ? "" : "[" + word + "] ";
  }

  String pattern() {
    return "(?s)\\[" + word + "\\].*";
  }
}
