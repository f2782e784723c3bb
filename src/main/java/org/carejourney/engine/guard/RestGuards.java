package org.carejourney.engine.guard;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts {@link RestGuard} before both REST roots, right behind the login. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class RestGuards {

  @Bean
  FilterRegistrationBean<RestGuard> restGuard(TypedText typedText) {
    var registration = new FilterRegistrationBean<>(new RestGuard(typedText));
    registration.addUrlPatterns("/engine-rest/*", "/camunda/api/*");
    registration.setOrder(-99);
    return registration;
  }
}
