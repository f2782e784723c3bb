package org.carejourney.engine.login;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * One login for everything. Three chains: programs (and our scripts), Camunda's web applications,
 * and our pages. Matchers are built explicitly: a pattern given as a string means Spring MVC's
 * servlet only and silently lets the engine's two REST roots through.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class Security {

  private static final String PAGE_POLICY =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'self'";

  /** Who signs what they bring needs no login; each of these doors looks at the signature. */
  private static final RequestMatcher[] SIGNED = {
    path(POST, "/api/deliveries/{channel}"),
    path(POST, "/api/inbound/email/mailgun"),
    path(POST, "/api/inbound/email/mailgun/mime"),
    new AndRequestMatcher(
        path(POST, "/api/inbound/email/sendgrid"),
        new RequestHeaderRequestMatcher("X-Twilio-Email-Event-Webhook-Signature"))
  };

  private final EngineSession session = new EngineSession();

  @Bean
  @Order(1)
  SecurityFilterChain programs(HttpSecurity http, Users users, IdentityService identity)
      throws Exception {
    common(http, users)
        .securityMatcher(any("/engine-rest/**", "/api/**", "/actuator/**", "/v3/api-docs/**"))
        .authorizeHttpRequests(
            rules ->
                rules
                    .dispatcherTypeMatchers(DispatcherType.ASYNC) // allowed when it began
                    .permitAll()
                    .requestMatchers(
                        any(
                            "/actuator/health",
                            "/actuator/health/liveness",
                            "/actuator/health/readiness"))
                    .permitAll()
                    .requestMatchers(SIGNED)
                    .permitAll()
                    .requestMatchers(path("/actuator/**"))
                    .hasAnyRole(Roles.KEEPERS)
                    .requestMatchers(
                        path(GET, "/api/customers/{id}/export"),
                        path(DELETE, "/api/customers/{id}"),
                        path("/api/customers/import/**"))
                    .hasAnyRole(Roles.DATA_KEEPERS)
                    .requestMatchers(any("/api/demo/**", "/v3/api-docs/**"))
                    .hasAnyRole(Roles.ALL)
                    .requestMatchers(path("/api/**"))
                    .hasAnyRole(Roles.CUSTOMER_STAFF)
                    .anyRequest()
                    .authenticated())
        .httpBasic(basic -> basic.authenticationEntryPoint(ApiRefusals::unknownCaller))
        .exceptionHandling(
            refused ->
                refused
                    .authenticationEntryPoint(ApiRefusals::unknownCaller)
                    .accessDeniedHandler(ApiRefusals::forbidden))
        .csrf(csrf -> csrf.requireCsrfProtectionMatcher(this::isBySession))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .addFilterBefore(new SameSiteOnly(), BasicAuthenticationFilter.class)
        .addFilterAfter(new EngineIdentity(identity), AuthorizationFilter.class);
    return http.build();
  }

  /** Camunda's own filters log in, check tokens and write headers; here is only what they lack. */
  @Bean
  @Order(2)
  SecurityFilterChain camundaApps(HttpSecurity http, Users users) throws Exception {
    common(http, users)
        .securityMatcher(any("/camunda/**"))
        .authorizeHttpRequests(
            rules ->
                rules
                    .requestMatchers(
                        any("/camunda/api/admin/setup/**", "/camunda/app/admin/*/setup/**"))
                    .denyAll()
                    .anyRequest()
                    .permitAll())
        .exceptionHandling(
            refused ->
                refused
                    .authenticationEntryPoint(ApiRefusals::closed)
                    .accessDeniedHandler(ApiRefusals::forbidden))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .headers(
            headers ->
                headers
                    .frameOptions(FrameOptionsConfig::sameOrigin)
                    .cacheControl(cache -> cache.disable()));
    return http.build();
  }

  @Bean
  @Order(3)
  SecurityFilterChain pages(HttpSecurity http, Users users, IdentityService identity)
      throws Exception {
    common(http, users)
        .authorizeHttpRequests(
            rules ->
                rules
                    .dispatcherTypeMatchers(DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(
                        any(
                            "/",
                            "/p/**",
                            "/assets/**",
                            "/webjars/**",
                            "/favicon.ico",
                            "/error",
                            LoginPage.PATH))
                    .permitAll()
                    .requestMatchers(path(POST, "/care/customers/{id}/suppressions/**"))
                    .hasAnyRole(Roles.DATA_KEEPERS)
                    .requestMatchers(
                        any(
                            "/care/customers/**",
                            "/care/messages/**",
                            "/care/inbound/**",
                            "/care/tasks/**"))
                    .hasAnyRole(Roles.CUSTOMER_STAFF)
                    .requestMatchers(path(POST, "/care/outbound/**"), path(POST, "/care/jobs/**"))
                    .hasAnyRole(Roles.KEEPERS)
                    .anyRequest()
                    .hasAnyRole(Roles.ALL))
        // What a signed link offers needs no session, so no other site can borrow one.
        .csrf(csrf -> csrf.ignoringRequestMatchers(path("/p/**")))
        .formLogin(
            login ->
                login
                    .loginPage(LoginPage.PATH)
                    .defaultSuccessUrl("/care")
                    .failureUrl(LoginPage.PATH + "?failed"))
        .logout(
            logout ->
                logout.logoutUrl("/care/logout").logoutSuccessUrl(LoginPage.PATH + "?goodbye"))
        .exceptionHandling(refused -> refused.authenticationEntryPoint(PageRefusals.login()))
        .requestCache(cache -> cache.requestCache(PageRefusals.wholePagesOnly()))
        .headers(
            headers ->
                headers
                    .frameOptions(FrameOptionsConfig::sameOrigin)
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                    .contentSecurityPolicy(policy -> policy.policyDirectives(PAGE_POLICY)))
        .addFilterAfter(new EngineIdentity(identity), AuthorizationFilter.class);
    return http.build();
  }

  /** After a logout in Tasklist nothing of the session stays. */
  @Bean
  FilterRegistrationBean<TasklistLogout> tasklistLogout() {
    var registration = new FilterRegistrationBean<>(new TasklistLogout());
    registration.addUrlPatterns("/camunda/api/admin/auth/user/default/logout");
    registration.setOrder(-98);
    return registration;
  }

  private HttpSecurity common(HttpSecurity http, Users users) throws Exception {
    return http.authenticationProvider(users)
        .anonymous(Customizer.withDefaults())
        .securityContext(context -> context.securityContextRepository(session));
  }

  /** A change by a browser's session: the only kind that another site could trigger. */
  private boolean isBySession(HttpServletRequest request) {
    return SameSiteOnly.changes(request)
        && request.getHeader(HttpHeaders.AUTHORIZATION) == null
        && session.containsContext(request);
  }

  private static RequestMatcher any(String... patterns) {
    return new OrRequestMatcher(
        Arrays.stream(patterns).map(Security::path).toArray(RequestMatcher[]::new));
  }

  private static RequestMatcher path(String pattern) {
    return PathPatternRequestMatcher.withDefaults().matcher(pattern);
  }

  private static RequestMatcher path(HttpMethod method, String pattern) {
    return PathPatternRequestMatcher.withDefaults().matcher(method, pattern);
  }
}
