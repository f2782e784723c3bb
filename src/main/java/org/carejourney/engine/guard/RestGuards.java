package org.carejourney.engine.guard;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts {@link PlainPaths} before the login and {@link RestGuard} right behind it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class RestGuards {

  @Bean
  FilterRegistrationBean<PlainPaths> plainPaths() {
    var registration = new FilterRegistrationBean<>(new PlainPaths());
    registration.setOrder(-101);
    return registration;
  }

  @Bean
  FilterRegistrationBean<RestGuard> restGuard(TypedText typedText) {
    var registration = new FilterRegistrationBean<>(new RestGuard(typedText));
    registration.addUrlPatterns("/engine-rest/*", "/camunda/api/*");
    registration.setOrder(-99);
    return registration;
  }
}
