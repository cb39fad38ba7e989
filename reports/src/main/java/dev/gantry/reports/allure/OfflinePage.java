package dev.gantry.reports.allure;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Allure's page without its tag manager. Allure leaves it out only on an environment variable, and
 * a running process cannot set its own.
 */
final class OfflinePage {
  private static final Pattern SCRIPT =
      Pattern.compile("<script\\b[^>]*>.*?</script>\\s*", Pattern.DOTALL);
  private static final Pattern REFERENCE =
      Pattern.compile("<[a-z]+\\b[^>]*\\s(?:src|href)\\s*=\\s*[\"']?+(?!data:)([^\"'\\s>]{0,200})");
  private static final String ONLY_ITSELF =
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'unsafe-inline' data: blob:\">";

  private OfflinePage() {}

  /** Fails where the page would still load something, rather than let it. */
  static String of(String page) throws IOException {
    StringBuilder kept = new StringBuilder(page.length());
    int from = 0;
    Matcher script = SCRIPT.matcher(page);
    while (script.find()) {
      kept.append(page, from, script.start());
      if (!reports(page, script.start(), script.end())) {
        kept.append(page, script.start(), script.end());
      }
      from = script.end();
    }
    String offline = kept.append(page, from, page.length()).toString();
    Matcher reference = REFERENCE.matcher(offline);
    if (reference.find()) {
      throw new IOException("the Allure page would load " + reference.group(1));
    }
    return offline.replaceFirst("<head>", "<head>\n    " + Matcher.quoteReplacement(ONLY_ITSELF));
  }

  private static boolean reports(String page, int start, int end) {
    // The scripts to drop are short; those with the report inside are megabytes of base64.
    String beginning = page.substring(start, Math.min(end, start + 2000));
    return beginning.contains("googletagmanager") || beginning.contains("gtag(");
  }
}
