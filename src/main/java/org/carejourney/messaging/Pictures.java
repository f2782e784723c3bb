package org.carejourney.messaging;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carejourney.engine.ModelFiles;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Pictures that travel inside a letter (RFC 2392): files in the template folder, named there by
 * their path, as in {@code src="cid:journey/welcome/hello.png"}. Mail programs show them without
 * asking anybody on the internet.
 */
@Component
public class Pictures {

  /** A letter with them is sent to each customer again. */
  static final int MOST_BYTES = 500_000;

  private static final Pattern NAMED =
      Pattern.compile("\\bcid:([A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)+)");

  private static final Map<String, String> TYPES =
      Map.of(".png", "image/png", ".jpg", "image/jpeg", ".gif", "image/gif");

  /**
   * One picture.
   *
   * @param path below the template folder
   */
  record Picture(String path, String type, byte[] bytes) {}

  private final TemplateFiles files;

  Pictures(ModelFiles files) {
    this.files = new TemplateFiles(files);
  }

  /** What a letter names and what is there, each once. */
  List<Picture> in(@Nullable String html) {
    return html == null
        ? List.of()
        : NAMED
            .matcher(html)
            .results()
            .map(named -> named.group(1))
            .distinct()
            .flatMap(path -> find(path).stream())
            .toList();
  }

  private Optional<Picture> find(String path) {
    return type(path)
        .flatMap(type -> files.bytes(path).map(bytes -> new Picture(path, type, bytes)));
  }

  /** Its media type by its ending, or empty for what is no picture. */
  static Optional<String> type(String path) {
    return Optional.ofNullable(TYPES.get(path.replaceFirst(".*(?=\\.)", "")));
  }

  /** A letter with other names for its pictures. */
  static String renamed(String html, Function<String, String> name) {
    return NAMED
        .matcher(html)
        .replaceAll((MatchResult found) -> Matcher.quoteReplacement(name.apply(found.group(1))));
  }

  /** A letter for a browser: its pictures are in it; those that are gone keep their names. */
  public String inside(String html) {
    return renamed(html, path -> find(path).map(Pictures::dataUri).orElse("cid:" + path));
  }

  private static String dataUri(Picture picture) {
    return "data:"
        + picture.type()
        + ";base64,"
        + Base64.getEncoder().encodeToString(picture.bytes());
  }
}
