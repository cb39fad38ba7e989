package dev.gantry.dossier;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigestTest {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void the_published_example_of_sha_256_comes_out() {
    assertThat(Digest.of("abc".getBytes(US_ASCII))).hasToString("sha256:" + ABC);
    assertThat(Digest.of("abc".getBytes(US_ASCII)).shortName()).isEqualTo("ba7816bf8f01");
  }

  @Test
  void what_is_written_is_read_again() {
    long seed = 7_101;
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      Digest digest = Digest.of(bytes);
      assertThat(Digest.parse(digest.toString()))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(digest);
    }
  }

  @Test
  void one_changed_bit_is_another_digest() {
    byte[] bytes = new byte[64];
    Digest before = Digest.of(bytes);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(Digest.of(changed)).isNotEqualTo(before);
    }
  }

  @Test
  void text_that_is_no_digest_is_refused() {
    for (String text :
        List.of(
            "",
            ABC,
            "sha256:",
            "sha256:" + ABC + "\n",
            "sha256: " + ABC,
            "sha256:" + ABC.substring(1),
            "sha256:" + ABC + "0",
            "SHA256:" + ABC,
            "sha256:" + ABC.toUpperCase(java.util.Locale.ROOT),
            "md5:" + ABC,
            "sha256:../../../../../../../../../../../../../../../../../../etc/passwd0")) {
      assertThatThrownBy(() -> Digest.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not '");
    }
  }
}
