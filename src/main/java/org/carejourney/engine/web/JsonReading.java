package org.carejourney.engine.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.List;
import org.carejourney.engine.Text;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.AbstractJackson2HttpMessageConverter;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.http.converter.xml.AbstractXmlHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How we read JSON: strictly in form, and with every text made storable on the way in. */
@Configuration(proxyBeanMethods = false)
class JsonReading implements WebMvcConfigurer {

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

  /** Libraries on the class path would have us take XML and YAML as well. */
  @Override
  public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
    converters.removeIf(
        converter ->
            converter instanceof AbstractJackson2HttpMessageConverter
                && !(converter instanceof MappingJackson2HttpMessageConverter));
    converters.removeIf(AbstractXmlHttpMessageConverter.class::isInstance);
  }

  private static final class CleanText extends StringDeserializer {

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Text.clean(super.deserialize(parser, context));
    }
  }
}
