package org.carejourney.messaging;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The forms a message is written in: a letter, and shorter texts for where no letter can go. */
enum Variant {
  LETTER(".mjml.ftl", "email"),
  SMS(".sms.ftl", "sms"),
  CHAT(".chat.ftl", "chat", "social", "web"),
  /** What a colleague says on the phone. */
  CALL(".call.ftl", "phone");

  private final String ending;
  private final Set<String> channels;

  Variant(String ending, String... channels) {
    this.ending = ending;
    this.channels = Set.of(channels);
  }

  /** Such as {@code support/hello/en.sms.ftl}. */
  String file(String template, String tag) {
    return template + "/" + tag + ending;
  }

  /** The variant that a channel carries, or empty for a channel that carries none. */
  static Optional<Variant> on(String channel) {
    return Arrays.stream(values()).filter(v -> v.channels.contains(channel)).findFirst();
  }

  /** Whether a file below the template folder is of this variant. */
  boolean is(String file) {
    return file.endsWith(ending);
  }

  /** The language tag in a file's name. */
  String tag(String file) {
    return file.substring(file.lastIndexOf('/') + 1, file.length() - ending.length());
  }
}
