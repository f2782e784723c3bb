package org.carejourney.models;

import static org.carejourney.models.Diagram.name;
import static org.carejourney.models.Rule.Finding.at;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnLabel;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;
import org.carejourney.models.Rule.Finding;

/** How a diagram is drawn: whole, from left to right, nothing upon anything else. */
final class LayoutRules {

  static final List<Rule> ALL =
      List.of(
          new Rule("everything is drawn", LayoutRules::drawn),
          new Rule("a diagram has twenty activities at most", LayoutRules::size),
          new Rule("shapes do not overlap", LayoutRules::overlaps),
          new Rule("lines keep away from shapes", LayoutRules::linesThroughShapes),
          new Rule("labels are readable", LayoutRules::labels),
          new Rule("flows go to the right", LayoutRules::direction));

  private static final int MOST_ACTIVITIES = 20;

  private LayoutRules() {}

  private static Stream<Finding> drawn(Diagram diagram, Models models) {
    Stream<Finding> nodes =
        diagram
            .nodes()
            .filter(node -> node.getDiagramElement() == null)
            .map(node -> at(node, "it is not drawn: add it in Modeler"));
    Stream<Finding> flows =
        diagram
            .all(SequenceFlow.class)
            .filter(flow -> flow.getDiagramElement() == null || line(flow).size() < 2)
            .map(flow -> at(flow, "it is not drawn: connect it in Modeler"));
    return Stream.concat(nodes, flows);
  }

  private static Stream<Finding> size(Diagram diagram, Models models) {
    long activities = diagram.activities().count();
    return activities <= MOST_ACTIVITIES
        ? Stream.empty()
        : Stream.of(
            at(diagram.process(), "%d activities do not fit a screen: call a part", activities));
  }

  private static Stream<Finding> overlaps(Diagram diagram, Models models) {
    List<FlowNode> nodes = diagram.nodes().filter(LayoutRules::isDrawn).toList();
    return nodes.stream()
        .flatMap(
            one ->
                nodes.stream()
                    .filter(other -> one.getId().compareTo(other.getId()) < 0)
                    .filter(other -> !belongTogether(one, other))
                    .filter(other -> box(one).intersects(box(other)))
                    .map(other -> at(one, "move it away from %s", other.getId())));
  }

  private static boolean belongTogether(FlowNode one, FlowNode other) {
    return frames(one, other)
        || frames(other, one)
        || (one instanceof BoundaryEvent event && event.getAttachedTo().equals(other))
        || (other instanceof BoundaryEvent event && event.getAttachedTo().equals(one))
        || (one instanceof BoundaryEvent event && frames(event.getAttachedTo(), other))
        || (other instanceof BoundaryEvent event && frames(event.getAttachedTo(), one));
  }

  /** Whether a sub process is drawn around the other node. */
  private static boolean frames(FlowNode frame, FlowNode node) {
    var parent = node.getParentElement();
    while (parent instanceof SubProcess around) {
      if (around.equals(frame)) {
        return box(frame).contains(box(node)) || node instanceof BoundaryEvent;
      }
      parent = around.getParentElement();
    }
    return false;
  }

  private static Stream<Finding> linesThroughShapes(Diagram diagram, Models models) {
    List<FlowNode> nodes =
        diagram
            .nodes()
            .filter(LayoutRules::isDrawn)
            .filter(node -> !(node instanceof SubProcess))
            .toList();
    return diagram
        .all(SequenceFlow.class)
        .filter(flow -> flow.getDiagramElement() != null)
        .flatMap(
            flow ->
                nodes.stream()
                    .filter(node -> !touches(flow, node))
                    .filter(node -> crosses(flow, box(node)))
                    .map(node -> at(flow, "lead it around %s", node.getId())));
  }

  private static boolean touches(SequenceFlow flow, FlowNode node) {
    return Stream.of(flow.getSource(), flow.getTarget())
        .anyMatch(
            end ->
                end.equals(node)
                    || (end instanceof BoundaryEvent event && event.getAttachedTo().equals(node)));
  }

  private static Stream<Finding> labels(Diagram diagram, Models models) {
    Map<BaseElement, Rectangle2D> labels = new LinkedHashMap<>();
    diagram
        .nodes()
        .filter(LayoutRules::isDrawn)
        .forEach(node -> put(labels, node, ((BpmnShape) node.getDiagramElement()).getBpmnLabel()));
    diagram
        .all(SequenceFlow.class)
        .filter(flow -> flow.getDiagramElement() != null && !name(flow.getName()).isEmpty())
        .forEach(flow -> put(labels, flow, flow.getDiagramElement().getBpmnLabel()));
    return labels.entrySet().stream()
        .flatMap(label -> inTheWay(diagram, labels, label.getKey(), label.getValue()));
  }

  private static void put(
      Map<BaseElement, Rectangle2D> labels, BaseElement element, BpmnLabel label) {
    if (label != null && label.getBounds() != null) {
      labels.put(element, box(label.getBounds()));
    }
  }

  private static Stream<Finding> inTheWay(
      Diagram diagram, Map<BaseElement, Rectangle2D> labels, BaseElement named, Rectangle2D label) {
    List<String> others = new ArrayList<>();
    diagram
        .nodes()
        .filter(LayoutRules::isDrawn)
        .filter(node -> !(node instanceof SubProcess) && box(node).intersects(label))
        .forEach(node -> others.add(node.getId()));
    diagram
        .all(SequenceFlow.class)
        .filter(flow -> flow.getDiagramElement() != null && crosses(flow, label))
        .forEach(flow -> others.add(flow.getId()));
    labels.forEach(
        (other, box) -> {
          if (other.getId().compareTo(named.getId()) > 0 && box.intersects(label)) {
            others.add("the label of " + other.getId());
          }
        });
    return others.stream().map(other -> at(named, "move its label away from %s", other));
  }

  private static Stream<Finding> direction(Diagram diagram, Models models) {
    return diagram
        .all(SequenceFlow.class)
        .filter(flow -> flow.getDiagramElement() != null && line(flow).size() > 1)
        .filter(flow -> lastOf(line(flow)).getX() < line(flow).get(0).getX())
        .filter(flow -> !Paths.loops(flow))
        .map(flow -> at(flow, "lead it to the right; only a loop goes back"));
  }

  private static boolean isDrawn(FlowNode node) {
    return node.getDiagramElement() instanceof BpmnShape;
  }

  private static List<Waypoint> line(SequenceFlow flow) {
    BpmnEdge edge = flow.getDiagramElement();
    return new ArrayList<>(edge.getWaypoints());
  }

  private static Waypoint lastOf(List<Waypoint> line) {
    return line.get(line.size() - 1);
  }

  private static boolean crosses(SequenceFlow flow, Rectangle2D box) {
    List<Waypoint> line = line(flow);
    for (int i = 1; i < line.size(); i++) {
      Waypoint a = line.get(i - 1);
      Waypoint b = line.get(i);
      if (new Line2D.Double(a.getX(), a.getY(), b.getX(), b.getY()).intersects(box)) {
        return true;
      }
    }
    return false;
  }

  private static Rectangle2D box(FlowNode node) {
    return box(((BpmnShape) node.getDiagramElement()).getBounds());
  }

  private static Rectangle2D box(Bounds b) {
    return new Rectangle2D.Double(b.getX(), b.getY(), b.getWidth(), b.getHeight());
  }
}
