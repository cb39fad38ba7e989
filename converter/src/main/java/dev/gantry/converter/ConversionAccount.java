package dev.gantry.converter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gantry.converter.emit.EmittedGraph.KeptNode;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.json.JsonInput;
import dev.gantry.json.JsonReader;
import dev.gantry.json.JsonWriter;
import dev.gantry.json.RefusedJsonException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Records how a variant was made: what people should know of it, and the digests of what else was
 * made.
 *
 * @param variant its digest
 * @param passes what was applied to the model before the precision was written
 * @param ranges the digest of the table of ranges, empty where none was needed
 */
public record ConversionAccount(
    @JsonProperty("variant") String variant,
    @JsonProperty("passes") List<String> passes,
    @JsonProperty("remarks") List<String> remarks,
    @JsonProperty("kept") List<KeptNode> kept,
    @JsonProperty("ranges") String ranges) {
  private static final JsonReader JSON = new JsonReader(new ByteCount(64L << 20), "convert again");

  public ConversionAccount {
    passes = List.copyOf(passes);
    remarks = List.copyOf(remarks);
    kept = List.copyOf(kept);
  }

  Digest variantDigest() {
    return Digest.parse(variant);
  }

  public Optional<Digest> rangesDigest() {
    return ranges.isEmpty() ? Optional.empty() : Optional.of(Digest.parse(ranges));
  }

  public String json() {
    return JsonWriter.page(this) + "\n";
  }

  static ConversionAccount read(Path file) throws RefusedJsonException {
    return JSON.value(JsonInput.file(file), ConversionAccount.class);
  }
}
