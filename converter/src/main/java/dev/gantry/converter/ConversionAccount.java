package dev.gantry.converter;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gantry.converter.emit.EmittedGraph.KeptNode;
import dev.gantry.dossier.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES).build();

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
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static ConversionAccount parse(byte[] json) throws IOException {
    ConversionAccount account =
        JSON.readValue(new String(json, StandardCharsets.UTF_8), ConversionAccount.class);
    if (account == null) {
      throw new IOException("holds nothing");
    }
    return account;
  }
}
