package org.carejourney.engine.login;

import java.util.Collection;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/** Staff as the engine knows them: names, passwords, and groups as roles. */
@Component
class Users implements AuthenticationProvider {

  private static final String ROLE = "ROLE_";

  private final IdentityService identity;

  Users(IdentityService identity) {
    this.identity = identity;
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    String name = attempt.getName();
    Object password = attempt.getCredentials();
    // False also while the engine locks the name after a wrong password.
    if (password == null || !identity.checkPassword(name, password.toString())) {
      throw new BadCredentialsException("Unknown name, wrong password, or locked for a moment");
    }
    User user = identity.createUserQuery().userId(name).singleResult();
    List<String> groups =
        identity.createGroupQuery().groupMember(user.getId()).listPage(0, 500).stream()
            .map(Group::getId)
            .toList();
    return known(user.getId(), groups);
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }

  static Authentication known(String userId, Collection<String> groups) {
    return UsernamePasswordAuthenticationToken.authenticated(
        userId,
        null,
        groups.stream().map(group -> new SimpleGrantedAuthority(ROLE + group)).toList());
  }

  /** The engine's groups of somebody who is logged in. */
  static List<String> groups(Authentication caller) {
    return caller.getAuthorities().stream()
        .map(authority -> authority.getAuthority())
        .filter(authority -> authority.startsWith(ROLE))
        .map(authority -> authority.substring(ROLE.length()))
        .toList();
  }
}
