package org.carejourney.engine.login;

import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.Resources.FILTER;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/** The lists that staff see in Tasklist, shared by all who work there. */
@Component
class TasklistFilters {

  private static final List<Map<String, String>> COLUMNS =
      List.of(
          Map.of("name", "ticketNumber", "label", "Ticket"),
          Map.of("name", "customerId", "label", "Customer"),
          Map.of("name", "topic", "label", "Topic"),
          Map.of("name", "level", "label", "Level"));

  private final FilterService filters;
  private final TaskService tasks;
  private final Grants grants;

  TasklistFilters(FilterService filters, TaskService tasks, Grants grants) {
    this.filters = filters;
    this.tasks = tasks;
    this.grants = grants;
  }

  /** Adds what is missing by name, in the caller's transaction. */
  void ensure() {
    ensure(
        1,
        "My tasks",
        "What I have taken, most urgent first",
        soonestFirst(tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}")));
    ensure(
        2,
        "My team",
        "What is offered to my team and nobody has taken yet",
        soonestFirst(
            tasks.createTaskQuery().taskCandidateGroupInExpression("${currentUserGroups()}")));
    ensure(
        3,
        "Overdue",
        "What should have been done by now",
        soonestFirst(tasks.createTaskQuery().dueBeforeExpression("${now()}")));
    ensure(
        4,
        "Important customers",
        "Priority 80 and above",
        soonestFirst(tasks.createTaskQuery().taskMinPriority(80).orderByTaskPriority().desc()));
    ensure(
        5,
        "Messages to sort",
        "What came in and nobody but a person can place",
        soonestFirst(tasks.createTaskQuery().processDefinitionKey("sortMessage")));
  }

  private static TaskQuery soonestFirst(TaskQuery query) {
    return query.orderByDueDate().asc();
  }

  private void ensure(int position, String name, String description, TaskQuery query) {
    Filter filter = filters.createTaskFilterQuery().filterName(name).singleResult();
    if (filter == null) {
      filter = filters.newTaskFilter(name);
      filter.setProperties(
          Map.of(
              "description",
              description,
              "priority",
              position,
              "color",
              "#3b5b8c",
              "refresh",
              true,
              "showUndefinedVariable",
              false,
              "variables",
              COLUMNS));
      filter.setQuery(query);
      filters.saveFilter(filter);
    }
    for (String role : List.of(Roles.AGENT, Roles.LEAD, Roles.CARER)) {
      grants.grant(role, FILTER, filter.getId(), READ);
    }
  }
}
