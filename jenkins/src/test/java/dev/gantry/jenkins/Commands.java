package dev.gantry.jenkins;

/** The command lines of the pipeline, as they have to be: parameters come by environment only. */
final class Commands {
  static final String PLAN =
      "gantry plan --rack=\"$GANTRY_RACK\" --shards=\"$GANTRY_SHARDS\" -- \"$GANTRY_RELEASE\"";
  static final String RUN =
      "gantry run --rack=\"$GANTRY_RACK\" --out=gantry -- \"$GANTRY_RELEASE\"";
  static final String AGAIN =
      "gantry run --rack=\"$GANTRY_RACK\" --out=gantry --resume --retry-rack --"
          + " \"$GANTRY_RELEASE\"";
  static final String SHARD =
      "gantry run --rack=\"$GANTRY_RACK\" --out=gantry --shard=\"$GANTRY_SHARD\""
          + " -- \"$GANTRY_RELEASE\"";
  static final String SHARD_AGAIN =
      "gantry run --rack=\"$GANTRY_RACK\" --out=gantry --shard=\"$GANTRY_SHARD\""
          + " --resume --retry-rack -- \"$GANTRY_RELEASE\"";
  static final String MERGE = "gantry merge gantry-shards/* --out=gantry";

  private Commands() {}
}
