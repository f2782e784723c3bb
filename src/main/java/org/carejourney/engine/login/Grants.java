package org.carejourney.engine.login;

import static org.camunda.bpm.engine.authorization.Permissions.ACCESS;
import static org.camunda.bpm.engine.authorization.Permissions.ALL;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.Permissions.READ_HISTORY;
import static org.camunda.bpm.engine.authorization.Permissions.READ_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.READ_TASK;
import static org.camunda.bpm.engine.authorization.Permissions.TASK_ASSIGN;
import static org.camunda.bpm.engine.authorization.Permissions.TASK_WORK;
import static org.camunda.bpm.engine.authorization.Permissions.UPDATE_TASK;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.RETRY_JOB;
import static org.camunda.bpm.engine.authorization.Resources.APPLICATION;
import static org.camunda.bpm.engine.authorization.Resources.DECISION_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.DECISION_REQUIREMENTS_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.DEPLOYMENT;
import static org.camunda.bpm.engine.authorization.Resources.GROUP;
import static org.camunda.bpm.engine.authorization.Resources.PROCESS_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.PROCESS_INSTANCE;
import static org.camunda.bpm.engine.authorization.Resources.USER;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.stereotype.Component;

/**
 * What each role may do in the engine. On top of it a task opens itself to the people and groups it
 * is offered to.
 */
@Component
class Grants {

  private static final String ANY = Authorization.ANY;

  private final AuthorizationService authorizations;

  Grants(AuthorizationService authorizations) {
    this.authorizations = authorizations;
  }

  /** Adds what is missing, in the caller's transaction. */
  void ensure() {
    for (Resource everything : Resources.values()) {
      grant(Roles.ADMIN, everything, ANY, ALL);
    }
    staff(Roles.AGENT);
    staff(Roles.CARER);
    staff(Roles.LEAD);
    grant(Roles.LEAD, PROCESS_DEFINITION, ANY, READ_TASK, UPDATE_TASK, TASK_ASSIGN, TASK_WORK);
    designer();
    operator();
  }

  /** Those who complete tasks in Tasklist. */
  private void staff(String role) {
    application(role, "tasklist");
    grant(role, PROCESS_DEFINITION, ANY, READ, CREATE_INSTANCE, READ_INSTANCE, READ_HISTORY);
    grant(role, PROCESS_INSTANCE, ANY, CREATE);
  }

  private void designer() {
    String role = Roles.DESIGNER;
    application(role, "cockpit");
    grant(role, DEPLOYMENT, ANY, CREATE, READ);
    grant(role, PROCESS_DEFINITION, ANY, READ, CREATE_INSTANCE, READ_INSTANCE, READ_HISTORY);
    grant(role, PROCESS_INSTANCE, ANY, CREATE);
    decisions(role);
  }

  private void operator() {
    String role = Roles.OPERATOR;
    application(role, "cockpit");
    grant(role, DEPLOYMENT, ANY, READ);
    grant(role, PROCESS_DEFINITION, ANY, READ, READ_INSTANCE, READ_HISTORY, READ_TASK, RETRY_JOB);
    decisions(role);
  }

  private void decisions(String role) {
    grant(role, DECISION_DEFINITION, ANY, READ, READ_HISTORY);
    grant(role, DECISION_REQUIREMENTS_DEFINITION, ANY, READ);
  }

  /** One of Camunda's web applications, and the names of colleagues that all of them show. */
  private void application(String role, String name) {
    grant(role, APPLICATION, name, ACCESS);
    grant(role, APPLICATION, "welcome", ACCESS);
    grant(role, USER, ANY, READ);
    grant(role, GROUP, ANY, READ);
  }

  /** Gives a group permissions on a thing by its id, beside those it has. */
  void grant(String group, Resource resource, String id, Permission... permissions) {
    Authorization authorization =
        authorizations
            .createAuthorizationQuery()
            .authorizationType(Authorization.AUTH_TYPE_GRANT)
            .groupIdIn(group)
            .resourceType(resource)
            .resourceId(id)
            .singleResult();
    if (authorization == null) {
      authorization = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
      authorization.setGroupId(group);
      authorization.setResource(resource);
      authorization.setResourceId(id);
    }
    for (Permission permission : permissions) {
      authorization.addPermission(permission);
    }
    authorizations.saveAuthorization(authorization);
  }
}
