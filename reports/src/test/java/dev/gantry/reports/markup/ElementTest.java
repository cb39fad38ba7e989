package dev.gantry.reports.markup;

import static dev.gantry.reports.markup.Element.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gantry.dossier.PrintableText;
import dev.gantry.reports.Xml;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementTest {
  @Test
  void text_and_attributes_are_escaped_without_being_asked() {
    Element element = tag("p").attribute("title", "\"><b>").text("<script> & 'more'");
    assertThat(element)
        .hasToString("<p title=\"&quot;&gt;&lt;b&gt;\">&lt;script&gt; &amp; &#39;more&#39;</p>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"script", "SCRIPT", "iframe", "style", "img", "p onclick", "a><b"})
  void elements_that_run_or_load_something_cannot_be_made(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> tag(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"onclick", "OnLoad", "style", "a b", "x\""})
  void attributes_that_run_something_cannot_be_set(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> tag("p").attribute(name, "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.org", "//example.org", "javascript:alert(1)", "a.css"})
  void a_page_refers_only_to_itself(String target) {
    assertThatIllegalArgumentException().isThrownBy(() -> tag("a").attribute("href", target));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tag("use").attribute("xlink:href", target));
    assertThat(tag("a").attribute("href", "#here")).hasToString("<a href=\"#here\"></a>");
  }

  @RepeatedTest(200)
  void whatever_the_text_an_xml_parser_reads_it_back(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
    }
    String words = text.toString();
    String page = tag("p").attribute("title", words).text(words).toString();
    // Parsers turn a carriage return into a line feed, by the book.
    String expected = PrintableText.lines(words).replace("\r\n", "\n").replace('\r', '\n');
    assertThat(Xml.parse(page).getDocumentElement().getTextContent())
        .as("seed %d", repetition.getCurrentRepetition())
        .isEqualTo(expected);
  }

  @Test
  void a_style_sheet_loads_nothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StyleSheet("a { background: url(x) }"));
    assertThatIllegalArgumentException().isThrownBy(() -> new StyleSheet("</style><script>"));
  }

  @Test
  void marks_that_turn_the_direction_of_writing_are_written_as_escapes() {
    String turned = "fine \u202egnorw\u2066 \u200f";
    assertThat(tag("p").attribute("title", turned).text(turned))
        .hasToString(
            "<p title=\"fine \\u202egnorw\\u2066 \\u200f\">fine \\u202egnorw\\u2066 \\u200f</p>");
  }
}
