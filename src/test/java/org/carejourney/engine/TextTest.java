package org.carejourney.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {

  @Test
  void whatCannotBeStoredBecomesVisibleAndTheRestStays() {
    assertThat(Text.clean("a\u0000b\uD83Dc\uDE00")).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
    assertThat(Text.clean("<b>${7*7}\r\n\u202E😀")).isEqualTo("<b>${7*7}\r\n\u202E😀");
    assertThat(Text.clean(null)).isNull();
  }

  @Test
  void aTextTooLongEndsWithAnEllipsisAndNeverInHalfACharacter() {
    assertThat(Text.fit("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Text.fit("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(Text.fit("abcd😀fg", 6)).isEqualTo("abcd…");
  }
}
