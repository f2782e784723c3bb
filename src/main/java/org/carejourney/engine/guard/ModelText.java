package org.carejourney.engine.guard;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.exception.NotValidException;
import org.jspecify.annotations.Nullable;

/** The text of a BPMN or DMN file in its own encoding. */
record ModelText(String text, Charset charset) {

  /** A hint where to fetch a schema: the XML parser would open any address it names. */
  private static final Pattern HINT =
      Pattern.compile(
          "[^\\s<>\"'=/]*(?:schemaLocation|noNamespaceSchemaLocation)\\s*=\\s*(?:\"[^\"]*\"|'[^']*')");

  private static final Pattern DECLARED =
      Pattern.compile("^\\uFEFF?<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([^\"']*)[\"']");

  /** Rules out encodings, such as EBCDIC, that a parser would recognise and we would not. */
  private static final Pattern STARTS_AS_XML = Pattern.compile("^(?:\u00EF\u00BB\u00BF)?\\s*<");

  private static final Pattern PROLOG_NOISE =
      Pattern.compile("<!--.*?-->|<\\?.*?\\?>", Pattern.DOTALL);

  private static final Set<String> BYTE_ENCODINGS =
      Set.of("UTF-8", "UTF8", "US-ASCII", "ASCII", "ISO-8859-1", "ISO-8859-15", "WINDOWS-1252");

  /**
   * Reads a file.
   *
   * @throws NotValidException for an encoding nobody draws diagrams in, and for a document type
   */
  static ModelText read(String name, byte[] bytes) {
    Charset wide = wideCharset(bytes);
    if (wide != null) {
      return checked(name, new ModelText(new String(bytes, wide), wide));
    }
    String ascii = new String(bytes, StandardCharsets.ISO_8859_1);
    Matcher declared = DECLARED.matcher(ascii.replaceFirst("^\u00EF\u00BB\u00BF", ""));
    String encoding = declared.find() ? declared.group(1).toUpperCase(Locale.ROOT) : "UTF-8";
    boolean readable =
        BYTE_ENCODINGS.contains(encoding)
            && ascii.indexOf('\0') < 0
            && STARTS_AS_XML.matcher(ascii).find();
    if (!readable) {
      throw new NotValidException(
          "The model file '%s' is not readable: save it as UTF-8".formatted(name));
    }
    // Byte for byte, whatever it declares: what is looked for is ASCII in all of these.
    return checked(name, new ModelText(ascii, StandardCharsets.ISO_8859_1));
  }

  /** The file without the hints; everything else stays byte for byte. */
  byte[] withoutHints() {
    // A space, so that what stood around a hint cannot join to a new one.
    return HINT.matcher(text).replaceAll(" ").getBytes(charset);
  }

  private static @Nullable Charset wideCharset(byte[] bytes) {
    if (bytes.length < 4) {
      return null;
    }
    int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    return switch (first) {
      case 0xfeff, 0x003c -> StandardCharsets.UTF_16BE;
      case 0xfffe, 0x3c00 -> bytes[2] == 0 && bytes[3] == 0 ? null : StandardCharsets.UTF_16LE;
      default -> null;
    };
  }

  private static ModelText checked(String name, ModelText model) {
    String plain = PROLOG_NOISE.matcher(model.text).replaceAll("");
    int type = plain.indexOf("<!DOCTYPE");
    if (type >= 0 && plain.substring(0, type).indexOf('<') < 0) {
      throw new NotValidException(
          "The model file '%s' has a document type (DOCTYPE): remove it".formatted(name));
    }
    return model;
  }
}
