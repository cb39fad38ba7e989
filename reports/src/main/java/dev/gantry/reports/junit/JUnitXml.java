package dev.gantry.reports.junit;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.reports.ledger.Ledger;
import dev.gantry.reports.ledger.LedgerEntry;
import dev.gantry.reports.writing.ReportWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A test suite for each model, a test case for each entry. What was not measured is an error, never
 * skipped: build servers take skipped for green.
 */
public final class JUnitXml implements ReportWriter {

  @Override
  public String name() {
    return "junit.xml";
  }

  @Override
  public void write(JudgedRelease release, Path target) throws IOException {
    Map<String, List<LedgerEntry>> suites = new LinkedHashMap<>();
    for (LedgerEntry entry : Ledger.of(release).entries()) {
      suites.computeIfAbsent(entry.place().model(), model -> new ArrayList<>()).add(entry);
    }
    try (Writer file = Files.newBufferedWriter(target)) {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(file);
      xml.writeStartDocument("UTF-8", "1.0");
      new SuiteSheet(release, xml).write(suites);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("cannot write JUnit XML to " + target, e);
    }
  }
}
