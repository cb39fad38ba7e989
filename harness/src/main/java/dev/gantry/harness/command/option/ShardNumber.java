package dev.gantry.harness.command.option;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Shard;
import dev.gantry.dossier.Sharding;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names one shard and how many there are, as people and pipelines write it: {@code 2/3}. */
public record ShardNumber(int number, int of) {
  private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,3})/([1-9][0-9]{0,3})");

  public Shard of(ReleasePlan plan) throws RefusedException {
    return split(plan, of, "--shard " + number + "/" + of).shard(number);
  }

  public static Sharding split(ReleasePlan plan, int shards, String option)
      throws RefusedException {
    try {
      return Sharding.of(plan, shards);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          Problem.in(
              option,
              String.valueOf(e.getMessage()),
              "boards of one kind share their engines and stay together, unless they run"
                  + " onnxruntime and all of them are measured"));
    }
  }

  /** Reads what stands behind {@code --shard}. */
  public static final class Reader implements ITypeConverter<ShardNumber> {
    @Override
    public ShardNumber convert(String text) {
      Matcher written = WRITTEN.matcher(text);
      if (written.matches()) {
        ShardNumber shard =
            new ShardNumber(Integer.parseInt(written.group(1)), Integer.parseInt(written.group(2)));
        if (shard.number() <= shard.of()) {
          return shard;
        }
      }
      throw new TypeConversionException(
          "'" + text + "' is no shard; the second of three is written 2/3");
    }
  }
}
