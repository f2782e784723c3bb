package org.carejourney.engine.login;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.carejourney.engine.WrongSetting;
import org.springframework.stereotype.Component;

/** Groups and members in the engine's own tables. */
@Component
class Accounts {

  private static final String ROLE = "ROLE";
  private static final String TEAM = "TEAM";

  private final IdentityService identity;

  Accounts(IdentityService identity) {
    this.identity = identity;
  }

  void ensureGroups() {
    ensureGroup(Roles.ADMIN, "Administrators", Groups.GROUP_TYPE_SYSTEM);
    ensureGroup(Roles.LEAD, "Team leads", ROLE);
    ensureGroup(Roles.AGENT, "Service agents", ROLE);
    ensureGroup(Roles.CARER, "Care team members", ROLE);
    ensureGroup(Roles.DESIGNER, "Process designers", ROLE);
    ensureGroup(Roles.OPERATOR, "Operators", ROLE);
    ensureGroup("service-team", "Service team", TEAM);
    ensureGroup("returns-team", "Returns team", TEAM);
    ensureGroup("care-team", "Care team", TEAM);
  }

  /** Adds a member of staff; does nothing when the name is taken. */
  void ensureUser(
      String id, String givenName, String familyName, String password, List<String> groups) {
    if (identity.createUserQuery().userId(id).count() > 0) {
      return;
    }
    User user = identity.newUser(id);
    user.setFirstName(givenName);
    user.setLastName(familyName);
    user.setPassword(password);
    identity.saveUser(user);
    groups.forEach(group -> identity.createMembership(id, group));
  }

  boolean nobodyYet() {
    return identity.createUserQuery().count() == 0;
  }

  /** Refuses to go on when the first caller to ask could make themselves an administrator. */
  void requireAdministrator() {
    if (identity.createUserQuery().memberOfGroup(Roles.ADMIN).count() == 0) {
      throw new WrongSetting(
          "Nobody is in the group %s, and Carejourney does not start without an administrator"
              .formatted(Roles.ADMIN),
          "Put a member of staff into it, with SQL: insert into ACT_ID_MEMBERSHIP (USER_ID_, GROUP_ID_) values"
              + " ('<name>', '"
              + Roles.ADMIN
              + "')");
    }
  }

  private void ensureGroup(String id, String name, String type) {
    if (identity.createGroupQuery().groupId(id).count() == 0) {
      Group group = identity.newGroup(id);
      group.setName(name);
      group.setType(type);
      identity.saveGroup(group);
    }
  }
}
