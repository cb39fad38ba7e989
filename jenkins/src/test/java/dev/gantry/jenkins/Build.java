package dev.gantry.jenkins;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What pipelines call {@code currentBuild}. A result only ever gets worse, as in Jenkins. */
public final class Build implements Serializable {
  private static final long serialVersionUID = 1;
  private static final List<String> WORSE = List.of("SUCCESS", "UNSTABLE", "FAILURE", "ABORTED");

  private final Map<String, String> stages = new LinkedHashMap<>();
  private final List<String> open = new ArrayList<>();
  private String result = "SUCCESS";
  private String displayName = "#7";
  private String description = "";

  public int getNumber() {
    return 7;
  }

  public String getResult() {
    return result;
  }

  public void setResult(String wanted) {
    result = worse(result, wanted);
  }

  public String getDisplayName() {
    return displayName;
  }

  public void setDisplayName(String displayName) {
    this.displayName = displayName;
  }

  public String getDescription() {
    return description;
  }

  public void setDescription(String description) {
    this.description = description;
  }

  /** Every stage in the order in which they began, with how it ended. */
  Map<String, String> stages() {
    return stages;
  }

  void enter(String stage) {
    stages.put(stage, "SUCCESS");
    open.add(stage);
  }

  void leave() {
    open.remove(open.size() - 1);
  }

  /** Marks the innermost stage that is open. */
  void mark(String wanted) {
    if (!open.isEmpty()) {
      stages.merge(open.get(open.size() - 1), wanted, Build::worse);
    }
  }

  private static String worse(String one, String other) {
    return WORSE.indexOf(one) >= WORSE.indexOf(other) ? one : other;
  }
}
