package org.carejourney.engine.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import org.carejourney.engine.Text;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How we read JSON: strictly in form, and with every text made storable on the way in. */
@Configuration(proxyBeanMethods = false)
class JsonReading {

  @Bean
  Jackson2ObjectMapperBuilderCustomizer strict() {
    return builder ->
        builder.featuresToEnable(
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            // The same field twice is a mistake, and the later one would win in silence.
            JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  }

  @Bean
  SimpleModule cleanText() {
    return new SimpleModule("clean-text").addDeserializer(String.class, new CleanText());
  }

  private static final class CleanText extends StringDeserializer {

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Text.clean(super.deserialize(parser, context));
    }
  }
}
