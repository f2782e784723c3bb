package org.carejourney.messaging;

import ch.digitalfondue.mjml4j.Mjml4j;
import ch.digitalfondue.mjml4j.Mjml4j.TextDirection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.carejourney.messaging.Inserts.Insert;
import org.carejourney.messaging.Letter.Part;
import org.jspecify.annotations.Nullable;
import org.springframework.util.DigestUtils;

/** Makes a {@link Letter} of an MJML file and the parts it includes, or of a plain text. */
final class LetterCompiler implements Mjml4j.IncludeResolver {

  private static final int VERSION = 12;
  private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa", "he", "ur");
  private static final Pattern FILLS_ADDRESS =
      Pattern.compile("(?i)\\s(?:href|src|background)\\s*=\\s*\"\\s*$");

  private final TemplateFiles files;
  private final String file;
  private final Inserts inserts = new Inserts();
  private final Map<String, String> uses = new LinkedHashMap<>();
  private final StringBuilder sources = new StringBuilder();

  private LetterCompiler(TemplateFiles files, String file) {
    this.files = files;
    this.file = file;
  }

  /**
   * @param file such as {@code support/hello/en.mjml.ftl}
   * @param locale the language tag in its name
   */
  static Letter compile(TemplateFiles files, String file, String locale) {
    return new LetterCompiler(files, file).compile(locale);
  }

  /**
   * @param file such as {@code support/hello/en.sms.ftl}
   * @param locale the language tag in its name
   */
  static Letter compileText(TemplateFiles files, String file, String locale) {
    var inserts = new Inserts();
    var uses = Map.of(file, files.stamp(file));
    String source = files.read(file);
    var masked = inserts.mask(file, source);
    var text = new Restored(masked.text(), inserts, (insert, at) -> insert.code());
    return new Letter(file, locale, version(source), uses, null, null, Part.of(file, text, false));
  }

  private Letter compile(String locale) {
    String html = html(locale, readResource(file));
    var body = new Restored(html, inserts, (insert, at) -> code(insert, html, at.start()));
    for (Insert insert : inserts.all()) {
      if (!body.inserts().contains(insert)) {
        throw new TemplateProblem(
            insert.file(), insert.line(), insert.code() + " has no effect where it stands");
      }
    }
    String title = PlainText.title(html);
    if (title.isEmpty()) {
      throw new TemplateProblem(file, 0, "has no subject: write it into <mj-title>");
    }
    String text = PlainText.body(html, inserts);
    return new Letter(
        file,
        locale,
        version(sources),
        uses,
        Part.of(file, new Restored(title, inserts, (insert, at) -> insert.code()), false),
        Part.of(file, body, true),
        Part.of(file, new Restored(text, inserts, (insert, at) -> insert.code()), false));
  }

  private String html(String locale, String mjml) {
    var direction =
        RIGHT_TO_LEFT.contains(locale.split("-", -1)[0]) ? TextDirection.RTL : TextDirection.LTR;
    try {
      return Mjml4j.render(mjml, new Mjml4j.Configuration(locale, direction, this));
    } catch (TemplateProblem e) {
      throw e;
    } catch (RuntimeException e) {
      throw new TemplateProblem(file, 0, "MJML: " + e.getMessage(), e);
    }
  }

  /** What fills an address is checked each time it is printed. */
  private static String code(Insert insert, String html, int at) {
    return insert.prints() && FILLS_ADDRESS.matcher(html.substring(Math.max(at - 30, 0), at)).find()
        ? "${link(" + insert.code().substring(2, insert.code().length() - 1) + ")}"
        : insert.code();
  }

  /** Where an included part is: a path relative to the file that names it, or from the root. */
  @Override
  public String resolvePath(String name, @Nullable String parent) {
    return resolved(name, parent == null ? file : parent);
  }

  private static String resolved(String path, String from) {
    Path target =
        path.startsWith("/") ? Path.of(path.substring(1)) : Path.of(from).resolveSibling(path);
    return target.normalize().toString().replace('\\', '/');
  }

  private boolean isPart(String name) {
    return name.endsWith(".mjml") && files.exists(name);
  }

  private boolean isPicture(String path) {
    uses.put(path, files.stamp(path));
    return Pictures.type(path).isPresent()
        && files.bytes(path).filter(bytes -> bytes.length <= Pictures.MOST_BYTES).isPresent();
  }

  @Override
  public String readResource(String name) {
    uses.put(name, files.stamp(name));
    String source = files.read(name);
    sources.append(source).append('\0');
    var masked = inserts.mask(name, source);
    MjmlCheck.check(
        masked, inserts, path -> path != null && isPart(resolved(path, name)), this::isPicture);
    // Its parser takes white space around an included part for a second root.
    return masked.text().strip();
  }

  /** Another name whenever a file says something else; it protects nothing. */
  private static String version(CharSequence sources) {
    byte[] all = sources.toString().getBytes(StandardCharsets.UTF_8);
    return DigestUtils.md5DigestAsHex(all).substring(0, VERSION);
  }
}
