package org.carejourney.engine.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;

/**
 * Who is logged in, written down once, in the place where Camunda's web applications write it. So a
 * login or a logout in Tasklist is one in our pages and the other way round, with nothing to keep
 * in step.
 */
final class EngineSession implements SecurityContextRepository {

  /** How long a session may not notice that its user was deleted or changed groups. */
  private static final long REFRESH_MILLIS = 60_000;

  private static final String ENGINE = ProcessEngines.NAME_DEFAULT;

  private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

  @Override
  @SuppressWarnings("deprecation") // the one method to implement; the newer one calls it
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    UserAuthentication user = user(holder.getRequest());
    if (user != null) {
      context.setAuthentication(Users.known(user.getIdentityId(), user.getGroupIds()));
    }
    return context;
  }

  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    Authentication caller = context.getAuthentication();
    boolean known = trust.isAuthenticated(caller);
    HttpSession session = request.getSession(known);
    if (session == null) {
      return;
    }
    Authentications all = AuthenticationUtil.getAuthsFromSession(session);
    if (known) {
      all.addOrReplace(AuthenticationUtil.createAuthentication(ENGINE, caller.getName()));
    } else {
      all.removeByEngineName(ENGINE);
    }
    AuthenticationUtil.updateSession(session, all);
  }

  @Override
  public boolean containsContext(HttpServletRequest request) {
    return user(request) != null;
  }

  private static @Nullable UserAuthentication user(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return null;
    }
    Authentications all = AuthenticationUtil.getAuthsFromSession(session);
    AuthenticationUtil.updateCache(all, session, REFRESH_MILLIS);
    return (UserAuthentication) all.getAuthenticationForProcessEngine(ENGINE);
  }
}
