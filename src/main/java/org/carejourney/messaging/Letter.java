package org.carejourney.messaging;

import freemarker.core.ParseException;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * One message in one language, compiled: FreeMarker templates for subject, html and text of an
 * e-mail, or for the text alone, where subject and html are null.
 *
 * @param version short hash of what those files say
 * @param uses the files it was made of and their stamps, to notice a change
 */
record Letter(
    String file,
    String locale,
    String version,
    Map<String, String> uses,
    @Nullable Part subject,
    @Nullable Part html,
    Part text) {

  /** Fills in what is known about one customer. */
  Rendered render(Map<String, Object> model, Locale words, TimeZone times, int most) {
    return html == null || subject == null
        ? new Rendered(
            locale,
            null,
            null,
            PlainText.unwrapped(text.render(model, words, times, most)),
            version)
        : new Rendered(
            locale,
            Subject.tidied(subject.render(model, words, times, most)),
            html.render(model, words, times, most),
            PlainText.tidied(text.render(model, words, times, most)),
            version);
  }

  /** A FreeMarker template and where its pieces stand in the source files. */
  record Part(String file, Restored source, Template template) {

    static Part of(String file, Restored source, boolean html) {
      try {
        return new Part(
            file, source, html ? Ftl.html(file, source.text()) : Ftl.text(file, source.text()));
      } catch (ParseException e) {
        String what = e.getEditorMessage().lines().findFirst().orElse("is not FreeMarker");
        throw source.problem(
            file, e.getLineNumber(), e.getColumnNumber(), what.replaceFirst(" Help \\(.*", ""));
      } catch (IOException e) {
        throw new TemplateProblem(file, 0, String.valueOf(e.getMessage()), e);
      }
    }

    String render(Map<String, Object> model, Locale locale, TimeZone zone, int most) {
      var out = new CappedWriter(most);
      try {
        var run = template.createProcessingEnvironment(model, out);
        run.setLocale(locale);
        run.setTimeZone(zone);
        run.process();
        return out.toString();
      } catch (TemplateException e) {
        // No cause: FreeMarker's texts may quote what the model holds.
        int line = e.getLineNumber() == null ? 0 : e.getLineNumber();
        int column = e.getColumnNumber() == null ? 0 : e.getColumnNumber();
        throw source.problem(file, line, column, Ftl.told(e, source.code(line, column)));
      } catch (CappedWriter.Full e) {
        throw new TemplateProblem(file, 0, "grows beyond " + most + " characters");
      } catch (IOException e) {
        throw new TemplateProblem(file, 0, "cannot be written");
      }
    }
  }

  /** Keeps what is written, up to a limit. */
  private static final class CappedWriter extends Writer {

    static final class Full extends IOException {}

    private final StringBuilder text = new StringBuilder();
    private final int most;

    CappedWriter(int most) {
      this.most = most;
    }

    @Override
    public void write(char[] more, int from, int length) throws IOException {
      if (text.length() + length > most) {
        throw new Full();
      }
      text.append(more, from, length);
    }

    @Override
    public void flush() {
      // nothing is buffered
    }

    @Override
    public void close() {
      // nothing is open
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
